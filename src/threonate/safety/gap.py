"""A gap keeps a medicine and magnesium apart, in both directions and across midnight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DAY = 1440
"""Minutes in a day."""
GRID = 15
"""The day is scanned in steps of this many minutes."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours that must pass: from the medicine to magnesium, and from magnesium to the medicine."""

    drug_to_magnesium: float
    magnesium_to_drug: float

    def longest(self, other: "Gap") -> "Gap":
        """Both gaps kept at once, each direction at its longer; no gap is ever shortened."""
        return Gap(
            max(self.drug_to_magnesium, other.drug_to_magnesium),
            max(self.magnesium_to_drug, other.magnesium_to_drug),
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """A medicine taken every day at `times`, in minutes since midnight, with the gap it needs."""

    drug: str
    times: tuple[int, ...]
    gap: Gap


@dataclass(frozen=True, slots=True)
class Violation:
    """Magnesium too near a dose of a medicine; `hours` is the time between, `required` the gap."""

    drug: str
    time: int
    hours: float
    required: float


def violations(magnesium: int, taken: Iterable[Taken]) -> tuple[Violation, ...]:
    """Every gap that magnesium at this minute of each day breaks, in the order of the medicines.

    A boundary is allowed. Each dose is judged with the one of the day before and the day after, so
    magnesium at 22:00 is 8.5 h before a tablet at 06:30.
    """
    found = []
    for each in taken:
        for time in each.times:
            since = (magnesium - time) % DAY / 60
            until = (time - magnesium) % DAY / 60
            if since < each.gap.drug_to_magnesium:
                found.append(Violation(each.drug, time, since, each.gap.drug_to_magnesium))
            if until < each.gap.magnesium_to_drug:
                found.append(Violation(each.drug, time, until, each.gap.magnesium_to_drug))
    return tuple(found)


def windows(
    taken: Sequence[Taken], *, wake: int, sleep: int, grid: int = GRID
) -> tuple[tuple[int, int], ...]:
    """The stretches of the waking day where magnesium keeps every gap, ends included, in minutes.

    `sleep` may lie after midnight. Times are scanned on a grid from waking on.
    """
    awake = (sleep - wake) % DAY
    allowed = [
        (wake + step) % DAY
        for step in range(0, awake + 1, grid)
        if not violations((wake + step) % DAY, taken)
    ]
    found: list[tuple[int, int]] = []
    for minute in allowed:
        if found and (minute - found[-1][1]) % DAY == grid:
            found[-1] = (found[-1][0], minute)
        else:
            found.append((minute, minute))
    return tuple(found)
