"""A day's capsules and cost are counted by hand."""

import pytest

from threonate.dose.label_need import Need, check_forms, need_of, read_dose
from threonate.dose.label_text import read_label
from threonate.refusal import Refusal


def need(label: str, dose: str) -> Need:
    found = need_of(read_label(label), read_dose(dose))
    assert found is not None
    return found


def test_a_serving_of_three_capsules_is_the_usual_day() -> None:
    day = need("2000 mg MgT, 144 mg magnesium, 3 capsules, 30 servings, 36 EUR", "2000 mg")
    assert (day.servings, day.capsules, day.cost, day.lasts) == (1, 3, 1.2, 30)
    assert (day.compound, day.magnesium_low, day.magnesium_high) == (2000, 144, 144)


# 2000/667 = 2.999; 144/50 = 2.88, and 3 are 150 mg, 4 % above; 2000/800 = 2.5; 2000/1200 = 1.67
@pytest.mark.parametrize(
    ("label", "dose", "capsules"),
    [
        ("667 mg MgT, 50 mg magnesium, 1 capsule", "2000 mg", 3),
        ("667 mg MgT, 50 mg magnesium, 1 capsule", "144 mg magnesium", 3),
        ("1600 mg MgT, 2 capsules", "2 g", 2),
        ("1200 mg MgT, 1 capsule", "2000 mg", 1),
        ("2000 mg MgT, 1 capsule", "500 mg", 0),
    ],
)
def test_whole_capsules_stay_near_or_below_the_dose(label: str, dose: str, capsules: int) -> None:
    assert need(label, dose).capsules == capsules


def test_a_day_of_too_large_capsules_costs_nothing_that_could_be_said() -> None:
    day = need("2000 mg MgT, 1 capsule, 30 servings, 30 USD", "500 mg")
    assert day.cost is None
    assert day.lasts is None


def test_powder_is_taken_in_parts_of_a_serving() -> None:
    # 1500/2000 = 0.75 servings of 1 USD; 30/0.75 = 40 days
    day = need("2000 mg MgT, 30 servings, 30 USD", "1500 mg")
    assert (day.capsules, day.servings, day.cost, day.lasts) == (None, 0.75, 0.75, 40)


def test_compound_printed_as_magnesium_is_taken_as_compound() -> None:
    # 2000 mg at 7.2 % is 144 mg
    assert need("2000 mg magnesium", "144 mg magnesium").servings == pytest.approx(1)


def test_a_blend_cannot_be_taken_by_dose() -> None:
    assert need_of(read_label("2000 mg magnesium blend"), read_dose("2000 mg")) is None


@pytest.mark.parametrize("text", ["2000", "-2 g", "0 mg", "300 g", "2000 mg magnesium", "much"])
def test_a_dose_that_nobody_means_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_dose(text)


def test_forms_are_compared_by_their_magnesium() -> None:
    labels = [read_label("2 g MgT"), read_label("400 mg magnesium oxide")]
    check_forms(labels, read_dose("144 mg magnesium"))
    with pytest.raises(Refusal, match="as magnesium"):
        check_forms(labels, read_dose("2 g"))
