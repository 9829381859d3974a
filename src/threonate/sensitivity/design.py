"""Which versions are followed: two sets of chances, and the first with a part of the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats

EDGE = 1e-9
"""The nearest that a chance comes to 0 or 1, where an inverse may be infinite."""


@dataclass(frozen=True, slots=True)
class Design:
    """The sampling of Saltelli 2010 by Sobol's sequence, made a few rows at a time.

    ``first`` and ``second`` are chances (base, factors); ``groups`` are the factors that are taken
    from the second together. A base row makes ``len(groups) + 2`` runs: the first set, the first
    with each group in turn from the second, and the second.
    """

    first: Floats
    second: Floats
    groups: tuple[tuple[int, ...], ...]

    @staticmethod
    def of(groups: Sequence[Sequence[int]], *, base: int, seed: int) -> Design:
        """Draw both sets for all factors of the groups; ``base`` is a power of two."""
        from scipy.stats import qmc

        size = sum(len(group) for group in groups)
        drawn = qmc.Sobol(2 * size, seed=seed).random(base)
        chances = np.clip(drawn, EDGE, 1.0 - EDGE)
        return Design(chances[:, :size], chances[:, size:], tuple(map(tuple, groups)))

    @property
    def step(self) -> int:
        """The runs of one base row."""
        return len(self.groups) + 2

    @property
    def runs(self) -> int:
        """The runs in all."""
        return len(self.first) * self.step

    def rows(self, begin: int, end: int) -> Floats:
        """Give the chances (n, factors) of runs from one to another."""
        base, place = np.divmod(np.arange(begin, min(end, self.runs)), self.step)
        rows = np.where((place == self.step - 1)[:, None], self.second[base], self.first[base])
        for number, group in enumerate(self.groups, start=1):
            here, columns = np.flatnonzero(place == number), np.array(group)
            rows[np.ix_(here, columns)] = self.second[np.ix_(base[here], columns)]
        return rows
