"""Which numbers an answer depends on, by rank correlation of what we do not know with it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.grade import Grade, weakest

MATTERS = 0.05
"""The share of the answer's variance from which a number counts as needed."""


@dataclass(frozen=True, slots=True)
class Influence:
    """How much one parameter moves an answer: its rank correlation, and its share of them all."""

    parameter: str
    correlation: float
    share: float


def influences(parameters: Mapping[str, Floats], answer: Floats) -> tuple[Influence, ...]:
    """Rank the parameters that vary over the draws by their effect on an answer (n,)."""
    if len(answer) < 3 or np.ptp(answer) == 0.0:
        return ()
    varied = {name: v for name, v in parameters.items() if np.ptp(v) > 0.0 and np.isfinite(v).all()}
    target = _ranks(answer)
    found = {name: float(np.mean(_ranks(values) * target)) for name, values in varied.items()}
    # Chance alone gives correlations of about 1/sqrt(n). Among some 150 numbers, 3.5 times that
    # turns up by chance once in about fifteen answers.
    real = {name: r for name, r in found.items() if abs(r) > 3.5 / np.sqrt(len(answer))}
    total = sum(r * r for r in real.values()) or 1.0
    ranked = sorted(real.items(), key=lambda item: -abs(item[1]))
    return tuple(Influence(name, r, r * r / total) for name, r in ranked)


def grade_of(found: tuple[Influence, ...], grades: Mapping[str, Grade]) -> Grade:
    """Grade an answer by the weakest of the numbers that it really depends on.

    Where many numbers share the doubt and none stands out, all of them count.
    """
    known = [i for i in found if i.parameter in grades]
    needed = [i for i in known if i.share >= MATTERS] or known
    return weakest(grades[i.parameter] for i in needed)


def _ranks(values: Floats) -> Floats:
    """Replace values by their ranks, ties by their mean rank, scaled to mean 0 and variance 1."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2.0
    ranks = middle[inverse]
    return np.asarray((ranks - ranks.mean()) / ranks.std())
