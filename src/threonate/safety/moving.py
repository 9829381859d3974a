"""A medicine that may be moved keeps its own rhythm; nothing is ever moved without a pharmacist."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from threonate.safety.day import Day
from threonate.safety.gap import DAY
from threonate.safety.spacing import Spacing

STEP = 30
"""Medicines are moved on a grid of so many minutes, from waking on."""
TWICE = 720
SLACK = 90
"""Two doses a day are twelve hours apart, by so many minutes more or less."""
NEAREST = 240
"""Three doses a day are equally far apart, at least so many minutes."""
BEFORE_FOOD = (30, 60)
"""A thyroid hormone is taken so many minutes before the first meal, at least and at most."""
THYROID, BONE = "thyroid", "bisphosphonate"
ALONE = 30
"""Nothing is moved to within so many minutes after a thyroid hormone or a bisphosphonate."""
LONGEST_BETWEEN = {"gabapentin": 720}
"""No two doses of these are further apart than so many minutes, overnight too."""

Times = tuple[int, ...]


def all_choices(spacings: Sequence[Spacing], day: Day) -> tuple[tuple[Times, ...], ...]:
    """The choices of every medicine; none is moved close behind one that is taken alone."""
    free = [choices_of(each, day) for each in spacings]
    behind = [
        {
            (time + minute) % DAY
            for other, choices in zip(spacings, free, strict=True)
            if other is not each and _is_alone(other, than=each)
            for times in choices
            for time in times
            for minute in range(ALONE)
        }
        for each in spacings
    ]
    return tuple(
        (choices[0], *(times for times in choices[1:] if not crowded & set(times)))
        for choices, crowded in zip(free, behind, strict=True)
    )


def choices_of(spacing: Spacing, day: Day) -> tuple[Times, ...]:
    """The times of day that a medicine may have, its own first; one that is fixed has only those.

    Once a day any time; twice 12 h apart within 90 minutes; three times equally spaced; more often
    the whole pattern shifts. A thyroid hormone stays before the first meal, a bisphosphonate where
    it is.
    """
    own = spacing.times
    if not spacing.is_movable or not own:
        return (own,)
    longest = min(
        (
            LONGEST_BETWEEN[row.ingredient]
            for row in spacing.rows
            if row.ingredient in LONGEST_BETWEEN
        ),
        default=DAY,
    )
    grid = tuple((day.wake + step) % DAY for step in range(0, day.awake + 1, STEP))
    moved = (times for times in _patterns(spacing, day, grid) if widest(times) <= longest)
    return tuple(dict.fromkeys((own, *(_in_order(times) for times in moved))))


def widest(times: Iterable[int]) -> int:
    """The longest stretch of minutes between two doses, overnight too; a day where there is one."""
    clock = sorted(times)
    between = [later - earlier for earlier, later in pairwise(clock)]
    return max((*between, clock[0] + DAY - clock[-1]))


def _patterns(spacing: Spacing, day: Day, grid: Times) -> Iterator[Times]:
    own = spacing.times
    if BONE in spacing.families:
        return
    if THYROID in spacing.families:
        yield from ((minute,) for minute in grid if len(own) == 1 and _before_food(minute, day))
    elif len(own) == 1:
        yield from ((minute,) for minute in grid)
    elif len(own) == 2:
        yield from (
            (grid[first], grid[second])
            for first in range(len(grid))
            for second in range(first + 1, len(grid))
            if abs(STEP * (second - first) - TWICE) <= SLACK
        )
    elif len(own) == 3:
        for apart in range(NEAREST // STEP, len(grid)):
            for first in range(len(grid) - 2 * apart):
                yield tuple(grid[first + turn * apart] for turn in range(3))
    else:
        yield from _shifted(own, day)


def _is_alone(medicine: Spacing, *, than: Spacing) -> bool:
    """It is swallowed with water only; a thyroid hormone itself waits for a bisphosphonate."""
    alone = {BONE} if THYROID in than.families else {BONE, THYROID}
    return bool(alone & medicine.families)


def _before_food(minute: int, day: Day) -> bool:
    first = min(map(day.since_waking, day.meals.values()), default=None)
    nearest, farthest = BEFORE_FOOD
    return first is not None and nearest <= first - day.since_waking(minute) <= farthest


def _shifted(own: Times, day: Day) -> Iterator[Times]:
    """The whole pattern earlier or later, as long as every dose is taken awake."""
    for by in range(-day.awake, day.awake + 1, STEP):
        moved = [day.since_waking(minute) + by for minute in own]
        if all(0 <= minute <= day.awake for minute in moved):
            yield tuple((day.wake + minute) % DAY for minute in moved)


def _in_order(times: Times) -> Times:
    return tuple(sorted(times))
