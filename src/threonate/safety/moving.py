"""A medicine that may be moved keeps its own rhythm and its company.

Only one that needs a gap from magnesium is moved, none of which a clinician decides, and none
without a pharmacist.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from threonate.safety.company import ALONE, BONE, THYROID, Times, agreement, is_alone
from threonate.safety.day import Day
from threonate.safety.gap import DAY
from threonate.safety.interaction import Rule
from threonate.safety.medicine_rule import WEAK_ANTACID
from threonate.safety.spacing import NO_GAP, Spacing

STEP = 30
"""Medicines are moved on a grid of so many minutes, from waking on."""
TWICE = 720
SLACK = 90
"""Two doses a day are twelve hours apart, by so many minutes more or less."""
NEAREST = 240
"""Three doses a day are equally far apart, at least so many minutes."""
BEFORE_FOOD = (30, 60)
"""A thyroid hormone is taken so many minutes before the first meal, at least and at most."""
LONGEST_BETWEEN = {"gabapentin": 720}
"""No two doses of these are further apart than so many minutes, overnight too."""


def all_choices(
    spacings: Sequence[Spacing], day: Day, *, largest: float = WEAK_ANTACID
) -> tuple[tuple[Times, ...], ...]:
    """The choices of every medicine, beside those that stay; ``largest`` is an intake in mg.

    None is moved close behind one that is taken alone, or to one from which it was apart. Behind a
    bisphosphonate it does not stay either where it may move.
    """
    free = [choices_of(each, day, largest=largest) for each in spacings]
    whole = []
    for each, choices in zip(spacings, free, strict=True):
        others = [
            (other, theirs)
            for other, theirs in zip(spacings, free, strict=True)
            if other is not each
        ]
        whole.append(_beside(each, choices, others) if len(choices) > 1 else choices)
    return tuple(whole)


def choices_of(spacing: Spacing, day: Day, *, largest: float = WEAK_ANTACID) -> tuple[Times, ...]:
    """The times of day that a medicine may have, its own first; one that is fixed has only those.

    Once a day any time; twice 12 h apart within 90 minutes; three times equally spaced; more often
    the whole pattern shifts. A thyroid hormone stays before the first meal, a bisphosphonate where
    it is, and so does whatever needs no gap from an intake of ``largest`` mg.
    """
    own = spacing.times
    if not own or not may_move(spacing, largest=largest):
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


def may_move(spacing: Spacing, *, largest: float = WEAK_ANTACID) -> bool:
    """It is said to be movable, needs a gap, and no clinician is to decide about it."""
    decided = any(row.rule is Rule.TELL_CLINICIAN for row in spacing.rows)
    return spacing.is_movable and not decided and spacing.required(largest) != NO_GAP


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


def _beside(
    spacing: Spacing,
    choices: tuple[Times, ...],
    others: Sequence[tuple[Spacing, tuple[Times, ...]]],
) -> tuple[Times, ...]:
    """The choices that go with every medicine that stays, and behind none that is taken alone."""
    able = -1
    for other, (theirs, *more) in others:
        if theirs and not more:
            (fitting,) = agreement(other, spacing, (theirs,), choices)
            able &= fitting
    crowded = _behind(others, than=spacing)
    left = tuple(
        times
        for number, times in enumerate(choices)
        if able >> number & 1 and (number == 0 or not crowded & set(times))
    )
    bones = [(other, theirs) for other, theirs in others if BONE in other.families]
    if left[1:] and _behind(bones, than=spacing) & set(left[0]):
        return left[1:]
    return left


def _behind(others: Sequence[tuple[Spacing, tuple[Times, ...]]], *, than: Spacing) -> set[int]:
    """The minutes close behind a medicine that is taken alone, wherever that may be."""
    return {
        (time + minute) % DAY
        for other, choices in others
        if is_alone(other, than=than)
        for times in choices
        for time in times
        for minute in range(ALONE)
    }


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
