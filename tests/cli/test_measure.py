"""What to measure first, on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]

SHORT = ("--weeks", 1, "--draws", 200)

OWN = """
[mine]
title = "Serum in my clinic"
quantity = "serum"
people = 8
scale = "percent"
error = 4
basis = "assumed"
reason = "What our laboratory says."
"""


def test_one_sentence_names_what_to_measure_and_a_row_stands_for_each(
    ask: Ask, tmp_path: Path
) -> None:
    told = ask("measure", "--quantity", "csf", *SHORT)
    assert told.code == 0
    first = told.out.splitlines()[0]
    assert first.startswith("Magnesium in spinal fluid: the change is ")
    assert "What would narrow this most: " in first
    for words in ("Of the interval", "Left", "2 x 12 rats", "If this number were known exactly"):
        assert words in told.out
    assert "Errors of most measurements are assumed" in told.out
    assert "200 versions of the person" in told.err
    assert list(tmp_path.iterdir()) == []


def test_json_tells_each_error_with_its_ground(ask: Ask) -> None:
    told = ask("measure", "--json", "--by", "csf", "--by", "serum", "--people", 50, *SHORT)
    assert told.code == 0
    found = json.loads(told.out)
    assert {each["key"] for each in found["measurements"]} == {"csf", "serum"}
    for each in found["measurements"]:
        assert each["people"] == 50
        assert each["reason"]
        assert each["width_low"] <= each["width"] <= each["width_high"]
    assert (found["quantity"], found["unit"], found["draws"]) == ("words", "words", 200)


def test_a_file_brings_measurements_of_ones_own_and_a_folder_takes_the_picture(
    ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "own.toml").write_text(OWN)
    told = ask(
        "measure", "--quiet", "--quantity", "serum", "--measurements", "own.toml",
        "--out", "found", *SHORT,
    )  # fmt: skip
    assert told.code == 0
    assert "serum in my clinic, in 8 people" in told.out
    folder = tmp_path / "found"
    assert {file.suffix for file in folder.iterdir()} == {".svg", ".csv", ".json"}
    assert "Serum in my clinic" in (folder / "measure.csv").read_text()


def test_without_threonate_its_level_in_plasma_is_left_out(ask: Ask) -> None:
    told = ask(
        "measure", "--form", "citrate", "--dose", "144 mg magnesium", "--quantity", "csf", *SHORT
    )
    assert told.code == 0
    assert "Without a result under this regimen: Threonate in plasma" in told.out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--draws", 10), "10 draws were asked for"),
        (("--by", "cfs"), "'cfs' is no measurement known here"),
        (("--people", 0), "0 people were asked for in each arm"),
        (("--quantity", "wards"), "'wards' is not reported; use "),
        (("--measurements", "none.toml"), "none.toml cannot be read"),
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_is_written(
    ask: Ask, tmp_path: Path, words: tuple[object, ...], reason: str
) -> None:
    told = ask("measure", "--weeks", 1, "--out", "found", *words)
    assert (told.code, told.out) == (2, "")
    assert reason in told.err.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []
