"""A young rat's receptors change their make-up once and for good."""

import numpy as np
import pytest

from threonate.refusal import Refusal
from threonate.synapse.block import stated
from threonate.synapse.subunit import subunit_ratio, subunit_share


def test_the_curve_is_the_published_one() -> None:
    # 0.5075 + 0.9642 / (1 + exp(0.09994 * (age - 25.10))), by hand; half the fall at its middle.
    ages = np.array([0.0, 21.0, 25.1, 60.0])
    assert subunit_ratio(ages) == pytest.approx([1.3991, 1.0870, 0.9896, 0.5361], abs=1e-4)


def test_a_share_is_less_than_a_ratio() -> None:
    assert float(subunit_share(5.0)) == pytest.approx(1.35765 / 2.35765, abs=1e-5)


def test_receptors_only_ever_give_way() -> None:
    assert np.all(np.diff(subunit_ratio(np.linspace(0.0, 200.0, 50))) < 0.0)


def test_a_grown_rat_is_where_the_synapse_begins() -> None:
    assert float(subunit_share(180.0)) == pytest.approx(
        stated()["synapse.subunit_share"], abs=0.005
    )


def test_drawn_numbers_take_the_place_of_the_stated_ones() -> None:
    adult = np.array([0.4, 0.6])
    found = subunit_ratio(1000.0, numbers={"synapse.subunit_ratio_adult": adult})
    assert found == pytest.approx(adult, abs=1e-9)


def test_a_rat_is_not_younger_than_birth() -> None:
    with pytest.raises(Refusal, match="use 0 days or more"):
        subunit_ratio(-1.0)
