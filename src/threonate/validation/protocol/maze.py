"""Model rats in the water maze, as many and treated as in the study.

What is drawn does not reach the maze, whose own numbers are assumptions about rats; the first entry
is the mean of many rats, and the others are what groups of the study's size would have shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from threonate.engine.record import Floats
from threonate.maze import place_cell
from threonate.maze.navigation import Navigation, navigate
from threonate.maze.pool import Pool
from threonate.maze.request import Task
from threonate.validation.protocol.adult import Drawn

SWIMMERS = 64
"""So many that chance moves the mean latency of a day by about two seconds."""

Condition = Mapping[str, Any]
"""What sets a group apart: plasticity, density, cues, the day they are removed on, or the task."""


def swim_latency(
    drawn: Drawn, *, days: Sequence[int], animals: int, group: Condition | None = None
) -> Floats:
    """Give the mean latency (s) of a group from one day to another, both included."""
    return _groups(drawn, _latency(group or {}, days), animals)


def swim_slowing(
    drawn: Drawn,
    *,
    days: Sequence[int],
    animals: int,
    group: Condition,
    beside: Condition,
    days_beside: Sequence[int] | None = None,
) -> Floats:
    """Give by how much (s) one group is slower than another; days as for the latency."""
    slower = _groups(drawn, _latency(group, days), animals)
    other = _groups(drawn, _latency(beside, days_beside or days), animals, sample=2)
    return slower - other


def probe_gain(drawn: Drawn, *, animals: int, group: Condition, beside: Condition) -> Floats:
    """Give how much more (% points) of the swim without a platform a group is in its quadrant."""
    with_it, without = (_taught(condition).quadrant for condition in (group, beside))
    found = _groups(drawn, with_it, animals) - _groups(drawn, without, animals, sample=2)
    return 100.0 * found


def swim_saving(
    drawn: Drawn, *, days: Sequence[int], animals: int, group: Condition, swims: Sequence[int]
) -> Floats:
    """Give how much quicker (s) a later swim of the same day is than an earlier one."""
    return _groups(drawn, _saved(group, days, swims), animals)


def saving_gain(
    drawn: Drawn,
    *,
    days: Sequence[int],
    animals: int,
    swims: Sequence[int],
    group: Condition,
    beside: Condition,
) -> Floats:
    """Give how much more (s) a group gains between two swims of a day than another does."""
    gained = _groups(drawn, _saved(group, days, swims), animals)
    return gained - _groups(drawn, _saved(beside, days, swims), animals, sample=2)


def place_straying(drawn: Drawn, *, group: Condition, beside: Condition) -> Floats:
    """Give the change (%) in how far the told place strays from the true one."""
    radius = Pool.standard().radius
    one, other = (
        place_cell.stray(
            cues=condition.get("cues", 1.0), density=condition.get("density", 1.0), radius=radius
        )
        for condition in (group, beside)
    )
    return np.full(_draws(drawn), 100.0 * (float(one) / float(other) - 1.0))


def _latency(condition: Condition, days: Sequence[int]) -> Floats:
    first, last = days
    return np.asarray(_taught(condition).latency[:, first - 1 : last].mean(axis=(1, 2)))


def _saved(condition: Condition, days: Sequence[int], swims: Sequence[int]) -> Floats:
    (first, last), (early, late) = days, swims
    latency = _taught(condition).latency[:, first - 1 : last]
    return np.asarray((latency[:, :, early - 1] - latency[:, :, late - 1]).mean(axis=1))


def _taught(condition: Condition) -> Navigation:
    return _course(tuple(sorted(condition.items())))


@cache
def _course(condition: tuple[tuple[str, Any], ...]) -> Navigation:
    asked = dict(condition)
    task = Task(asked.pop("task", Task.REFERENCE.value))
    return navigate(swimmers=SWIMMERS, task=task, **asked)


def _groups(drawn: Drawn, rats: Floats, animals: int, *, sample: int = 1) -> Floats:
    """Give the mean of all rats, then of groups of the study's size."""
    chance = np.random.default_rng(sample)
    picked = chance.integers(rats.size, size=(_draws(drawn) - 1, animals))
    return np.concatenate([[rats.mean()], rats[picked].mean(axis=1)])


def _draws(drawn: Drawn) -> int:
    return len(next(iter(drawn.values())))


PROTOCOLS = {
    "swim_latency": swim_latency,
    "swim_slowing": swim_slowing,
    "probe_gain": probe_gain,
    "swim_saving": swim_saving,
    "saving_gain": saving_gain,
    "place_straying": place_straying,
}
