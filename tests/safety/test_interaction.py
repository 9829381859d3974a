"""The interactions are complete, say what they rest on, and refuse a row that makes no sense."""

from collections import Counter

import pytest

from threonate.refusal import Refusal
from threonate.safety.gap import Gap
from threonate.safety.interaction import (
    Rule,
    Severity,
    Transfer,
    load_interactions,
    read_interactions,
)
from threonate.safety.reference import load_references

ROW = """
[FQ-01]
class = "fluoroquinolone"
ingredient = "ciprofloxacin"
mechanism = "chelation"
affected = "drug down"
severity = 3
documentation = "established"
transfer = "cation"
gap = [2, 6]
rule = "separate"
management = "apart"
tag = "read"
"""


def test_the_table_has_the_counts_of_its_specification() -> None:
    rows = load_interactions().values()
    assert len(rows) == 160
    assert Counter(row.severity for row in rows) == {4: 1, 3: 39, 2: 60, 1: 58, 0: 2}
    assert sum(row.gap is not None for row in rows) == 91
    assert sum(row.rule is Rule.SEPARATE for row in rows) == 64
    assert sum(row.transfer is Transfer.ANTACID_PH for row in rows) == 18
    assert sum(not row.verified for row in rows) == 18


# Labels: ciprofloxacin 2 h before or 6 h after, moxifloxacin 4 | 8, eltrombopag 2 | 4 (US).
@pytest.mark.parametrize(
    ("id_", "gap"), [("FQ-01", Gap(2, 6)), ("FQ-03", Gap(4, 8)), ("CH-04", Gap(2, 4))]
)
def test_gaps_are_those_of_the_labels(id_: str, gap: Gap) -> None:
    assert load_interactions()[id_].gap == gap


def test_no_strict_gap_is_shorter_than_the_usual_one() -> None:
    strict = [row for row in load_interactions().values() if row.strict is not None]
    assert len(strict) == 12
    for row in strict:
        assert row.gap is not None
        assert row.strict == row.gap.longest(row.strict or row.gap)


def test_every_row_that_was_read_names_its_source() -> None:
    for row in load_interactions().values():
        assert row.sources or not row.verified, row.id


def test_only_raltegravir_is_to_be_avoided_whatever_the_time() -> None:
    rows = load_interactions().values()
    assert [row.ingredient for row in rows if row.severity is Severity.AVOID] == ["raltegravir"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[FQ-01]", "[cipro]", "not an id"),
        ("gap = [2, 6]", "", "has no gap"),
        ("gap = [2, 6]", "gap = [2]", "two numbers of hours"),
        ("gap = [2, 6]", "gap = [2, 60]", "two numbers of hours"),
        ("gap = [2, 6]", "gap = [2, 6]\nstrict = [4, 4]", "never shortened"),
        ("severity = 3", "severity = 7", "use 0 to 4"),
        ('rule = "separate"', 'rule = "seperate"', "Did you mean 'separate'"),
        ('class = "fluoroquinolone"', "", "has no class"),
        ("gap = [2, 6]", 'gap = [2, 6]\nbrand = "x"', "Did you mean 'brands'"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(old: str, new: str, says: str) -> None:
    assert read_interactions(ROW)
    with pytest.raises(Refusal, match=says):
        read_interactions(ROW.replace(old, new))


def test_every_source_named_is_known() -> None:
    known = load_references()
    assert len(known) == 197
    for row in load_interactions().values():
        assert set(row.sources) <= set(known), row.id
