"""What pharmacologists read off a curve, for many curves at once.

Every function takes ``times`` (samples,) in h and ``values`` (n, samples) and gives one number per
curve. Between samples a curve is taken as straight, so sample finely where it bends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Readout:
    """One window of a curve: area (value x h), highest, when (h), lowest and last, each (n,)."""

    area: Floats
    maximum: Floats
    time_of_maximum: Floats
    minimum: Floats
    trough: Floats


def read_out(times: Floats, values: Floats) -> Readout:
    """Read a window; the trough is its last sample, which stands just before the next dose.

    Raises Refusal for fewer than two samples or times out of order.
    """
    _check(times, values)
    return Readout(
        area=area(times, values),
        maximum=np.asarray(values.max(axis=1)),
        time_of_maximum=np.asarray(times[values.argmax(axis=1)]),
        minimum=np.asarray(values.min(axis=1)),
        trough=np.asarray(values[:, -1]),
    )


def area(times: Floats, values: Floats) -> Floats:
    """The area under each curve, by trapezoids."""
    return np.asarray(np.trapezoid(values, times, axis=1))


def time_above(times: Floats, values: Floats, level: float) -> Floats:
    """How long each curve is above a level, in h, with the crossings interpolated."""
    _check(times, values)
    left, right = values[:, :-1] - level, values[:, 1:] - level
    rise = np.where(left == right, 1.0, right - left)
    # The share of each stretch after (or before) its crossing, all of it, or none of it.
    share = np.where(
        left > 0, np.where(right > 0, 1.0, -left / rise), np.maximum(right, 0.0) / rise
    )
    return np.asarray((share * np.diff(times)).sum(axis=1))


def _check(times: Floats, values: Floats) -> None:
    if len(times) < 2 or values.ndim != 2 or values.shape[1] != len(times):
        raise Refusal(
            f"A curve of {values.shape} values at {len(times)} times was given; use at least two "
            "times and one row of values per person."
        )
    if np.any(np.diff(times) <= 0):
        raise Refusal("The times of a curve do not increase; sort them and drop repeated ones.")
