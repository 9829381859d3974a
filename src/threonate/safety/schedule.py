"""A schedule is magnesium placed on a person's day, with every gap it keeps, week by week."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from threonate.safety.action import Action
from threonate.safety.conflict import Conflict, Windows
from threonate.safety.daily_dose import DailyDose, Goal
from threonate.safety.day import Day
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gap import Gap
from threonate.safety.intake import Intake
from threonate.safety.kept import Kept, gaps_kept
from threonate.safety.offer import Offer
from threonate.safety.spacing import NO_GAP, Spacing
from threonate.safety.titration import REVIEWS, WEEKS, Step
from threonate.safety.verdict import Verdict

if TYPE_CHECKING:
    from threonate.dose.regimen import Regimen


class Outcome(Enum):
    """How planning ended."""

    PLACED = "placed"
    CONFLICT = "conflict"
    """No times keep every gap."""
    BLOCKED = "block"
    """It must not be taken, or no capsule fits."""
    ASKED = "ask"
    """A name may mean several medicines, and is asked back first."""


class Standing(Enum):
    """For whom a plan is."""

    READY = "plan"
    """Nothing is left to ask."""
    DRAFT = "draft"
    """Something is to be asked or decided first."""
    FOLLOWED = "for the clinician"
    """A clinician knows of it, and decides what is left."""


@dataclass(frozen=True, slots=True)
class Move:
    """A medicine at other minutes of the day than its own; a pharmacist is asked first."""

    drug: str
    own: tuple[int, ...]
    moved: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Untimed:
    """A medicine without times: the gap that has to be kept in words.

    ``is_required`` tells a gap that must be kept from one that had better be.
    """

    drug: str
    gap: Gap
    is_required: bool


@dataclass(frozen=True, slots=True)
class Take:
    """The same intake every day from ``first`` to ``last``, counted from 1.

    ``intake`` holds mg of compound and the minute of the day; ``meal`` is eaten at that minute.
    """

    first: int
    last: int
    intake: Intake
    capsules: int
    meal: str

    @property
    def minute(self) -> int:
        """The minute of the day."""
        return self.intake.time or 0

    @property
    def days(self) -> int:
        """For so many days."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What was planned for whom, and whether it fits.

    ``intakes`` are those of a full day, empty unless ``outcome`` is placed; ``spacings`` stand at
    their final times. ``reason`` says in one sentence why nothing was placed. ``gentler`` is a
    single intake that keeps preferred gaps too, where two do not, and ``unmoved`` what fits where
    no medicine is moved.
    """

    facts: Facts
    day: Day
    goal: Goal
    verdict: Verdict
    outcome: Outcome
    reason: str = ""
    dose: DailyDose | None = None
    intakes: tuple[Intake, ...] = ()
    steps: tuple[Step, ...] = ()
    spacings: tuple[Spacing, ...] = ()
    windows: Windows = ()
    moves: tuple[Move, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    offers: tuple[Offer, ...] = ()
    gentler: Offer | None = None
    unmoved: Offer | None = None
    start: date | None = None

    @property
    def is_placed(self) -> bool:
        """There is something to take."""
        return self.outcome is Outcome.PLACED

    @property
    def is_draft(self) -> bool:
        """It is to be shown to somebody first."""
        return self.standing is Standing.DRAFT

    @property
    def standing(self) -> Standing:
        """For whom it is: whatever is left to ask makes a draft, or a plan of the clinician."""
        untimed = any(each.is_required for each in self.untimed)
        if not self.is_placed or not (self.open or self.moves or untimed):
            return Standing.READY
        return Standing.FOLLOWED if self.facts.by_clinician else Standing.DRAFT

    @property
    def open(self) -> tuple[Finding, ...]:
        """What a clinician decides or confirms, and what is to be found out first."""
        return tuple(
            each
            for each in self.verdict.findings
            if each.action in (Action.ASK, Action.CLINICIAN)
            or (each.action is Action.CAUTION and each.refer_to == "clinician")
        )

    @property
    def kept(self) -> tuple[Kept, ...]:
        """Every gap that the intakes of a full day keep, or miss where it is only preferred."""
        return gaps_kept(self.intakes, self.spacings)

    @property
    def untimed(self) -> tuple[Untimed, ...]:
        """Medicines with a gap and without times, each with what it needs, or had better have."""
        largest = max((intake.compound for intake in self.intakes), default=0.0)
        return tuple(
            Untimed(each.drug, gap, is_required=each.required(largest) != NO_GAP)
            for each in self.spacings
            if not each.times and (gap := each.asked(largest)) != NO_GAP
        )

    @property
    def takes(self) -> tuple[Take, ...]:
        """Everything that is taken, one entry for each run of equal days, in order of time."""
        return tuple(sorted(self._takes(), key=lambda take: (take.first, self._clock(take))))

    def regimen(self) -> "Regimen":
        """The doses of the whole plan as a regimen that can be simulated.

        Magnesium is what labels print for the compound; an intake at a meal counts as with food.
        """
        from threonate.dose.clock import DAY
        from threonate.dose.dose import Dose
        from threonate.dose.portion import portion_of
        from threonate.dose.regimen import Regimen

        doses = []
        for take in self.takes:
            portion = portion_of("l-threonate", take.intake.compound, None)
            doses += [
                Dose(
                    time=(day - 1) * DAY + self._clock(take) / 60,
                    magnesium=portion.magnesium,
                    threonate=portion.threonate,
                    salt=portion.salt,
                    with_food=bool(take.meal),
                )
                for day in range(take.first, take.last + 1)
            ]
        # An intake after midnight on the last day still belongs to the plan.
        late = max((dose.time for dose in doses), default=0.0)
        days = max(7 * WEEKS, math.ceil(late / DAY))
        return Regimen.of(doses, length=days * DAY, start=self.start)

    def date_of(self, day: int) -> date | None:
        """The date of a day of the plan, counted from 1, where the start is known."""
        return None if self.start is None else self.start + timedelta(days=day - 1)

    @property
    def reviews(self) -> tuple[tuple[int, date | None], ...]:
        """When to look back: weeks, and the date after so many weeks where the start is known."""
        return tuple((week, self.date_of(7 * week + 1)) for week in REVIEWS)

    def _clock(self, take: Take) -> int:
        """Minutes from the midnight of the day of waking; after midnight it is still that day."""
        return self.day.wake + self.day.since_waking(take.minute)

    def _takes(self) -> Iterator[Take]:
        for number, full in enumerate(self.intakes):
            ends = [step.day - 1 for step in self.steps[1:]] + [7 * WEEKS]
            runs: list[tuple[int, int, int]] = []
            for step, end in zip(self.steps, ends, strict=True):
                count = step.capsules[number]
                if runs and runs[-1][2] == count:
                    runs[-1] = (runs[-1][0], end, count)
                else:
                    runs.append((step.day, end, count))
            for first, last, count in runs:
                if count and self.dose is not None and full.time is not None:
                    yield Take(
                        first=first,
                        last=last,
                        intake=Intake(count * self.dose.capsule, full.time),
                        capsules=count,
                        meal=self.day.meal_at(full.time),
                    )
