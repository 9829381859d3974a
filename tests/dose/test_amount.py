"""An amount is read with its unit or not at all."""

import pytest

from threonate.dose.amount import parse_amount, parse_threonate, positive
from threonate.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("2000 mg", 2000),
        ("2000mg", 2000),
        ("2 g", 2000),
        ("2,000 mg", 2000),
        ("2 000 mg", 2000),
        ("1.5 G", 1500),
        ("500 µg", 0.5),
        ("500 mcg", 0.5),
        ("1e3 mg", 1000),
        (" .5 g ", 500),
    ],
)
def test_a_mass_weighs_the_compound(text: str, compound: float) -> None:
    amount = parse_amount(text)
    assert amount.compound == pytest.approx(compound)
    assert amount.elemental is None


@pytest.mark.parametrize(
    ("text", "elemental"),
    [
        ("144 mg magnesium", 144),
        ("144 mg elemental", 144),
        ("144 mg elemental magnesium", 144),
        ("144 mg of Mg", 144),
        ("6 mmol", 145.83),
        ("10 mEq", 121.525),
    ],
)
def test_moles_and_named_magnesium_are_elemental(text: str, elemental: float) -> None:
    amount = parse_amount(text)
    assert amount.elemental == pytest.approx(elemental)
    assert amount.compound is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2000", "has no unit"),
        ("2 kg", "unknown unit 'kg'"),
        ("2 capsules", "unknown unit"),
        ("1,5 g", "decimal comma"),
        ("-3 mg", "above zero"),
        ("0 mg", "above zero"),
        ("nan mg", "finite"),
        ("inf mg", "finite"),
        ("1e999 mg", "finite"),
        ("", "not an amount"),
        ("mg", "not an amount"),
        (".", "not an amount"),
        ("two grams", "not an amount"),
        ("5 mg of powder", "does not end"),
    ],
)
def test_anything_else_is_refused(text: str, why: str) -> None:
    with pytest.raises(Refusal, match=why) as refused:
        parse_amount(text)
    assert "\n" not in str(refused.value)


def test_threonate_is_counted_in_mmol() -> None:
    assert parse_threonate("12.8 mmol") == 12.8
    for text in ("12.8", "x mmol", "-1 mmol", "nan mmol", "12 mg"):
        with pytest.raises(Refusal, match="threonate"):
            parse_threonate(text)


def test_text_and_truth_are_not_numbers() -> None:
    for value in (True, "3"):
        with pytest.raises(Refusal, match="must be a number"):
            positive(value, "The dose")  # type: ignore[arg-type]
