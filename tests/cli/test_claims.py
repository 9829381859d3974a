"""Claims are listed with their verdicts, and one is opened by its number."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import typer

from threonate.cli.claims import claims
from threonate.cli.failure import guard

app = typer.Typer(add_completion=False, rich_markup_mode=None)
app.command("claims")(claims)


@dataclass(frozen=True, slots=True)
class Told:
    """The exit code and what was said on the two streams."""

    code: int
    out: str
    err: str


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    def ask(*words: object) -> Told:
        capsys.readouterr()
        code = guard(
            lambda: app(args=[str(word) for word in words], standalone_mode=False),
            debug=False,
            commands=("claims",),
        )
        return Told(code, *capsys.readouterr())

    return ask


def test_every_claim_has_a_row_with_its_grade_and_verdict(ask: Callable[..., Told]) -> None:
    told = ask()
    assert (told.code, told.err) == (0, "")
    rows = re.findall(r"^ {1,2}(\d+) {3}\S.* {3}[A-FT](?:/[EF])? .*\.$", told.out, re.MULTILINE)
    assert rows == [str(number) for number in range(1, 40)]
    assert "nobody independent has repeated it" in told.out
    assert "39 claims by grade:" in told.out
    assert re.search(r"\n  F +12  assumed\n", told.out)


def test_the_list_as_json(ask: Callable[..., Told]) -> None:
    document = json.loads(ask("--json").out)
    assert len(document["claims"]) == 39
    assert document["grades"]["F"] == 12
    assert document["claims"][16]["grade_meaning"] == "human, once"


def test_an_opened_claim_says_what_the_model_gives_and_that_nobody_measured_it(
    ask: Callable[..., Told],
) -> None:
    told = ask(6)
    for start in ("Claim 6: ", "Verdict: ", "For: ", "Against: ", "What would change our mind: "):
        assert sum(line.startswith(start) for line in told.out.splitlines()) == 1
    assert re.search(r"Magnesium in spinal fluid: \+[\d.]+ % \(90 % interval", told.out)
    assert "predictions of a mechanism, not measurements" in told.out
    assert "cannot lose" not in told.out
    assert "Not verified" in told.out
    said = json.loads(ask(6, "--json").out)["says"]
    assert [one["quantity"] for one in said] == ["csf", "interstitial", "neuronal"]
    assert all(one["low"] <= one["change"] <= one["high"] for one in said)


def test_more_words_of_a_model_that_cannot_lose_are_no_sign_of_a_benefit(
    ask: Callable[..., Told],
) -> None:
    out = ask(17).out
    assert re.search(r"Words of a list, five trials: \+[\d.]+ words", out)
    assert "no sign of a benefit" in out


def test_sleep_is_left_to_trials(ask: Callable[..., Told]) -> None:
    out = ask(26).out
    assert "What the model says: nothing" in out
    assert "'threonate evidence SLS'" in out
    assert json.loads(ask(26, "--json").out)["says"] == []


def test_a_command_that_can_be_asked_is_named(ask: Callable[..., Told]) -> None:
    assert "ask 'threonate protect'" in ask(15).out
    assert json.loads(ask(15, "--json").out)["says"] == [{"command": "threonate protect"}]


@pytest.mark.parametrize(("asked", "close"), [("40", "39"), ("0", "1"), ("17.6", "18")])
def test_a_number_that_is_none_is_refused_with_the_nearest(
    asked: str, close: str, ask: Callable[..., Told]
) -> None:
    told = ask(asked)
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        f"'{asked}' is not the number of a claim; they are numbered 1 to 39, and 'threonate "
        f"claims' lists them. Did you mean {close}?\n"
    )


def test_a_word_is_refused(ask: Callable[..., Told]) -> None:
    told = ask("sleep")
    assert (told.code, told.out) == (2, "")
    assert "Traceback" not in told.err
