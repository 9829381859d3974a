"""CA1 reads out what CA3 retrieved: a cell of the memory must stand out from the others."""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from threonate.hippocampus import ca3
from threonate.hippocampus.ca3 import LANES, chance_below

Floats = NDArray[np.float64]


@njit(nogil=True, error_model="numpy")
def read_out(
    work: Floats,
    into: int,
    stored: Floats,
    reach: float,
    noise: float,
    readout_noise: float,
    criterion: float,
) -> None:
    """Put into a row of the workspace the chance that each lane's item is recalled as it stands.

    ``reach`` is the chance that an active CA3 cell drives a CA1 cell, ``stored`` (lanes,) the share
    of strong synapses of an item, ``noise`` the variation of one input. A recalled item stands out
    from the rest by more than ``criterion`` standard deviations.
    """
    for lane in range(LANES):
        by_chance = work[ca3.CHANCE_USUAL + lane]
        right = work[ca3.VALID + lane] * work[ca3.ACTIVE + lane]
        wrong = work[ca3.SPURIOUS + lane] * work[ca3.OTHERS + lane]
        own = stored[lane] + (1.0 - stored[lane]) * by_chance
        inside = reach * (right * own + wrong * by_chance)
        outside = reach * by_chance * (right + wrong)
        spread = 0.5 * (inside + outside) * (1.0 + noise * noise) + readout_noise
        work[into + lane] = chance_below((inside - outside) / math.sqrt(spread) - criterion)
