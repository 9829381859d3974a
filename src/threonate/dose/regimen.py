"""A regimen is every dose that enters a person, hour by hour, and the plan that they came from."""

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from threonate.dose.amount import positive
from threonate.dose.clock import DAY, WEEK, parse_clock, parse_date, parse_times, parse_weekday
from threonate.dose.dose import Dose, Route
from threonate.dose.formula import MAGNESIUM_MASS
from threonate.dose.limit import LONGEST, MOST_DOSES, check_days, daily_magnesium
from threonate.dose.plan import Plan, parse_split, whole_days
from threonate.dose.portion import portion_of
from threonate.dose.product import Product
from threonate.dose.salt import Salt
from threonate.dose.titration import FIRST_WEEK, NO_TITRATION, Titration
from threonate.refusal import Refusal

INFUSION_SALT = "sulfate heptahydrate"
USUAL_TIMES = ("08:00", "21:30")
USUAL_SPLIT = (1 / 3, 2 / 3)


@dataclass(frozen=True, slots=True)
class Regimen:
    """Doses on a clock of hours from the first midnight, for `length` hours.

    `planned` holds every dose as planned, `missed` the (day, dose) pairs that were not taken, both
    counted from 1, and `shifted` those moved, by hours. `lead_in` hours at the start only bring the
    body to a steady state. Absurd daily amounts raise `Refusal`.
    """

    planned: tuple[Dose, ...]
    length: float
    start: date | None = None
    lead_in: float = 0.0
    plan: Plan | None = None
    missed: frozenset[tuple[int, int]] = frozenset()
    shifted_by: tuple[tuple[int, int, float], ...] = ()

    def __post_init__(self) -> None:
        """A regimen has a length that covers its doses, and no absurd day."""
        positive(self.length, "The length of the regimen in hours")
        if self.length - self.lead_in > LONGEST * WEEK:
            raise Refusal(
                f"The regimen lasts {self.length / DAY:g} days; at most {LONGEST:g} weeks are"
                " allowed."
            )
        if len(self.planned) > MOST_DOSES:
            raise Refusal(
                f"The regimen has {len(self.planned)} doses; at most {MOST_DOSES} are allowed."
            )
        late = max((dose.time for dose in self.planned), default=0.0)
        if late > self.length:
            raise Refusal(
                f"A dose at {late:g} h lies after the end of the regimen at {self.length:g} h;"
                " make the regimen longer."
            )
        check_days(self.planned)

    @staticmethod
    def daily(
        product: Product | Salt | str = "l-threonate",
        *,
        compound: float | None = None,
        elemental: float | None = None,
        times: Sequence[str] = USUAL_TIMES,
        split: Sequence[float | str] | None = None,
        weeks: float = 12,
        titrate: bool | Titration = True,
        with_food: bool | Sequence[bool] = True,
        weekdays: Sequence[str] = (),
        start: date | str | None = None,
    ) -> "Regimen":
        """A person takes a daily amount, in mg of compound or of magnesium, at clock times.

        A product without amounts is one serving a day, L-threonate without amounts 2,000 mg; two
        times share as 1/3 and 2/3, others equally. Raises `Refusal` for what makes no sense.
        """
        clock = parse_times(tuple(times))
        if split is None:
            split = USUAL_SPLIT if len(clock) == 2 else [1 / len(clock)] * len(clock)
        meals = (with_food,) * len(clock) if isinstance(with_food, bool) else tuple(with_food)
        plan = Plan(
            product=portion_of(product, compound, elemental),
            split=parse_split(split),
            times=clock,
            days=whole_days(weeks),
            with_food=meals,
            titration=FIRST_WEEK if titrate is True else titrate or NO_TITRATION,
            weekdays=tuple(parse_weekday(day) for day in weekdays),
            start=parse_date(start),
        )
        return Regimen(tuple(plan.doses()), plan.days * DAY, start=plan.start, plan=plan)

    @staticmethod
    def single(
        product: Product | Salt | str = "l-threonate",
        *,
        compound: float | None = None,
        elemental: float | None = None,
        time: str | float = "08:00",
        with_food: bool = True,
        length: float | None = None,
    ) -> "Regimen":
        """A person swallows one dose, at a clock time or an hour of the first day or later."""
        portion = portion_of(product, compound, elemental)
        dose = Dose(
            time=_hour(time),
            magnesium=portion.magnesium,
            threonate=portion.threonate,
            salt=portion.salt,
            with_food=with_food,
        )
        return Regimen.of([dose], length=length)

    @staticmethod
    def infusion(
        magnesium: float,
        *,
        start: str | float,
        duration: float,
        salt: Salt | str = INFUSION_SALT,
        length: float | None = None,
    ) -> "Regimen":
        """Magnesium, in mmol, runs into a vein at a steady rate for so many hours."""
        positive(duration, "The duration of the infusion in hours")
        return _intravenous(magnesium, start, duration, salt, length)

    @staticmethod
    def bolus(
        magnesium: float,
        *,
        start: str | float,
        salt: Salt | str = INFUSION_SALT,
        length: float | None = None,
    ) -> "Regimen":
        """Magnesium, in mmol, is injected into a vein at once."""
        return _intravenous(magnesium, start, 0.0, salt, length)

    @staticmethod
    def none(*, weeks: float = 12) -> "Regimen":
        """A person takes nothing."""
        return Regimen((), whole_days(weeks) * DAY)

    @staticmethod
    def of(
        doses: Iterable[Dose],
        *,
        length: float | None = None,
        start: date | None = None,
        lead_in: float = 0.0,
    ) -> "Regimen":
        """Any doses make a regimen; without a length it ends at the midnight after the last."""
        numbered = _numbered(doses)
        if length is None:
            # A dose at midnight, or in a coating that opens later, still needs a day to enter.
            end = max((max(dose.end, dose.entry_time) for dose in numbered), default=0.0)
            length = (math.floor(end / DAY) + 1) * DAY
        return Regimen(numbered, length, start=start, lead_in=lead_in)

    @property
    def doses(self) -> tuple[Dose, ...]:
        """The doses that enter the body, in order of time."""
        taken = (dose for dose in self.planned if (dose.day, dose.number) not in self.missed)
        return tuple(sorted(taken, key=lambda dose: dose.order))

    @property
    def total(self) -> float:
        """All doses together hold this much magnesium, in mmol."""
        return math.fsum(dose.magnesium for dose in self.doses)

    @property
    def total_threonate(self) -> float:
        """All doses together hold this much threonate, in mmol."""
        return math.fsum(dose.threonate for dose in self.doses)

    @property
    def daily_elemental(self) -> float:
        """A full day holds this much magnesium, in mg: as planned, or on the heaviest day."""
        if self.plan is not None:
            return self.plan.product.elemental_amount
        return max(daily_magnesium(self.doses).values(), default=0.0) * MAGNESIUM_MASS

    @property
    def mean_elemental(self) -> float:
        """Over the whole regimen a day brings this much magnesium on average, in mg."""
        return self.total * MAGNESIUM_MASS / (self.length / DAY)

    @property
    def days(self) -> float:
        """The regimen lasts this many days."""
        return self.length / DAY

    @property
    def ends(self) -> float:
        """The last dose has entered the body at this hour."""
        return max((dose.end for dose in self.doses), default=0.0)

    def describe(self) -> str:
        """One sentence says what is taken."""
        if self.plan is not None:
            text = self.plan.describe()
        elif not self.planned:
            text = "nothing is taken"
        else:
            text = _describe_doses(self.doses, self.days)
        if self.missed:
            text += f", {len(self.missed)} missed"
        if self.shifted_by:
            text += f", {len(self.shifted_by)} taken at another hour"
        return f"{text[0].upper()}{text[1:]}."

    def missing(self, *, day: int, dose: int) -> "Regimen":
        """A dose is not taken; days and doses of a day count from 1, and keep their numbers."""
        self._find(day, dose)
        return replace(self, missed=self.missed | {(day, dose)})

    def skipping(self, *, probability: float, seed: int) -> "Regimen":
        """Each dose is missed with the same probability; the seed makes the draw repeatable."""
        if not 0 <= probability <= 1:
            raise Refusal(f"A dose is missed with probability {probability:g}; use 0 to 1.")
        draw = random.Random(seed)  # noqa: S311 - a schedule, not a secret
        gone = {(dose.day, dose.number) for dose in self.planned if draw.random() < probability}
        return replace(self, missed=self.missed | gone)

    def shifted(self, *, day: int, dose: int, by: float) -> "Regimen":
        """A dose is taken `by` hours later (earlier when negative)."""
        found = self._find(day, dose)
        if (day, dose) in self.missed:
            raise Refusal(f"Dose {dose} of day {day} is missed; it cannot also be shifted.")
        time = found.time + by
        if not 0 <= time <= self.length:
            raise Refusal(
                f"Dose {dose} of day {day} shifted by {by:g} h falls at {time:g} h, outside the"
                f" regimen of {self.length:g} h; shift it less."
            )
        planned = tuple(replace(d, time=time) if d is found else d for d in self.planned)
        return replace(self, planned=planned, shifted_by=(*self.shifted_by, (day, dose, by)))

    def in_form(self, salt: Salt | str) -> "Regimen":
        """The same magnesium is swallowed at the same hours as another salt; drips stay."""
        form = Salt.find(salt) if isinstance(salt, str) else salt
        planned = tuple(_in_form(dose, form) for dose in self.planned)
        plan = self.plan
        if plan is not None:
            amount = plan.product.elemental_amount
            plan = replace(plan, product=Product(form.name, form, elemental=amount))
        return replace(self, planned=planned, plan=plan)

    def __add__(self, other: "Regimen") -> "Regimen":
        """Two regimens are taken side by side, on one clock; doses are numbered anew."""
        if self.start and other.start and self.start != other.start:
            raise Refusal(
                f"One regimen starts on {self.start} and the other on {other.start}; give both the"
                " same start date."
            )
        if self.lead_in != other.lead_in:
            raise Refusal(
                f"One regimen has a lead-in of {self.lead_in:g} h and the other of"
                f" {other.lead_in:g} h; regimens taken together share their clock."
            )
        return Regimen.of(
            (*self.doses, *other.doses),
            length=max(self.length, other.length),
            start=self.start or other.start,
            lead_in=self.lead_in,
        )

    def _find(self, day: int, number: int) -> Dose:
        """The dose of that day with that number, as planned."""
        today = {dose.number: dose for dose in self.planned if dose.day == day}
        if number in today:
            return today[number]
        raise Refusal(
            f"Day {day} has no dose {number}: {len(today)} planned on that day; days and doses"
            " count from 1."
        )


