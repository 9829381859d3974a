"""Magnesium blocks receptors as laboratories wrote it down."""

import numpy as np
import pytest

from threonate.refusal import Refusal
from threonate.synapse.block import Block, elasticity, unblocked

POTENTIALS = np.array([-70.0, -60.0, -40.0, -20.0, 0.0])

# Worked out by hand from 1 / (1 + Mg / 3.57 exp(-0.062 V)).
USUAL_FORM = {
    0.60: (0.072, 0.126, 0.333, 0.633, 0.856),
    0.80: (0.055, 0.098, 0.272, 0.564, 0.817),
    0.86: (0.051, 0.091, 0.258, 0.546, 0.806),
    0.92: (0.048, 0.086, 0.245, 0.529, 0.795),
    1.00: (0.045, 0.080, 0.230, 0.508, 0.781),
    1.20: (0.037, 0.067, 0.199, 0.463, 0.748),
    1.50: (0.030, 0.055, 0.166, 0.408, 0.704),
}

# The published ten states brought to rest by another program, relative to no magnesium.
TEN_STATES = {
    0.60: (0.023, 0.049, 0.202, 0.549, 0.855),
    0.80: (0.017, 0.037, 0.160, 0.478, 0.816),
    0.86: (0.016, 0.035, 0.150, 0.461, 0.805),
    0.92: (0.015, 0.033, 0.142, 0.444, 0.794),
    1.00: (0.014, 0.030, 0.132, 0.424, 0.780),
    1.20: (0.012, 0.025, 0.113, 0.381, 0.748),
    1.50: (0.009, 0.020, 0.093, 0.331, 0.704),
}


@pytest.mark.parametrize("magnesium", USUAL_FORM)
def test_the_usual_form_gives_its_table(magnesium: float) -> None:
    free = unblocked(magnesium, potential=POTENTIALS)
    assert free == pytest.approx(USUAL_FORM[magnesium], abs=0.001)


@pytest.mark.parametrize("magnesium", TEN_STATES)
def test_ten_states_at_rest_give_their_table(magnesium: float) -> None:
    free = unblocked(magnesium, potential=POTENTIALS, block=Block.KAMPA)
    assert free == pytest.approx(TEN_STATES[magnesium], abs=0.001)


@pytest.mark.parametrize(
    ("block", "constant", "slope"),
    [
        (Block.SPRUSTON, 4.1, 2 * 0.8 / 25.5),
        (Block.WANG, 1 / 0.33, 0.14),
        (Block.ASCHER_NOWAK, 8.8, 2 * 1.0 / 25.5),
    ],
)
def test_other_accounts_follow_their_own_equation(
    block: Block, constant: float, slope: float
) -> None:
    expected = 1 / (1 + 0.8 / constant * np.exp(-slope * POTENTIALS))
    assert unblocked(0.8, potential=POTENTIALS, block=block) == pytest.approx(expected, rel=1e-12)


def test_more_magnesium_matters_most_at_rest() -> None:
    slopes = elasticity(0.8, potential=POTENTIALS)
    assert slopes == pytest.approx([-0.95, -0.90, -0.73, -0.44, -0.18], abs=0.006)


@pytest.mark.parametrize("block", Block)
def test_the_slope_is_that_of_the_block(block: Block) -> None:
    less, more = (unblocked(0.8 * s, potential=POTENTIALS, block=block) for s in (0.999, 1.001))
    expected = np.log(more / less) / np.log(1.001 / 0.999)
    slopes = elasticity(0.8, potential=POTENTIALS, block=block)
    assert slopes == pytest.approx(expected, abs=1e-5)


def test_laboratories_agree_on_what_more_magnesium_does() -> None:
    ratios = np.array(
        [
            unblocked(1.2, potential=POTENTIALS[1:], block=block)
            / unblocked(0.8, potential=POTENTIALS[1:], block=block)
            for block in (Block.JAHR_STEVENS, Block.SPRUSTON, Block.KAMPA)
        ]
    )
    assert np.all(ratios.max(axis=0) / ratios.min(axis=0) < 1.05)


def test_laboratories_disagree_on_how_many_receptors_are_free_at_rest() -> None:
    usual, ten = (
        unblocked(0.8, potential=-60.0, block=block) for block in (Block.JAHR_STEVENS, Block.KAMPA)
    )
    assert usual / ten == pytest.approx(0.098 / 0.037, rel=0.02)


@pytest.mark.parametrize("block", Block)
def test_without_magnesium_nothing_is_blocked(block: Block) -> None:
    assert unblocked(0.0, potential=POTENTIALS, block=block) == pytest.approx(np.ones(5))


@pytest.mark.parametrize("block", Block)
def test_persons_and_potentials_take_each_others_shape(block: Block) -> None:
    persons = np.linspace(0.5, 1.5, 4)[:, None]
    together = unblocked(persons, potential=POTENTIALS, block=block)
    assert together.shape == (4, 5)
    alone = unblocked(float(persons[2, 0]), potential=float(POTENTIALS[3]), block=block)
    assert together[2, 3] == pytest.approx(float(alone), rel=1e-12)


def test_drawn_numbers_take_the_place_of_the_stated_ones() -> None:
    constant = np.array([3.57, 7.14])
    free = unblocked(0.8, potential=0.0, numbers={"brain.block_constant": constant})
    assert free == pytest.approx([3.57 / 4.37, 7.14 / 7.94])


def test_magnesium_below_zero_is_refused() -> None:
    with pytest.raises(Refusal, match="use 0 mmol/L or more"):
        unblocked(np.array([0.8, -0.1]), potential=-60.0)


def test_an_account_is_found_by_its_name() -> None:
    assert Block.find("kampa") is Block.KAMPA
    with pytest.raises(Refusal, match="jahr-stevens, spruston"):
        Block.find("newton")
