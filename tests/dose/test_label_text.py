"""Labels are typed as packages print them; what each means is written out by hand."""

import pytest

from threonate.dose.label_text import read_label
from threonate.refusal import Refusal


@pytest.mark.parametrize(
    "text",
    [
        "2000 mg magnesium L-threonate, 144 mg magnesium, 3 capsules",
        "144 mg elemental magnesium from 2000 mg magnesium L-threonate, 3 caps per serving",
        "Serving size 3 vegetarian capsules, Magnesium L-Threonate 2,000 mg, Magnesium 144 mg",
        "A: 2 g Magtein® (144 mg magnesium), serving size: 3 vcaps",
        "2000 mg MgT per serving; magnesium (as magnesium L-threonate) 144 mg; 3 softgels",
        "144 mg Mg (from magnesium L-threonate), 2000 mg MgT, 3 capsules",
    ],
)
def test_packages_word_the_same_serving_in_many_ways(text: str) -> None:
    label = read_label(text)
    assert (label.salt.key, label.compound, label.elemental, label.capsules) == (
        "l-threonate",
        2000,
        144,
        3,
    )
    assert label.form_stated


# 90/3 = 30 servings
@pytest.mark.parametrize("package", ["30 servings", "90 count", "90 capsules per bottle", "90 ct"])
def test_a_package_is_counted_in_servings_or_capsules(package: str) -> None:
    assert read_label(f"2000 mg MgT, 3 capsules, {package}").servings == 30


@pytest.mark.parametrize("price", ["1,200.50 usd", "$1200.50", "USD 1,200.50", "1200.50€"])
def test_a_price_names_its_currency_before_or_after(price: str) -> None:
    label = read_label(f"2000 mg MgT, {price}")
    assert label.price is not None
    assert label.price.value == 1200.5
    assert label.price.currency in ("USD", "$", "€")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2000 mg MgT, -35 USD", "below zero"),
        ("-2000 mg MgT", "below zero"),
        ("2000 mg MgT, $-35", "below zero"),
        ("2000 mg MgT, 35", "no unit"),
        ("2000 mg MgT, 35,50 EUR", "decimal comma"),
        ("2000 mg MgT, 90 capsules, 35 USD", "90 count"),
        ("2000 mg MgT, 90 count", "capsules of a serving"),
        ("2000 mg MgT, 3 capsules, 90 count, 20 servings", "30 servings, and 20"),
        ("2000 mg MgT, 2.5 capsules", "whole"),
        ("667 mg MgT per capsule, 3 capsules", "by the capsule"),
        ("2000 mg MgT, 144 mg magnesium citrate", "second form"),
        ("2000 mg MgT, 35 usf", "Did you mean 'USD'"),
        ("2000 mg MgT, " + "9" * 400 + " servings", "no number"),
        ("2000 MGT, 144 mg magnesium", "not something"),
    ],
)
def test_a_slip_of_the_pen_is_told_in_one_sentence(text: str, says: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_label(text)
    assert says in str(refusal.value)
    assert len(str(refusal.value)) < 250


def test_a_claim_keeps_its_own_words() -> None:
    assert read_label("2 g MgT, says calm from 3 weeks").claims == ("calm from 3 weeks",)
