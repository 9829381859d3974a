"""``trial`` says what a planned trial would find, before anybody pays for it."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from threonate.cli.trial import _counter

Ask = Callable[..., Any]

EXAMPLES = Path(__file__).parents[2] / "examples" / "trials"
FEW = ("--replicates", 60, "--volunteers", 50, "--truths", 200)


def test_a_design_is_answered_with_its_power_and_its_assurance(ask: Ask) -> None:
    told = ask("trial", EXAMPLES / "liu2016.toml", *FEW)
    assert told.code == 0, told.err
    assert told.out.startswith("Liu 2016: 21 on 'control' and 23 on 'threonate', 12 weeks.")
    for words in ("assurance", "Exaggerated", "Wrong sign", "mixed model", "never seen"):
        assert words in told.out
    assert "This is a model and not medical advice." in told.out
    assert "Following 50 volunteers" in told.err


def test_a_trial_of_the_brain_says_what_it_would_teach(ask: Ask) -> None:
    told = ask("trial", EXAMPLES / "brain_magnesium.toml", *FEW, "--quiet")
    assert told.code == 0, told.err
    assert "brain.translation" in told.out
    assert "15.7 for 5 % and 53.8 for 2.7 %" in told.out
    assert told.err == ""


def test_a_held_out_trial_is_told_from_its_design_alone(ask: Ask) -> None:
    told = ask("trial", EXAMPLES / "nct02237235.toml", *FEW)
    assert "is held out" in told.out
    assert "Printed" not in told.out


def test_it_is_one_document_and_a_table(ask: Ask, tmp_path: Path) -> None:
    told = ask("trial", EXAMPLES / "zhang2022.toml", *FEW, "--json", "--out", "runs.csv")
    found = json.loads(told.out)
    assert (found["replicates"], found["seed"]) == (60, 1)
    with (tmp_path / "runs.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    # Sixty trials, one endpoint, one arm, three analyses.
    assert len(rows) == 180


def test_the_same_seed_gives_the_same_answer(ask: Ask) -> None:
    words = ("trial", EXAMPLES / "zhang2022.toml", *FEW, "--json")
    assert ask(*words).out == ask(*words).out
    assert ask(*words).out != ask(*words, "--seed", 2).out


def test_medians_are_told_from_means_and_no_chance_is_certain(ask: Ask, tmp_path: Path) -> None:
    text = (EXAMPLES / "brain_magnesium.toml").read_text(encoding="utf-8")
    place = tmp_path / "sure.toml"
    place.write_text(text.replace("effect = [5, 2.7]", "effect = [5, 0.00001]"), encoding="utf-8")
    told = ask("trial", place, *FEW, "--quiet").out
    assert "True, median (90 %)" in told
    # 5 % with an SD of 5 % and 53 in each arm: a power of 0.999 and next to no wrong sign.
    assert "with a power of more than 99 in 100" in told
    assert "> 99 %" in told
    assert "< 1 %" in told
    assert "more than 10,000,000" in told
    assert "10,000,000" not in told.replace("more than 10,000,000", "")


def test_a_positive_headline_is_not_taken_for_an_effect(ask: Ask) -> None:
    told = ask("trial", EXAMPLES / "liu2016.toml", *FEW, "--quiet").out
    assert "is itself above 0 with a chance of 69 in 100" in told
    assert "never" in told


def test_a_name_that_a_terminal_obeys_is_refused(ask: Ask, tmp_path: Path) -> None:
    text = (EXAMPLES / "zhang2022.toml").read_text(encoding="utf-8")
    place = tmp_path / "named.toml"
    place.write_text(text.replace("[arms.product]", '[arms."a\\u001b[31m"]'), encoding="utf-8")
    told = ask("trial", place, *FEW)
    assert told.code == 2
    assert "\x1b" not in told.err
    assert "printed" in told.err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("none.toml",), "There is no file 'none.toml'"),
        ((EXAMPLES / "zhang2022.toml", "--replicates", 0), "0 replicates"),
        ((EXAMPLES / "zhang2022.toml", "--volunteers", 0), "volunteers"),
        ((EXAMPLES / "zhang2022.toml", "--out", "no/where.csv", *FEW), "where.csv"),
    ],
)
def test_what_cannot_be_run_is_refused_in_one_sentence(
    ask: Ask, words: tuple[object, ...], complaint: str
) -> None:
    told = ask("trial", "--quiet", *words)
    assert (told.code, told.out) == (2, "")
    assert complaint in told.err
    assert told.err.count("\n") == 1


def test_whoever_waits_at_a_terminal_sees_how_far_it_has_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(shown, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr", shown)
    tell = _counter("trials", 100, quiet=False)
    tell(50)
    assert shown.getvalue() == "\r50 of 100 trials"
    tell(100)
    assert shown.getvalue().endswith("\r\033[K")
    _counter("trials", 100, quiet=True)(50)
    assert shown.getvalue().count("50 of") == 1
