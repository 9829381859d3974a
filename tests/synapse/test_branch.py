"""Magnesium that has just risen and magnesium that stays have opposite effects on a synapse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.evidence.parameter import load_room
from threonate.refusal import Refusal
from threonate.synapse.branch import Branch, burst_calcium, plasticity

ROOMS = [load_room(f"threonate.{room}") for room in ("brain", "synapse")]
NUMBERS = {name: np.array([number.value]) for room in ROOMS for name, number in room.items()}

# The share of receptors that Jahr and Stevens' block leaves free, worked out by hand at -20 and
# -60 mV for so much magnesium in mmol/L; 0.8 is the usual level.
BURST = {0.6: 0.6327, 0.8: 0.5637, 0.92: 0.5290, 1.2: 0.4628}
QUIET = {0.6: 0.1261, 0.8: 0.0976, 0.92: 0.0860, 1.2: 0.0673}

# Ten bursts followed in steps of 0.05 ms, seven kinds of synapse: the chance to strengthen, over
# that at the usual magnesium, when a fold of it has just come and when it stays.
STRENGTHENED = {0.9: (1.132, 0.918), 1.1: (0.926, 1.129), 1.25: (0.872, 1.353)}


@pytest.mark.parametrize("level", BURST)
def test_the_calcium_of_a_burst_follows_the_block(level: float) -> None:
    at_once, for_days = (burst_calcium(level / 0.8, branch, NUMBERS)[0] for branch in Branch)
    free = BURST[level] / BURST[0.8]
    assert at_once == pytest.approx(free, rel=2e-3)
    # Receptors are added until quiet moments bring as much calcium as before.
    assert for_days == pytest.approx(free * QUIET[0.8] / QUIET[level], rel=3e-3)


@pytest.mark.parametrize("fold", STRENGTHENED)
def test_strengthening_is_that_of_calcium_followed_step_by_step(fold: float) -> None:
    found = [plasticity(fold, branch) for branch in (Branch.ACUTE, Branch.CHRONIC)]
    assert found == pytest.approx(STRENGTHENED[fold], abs=3e-3)


@given(st.floats(min_value=1.001, max_value=3.0))
def test_more_magnesium_quiets_bursts_at_once_and_favours_them_for_days(fold: float) -> None:
    assert burst_calcium(fold, Branch.ACUTE, NUMBERS)[0] < 1.0
    assert burst_calcium(fold, Branch.CHRONIC, NUMBERS)[0] > 1.0
    assert burst_calcium(1.0 / fold, Branch.ACUTE, NUMBERS)[0] > 1.0
    assert burst_calcium(1.0 / fold, Branch.CHRONIC, NUMBERS)[0] < 1.0


@pytest.mark.parametrize("branch", Branch)
def test_the_usual_magnesium_changes_no_bit(branch: Branch) -> None:
    assert burst_calcium(1.0, branch, NUMBERS)[0] == 1.0
    assert plasticity(1.0, branch) == 1.0


def test_without_magnesium_every_receptor_is_free() -> None:
    free = burst_calcium(0.0, Branch.ACUTE, NUMBERS)[0]
    assert free == pytest.approx(1.0 / BURST[0.8], rel=1e-3)


@pytest.mark.parametrize("branch", Branch)
def test_every_person_has_their_own_level(branch: Branch) -> None:
    folds = np.array([0.8, 1.0, 1.3])
    together = burst_calcium(folds, branch, NUMBERS)
    alone = [burst_calcium(fold, branch, NUMBERS)[0] for fold in folds]
    assert together.tolist() == alone


@pytest.mark.parametrize("fold", [-0.1, float("nan"), float("inf")])
def test_a_level_that_cannot_be_is_refused(fold: float) -> None:
    with pytest.raises(Refusal, match="use 0 or more"):
        burst_calcium(fold, Branch.ACUTE, NUMBERS)


def test_a_branch_is_found_by_its_word() -> None:
    assert Branch.find(" Acute") is Branch.ACUTE
    assert Branch.find("chronic") is Branch.CHRONIC
    with pytest.raises(Refusal, match=r"use acute or chronic\. Did you mean 'chronic'"):
        Branch.find("chronical")
