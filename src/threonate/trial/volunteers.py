"""Volunteers are people who may enter a trial; each one's body and brain is followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.people.crowd import Crowd
from threonate.people.person import Person
from threonate.people.sex import Sex
from threonate.refusal import Refusal
from threonate.simulation import follow_crowd
from threonate.trial.design import Design
from threonate.trial.endpoint import QuantityEndpoint

VOLUNTEERS = 2000
"""People who are followed; each virtual trial draws its own from them."""

MOST = 50_000

TRUTHS = 2000
"""Ways in which the numbers of body and brain may truly be."""

SHOWN = ("serum", "csf")
"""Levels that are followed in every trial, whether it measures them or not."""

FAITHS = 4
"""Groups of volunteers from the least to the most faithful."""

HOURS_OF_A_WEEK = 168.0

GAIN_TIME, TRANSLATION = "brain.gain_time", "brain.translation"

Announce = Callable[[str], None]

Key = tuple[str, str, float]
"""A quantity, the name of an arm and a week."""


def silent(message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Volunteers, (p,), and what each arm does in them, in per cent of their own level before.

    ``weight`` is in kg, ``taken`` the share of doses that each takes and ``onset`` the time
    constant (weeks) of each one's brain. ``answers`` are each one's changes relative to those of a
    typical volunteer, (p,), and ``truths`` the latter for whatever the numbers of body and brain
    may truly be, (k,); both by quantity, arm and week. ``haste`` (k,) is a truth's onset relative
    to the stated one, and ``translates`` (k,) tells those in which a human brain does as a rat's.
    """

    age: Floats
    weight: Floats
    taken: Floats
    onset: Floats
    answers: Mapping[Key, Floats]
    truths: Mapping[Key, Floats]
    haste: Floats
    translates: Floats
    asked: int

    def __len__(self) -> int:
        """How many volunteers could be followed."""
        return len(self.age)

    def mean_change(self, key: Key) -> Floats:
        """The mean change of all volunteers for each truth, (k,)."""
        return np.asarray(self.truths[key] * self.answers[key].mean())


def recruit(
    design: Design,
    *,
    seed: int = 1,
    volunteers: int = VOLUNTEERS,
    truths: int = TRUTHS,
    announce: Announce = silent,
) -> Pool:
    """Draw volunteers for a design, and follow them through every arm up to every visit.

    The people of one trial differ and share one truth, so people and truths are followed apart:
    all volunteers with the stated numbers, and a typical one with every truth. Raises Refusal
    where nobody fits or can be followed.
    """
    if not 2 <= volunteers <= MOST or not 2 <= truths <= MOST:
        raise Refusal(
            f"{volunteers:,} volunteers were asked for; use 2 to {MOST:,}, of whom each virtual "
            "trial draws its own."
        )
    announce(f"Following {volunteers:,} volunteers through {len(design.arms)} arms.")
    crowd = design.people.population(seed=seed).crowd(0, volunteers)
    weight = float(crowd.weight.mean())
    parts = [
        _follow(part, design, taken=taken, weight=weight, seed=seed, spread=True)
        for part, taken in _by_faith(crowd, design)
    ]
    typical, mean = Crowd.alike(_typical(crowd), count=truths), design.mean_adherence
    told = _follow(typical, design, taken=mean, weight=weight, seed=seed, doubt=True)
    stated = _follow(typical.slice(0, 1), design, taken=mean, weight=weight, seed=seed)
    return Pool(
        **{
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in ("age", "weight", "taken", "onset")
        },
        answers={
            key: np.concatenate([part.changes[key] for part in parts]) / change[0]
            for key, change in stated.changes.items()
        },
        truths=told.changes,
        haste=told.onset / stated.onset,
        translates=told.translates,
        asked=volunteers,
    )


@dataclass(frozen=True, slots=True)
class _Followed:
    """Those who could be followed, (n,), and their changes in per cent."""

    age: Floats
    weight: Floats
    taken: Floats
    onset: Floats
    translates: Floats
    changes: dict[Key, Floats]


def _follow(
    crowd: Crowd,
    design: Design,
    *,
    taken: float,
    weight: float,
    seed: int,
    spread: bool = False,
    doubt: bool = False,
) -> _Followed:
    """Follow people through every arm that takes something, up to each week that is asked for."""
    changes: dict[Key, Floats] = {}
    for week, quantities in _asked(design).items():
        plans = {
            arm.name: arm.regimen(weeks=week, weight=weight).skipping(
                probability=1.0 - taken, seed=seed
            )
            for arm in design.arms
            if arm.dose is not None
        }
        course = follow_crowd(crowd, plans, seed=seed, spread=spread, doubt=doubt)
        if not len(course.kept):
            raise Refusal("Nobody who may enter can keep a steady body; widen who may enter.")
        for quantity in quantities:
            before = course.reading(quantity)[course.kept]
            for arm in plans:
                change = course.change(quantity, arm=arm)[course.kept]
                changes[quantity, arm, week] = 100.0 * change / before
    parameters, kept = course.course.parameters, course.kept
    return _Followed(
        age=crowd.age[kept],
        weight=parameters["people.weight"],
        taken=np.full(len(kept), taken),
        onset=parameters[GAIN_TIME] / HOURS_OF_A_WEEK,
        translates=parameters[TRANSLATION],
        changes=changes,
    )


def _asked(design: Design) -> dict[float, tuple[str, ...]]:
    """Which levels are read at which week: what is measured at each visit, the rest at the end."""
    measured = tuple(
        dict.fromkeys(e.quantity for e in design.endpoints if isinstance(e, QuantityEndpoint))
    )
    asked = dict.fromkeys(design.visits if measured else (), measured)
    return asked | {design.visits[-1]: tuple(dict.fromkeys((*SHOWN, *measured)))}


def _by_faith(crowd: Crowd, design: Design) -> Iterator[tuple[Crowd, float]]:
    """Groups of volunteers, each with the share of doses that they take."""
    least, most = design.adherence
    groups = 1 if least == most else FAITHS
    ends = np.linspace(0, len(crowd), groups + 1).astype(int)
    for i in range(groups):
        taken = least + (most - least) * (i + 0.5) / groups
        if ends[i] < ends[i + 1]:
            yield crowd.slice(int(ends[i]), int(ends[i + 1])), float(taken)


def _typical(crowd: Crowd) -> Person:
    """A person of mean age and weight and of the more frequent sex."""
    return Person(
        age=float(crowd.age.mean()),
        sex=Sex.FEMALE if crowd.female.mean() >= 0.5 else Sex.MALE,
        weight=float(crowd.weight.mean()),
    )
