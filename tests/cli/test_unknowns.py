"""Unknowns on the command line: what, if it were known, would settle the answer."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from threonate.decomposition import GROUPS

Ask = Callable[..., Any]

SHORT = ("--weeks", 1, "--draws", 32)
BODY = "gut, blood, kidney and stores"


def test_one_sentence_names_what_decides_and_a_row_stands_for_each_group(
    ask: Ask, tmp_path: Path
) -> None:
    told = ask("unknowns", "--quantity", "serum", *SHORT)
    assert told.code == 0
    first, *rest = told.out.splitlines()
    assert first.startswith(f"What decides the change of 'serum' most is {BODY}: ")
    assert " % of the doubt" in first
    for head in ("Group of unknowns", "With the others", "Alone", "90 % interval"):
        assert head in told.out
    groups = [line.strip() for line in rest if line.startswith(tuple(f" {g} " for g in GROUPS))]
    assert len(groups) == len(GROUPS)
    assert groups[0].startswith(BODY)
    assert "A share below zero is chance." in told.out
    # Two sets of 32, and one more for each of ten groups.
    assert "384 versions of the person" in told.err
    assert list(tmp_path.iterdir()) == []


def test_json_is_one_document_with_finite_shares(ask: Ask) -> None:
    told = ask("unknowns", "--json", "--seed", 2, "--age", 70, *SHORT)
    assert told.code == 0
    found = json.loads(told.out)
    assert set(found) == {"quantity", "shares", "draws", "seed"}
    assert (found["quantity"], found["draws"], found["seed"]) == ("words", 32, 2)
    assert {share["group"] for share in found["shares"]} == set(GROUPS)
    sizes = [share["together"] for share in found["shares"]]
    assert sizes == sorted(sizes, reverse=True)
    for share in found["shares"]:
        for kind in ("alone", "together"):
            low, middle, high = (share[f"{kind}{end}"] for end in ("_low", "", "_high"))
            assert all(map(math.isfinite, (low, middle, high)))
            assert low <= middle <= high
        assert -0.01 < share["together"] < 1.5


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--draws", 31), "31 draws were asked for; a decomposition takes 32 to 4,096."),
        (("--draws", -5), "a decomposition takes 32 to 4,096."),
        (("--draws", 32, "--weeks", 1, "--quantity", "wards"), "'wards' is not reported; use "),
        (("--age", 300), "Age is 300 years"),
        (("--form", "table salt"), "table salt"),
        (("--draws", "many"), "Invalid value for '--draws'"),
    ],
)
def test_what_cannot_be_taken_apart_is_refused_and_nothing_is_written(
    ask: Ask, tmp_path: Path, words: tuple[object, ...], reason: str
) -> None:
    told = ask("unknowns", *words)
    assert (told.code, told.out) == (2, "")
    assert reason in told.err.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []
