"""How much of a memory a cue must wake for the rest to follow, and what is read out if it does.

Retrieval is all or none: above a critical share of the memory's cells activity grows, below it dies
away. Finding that share once answers for every cue, and makes recall a smooth function of the
synapses, where following single items would make it a staircase.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from threonate.hippocampus import ca3
from threonate.hippocampus.ca3 import LANES

Floats = NDArray[np.float64]

HALVINGS = 10
"""Halvings of the interval in which the critical share lies."""

TELLING = 2
"""Cycles after which activity tells whether it grows: the cue's mistakes have settled by then."""


@njit(nogil=True, error_model="numpy")
def find_critical(work: Floats, spurious: float) -> None:
    """Find the critical share of each lane's memory and leave it in the workspace."""
    low, high = np.zeros(LANES), np.ones(LANES)
    for _ in range(HALVINGS):
        for lane in range(LANES):
            work[ca3.CRITICAL + lane] = 0.5 * (low[lane] + high[lane])
            work[ca3.VALID + lane] = work[ca3.CRITICAL + lane]
            work[ca3.SPURIOUS + lane] = spurious
        ca3.retrieve(work, TELLING, LANES)
        for lane in range(LANES):
            if work[ca3.GROWTH + lane] > 0.0:
                high[lane] = work[ca3.CRITICAL + lane]
            else:
                low[lane] = work[ca3.CRITICAL + lane]
    for lane in range(LANES):
        work[ca3.CRITICAL + lane] = 0.5 * (low[lane] + high[lane])


@njit(nogil=True, error_model="numpy")
def settle_from(work: Floats, valid: float, spurious: float, cycles: int) -> None:
    """Let every lane settle from the same share of its memory."""
    for lane in range(LANES):
        work[ca3.VALID + lane] = valid
        work[ca3.SPURIOUS + lane] = spurious
    ca3.retrieve(work, cycles, LANES)
