"""The model answers, the band judges, and misses are known by name."""

import math
import re
from pathlib import Path

import pytest

from threonate.refusal import Refusal
from threonate.validation import Verdict, to_json, validate, write_figures
from threonate.validation.anchor import load_anchors
from threonate.validation.verdict import protocols


@pytest.fixture(scope="module")
def verdicts() -> tuple[Verdict, ...]:
    return validate(draws=6)


def test_every_anchor_has_a_protocol() -> None:
    assert {anchor.protocol for anchor in load_anchors().values()} <= set(protocols())


def test_every_anchor_is_answered_with_a_number(verdicts: tuple[Verdict, ...]) -> None:
    assert {v.anchor.id for v in verdicts} == set(load_anchors())
    assert all(math.isfinite(v.simulated) for v in verdicts)
    assert all(v.low <= v.high for v in verdicts)


def test_a_miss_says_why(verdicts: tuple[Verdict, ...]) -> None:
    silent = [v.anchor.id for v in verdicts if not v.passed and not v.anchor.note]
    assert silent == []


def test_the_document_has_one_row_for_each(verdicts: tuple[Verdict, ...]) -> None:
    rows = to_json(verdicts)["anchors"]
    assert [row["id"] for row in rows] == [v.anchor.id for v in verdicts]
    assert all(
        row["pass"] is (row["accept_low"] <= row["simulated"] <= row["accept_high"]) for row in rows
    )


def test_a_set_is_answered_alone() -> None:
    assert {v.anchor.figure for v in validate(only="gut", draws=2)} == {"gut"}


def test_an_unknown_set_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refusal, match="Did you mean 'gut'"):
        validate(only="gutt")


def test_every_set_has_a_picture_without_a_request(
    verdicts: tuple[Verdict, ...], tmp_path: Path
) -> None:
    files = write_figures(verdicts, tmp_path)
    assert len(files) == len({v.anchor.figure for v in verdicts})
    for file in files:
        links = re.findall(r'(?:href|src)="([^"]+)"', file.read_text())
        assert not [link for link in links if not link.startswith("#")]
