"""Release during a burst: facilitation against depletion, after Tsodyks and Markram."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from threonate.engine.keep import kept
from threonate.refusal import Refusal

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Terminal:
    """One kind of connection: release at rest, and how it recovers (times in ms).

    ``utilisation`` is the release probability of a rested terminal, each field a number or (n,).
    Source of the model: Tsodyks and Markram 1997; of the hippocampal numbers: Hippocampome.org.
    """

    utilisation: Floats | float
    facilitation_time: Floats | float
    recovery_time: Floats | float


def burst(terminal: Terminal, *, sites: Floats | float, spikes: int, interval: float) -> Floats:
    """Give the release at each spike of a burst, in vesicles, (n, spikes).

    ``sites`` release independently; ``interval`` between spikes in ms. Raises Refusal for a release
    probability outside 0-1 or a burst without spikes.
    """
    use = np.atleast_1d(np.asarray(terminal.utilisation, dtype=np.float64))
    if spikes < 1 or not interval > 0.0:
        raise Refusal(
            f"A burst of {spikes} spikes every {interval:g} ms was given; use 1 or more spikes and "
            "an interval above 0."
        )
    if np.any((use < 0.0) | (use > 1.0)):
        raise Refusal(f"A release probability of {use.max():g} was given; it lies between 0 and 1.")
    arrays = np.broadcast_arrays(use, terminal.facilitation_time, terminal.recovery_time, sites)
    n = arrays[0].size
    released = np.empty((n, spikes))
    rows = np.stack([np.asarray(array, dtype=np.float64).ravel() for array in arrays])
    kept(_bursts, "threonate.synapse")(released, rows, interval)
    return released


def variation(released: Floats, *, quantal_variation: Floats | float) -> Floats:
    """Give the coefficient of variation of a burst's total release, (n,) from (n, spikes)."""
    total = released.sum(axis=1)
    return np.asarray(np.sqrt((1.0 + np.square(quantal_variation)) / total))


@njit(nogil=True, error_model="numpy")
def _bursts(released: Floats, rows: Floats, interval: float) -> None:
    n, spikes = released.shape
    for i in range(n):
        release_at_spikes(
            released[i], rows[0, i], rows[1, i], rows[2, i], interval, interval, spikes
        )
        released[i] *= rows[3, i]


@njit(nogil=True, error_model="numpy")
def release_at_spikes(
    released: Floats,
    utilisation: float,
    facilitation_time: float,
    recovery_time: float,
    interval: float,
    pause: float,
    spikes: int,
) -> None:
    """Fill the release of one site at each spike; every ``spikes`` of them a pause follows."""
    eased = math.exp(-interval / facilitation_time)
    refilled = math.exp(-interval / recovery_time)
    eased_late = math.exp(-pause / facilitation_time)
    refilled_late = math.exp(-pause / recovery_time)
    u, x = utilisation, 1.0
    for k in range(released.size):
        released[k] = u * x
        late = (k + 1) % spikes == 0
        x = 1.0 + (x - u * x - 1.0) * (refilled_late if late else refilled)
        u = utilisation + u * (1.0 - utilisation) * (eased_late if late else eased)
