"""What a plan keeps: the time from a medicine to every intake, and from there to the next dose."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from threonate.safety.gap import DAY
from threonate.safety.intake import Intake
from threonate.safety.spacing import Spacing


class First(Enum):
    """Which of the two is taken first."""

    DRUG = "drug"
    MAGNESIUM = "magnesium"


@dataclass(frozen=True, slots=True)
class Kept:
    """The hours between one intake and one dose of a medicine, times in minutes of the day.

    ``required`` must pass, and ``wanted`` had better, by the longest gap of any source.
    """

    drug: str
    first: First
    drug_time: int
    intake_time: int
    hours: float
    required: float
    wanted: float

    @property
    def is_kept(self) -> bool:
        """The required gap passes; a boundary is allowed."""
        return self.hours >= self.required

    @property
    def is_short(self) -> bool:
        """Some source asks longer than passes."""
        return self.hours < self.wanted


def gaps_kept(intakes: Iterable[Intake], spacings: Iterable[Spacing]) -> tuple[Kept, ...]:
    """For every intake and medicine with times the nearest dose before and after, over midnight."""
    timed = [each for each in spacings if each.times and each.matters]
    return tuple(
        kept
        for intake in intakes
        if intake.time is not None
        for each in timed
        for kept in _around(intake.time, intake.compound, each)
    )


def _around(minute: int, compound: float, spacing: Spacing) -> Iterator[Kept]:
    required, wanted = spacing.required(compound), spacing.wanted(compound)
    before = min(spacing.times, key=lambda time: (minute - time) % DAY)
    after = min(spacing.times, key=lambda time: (time - minute) % DAY)
    yield Kept(
        spacing.drug,
        First.DRUG,
        before,
        minute,
        (minute - before) % DAY / 60,
        required.drug_to_magnesium,
        wanted.drug_to_magnesium,
    )
    yield Kept(
        spacing.drug,
        First.MAGNESIUM,
        after,
        minute,
        (after - minute) % DAY / 60,
        required.magnesium_to_drug,
        wanted.magnesium_to_drug,
    )
