"""Labels are judged by stoichiometry and by hand arithmetic; expected numbers are written out."""

import pytest

from threonate.dose.label import Label, Level
from threonate.dose.label_text import read_label
from threonate.dose.mark import Mark
from threonate.refusal import Refusal


def codes(label: Label) -> list[str]:
    return [finding.code for finding in label.findings()]


# L1 to L3 at their edges: 8.26 % and 7.0 % of 2,000 mg are 165.2 and 140 mg.
@pytest.mark.parametrize(
    ("elemental", "code"),
    [
        (165.3, "IMPOSSIBLE"),
        (165.1, "CONSISTENT"),
        (144, "CONSISTENT"),
        (140, "CONSISTENT"),
        (139.9, "LOW_RATIO"),
        (20, "LOW_RATIO"),
    ],
)
def test_magnesium_is_set_against_the_powder(elemental: float, code: str) -> None:
    assert codes(read_label(f"2000 mg MgT, {elemental} mg magnesium")) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "2000 mg magnesium",
        "2000 mg MgT, 2000 mg magnesium",
        "2,000 mg of elemental magnesium",
        "500 mg magnesium",
        "667 mg MgT, 667 mg magnesium",
    ],
)
def test_compound_printed_as_magnesium_is_the_classic_error(text: str) -> None:
    label = read_label(text)
    assert codes(label) == ["COMPOUND_AS_ELEMENTAL"]
    assert label.findings()[0].level is Level.WRONG
    assert not label.is_believable


def test_the_classic_error_is_shown_its_arithmetic() -> None:
    # 2000 x 0.072 = 144, x 24.305/294.50 = 165, 2000/350 = 571 %
    says = read_label("2000 mg magnesium").findings()[0].says
    assert "144 to 165 mg" in says
    assert "571 %" in says


def test_more_magnesium_than_any_serving_holds_beside_another_compound() -> None:
    # 500/2000 = 25 %, and no compound of 500 mg is printed
    assert codes(read_label("2000 mg MgT, 500 mg magnesium")) == [
        "COMPOUND_AS_ELEMENTAL",
        "IMPOSSIBLE",
    ]
    swapped = read_label("144 mg MgT, 2000 mg magnesium").findings()
    assert any("swapped" in finding.says for finding in swapped)


def test_magnesium_alone_leaves_the_compound_to_the_form() -> None:
    # 144/0.072 = 2000
    label = read_label("144 mg magnesium")
    assert codes(label) == ["COMPOUND_SILENT"]
    assert "about 2,000 mg" in label.findings()[0].says
    assert not label.form_stated


def test_a_price_alone_asks_for_the_package() -> None:
    assert "NO_SERVINGS" in codes(read_label("2000 mg MgT, 144 mg magnesium, 35 USD"))


def test_oxide_may_hold_five_hundred_milligrams() -> None:
    # 60.3 % of 900 mg is 543 mg
    assert codes(read_label("900 mg magnesium oxide, 540 mg magnesium")) == ["CONSISTENT"]


def test_a_silent_label_is_given_the_range_of_chemistry() -> None:
    label = read_label("1000 mg MgT")
    assert codes(label) == ["SILENT"]
    assert label.magnesium_low == pytest.approx(72.0)
    assert label.magnesium_high == pytest.approx(82.53, abs=0.01)


# 144/420 = 34.3 %, 144/375 = 38.4 %
@pytest.mark.parametrize(
    ("percent", "agrees"),
    [("34 % DV", True), ("38 % NRV", True), ("38 % DV", False), ("34 % NRV", False)],
)
def test_per_cent_follow_from_milligrams(percent: str, agrees: bool) -> None:  # noqa: FBT001
    found = codes(read_label(f"2000 mg MgT, 144 mg magnesium, {percent}"))
    assert ("DV_MISMATCH" not in found) == agrees


def test_a_blend_cannot_be_dosed() -> None:
    label = read_label("2000 mg magnesium complex")
    assert codes(label) == ["UNUSABLE"]
    assert label.magnesium_high is None


def test_capsules_too_full_and_names_too_large_are_doubted() -> None:
    found = codes(read_label("1800 mg MgT, 130 mg magnesium, 2 capsules, size 00, named 2000 mg"))
    assert found == ["RECOMPUTE", "IMPLAUSIBLE", "CONSISTENT"]


def test_claims_are_flagged_by_what_they_say() -> None:
    said = "144 mg magnesium, 2000 mg MgT, says {}"
    assert "CLAIM_FLAG" in codes(read_label(said.format("crosses the blood-brain barrier")))
    assert "CLAIM_FLAG" not in codes(read_label(said.format("vegan capsules")))


def test_a_brand_in_brackets_is_no_part_of_the_salt() -> None:
    assert read_label("2 g Magnesium L-Threonate (Magtein)").salt.key == "l-threonate"


def test_costs_are_counted_by_hand() -> None:
    label = read_label("2000 mg MgT, 144 mg magnesium, 3 capsules, 30 servings, 36 EUR")
    assert label.cost_of_serving == pytest.approx(1.2)
    assert label.cost_of_magnesium == pytest.approx(1.2 / 1.44)
    assert label.capsules_for_studied == 3


def test_capsules_stay_below_the_dose_of_trials() -> None:
    assert read_label("667 mg MgT, 50 mg magnesium, 1 capsule").capsules_for_studied == 3
    assert read_label("1600 mg MgT, 2 capsules").capsules_for_studied == 2
    assert read_label("400 mg magnesium oxide, 1 capsule").capsules_for_studied is None
    # How many capsules hold 667 mg is not said.
    assert read_label("667 mg MgT").capsules_for_studied is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [("USP", Mark.USP), ("nsf", Mark.NSF), ("NSF sport", Mark.NSF_SPORT), ("bscg", Mark.BSCG)],
)
def test_a_mark_is_found_by_its_words(text: str, mark: Mark) -> None:
    assert read_label(f"1 g MgT, mark {text}").marks == (mark,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "3 capsules",
        "2000 MgT",
        "2000 mg MgT, 2 g MgT",
        "2000 mg MgT, 0 capsules",
        "2000 mg MgT, 1..5 servings",
        "2000 mg MgT, mark sport",
        "2000 mg MgT, mark gold star",
        "2000 mg unobtainium",
        "0 mg MgT",
        "5000 mmol magnesium citrate",
    ],
)
def test_what_is_no_label_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Refusal, match=r"\S.*[.?]$"):
        read_label(text)


def test_a_low_label_does_not_lower_what_a_sum_should_count() -> None:
    # 2,000 mg hold at most 24.305 of 294.49 = 165.1 mg; 7.0 % of them, 140 mg, is still honest.
    low, fair = (
        read_label(f"2000 mg magnesium L-threonate, {mg} mg magnesium") for mg in (100, 140)
    )
    assert low.is_low
    assert low.magnesium_high == pytest.approx(165.1, abs=0.05)
    assert not fair.is_low
    assert fair.magnesium_high == 140
