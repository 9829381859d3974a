"""Magnesium at once and magnesium for weeks: two branches with opposite signs, never one curve."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from threonate.evidence.parameter import load_room
from threonate.refusal import Refusal, nearest
from threonate.synapse import flows

Floats = NDArray[np.float64]
Numbers = Mapping[str, Floats]


class Branch(Enum):
    """Whether receptors have had time to adapt."""

    ACUTE = "acute"
    CHRONIC = "chronic"

    @classmethod
    def find(cls, name: str) -> Branch:
        """Find a branch by its word; raises Refusal for another word."""
        found = next((branch for branch in cls if branch.value == name.strip().lower()), None)
        if found is None:
            words = [branch.value for branch in cls]
            raise Refusal(f"'{name}' is no branch; use {' or '.join(words)}.{nearest(name, words)}")
        return found


def burst_calcium(magnesium: Floats | float, branch: Branch, numbers: Numbers) -> Floats:
    """Give the calcium that a burst brings, over the usual, (n,).

    ``magnesium`` around the neuron is over its usual level. At once only the block changes; in the
    long run receptors are added until quiet moments bring as much calcium as before.
    """
    fold = np.asarray(magnesium, dtype=np.float64)
    if not np.all(np.isfinite(fold) & (fold >= 0.0)):
        raise Refusal(
            f"Magnesium at {fold.min():g} times its usual level was given; use 0 or more."
        )
    burst = flow_through(flows.burst_flux, fold, "burst_potential", numbers)
    if branch is Branch.ACUTE:
        return burst
    return burst / flow_through(flows.background_flux, fold, "background_potential", numbers)


def plasticity(magnesium: float, branch: Branch) -> float:
    """Give how readily synapses strengthen at a level of magnesium, over the usual level.

    The chance that one exposure strengthens a synapse, at the stated numbers.
    """
    from threonate.synapse.plasticity import induce

    rooms = (load_room("threonate.brain"), load_room("threonate.synapse"))
    numbers = {n: np.array([number.value]) for room in rooms for n, number in room.items()}
    bursts = round(float(numbers["synapse.exposure_bursts"][0]))
    calcium = np.array([1.0, float(burst_calcium(magnesium, branch, numbers)[0])])
    usual, changed = induce(calcium, bursts=bursts).up
    return float(changed / usual)


def flow_through(law: object, fold: Floats, potential: str, numbers: Numbers) -> Floats:
    """Ask a law of the receptor's block for the calcium at a level of magnesium."""
    block = ("interstitial_level", "block_constant", "block_voltage")
    given = {name: numbers[f"brain.{name}"] for name in block}
    given[potential] = numbers[f"synapse.{potential}"]
    return np.asarray(law(fold, **given))  # type: ignore[operator]
