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

LEAST = 50
"""Volunteers; fewer do not tell how people differ."""

TRUTHS = 2000
"""Ways in which the numbers of body and brain may truly be."""

LEAST_TRUTHS = 200
"""Truths; fewer do not tell what a trial would teach."""

TOGETHER = 250
"""People who are followed between two words of how far it has come."""

SHOWN = ("serum", "csf")
"""Levels that are followed in every trial, whether it measures them or not."""

FAITHS = 4
"""Groups of volunteers from the least to the most faithful."""

HOURS_OF_A_WEEK = 168.0

GAIN_TIME, TRANSLATION = "brain.gain_time", "brain.translation"

Announce = Callable[[str], None]

Progress = Callable[[int], None]
"""Hears how many of the volunteers and truths have been followed."""

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
    progress: Progress = lambda _: None,
) -> Pool:
    """Draw volunteers for a design, and follow them through every arm up to every visit.

    The people of one trial differ and share one truth, so people and truths are followed apart:
    all volunteers with the stated numbers, and a typical one with every truth. Whether threonate
    does in a human brain what it does in a rat's is yes or no in each truth, and never in part; how
    people differ is taken from brains in which it does. Beside following everybody with every
    truth, mean changes come out within about a tenth there, and the small ones of brains in which
    it does not within about a third. Raises Refusal where nobody fits or can be followed.
    """
    _check(volunteers, truths)
    announce(f"Following {volunteers:,} volunteers through {len(design.arms)} arms.")
    crowd = design.people.population(seed=seed).crowd(0, volunteers)
    weight = float(crowd.weight.mean())
    asked, parts = _Asked(design, weight, seed, _Count(progress)), []
    for part, taken in _by_faith(crowd, design):
        parts += asked.follow(part, taken=taken, spread=True)
    typical, mean = Crowd.alike(_typical(crowd), count=truths), design.mean_adherence
    told = _whole(asked.follow(typical, taken=mean, doubt=True))
    (stated,) = asked.follow(typical.slice(0, 1), taken=mean)
    return _pool(_whole(parts), told, stated, asked=volunteers)


def _check(volunteers: int, truths: int) -> None:
    if not LEAST <= volunteers <= MOST:
        raise Refusal(
            f"{volunteers:,} volunteers were asked for; use {LEAST} to {MOST:,}, of whom each "
            "virtual trial draws its own."
        )
    if not LEAST_TRUTHS <= truths <= MOST:
        raise Refusal(
            f"{truths:,} truths were asked for; use {LEAST_TRUTHS} to {MOST:,}, of which each "
            "virtual trial has one."
        )


def _pool(people: _Followed, told: _Followed, stated: _Followed, *, asked: int) -> Pool:
    """Put together the people, a typical one with every truth, and that one as stated."""
    return Pool(
        age=people.age,
        weight=people.weight,
        taken=people.taken,
        onset=people.onset,
        answers={key: people.changes[key] / change[0] for key, change in stated.changes.items()},
        truths=told.changes,
        haste=told.onset / stated.onset,
        translates=told.translates,
        asked=asked,
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


@dataclass(slots=True)
class _Count:
    """How many people have been followed so far."""

    told: Progress
    done: int = 0

    def add(self, people: int) -> None:
        self.done += people
        self.told(self.done)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What everybody is followed through; ``weight`` (kg) is that of a typical one."""

    design: Design
    weight: float
    seed: int
    count: _Count

    def follow(
        self, crowd: Crowd, *, taken: float, spread: bool = False, doubt: bool = False
    ) -> list[_Followed]:
        """Follow a crowd some at a time; who is in it follows from their ids, however it is cut."""
        found = []
        for begin in range(0, len(crowd), TOGETHER):
            part = crowd.slice(begin, min(begin + TOGETHER, len(crowd)))
            found.append(_follow(part, self, taken=taken, spread=spread, doubt=doubt))
            self.count.add(len(part))
        if not any(len(each.age) for each in found):
            raise Refusal("Nobody who may enter can keep a steady body; widen who may enter.")
        return found


def _whole(parts: list[_Followed]) -> _Followed:
    """Put those together who were followed apart."""
    return _Followed(
        **{
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in ("age", "weight", "taken", "onset", "translates")
        },
        changes={
            key: np.concatenate([part.changes[key] for part in parts]) for key in parts[0].changes
        },
    )


def _follow(crowd: Crowd, asked: _Asked, *, taken: float, spread: bool, doubt: bool) -> _Followed:
    """Follow people through every arm that takes something, up to each week that is asked for."""
    design, seed = asked.design, asked.seed
    changes: dict[Key, Floats] = {}
    for week, quantities in _weeks(design).items():
        plans = {
            arm.name: arm.regimen(weeks=week, weight=asked.weight).skipping(
                probability=1.0 - taken, seed=seed
            )
            for arm in design.arms
            if arm.dose is not None
        }
        # Without doubt the number would be its mean, and a brain that translates in part.
        whole = {} if doubt else {TRANSLATION: np.ones(1)}
        course = follow_crowd(crowd, plans, seed=seed, spread=spread, doubt=doubt, instead=whole)
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


def _weeks(design: Design) -> dict[float, tuple[str, ...]]:
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
