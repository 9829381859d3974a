"""The receptor block and the glutamate challenge, asked as a study put it."""

from __future__ import annotations

import numpy as np

from threonate.engine.record import Floats
from threonate.synapse.block import Block, elasticity, unblocked
from threonate.synapse.challenge import Challenge, challenge
from threonate.validation.protocol.adult import Drawn
from threonate.validation.protocol.brain import alone


def block_open(drawn: Drawn, *, block: str, magnesium: float, potential: float) -> Floats:
    """Give the share of NMDA receptors that magnesium (mmol/L) leaves free at a potential (mV)."""
    free = unblocked(
        magnesium, potential=potential, block=Block.find(block), numbers=_numbers(drawn)
    )
    return _each(drawn, free)


def block_slope(drawn: Drawn, *, block: str, magnesium: float, potential: float) -> Floats:
    """Give by how many per cent the free share changes for each per cent of magnesium."""
    slope = elasticity(
        magnesium, potential=potential, block=Block.find(block), numbers=_numbers(drawn)
    )
    return _each(drawn, slope)


def block_ratio(
    drawn: Drawn, *, block: str, before: float, after: float, potential: float
) -> Floats:
    """Give the free share at one level of magnesium (mmol/L) over that at another."""
    ends = (
        block_open(drawn, block=block, magnesium=level, potential=potential)
        for level in (after, before)
    )
    return np.asarray(np.divide(*ends))


def challenge_load(drawn: Drawn, *, rise: float, potential: float) -> Floats:
    """Give the change (%) of calcium load when magnesium around a held neuron rises by a share."""
    return 100.0 * (_face(drawn, rise=rise, potential=potential).load - 1.0)


def challenge_survivors(
    drawn: Drawn,
    *,
    rise: float,
    glutamate: float | None = None,
    potential: float | None = None,
    duration: float | None = None,
) -> Floats:
    """Give the share (%) of neurons that live through glutamate (mmol/L) for a duration (min)."""
    faced = _face(drawn, rise=rise, glutamate=glutamate, potential=potential, duration=duration)
    return 100.0 * faced.survival


def challenge_odds(drawn: Drawn, *, rise: float) -> Floats:
    """Give the odds of death of a neuron in more magnesium over those in usual magnesium."""
    lost = [1.0 - _face(drawn, rise=share).survival for share in (rise, 0.0)]
    with_it, without = (share / (1.0 - share) for share in lost)
    return np.asarray(with_it / without)


def challenge_gain(drawn: Drawn, *, rise: float) -> Floats:
    """Give how many more of 100 neurons at most live, in a challenge of whatever strength."""
    return 100.0 * _face(drawn, rise=rise).most_saved


def challenge_protection(drawn: Drawn, *, fold: float, duration: float) -> Floats:
    """Give the share (%) of deaths that a plasma fold prevents, behind a grown-up barrier.

    Brain fluid is taken to have settled to the plasma fold, which is the most that it could do.
    """
    plasma = {"plasma_fold": np.full(_size(drawn), fold)}
    rise = alone().level("influx", plasma, _numbers(drawn)) - 1.0
    lost = [
        1.0 - _face(drawn, rise=share, duration=duration).survival for share in (rise, 0.0 * rise)
    ]
    return np.asarray(100.0 * (1.0 - lost[0] / lost[1]))


def _face(
    drawn: Drawn,
    *,
    rise: float | Floats,
    glutamate: float | None = None,
    potential: float | None = None,
    duration: float | None = None,
) -> Challenge:
    """Expose neurons to a challenge in usual magnesium and a share more."""
    numbers = _numbers(drawn)
    return challenge(
        numbers["brain.interstitial_level"] * (1.0 + np.asarray(rise)),
        glutamate=glutamate,
        potential=potential,
        duration=duration,
        numbers=numbers,
    )


def _numbers(drawn: Drawn) -> dict[str, Floats]:
    return {name: found for name, found in drawn.items() if name.startswith(("brain", "synapse"))}


def _size(drawn: Drawn) -> int:
    return len(drawn["brain.interstitial_level"])


def _each(drawn: Drawn, found: Floats) -> Floats:
    """One number for each draw, also where none of what was drawn has a part."""
    return np.array(np.broadcast_to(found, (_size(drawn),)))


PROTOCOLS = {
    "block_open": block_open,
    "block_slope": block_slope,
    "block_ratio": block_ratio,
    "challenge_load": challenge_load,
    "challenge_survivors": challenge_survivors,
    "challenge_odds": challenge_odds,
    "challenge_gain": challenge_gain,
    "challenge_protection": challenge_protection,
}
