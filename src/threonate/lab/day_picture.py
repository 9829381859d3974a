"""The picture of a day: what is taken when, and where each medicine leaves no room for magnesium.

Places are in per cent of the waking day. Whatever is drawn is also told in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from threonate.safety.conflict import Windows
from threonate.safety.conflict_words import kept_at, stretches
from threonate.safety.day import Day, clock
from threonate.safety.gap import DAY, Gap
from threonate.safety.schedule import Schedule
from threonate.safety.spacing import Spacing

LETTER = 2.6
"""The width of a letter on a phone of 320 pixels, in per cent of the day."""
LONGEST = 14
"""Longer names are cut in the picture; the words beside it have all of them."""
TICK = 180
"""Hours are marked every so many minutes."""


@dataclass(frozen=True, slots=True)
class DayMark:
    """Words at a place, in the row of words that is free there."""

    at: float
    words: str
    row: int = 0

    @property
    def edge(self) -> str:
        """Words that would leave the picture begin at its first edge, or end at its last."""
        half = LETTER * len(self.words) / 2
        if self.at < half:
            return "first"
        return "last" if self.at > 100 - half else ""

    @property
    def ends(self) -> tuple[float, float]:
        """Where the words begin and end."""
        width = LETTER * len(self.words)
        left = {"first": self.at, "last": self.at - width}.get(self.edge, self.at - width / 2)
        return left, left + width


@dataclass(frozen=True, slots=True)
class DayBand:
    """A stretch of the day."""

    at: float
    width: float


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of the picture, with what it says in words."""

    name: str
    kind: str
    marks: tuple[DayMark, ...] = ()
    bands: tuple[DayBand, ...] = ()
    says: str = ""

    @property
    def rows(self) -> int:
        """So many rows of words."""
        return 1 + max((mark.row for mark in self.marks), default=0)


@dataclass(frozen=True, slots=True)
class DayPicture:
    """Every line, the hours above them, and a sentence for all."""

    lines: tuple[DayLine, ...]
    hours: tuple[DayMark, ...]
    says: str


def picture(schedule: Schedule) -> DayPicture | None:
    """Draw the day of a plan; there is none where no dose was found."""
    if schedule.dose is None or not schedule.dose.capsules:
        return None
    day = schedule.day
    lines = [line for line in (_meals(day),) if line.marks]
    largest = _largest(schedule)
    lines += [_medicine(spacing, day, largest=largest) for spacing in schedule.spacings]
    lines.append(_magnesium(schedule))
    return DayPicture(
        lines=tuple(lines),
        hours=tuple(_hours(day)),
        says=f"Awake from {clock(day.wake)} to {clock(day.sleep)}. {kept_at(schedule)}",
    )


def closed(spacing: Spacing, day: Day, *, gap: Gap) -> Windows:
    """Where one medicine leaves no room for magnesium, in minutes since waking; ends are free."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(_shut(spacing, day, gap=gap)):
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def _shut(spacing: Spacing, day: Day, *, gap: Gap) -> Iterator[tuple[int, int]]:
    """What each dose of yesterday, today and tomorrow closes of the waking day."""
    before, after = (round(60 * h) for h in (gap.magnesium_to_drug, gap.drug_to_magnesium))
    for time in spacing.times:
        for other in (-DAY, 0, DAY):
            minute = day.since_waking(time) + other
            first, last = max(0, minute - before), min(day.awake, minute + after)
            if first < last:
                yield first, last


def _largest(schedule: Schedule) -> float:
    """The largest intake in mg, of which the gaps depend; the usual one where none was placed."""
    placed = max((intake.compound for intake in schedule.intakes), default=0.0)
    if placed or schedule.dose is None:
        return placed
    return max(schedule.dose.portions(schedule.goal)) * schedule.dose.capsule


def _meals(day: Day) -> DayLine:
    meals = sorted(day.meals.items(), key=lambda meal: day.since_waking(meal[1]))
    marks = _staggered((_at(minute, day), name) for name, minute in meals)
    says = ", ".join(f"{name} {clock(minute)}" for name, minute in meals)
    return DayLine("Meals", "meal", marks, says=f"{says}.")


def _medicine(spacing: Spacing, day: Day, *, largest: float) -> DayLine:
    if not spacing.times:
        return DayLine(spacing.drug, "medicine", says="No times are given, so none are drawn.")
    awake = [time for time in spacing.times if day.since_waking(time) <= day.awake]
    shut = closed(spacing, day, gap=spacing.required(largest))
    needs = f"no magnesium {_stretches(shut, day)}" if shut else "magnesium fits beside it"
    at = ", ".join(clock(time) + " (in the night)" * (time not in awake) for time in spacing.times)
    return DayLine(
        spacing.drug,
        "medicine",
        _staggered((_at(time, day), clock(time)) for time in awake),
        tuple(_band(first, last, day) for first, last in shut),
        says=f"At {at}; {needs}.",
    )


def _magnesium(schedule: Schedule) -> DayLine:
    day = schedule.day
    times = [intake.time for intake in schedule.intakes if intake.time is not None]
    placed = f"At {', '.join(map(clock, times))}. " if times else ""
    return DayLine(
        "Magnesium",
        "magnesium",
        _staggered((_at(time, day), clock(time)) for time in times),
        tuple(
            _band(day.since_waking(first), day.since_waking(last), day)
            for first, last in schedule.windows
        ),
        says=f"{placed}Room for it at: {stretches(schedule.windows)}.",
    )


def _band(first: int, last: int, day: Day) -> DayBand:
    return DayBand(_share(first, day), round(_share(last, day) - _share(first, day), 2))


def _stretches(shut: Windows, day: Day) -> str:
    """Closed stretches by their ends, at which magnesium is free again."""
    words = []
    for first, last in shut:
        begins = "waking" if first == 0 else clock((day.wake + first) % DAY)
        ends = "sleep" if last == day.awake else clock((day.wake + last) % DAY)
        words.append(f"between {begins} and {ends}")
    return ", and ".join(words)


def _hours(day: Day) -> Iterator[DayMark]:
    """Full hours, a few of them."""
    first = -(-day.wake // TICK) * TICK
    for minute in range(first, day.wake + day.awake + 1, TICK):
        yield DayMark(_at(minute % DAY, day), clock(minute % DAY))


def _staggered(marks: Iterable[tuple[float, str]]) -> tuple[DayMark, ...]:
    """Each mark in the first row of words where it stands free."""
    placed: list[DayMark] = []
    for at, words in sorted(marks):
        short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
        mark = DayMark(at, short)
        while any(other.row == mark.row and _overlap(other, mark) for other in placed):
            mark = replace(mark, row=mark.row + 1)
        placed.append(mark)
    return tuple(placed)


def _overlap(one: DayMark, other: DayMark) -> bool:
    return one.ends[0] < other.ends[1] and other.ends[0] < one.ends[1]


def _at(minute: int, day: Day) -> float:
    return _share(day.since_waking(minute), day)


def _share(minutes: float, day: Day) -> float:
    return round(100 * minutes / day.awake, 2)
