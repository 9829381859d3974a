"""The verb ``unknowns``: which groups of numbers that nobody knows decide the answer.

A decomposition of the variance by exchange: two sets of draws are made, and for each group of
numbers the first set is followed again with that group taken from the second. What changes is owed
to the group, alone or together with others. Source: Jansen 1999 for the estimators.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from threonate.course import Course
from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.people import Person
from threonate.quantity import find_quantity
from threonate.refusal import Refusal
from threonate.simulation import Announce, Question, draws_of, kernel, sample_times, silent

DRAWS = 512
MOST_DRAWS = 4096
RESAMPLES = 400

GROUPS: Mapping[str, tuple[str, ...]] = {
    "gut, blood, kidney and stores": ("salt.", "gut.", "blood.", "kidney.", "stores.", "people."),
    "threonate in blood": ("threonate.",),
    "whether rats tell about people": ("brain.translation", "brain.shrinkage"),
    "what threonate does in the brain": (
        "brain.rat_gain",
        "brain.gain_time",
        "brain.half_effect",
        "brain.direct_effect",
    ),
    "other brain kinetics": ("brain.",),
    "how far NR2B follows": ("synapse.subunit_response",),
    "how far working synapses follow": ("synapse.density_elasticity",),
    "receptors, release and ageing": ("synapse.",),
    "the network": ("hippocampus.",),
    "the test and its norms": ("mind.",),
}
"""Groups of numbers, each with how their names begin; a name belongs to the longest beginning."""


@dataclass(frozen=True, slots=True)
class Share:
    """A group's share of the answer's variance, with 90 % intervals by resampling.

    ``alone`` is what vanishes if the group becomes known, ``together`` what stays if all others do.
    """

    group: str
    alone: tuple[float, float, float]
    together: tuple[float, float, float]

    def document(self) -> dict[str, Any]:
        """Give the shares as plain data."""
        names = ("", "_low", "_high")
        alone = {f"alone{n}": value for n, value in zip(names, self.alone, strict=True)}
        together = {f"together{n}": v for n, v in zip(names, self.together, strict=True)}
        return {"group": self.group, **alone, **together}


def unknowns(
    person: Person | None = None,
    regimen: Regimen | None = None,
    *,
    quantity: str = "words",
    draws: int = DRAWS,
    seed: int = 1,
    announce: Announce = silent,
) -> tuple[Share, ...]:
    """Decompose the variance of a quantity's change over what is not known, largest share first.

    ``draws`` is the size of each set; twelve times as many persons are followed. Raises Refusal
    for a quantity that does not exist, fewer than 32 draws or more than 4,096.
    """
    if not 32 <= draws <= MOST_DRAWS:
        raise Refusal(f"{draws} draws were asked for; a decomposition takes 32 to {MOST_DRAWS:,}.")
    find_quantity(quantity)
    announce(f"Following {draws * (len(GROUPS) + 2):,} versions of the person.")
    asked = Question(person or Person(), regimen or Regimen.daily(), (), seed)
    follow = _follower(asked, quantity, draws, announce)
    first, second = (
        draws_of(range(begin, begin + draws), seed=seed, spread=False, doubt=True)
        for begin in (0, draws)
    )
    base, other = follow(first), follow(second)
    if np.nanstd(base) == 0.0:
        raise Refusal(
            f"The change of '{quantity}' is the same in every draw, so there is no doubt to take "
            "apart; ask about another quantity or regimen."
        )
    exchanged = {
        group: follow({**first, **{n: second[n] for n in second if group_of(n) == group}})
        for group in GROUPS
    }
    shares = [_share(group, base, other, found, seed=seed) for group, found in exchanged.items()]
    return tuple(sorted(shares, key=lambda share: -share.together[0]))


def group_of(name: str) -> str:
    """Find the group that a number belongs to; raises Refusal for a number of no room here."""
    fits = [
        (len(start), group)
        for group, starts in GROUPS.items()
        for start in starts
        if name.startswith(start)
    ]
    if not fits:
        raise Refusal(f"{name} belongs to no group of unknowns; add its room to the groups.")
    return max(fits)[1]


def _follower(
    asked: Question, quantity: str, draws: int, announce: Announce
) -> Callable[[Mapping[str, Floats]], Floats]:
    """Make what turns drawn numbers into a quantity's change, (draws,), NaN for who is lost."""
    engine, times = kernel(announce), sample_times(asked.regimen, daily=False)

    def follow(drawn: Mapping[str, Floats]) -> Floats:
        course = asked.course_of(engine, drawn, range(draws), times, spread=False, doubt=True)
        change = np.full(draws, np.nan)
        change[course.ids] = _change(course, quantity)
        return change

    return follow


def _change(course: Course, quantity: str) -> Floats:
    course.estimate(quantity)
    before, after = (course.readings[arm.name][quantity] for arm in course.arms[:2])
    return np.asarray(after - before)


def _share(group: str, base: Floats, other: Floats, exchanged: Floats, *, seed: int) -> Share:
    """Estimate both shares of one group, and how sure so many draws make them."""
    here = np.isfinite(base) & np.isfinite(other) & np.isfinite(exchanged)
    rows = np.stack([base[here], other[here], exchanged[here]])
    generator = np.random.default_rng([abs(seed), len(group)])
    picks = generator.integers(0, rows.shape[1], size=(RESAMPLES, rows.shape[1]))
    alone, together = _jansen(rows)
    again = np.array([_jansen(rows[:, pick]) for pick in picks])
    low, high = np.quantile(again, (0.05, 0.95), axis=0)
    ends = [(float(low[i]), float(high[i])) for i in (0, 1)]
    return Share(group, (alone, *ends[0]), (together, *ends[1]))


def _jansen(rows: Floats) -> tuple[float, float]:
    base, other, exchanged = rows
    variance = float(np.var(np.concatenate([base, other])))
    if variance == 0.0:
        return 0.0, 0.0
    alone = 1.0 - float(np.mean(np.square(other - exchanged))) / (2.0 * variance)
    return alone, float(np.mean(np.square(base - exchanged))) / (2.0 * variance)
