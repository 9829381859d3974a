"""A course is looked at day by day: every quantity read off one day as it is off the last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from threonate.course import UNTREATED
from threonate.lab.organ import MEMORY, READ
from threonate.ladder import Rung
from threonate.memory import CUES, Memory, recalled
from threonate.quantity import Estimate, estimate

if TYPE_CHECKING:
    from threonate.course import Course
    from threonate.dose.regimen import Regimen
    from threonate.engine.record import Floats

DAY = 24.0

HOURS = (6.0, 12.0, 18.0)
"""Further hours of a day that are looked at, so that its mean is one of more than two midnights."""

MOST = 84
"""So many days can be chosen; of longer regimens every second day, or third, and so on."""

ASKED = 12
"""So often the hippocampus is asked, beside the first day."""

Read = Mapping[str, Estimate]
Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Daily:
    """The days that can be chosen, what was read on each, and when memory was last asked."""

    days: tuple[int, ...]
    read: tuple[Read, ...]
    asked: tuple[int, ...]

    def at(self, day: int) -> int:
        """The place of the chosen day, or of the nearest that was looked at."""
        return int(np.argmin([abs(each - day) for each in self.days]))

    @property
    def step(self) -> int:
        """Days between two that can be chosen."""
        return self.days[1] - self.days[0] if len(self.days) > 1 else 1


def chosen_days(regimen: Regimen) -> tuple[int, ...]:
    """The days that can be chosen, the last one included."""
    last = max(1, int(regimen.length // DAY))
    step = -(-last // MOST)
    return tuple(range(1 + (last - 1) % step, last + 1, step))


def samples(regimen: Regimen) -> list[float]:
    """The further hours (h) at which a regimen must be sampled to be looked at by day."""
    times = ((day - 1) * DAY + hour for day in chosen_days(regimen) for hour in HOURS)
    return [time for time in times if time <= regimen.length]


def by_day(course: Course, tell: Tell) -> Daily:
    """Read every quantity on every day; memory is asked on some and holds until the next."""
    days = chosen_days(course.regimen)
    chosen = _asked(days)
    found: list[Read] = []
    asked: list[int] = []
    memory: Read = {}
    for place, day in enumerate(days):
        window = _window(course, day)
        if day in chosen:
            memory = _memory(course, window)
        asked.append(day if day in chosen else asked[-1])
        found.append({**_body(window), **memory})
        tell((place + 1) / len(days))
    return Daily(days, tuple(found), tuple(asked))


def _asked(days: tuple[int, ...]) -> set[int]:
    """The first day and, counted back from the last, evenly spaced ones: every week of twelve."""
    spaced = max(1, -(-days[-1] // ASKED))
    ends = range(days[-1], 0, -spaced)
    return {days[0], *(min(days, key=lambda day: abs(day - end)) for end in ends)}


def _window(course: Course, day: int) -> Course:
    """The same course with the samples of one day alone."""
    times = course.times
    inside = (times >= (day - 1) * DAY) & (times <= day * DAY)
    arms = tuple(replace(arm, states=arm.states[:, inside]) for arm in course.arms)
    return replace(course, times=times[inside], arms=arms)


def _body(window: Course) -> Read:
    before, after = (window.sight(arm) for arm in window.arms[:2])
    return {q.key: estimate(q, q.read(before), q.read(after)) for q in READ if q.key not in MEMORY}


def _memory(course: Course, window: Course) -> Read:
    """Memory on one day beside that without the regimen, which is the same on every day."""
    own = window.arms[1].name
    # What a spike brings is fitted to the person without the regimen, who does not change.
    vars(window)["spike_calcium"] = course.spike_calcium
    memory = Memory(window, own)
    vars(memory)["before"] = course.memory.before
    vars(memory)["after"] = recalled(window.untreated, window.sight(own), Rung.THREONATE, cues=CUES)
    vars(window)["memories"] = {own: memory}
    usual: Mapping[str, Floats] = course.readings[UNTREATED]
    sight = window.sight(own)
    return {q.key: estimate(q, usual[q.key], q.read(sight)) for q in READ if q.key in MEMORY}
