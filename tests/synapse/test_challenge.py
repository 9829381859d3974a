"""Magnesium trims the calcium of a challenge a little, and no more than the block allows."""

import numpy as np
import pytest

from threonate.refusal import Refusal
from threonate.synapse.block import Block
from threonate.synapse.challenge import challenge, doubted

USUAL = 0.8


def free_by_hand(magnesium: float, potential: float) -> float:
    return float(1 / (1 + magnesium / 3.57 * np.exp(-0.062 * potential)))


@pytest.mark.parametrize("potential", [-20.0, -40.0])
@pytest.mark.parametrize("rise", [0.03, 0.15, 0.5, -1.0])
def test_the_load_of_a_held_neuron_follows_the_block(potential: float, rise: float) -> None:
    faced = challenge(USUAL * (1 + rise), potential=potential)
    expected = free_by_hand(USUAL * (1 + rise), potential) / free_by_hand(USUAL, potential)
    assert float(faced.load) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("rise", "least", "most"),
    [(0.03, 1.3, 2.1), (0.05, 2.1, 3.5), (0.10, 4.2, 6.8), (0.15, 6.1, 9.8)],
)
def test_by_mouth_a_few_per_cent_and_by_vein_six_to_ten(
    rise: float, least: float, most: float
) -> None:
    trimmed = [
        100 * (1 - float(challenge(USUAL * (1 + rise), potential=v).load)) for v in (-20.0, -40.0)
    ]
    assert trimmed == pytest.approx([least, most], abs=0.06)


def test_by_mouth_hardly_a_neuron_is_saved_in_any_challenge() -> None:
    for potential in (-20.0, -40.0):
        assert float(challenge(USUAL * 1.026, potential=potential).most_saved) < 0.015
        assert float(challenge(USUAL * 1.11, potential=potential).most_saved) < 0.05


def test_no_magnesium_kills_most_and_the_usual_level_saves_most() -> None:
    none, usual = challenge(np.array([0.0, USUAL])).survival
    # By hand: 1 / (1 + (2.4395 / 1.56)^2.5) and 1 / (1 + (1 / 1.56)^2.5).
    assert none == pytest.approx(0.246, abs=0.001)
    assert usual == pytest.approx(0.752, abs=0.001)


def test_a_culture_dies_without_magnesium_unless_it_is_silent() -> None:
    none, usual = challenge(
        np.array([0.0, USUAL]), glutamate=0.0023, potential=-60.0, duration=1440.0
    ).survival
    silent = challenge(0.0, glutamate=0.0, potential=-60.0, duration=1440.0)
    assert none < 0.5
    assert usual > 0.9
    assert float(silent.survival) == 1.0
    assert np.isfinite(silent.load)


def test_a_longer_challenge_and_more_glutamate_kill_more() -> None:
    lives = challenge(USUAL, duration=np.array([0.0, 1.0, 5.0, 60.0])).survival
    assert np.all(np.diff(lives) < 0)
    assert lives[0] == 1.0
    doses = challenge(USUAL, glutamate=np.array([0.0, 0.0023, 0.1])).dose
    # Half of the receptors work at 2.3 µmol/L; at 100 µmol/L all but 1 in 200.
    assert doses == pytest.approx([0.0, 0.5 * 1.0051, 1.0], abs=1e-3)


def test_the_most_that_can_be_saved_is_the_best_of_all_strengths() -> None:
    strengths = np.geomspace(0.05, 50.0, 20001)
    numbers = {"synapse.challenge_half_lethal": strengths}
    more, usual = (challenge(m, numbers=numbers).survival for m in (USUAL * 1.15, USUAL))
    said = float(challenge(USUAL * 1.15).most_saved)
    assert np.max(more - usual) == pytest.approx(said, rel=1e-6)


@pytest.mark.parametrize("share", [0.1, 0.5, 1.0])
def test_the_neurons_own_current_balances_where_it_comes_to_rest(share: float) -> None:
    faced = challenge(1.2, numbers={"synapse.challenge_own_share": share})
    v, rest, top, held = float(faced.potential), -65.0, -0.7, -30.0
    pull = (held - rest) / (top - held)
    own = free_by_hand(1.2, v) / free_by_hand(USUAL, held)
    assert (v - rest) + pull * (1 - share + share * own) * (v - top) == pytest.approx(0, abs=1e-6)
    assert v < held


def test_a_neuron_that_holds_itself_gains_more_from_magnesium() -> None:
    shares = np.array([0.0, 0.25, 0.5])
    loads = challenge(USUAL * 1.15, numbers={"synapse.challenge_own_share": shares}).load
    assert np.all(np.diff(loads) < 0)
    assert loads[0] == pytest.approx(0.919, abs=0.001)


@pytest.mark.parametrize("block", Block)
def test_persons_are_answered_together_as_alone(block: Block) -> None:
    persons = np.array([0.0, 0.7, 0.8, 1.2])
    together = challenge(persons, block=block)
    for i, magnesium in enumerate(persons):
        alone = challenge(float(magnesium), block=block)
        assert together.load[i] == pytest.approx(float(alone.load), rel=1e-9)
        assert together.survival[i] == pytest.approx(float(alone.survival), rel=1e-9)


def test_the_first_draw_is_the_stated_one_and_a_seed_repeats() -> None:
    numbers, again = doubted(8, seed=3), doubted(8, seed=3)
    assert all(np.array_equal(numbers[name], again[name]) for name in numbers)
    assert numbers["synapse.challenge_potential"].shape == (9,)
    loads = challenge(numbers["brain.interstitial_level"] * 1.15, numbers=numbers).load
    assert loads[0] == pytest.approx(float(challenge(USUAL * 1.15).load), rel=1e-12)
    assert np.all(loads < 1)


@pytest.mark.parametrize("wrong", [-1.0, float("nan")])
def test_what_cannot_be_is_refused(wrong: float) -> None:
    with pytest.raises(Refusal, match="use 0 mmol/L or more"):
        challenge(USUAL, glutamate=wrong)
    with pytest.raises(Refusal, match="use 0 min or more"):
        challenge(USUAL, duration=wrong)
    with pytest.raises(Refusal, match="use 0 mmol/L or more"):
        challenge(wrong)


def test_a_potential_from_which_calcium_would_leave_is_refused() -> None:
    with pytest.raises(Refusal, match="below 125 mV"):
        challenge(USUAL, potential=130.0)
