"""A belief of a level is made smooth, so that a sharp result does not pick a single draw of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats, Integers

ENDS = (0.05, 0.95)
POINTS = 2400
"""Places at which the belief is known."""

REACH = 4.0
"""Kernels beyond the least and the largest draw that are looked at."""

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Smooth:
    """The density of a true level, (g,) places, as a normal kernel around each of k draws.

    ``kernels`` are (k, g), each with a sum of 1; ``flags`` (k,) part the draws into two worlds,
    each of which is made smooth by itself.
    """

    places: Floats
    kernels: Floats
    flags: Floats

    @staticmethod
    def of(truth: Floats, flags: Floats) -> Smooth:
        """Make draws smooth, with kernels as wide as Silverman 1986 (eq. 3.31) has it."""
        wide = np.zeros_like(truth)
        for so in (True, False):
            here = (flags > 0.5) == so
            if here.any():
                wide[here] = _width(truth[here])
        margin = REACH * max(float(wide.max()), 1e-9)
        places = np.linspace(truth.min() - margin, truth.max() + margin, POINTS)
        # Draws that are all alike stay as narrow as the places can tell.
        wide = np.maximum(wide, 1.5 * (places[1] - places[0]))
        kernels = np.exp(-0.5 * ((places - truth[:, None]) / wide[:, None]) ** 2)
        return Smooth(places, kernels / kernels.sum(axis=1, keepdims=True), flags)

    def weighed(self, estimate: Floats, error: Floats, *, maker: Integers) -> tuple[float, Floats]:
        """Give the mean width of the 90 % interval after a result, and the chance of the flags.

        ``estimate`` and ``error`` are (r,), NaN where a trial failed; so is the chance then. The
        draw ``maker`` (r,) that made a result is left out.
        """
        usable = np.flatnonzero(np.isfinite(estimate) & np.isfinite(error))
        widths, chances = np.zeros(len(estimate)), np.full(len(estimate), np.nan)
        worlds = [self._world(self.flags > 0.5), self._world(self.flags <= 0.5)]
        for begin in range(0, len(usable), AT_ONCE):
            some = usable[begin : begin + AT_ONCE]
            so, not_so = (self._without(*world, maker[some]) for world in worlds)
            away = (estimate[some, None] - self.places) / error[some, None]
            told = -0.5 * np.square(away)
            likely = np.exp(told - told.max(axis=1, keepdims=True))
            after = likely * (so + not_so)
            mass = after.sum(axis=1)
            chances[some] = (likely * so).sum(axis=1) / mass
            widths[some] = self._interval(after / mass[:, None])
        return float(widths[usable].mean()) if len(usable) else float("nan"), chances

    def _world(
        self, here: np.typing.NDArray[np.bool_]
    ) -> tuple[np.typing.NDArray[np.bool_], Floats]:
        return here, self.kernels[here].sum(axis=0)

    def _without(self, here: np.typing.NDArray[np.bool_], whole: Floats, maker: Integers) -> Floats:
        """The density of a world, (r, g), without the makers in it; the world's share stays."""
        count = int(here.sum())
        own = here[maker] & (count > 1)
        rest = whole - self.kernels[maker] * own[:, None]
        left = count - own.astype(float)
        share = count / len(here)
        return np.asarray(np.maximum(rest, 0.0) * (share / np.maximum(left, 1.0))[:, None])

    def _interval(self, density: Floats) -> Floats:
        """The width of the 90 % interval, straight between places, (r,)."""
        passed = np.cumsum(density, axis=1)
        ends = [np.array([np.interp(end, row, self.places) for row in passed]) for end in ENDS]
        return np.asarray(ends[1] - ends[0])


def _width(truth: Floats) -> float:
    low, high = np.quantile(truth, (0.25, 0.75))
    spread = min(float(truth.std()), float(high - low) / 1.34)
    return float(0.9 * spread * len(truth) ** -0.2)
