"""A label says how much compound and magnesium a serving holds, and chemistry checks it."""

import math

import pytest

from threonate.dose.product import Product
from threonate.dose.salt import Salt
from threonate.refusal import Refusal

MGT = Salt.find("l-threonate")


def test_two_grams_of_threonate_powder_hold_144_mg_of_magnesium() -> None:
    product = Product("powder", MGT, compound=2000)
    assert product.elemental_amount == pytest.approx(144)
    # 144 / 24.305 = 5.9247 mmol
    assert product.magnesium == pytest.approx(5.9247, abs=1e-4)
    assert (product.elemental_low, product.elemental_high) == pytest.approx((144, 166))


def test_two_grams_of_threonate_powder_hold_13_mmol_of_threonate() -> None:
    # 2 x 2000 / 312.51 = 12.80 mmol, within the 12.4-13.5 of the specification
    assert Product("powder", MGT, compound=2000).threonate == pytest.approx(12.80, abs=0.005)


def test_magnesium_alone_brings_two_threonate_each() -> None:
    product = Product("powder", MGT, elemental=144)
    assert product.threonate == pytest.approx(2 * 144 / 24.305)
    assert product.compound_amount == pytest.approx(2000)
    assert product.elemental_low == product.elemental_high == 144


def test_the_pure_monohydrate_holds_more_than_the_label_of_the_trade() -> None:
    pure = Product("pure", Salt.find("l-threonate monohydrate"), compound=2000)
    assert pure.elemental_amount == pytest.approx(155.5, abs=0.05)
    dry = Product("dry", Salt.find("l-threonate anhydrous"), compound=2000)
    assert dry.elemental_amount == pytest.approx(165.1, abs=0.05)


def test_the_label_wins_over_stoichiometry() -> None:
    capsule = Product("capsule", MGT, compound=667, elemental=50)
    assert capsule.elemental_amount == 50
    assert capsule.elemental_low == pytest.approx(667 * 0.072)
    assert capsule.elemental_high == pytest.approx(667 * 0.083)


def test_three_grams_with_250_mg_is_the_upper_end_of_the_specification() -> None:
    assert Product("upper", MGT, compound=3000, elemental=250).elemental_amount == 250


def test_an_impossible_label_is_refused_with_the_arithmetic() -> None:
    # 2000 x 24.305 / 294.495 = 165.06 mg
    with pytest.raises(Refusal, match=r"2000 x 8.25 % = 165 mg of magnesium, and it says 200 mg"):
        Product("Brain", MGT, compound=2000, elemental=200)


def test_the_compound_printed_as_magnesium_is_refused() -> None:
    with pytest.raises(Refusal, match="prints the compound as magnesium"):
        Product("Brain", MGT, compound=2000, elemental=2000)


def test_oxide_may_be_mostly_magnesium() -> None:
    assert Product("oxide", Salt.find("oxide"), compound=400, elemental=241).elemental == 241
    with pytest.raises(Refusal, match="impossible"):
        Product("oxide", Salt.find("oxide"), compound=400, elemental=250)


def test_a_hydrate_may_be_labelled_as_the_dry_salt() -> None:
    salt = Salt.find("citrate nonahydrate")
    assert Product("citrate", salt, compound=1000, elemental=160).elemental == 160


def test_a_silent_label_is_refused() -> None:
    with pytest.raises(Refusal, match="states neither"):
        Product("blend", MGT)


@pytest.mark.parametrize("amount", [0.0, -5.0, math.nan, math.inf])
def test_an_amount_that_is_not_positive_is_refused(amount: float) -> None:
    with pytest.raises(Refusal, match="above zero"):
        Product("odd", MGT, compound=amount)
    with pytest.raises(Refusal, match="above zero"):
        Product("odd", MGT, elemental=amount)


def test_servings_keep_the_proportions_of_the_label() -> None:
    three = Product("capsule", MGT, compound=667, elemental=50).scaled(3)
    assert (three.compound, three.elemental) == (2001, 150)
