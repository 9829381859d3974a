"""What can be said of side effects, and what cannot."""

import re

import pytest

from threonate.refusal import Refusal
from threonate.safety.reference import load_references
from threonate.safety.symptom import Symptom
from threonate.safety.tolerability import (
    Ground,
    bands,
    bowel,
    side_effects,
    statements_about,
)


@pytest.mark.parametrize(
    ("magnesium", "words", "excess"),
    [
        (0.0, "not expected", (1, 1)),
        (165.0, "not expected", (1, 1)),
        (250.0, "not expected", (1, 1)),
        (250.1, "unlikely", (5, 5)),
        (251.0, "unlikely", (5, 5)),
        (350.0, "unlikely", (5, 5)),
        (351.0, "possible", (5, 29)),
        (500.0, "possible", (5, 29)),
        (501.0, "likely in some; divide doses", (30, 30)),
        (1000.0, "likely in some; divide doses", (30, 30)),
        (1001.0, "laxative range", None),
        (4800.0, "laxative range", None),
    ],
)
def test_the_bowel_follows_the_days_magnesium(
    magnesium: float, words: str, excess: tuple[float, float] | None
) -> None:
    band = bowel(magnesium)
    assert band.words == words
    assert band.excess == excess


def test_bands_follow_each_other_without_a_hole() -> None:
    ends = [(band.above, band.up_to) for band in bands()]
    assert ends[0][0] == 0
    assert ends[-1][1] is None
    assert [low for low, _ in ends[1:]] == [high for _, high in ends[:-1]]


def test_a_bound_is_told_as_a_bound() -> None:
    assert bowel(300).bound.startswith("at most 5 of 100")
    assert "5 to 29" in bowel(400).bound
    assert bowel(300).bound.endswith("a bound, not an estimate")
    assert bowel(2000).bound == "no bound is known"


def test_headache_and_drowsiness_are_only_reported() -> None:
    said = [each for each in side_effects() if each.ground is Ground.REPORTED]
    assert len(said) == 1
    assert set(said[0].about) == {Symptom.HEADACHE, Symptom.DROWSY}
    assert "reported by users; not shown to exceed placebo" in said[0].says


@pytest.mark.parametrize("symptom", [Symptom.HEADACHE, Symptom.DROWSY, Symptom.LOOSE_STOOL])
def test_no_rate_is_given_for_a_side_effect_of_the_compound(symptom: Symptom) -> None:
    found = statements_about(symptom)
    assert found
    for each in found:
        assert not re.search(r"%|per ?cent|\bof 100\b|\d+ in \d+", f"{each.says} {each.note}")


def test_no_statement_told_to_a_person_holds_a_percentage() -> None:
    assert not [each.id for each in side_effects() if "%" in each.says]


def test_a_seventh_of_the_smallest_laxative_dose() -> None:
    # 30 mL of milk of magnesia hold 1,000 mg; 144 to 165 mg are 1/6.9 to 1/6.1 of that.
    assert "a seventh" in next(each.says for each in side_effects() if each.id == "laxative")
    assert bowel(1000 / 7).words == "not expected"


def test_every_source_is_known() -> None:
    known = load_references()
    named = [each.sources for each in bands()] + [each.sources for each in side_effects()]
    assert {key for sources in named for key in sources} <= set(known)


def test_everything_but_the_unknown_has_a_source() -> None:
    assert [each.id for each in side_effects() if not each.sources] == ["threonate"]
    assert all(band.sources for band in bands())


def test_plain_data_carries_the_bound_and_the_sources() -> None:
    found = bowel(400).document
    assert found["excess_of_100_at_most"] == [5, 29]
    assert found["sources"] == ["dick06", "iom97"]
    assert side_effects()[0].document["ground"] == "trial"


@pytest.mark.parametrize("magnesium", [-1.0, float("nan")])
def test_less_than_nothing_is_refused(magnesium: float) -> None:
    with pytest.raises(Refusal, match="use 0 or more"):
        bowel(magnesium)