def _hour(time: str | float) -> float:
    """A clock time of the first day, or hours from its midnight."""
    return parse_clock(time) if isinstance(time, str) else float(time)


def _intravenous(
    magnesium: float, start: str | float, duration: float, salt: Salt | str, length: float | None
) -> Regimen:
    """One dose into a vein."""
    form = Salt.find(salt) if isinstance(salt, str) else salt
    dose = Dose(
        time=_hour(start),
        magnesium=positive(magnesium, "The magnesium of the infusion in mmol"),
        threonate=magnesium * form.threonate_per_magnesium,
        salt=form,
        route=Route.INTRAVENOUS,
        duration=duration,
    )
    return Regimen.of([dose], length=length)


def _in_form(dose: Dose, salt: Salt) -> Dose:
    """A swallowed dose keeps its magnesium and changes its salt."""
    if dose.route is Route.INTRAVENOUS:
        return dose
    return replace(dose, salt=salt, threonate=dose.magnesium * salt.threonate_per_magnesium)


def _numbered(doses: Iterable[Dose]) -> tuple[Dose, ...]:
    """Doses in order of time, numbered within the day on which they fall."""
    count: dict[int, int] = defaultdict(int)
    numbered = []
    for dose in sorted(doses, key=lambda dose: dose.order):
        count[dose.calendar_day] += 1
        numbered.append(replace(dose, day=dose.calendar_day, number=count[dose.calendar_day]))
    return tuple(numbered)


def _describe_doses(doses: Sequence[Dose], days: float) -> str:
    """Doses without a plan are told by their number, amount and form."""
    magnesium = math.fsum(dose.elemental for dose in doses)
    forms = sorted({f"{dose.salt.name}, {dose.route.value}" for dose in doses})
    plural = "" if len(doses) == 1 else "s"
    span = f"{days:g} day{'' if days == 1 else 's'}"
    return (
        f"{len(doses)} dose{plural} with {magnesium:,.0f} mg of magnesium in all"
        f" ({'; '.join(forms) or 'none taken'}) in {span}"
    )
