"""What knowing something is worth: by how much it is expected to narrow an answer.

Nothing is followed again. Draws of the answer that agree with a result weigh more, so that each
possible result gives an answer of its own; the mean of what they leave open is what is expected to
be left. Sources: Strong and Oakley 2013 for numbers known exactly, Heath and others 2020 for
measurements with error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from threonate.engine.record import Floats, Integers
from threonate.sensitivity.index import Interval

ENDS = (0.05, 0.95)
RESAMPLES = 24
RESULTS = 500
"""Results whose answers are averaged, at least, where there are so many draws."""

NORMAL = 1.645
"""Standard deviations to either end of a 90 % interval."""

FEWEST_BINS, MOST_BINS, IN_A_BIN = 2, 20, 100
CHANCE = 4.5
"""Standard deviations beyond which a share, one among some 150, is no longer taken for chance."""

SHARP = 80.0
"""With fewer draws than this to carry an answer, a result is sharper than they can tell.

Of two normal numbers with a known correlation, 44 draws make the gain too large by 0.011 of the
width, 89 by half of that, which the interval then covers.
"""


@dataclass(frozen=True, slots=True)
class Worth:
    """What one piece of knowledge is expected to do to an answer.

    ``variance`` is the share of the variance that goes, ``width`` the share of the width of the
    90 % interval, each with how sure so many draws make it. ``width_left`` is that width in the
    unit of the answer. ``carried`` is the number of draws that a typical result leaves in play.
    """

    variance: Interval
    width: Interval
    width_left: float
    carried: float

    @property
    def is_sharp(self) -> bool:
        """Whether the result is sharper than so many draws can tell."""
        return self.carried < SHARP

    def document(self) -> dict[str, Any]:
        """Give the worth as plain data."""
        names = ("", "_low", "_high")
        variance = {f"variance{n}": v for n, v in zip(names, self.variance, strict=True)}
        width = {f"width{n}": v for n, v in zip(names, self.width, strict=True)}
        left = {"width_left": self.width_left, "carried": self.carried}
        return {**variance, **width, **left, "too_sharp": self.is_sharp}


def worth_of_measuring(
    answer: Floats, result: Floats, *, standard_error: float, seed: int
) -> Worth:
    """Say what a result with a normal error is worth to an answer; both are draws (n,)."""
    order = np.argsort(answer, kind="stable")
    ranked, true = answer[order], result[order]
    chance = np.random.default_rng([abs(seed), len(answer)])
    # Every so many draws in the order of the answer makes a result, so that all sizes are there.
    makers = np.arange(0, len(true), max(1, len(true) // RESULTS))
    seen = true[makers] + standard_error * chance.standard_normal(len(makers))
    weights = _weights(seen, true, standard_error, makers)
    carried = float(np.median(1.0 / np.square(weights).sum(axis=1)))
    return _worth(
        lambda counts: _left_by(weights, ranked, counts, seen=counts[makers]),
        ranked,
        carried,
        chance,
    )


def share_known(answer: Floats, values: Floats) -> float:
    """Estimate the share of an answer's variance that goes if a number is known; draws (n,).

    Gives 0 where chance alone would do as much once in some hundred answers.
    """
    order = np.argsort(answer, kind="stable")
    bins = _bins(values[order])
    left, _ = _left_in(bins, answer[order], np.ones(len(answer)))
    share = 1.0 - left / float(np.var(answer, ddof=1))
    # The standard deviation of the share that a number without any part in the answer has.
    by_chance = float(np.sqrt(2.0 * bins.max())) / len(answer)
    return share if share > CHANCE * by_chance else 0.0


def worth_of_knowing(answer: Floats, values: Floats, *, seed: int) -> Worth:
    """Say what a number known exactly is worth to an answer; both are draws (n,).

    Draws are put into bins by the number; within a bin it counts as known.
    """
    order = np.argsort(answer, kind="stable")
    ranked, bins = answer[order], _bins(values[order])
    chance = np.random.default_rng([abs(seed), len(answer)])
    carried = float(np.median(np.bincount(bins)))
    return _worth(lambda counts: _left_in(bins, ranked, counts), ranked, carried, chance)


Left = tuple[float, float]
"""The variance and the width of the 90 % interval that are left."""


def _worth(
    left: Callable[[Floats], Left], ranked: Floats, carried: float, chance: np.random.Generator
) -> Worth:
    """Set what is left beside what there is, and repeat it on draws drawn again."""
    n = len(ranked)
    every = np.ones(n)

    def shares(counts: Floats) -> Floats:
        now = _left_by(np.ones((1, n)), ranked, counts, seen=np.ones(1))
        return np.asarray(1.0 - np.array(left(counts)) / np.array(now))

    variance, width = shares(every)
    drawn = chance.multinomial(n, every / n, size=RESAMPLES).astype(np.float64)
    again = np.array([shares(counts) for counts in drawn])
    half = NORMAL * again.std(axis=0, ddof=1)
    return Worth(
        (float(variance), float(variance - half[0]), float(variance + half[0])),
        (float(width), float(width - half[1]), float(width + half[1])),
        left(every)[1],
        carried,
    )


def _weights(seen: Floats, true: Floats, standard_error: float, makers: Integers) -> Floats:
    """Weigh all draws by how well they agree with each result, (results, draws).

    The draw that made a result has no say in it; it would always agree too well.
    """
    with np.errstate(over="ignore", under="ignore"):
        away = np.square((seen[:, None] - true) / standard_error)
        away[np.arange(len(makers)), makers] = np.inf
        away -= away.min(axis=1, keepdims=True)
        weights = np.exp(-0.5 * away)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _left_by(weights: Floats, ranked: Floats, counts: Floats, *, seen: Floats) -> Left:
    """Find what is left on average over results (results, draws) of an answer in ascending order.

    ``counts`` tell how often each draw is there, ``seen`` how often each result is.
    """
    own = weights * counts
    middle = ranked - ranked.mean()
    with np.errstate(divide="ignore", invalid="ignore"):
        own /= own.sum(axis=1, keepdims=True)
        rest = 1.0 - np.square(own).sum(axis=1)
        variance = (own @ np.square(middle) - np.square(own @ middle)) / rest
    passed = np.cumsum(own, axis=1)
    low, high = (ranked[np.minimum((passed < end).sum(axis=1), len(ranked) - 1)] for end in ENDS)
    # A result with which no draw or one alone agrees says nothing, and is left out too.
    here = np.isfinite(variance) & (seen > 0)
    share = seen[here] / seen[here].sum()
    return float(share @ variance[here]), float(share @ (high - low)[here])


def _bins(values: Floats) -> Integers:
    """Number the bin of each value: its own where there are few, else equal counts by rank."""
    _, place = np.unique(values, return_inverse=True)
    if place.max() < MOST_BINS:
        return place
    bins = min(MOST_BINS, max(FEWEST_BINS, len(values) // IN_A_BIN))
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    return np.asarray(ranks * bins // len(values))


def _left_in(bins: Integers, ranked: Floats, counts: Floats) -> Left:
    """Find what is left on average over bins."""
    total, left = 0.0, np.zeros(2)
    for each in range(int(bins.max()) + 1):
        here = bins == each
        held = counts[here].sum()
        if held > 1:
            one = np.ones((1, int(here.sum())))
            found = _left_by(one, ranked[here], counts[here], seen=np.ones(1))
            left += held * np.array(found)
            total += held
    return float(left[0] / total), float(left[1] / total)
