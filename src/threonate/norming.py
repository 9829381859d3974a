"""How well people of an age recall is known; each draw's synapses are brought to it first.

Without this, draws of what is not known about synapses would also give healthy people who remember
nothing. The calcium that a spike brings, which nobody can measure in a person, takes up the slack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from threonate.engine.record import Floats

if TYPE_CHECKING:
    from threonate.hippocampus.day import Days

WIDEST = np.log(2.0)
"""Calcium per spike is changed by no more than a factor of two."""

STEPS = 10
"""Halvings of the interval before its ends are joined by a straight line."""


def normed_calcium(days: Days, *, cue: float, ceiling: Floats) -> Floats:
    """Give the calcium per spike, (n,), at which each day's recall from a cue meets a share (n,).

    Where no calcium does, the nearest is taken.
    """
    from threonate.hippocampus.chain import recall_on

    tried = days.copy()
    low, high = np.full(len(days), -WIDEST), np.full(len(days), WIDEST)
    under, over = np.full(len(days), np.nan), np.full(len(days), np.nan)
    for _ in range(STEPS):
        middle = 0.5 * (low + high)
        tried["calcium_scale"] = days["calcium_scale"] * np.exp(middle)
        found = recall_on(tried, cues=(cue,)).recall[:, 0]
        short = found < ceiling
        low, high = np.where(short, middle, low), np.where(short, high, middle)
        under, over = np.where(short, found, under), np.where(short, over, found)
    # An end that was never tried is the furthest that calcium goes.
    share = np.where(np.isnan(under), 0.0, np.where(np.isnan(over), 1.0, 0.5))
    rise = over - under
    share = np.where(rise > 0.0, (ceiling - under) / np.where(rise > 0.0, rise, 1.0), share)
    return np.asarray(days["calcium_scale"] * np.exp(low + share * (high - low)))
