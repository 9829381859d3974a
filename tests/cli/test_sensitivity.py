"""What matters most, on the command line."""

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from threonate.cli.sensitivity import shown

pytest.importorskip("SALib")

Ask = Callable[..., Any]

SHORT = ("--weeks", 1, "--base", 32, "--factors", 4)


def test_one_sentence_names_what_decides_and_a_table_ranks_the_rest(
    ask: Ask, tmp_path: Path
) -> None:
    told = ask("sensitivity", "--quantity", "csf", *SHORT)
    assert told.code == 0
    first = told.out.splitlines()[0]
    assert first.startswith("Magnesium in spinal fluid: the change is ")
    assert "over what nobody knows" in first
    assert "What decides it most: " in first
    # What the strongest is hangs on few base rows here; the table has it in any case.
    assert "The chance that what threonate does in rats happens in people at all" in told.out
    for head in ("What varies", "Grade", "With the others", "Alone", "90 % interval"):
        assert head in told.out
    assert "No share is below zero" in " ".join(told.out.split())
    assert not re.search(r"[−-]\d+ %", told.out.partition("What varies")[2])
    assert "With 32 base rows the shares" in " ".join(told.out.split())
    assert "brain.translation = 1" not in told.out
    assert "Choosing among " in told.err
    assert "Followed 224 of 224 versions." in told.err
    assert list(tmp_path.iterdir()) == []


def test_json_is_one_document_with_finite_shares(ask: Ask) -> None:
    told = ask(
        "sensitivity", "--json", "--of", "traits", "--ages", "50-70", "--sex", "female",
        "--level", "--quantity", "serum", "--seed", 3, *SHORT,
    )  # fmt: skip
    assert told.code == 0
    found = json.loads(told.out)
    assert (found["quantity"], found["reading"], found["of"]) == ("serum", "level", "traits")
    assert (found["base"], found["runs"], found["seed"]) == (32, 32 * 7, 3)
    assert len(found["effects"]) == 5
    assert "sex" not in {effect["factor"] for effect in found["effects"]}
    for effect in found["effects"]:
        for kind in ("first", "total"):
            low, middle, high = (effect[f"{kind}{end}"] for end in ("_low", "", "_high"))
            assert all(map(math.isfinite, (low, middle, high)))
            assert low <= middle <= high
    # Who was measured at the start is nearly there at the end.
    assert found["effects"][0]["factor"] == "serum"


def test_a_folder_gets_the_picture_its_table_and_its_numbers(ask: Ask, tmp_path: Path) -> None:
    told = ask("sensitivity", "--quiet", "--quantity", "serum", "--out", "found", *SHORT)
    assert told.code == 0
    assert told.err == ""
    assert len(told.out.splitlines()) == 1
    folder = tmp_path / "found"
    assert {file.name for file in folder.iterdir()} == {
        "sensitivity.svg", "sensitivity.csv", "sensitivity.json",
    }  # fmt: skip
    assert (folder / "sensitivity.svg").read_text().startswith("<svg ")
    assert len((folder / "sensitivity.csv").read_text().splitlines()) == 6
    assert json.loads((folder / "sensitivity.json").read_text())["of"] == "ignorance"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--base", 100), "use a power of two"),
        (("--factors", 0), "0 factors were asked for"),
        (("--of", "trait"), "'trait' is no cause of difference; use traits or ignorance."),
        (("--quantity", "wards"), "'wards' is not reported; use "),
        (("--ages", "50-70"), "give it with --of traits"),
        (("--of", "traits", "--ages", "70-50"), "70"),
        (("--of", "traits", "--creatinine", "0.8"), "only with --age and --sex"),
        (("--age", 300), "Age is 300 years"),
        (("--base", "many"), "Invalid value for '--base'"),
    ],
)
def test_what_cannot_be_analysed_is_refused_and_nothing_is_written(
    ask: Ask, tmp_path: Path, words: tuple[object, ...], reason: str
) -> None:
    told = ask("sensitivity", "--weeks", 1, "--out", "found", *words)
    assert (told.code, told.out) == (2, "")
    assert reason in told.err.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_people_differ_in_one_world_and_the_page_says_in_which(ask: Ask) -> None:
    told = ask("sensitivity", "--of", "traits", "--age", 60, *SHORT)
    assert "(brain.translation = 1), which nobody knows" in " ".join(told.out.split())
    document = json.loads(ask("sensitivity", "--of", "traits", "--age", 60, *SHORT, "--json").out)
    assert document["given"] == {"brain.translation": 1.0}


def test_what_chance_puts_below_zero_is_shown_as_zero() -> None:
    assert shown((-0.04, -0.09, 0.01)) == ("0 %", "0 to 1 %")
    assert shown((0.3, 0.2, 0.4)) == ("30 %", "20 to 40 %")
