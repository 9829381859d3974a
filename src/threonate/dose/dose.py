"""A dose is one portion that enters the body: when, how much, in which form and by which route."""

import math
from dataclasses import dataclass, field
from enum import Enum

from threonate.dose.clock import DAY
from threonate.dose.formula import MAGNESIUM_MASS
from threonate.dose.salt import Salt
from threonate.refusal import Refusal


class Route(Enum):
    """The way by which a dose enters the body."""

    ORAL = "oral"
    INTRAVENOUS = "intravenous"


@dataclass(frozen=True, slots=True)
class Dose:
    """One portion: `time` and `duration` in hours, `magnesium` and `threonate` in mmol.

    `duration` 0 is taken at once; `day` and `number` count from 1 and name the dose in its plan.
    A time before the first midnight, or an amount that is not positive, raises `Refusal`.
    """

    time: float
    magnesium: float
    threonate: float
    salt: Salt
    with_food: bool = False
    route: Route = Route.ORAL
    duration: float = 0.0
    day: int = field(default=0, compare=False)
    number: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        """A dose has a time, a positive amount and a duration that the route allows."""
        for name, digits in (("time", 9), ("duration", 9), ("magnesium", 12), ("threonate", 12)):
            # Far below any clock or balance, so that a table of events gives back the same dose.
            object.__setattr__(self, name, round(float(getattr(self, name)), digits))
        self._check_time()
        self._check_amount()

    def _check_time(self) -> None:
        """A time is on the clock of the plan, and only an infusion lasts."""
        if not math.isfinite(self.time) or self.time < 0:
            raise Refusal(
                f"A dose is given at {self.time:g} h; times are hours from the first midnight,"
                " not negative."
            )
        if not math.isfinite(self.duration) or self.duration < 0:
            raise Refusal(f"The dose at {self.time:g} h lasts {self.duration:g} h; use 0 or more.")
        if self.duration and self.route is Route.ORAL:
            raise Refusal(
                f"The dose at {self.time:g} h is swallowed over {self.duration:g} h; only an"
                " intravenous dose has a duration."
            )

    def _check_amount(self) -> None:
        """A portion holds magnesium, with or without threonate."""
        if not math.isfinite(self.magnesium) or self.magnesium <= 0:
            raise Refusal(
                f"The dose at {self.time:g} h has {self.magnesium:g} mmol of magnesium; it must be"
                " a finite number above zero."
            )
        if not math.isfinite(self.threonate) or self.threonate < 0:
            raise Refusal(
                f"The dose at {self.time:g} h has {self.threonate:g} mmol of threonate; it must be"
                " a finite number, not negative."
            )

    @property
    def elemental(self) -> float:
        """The dose holds this much magnesium, in mg."""
        return self.magnesium * MAGNESIUM_MASS

    @property
    def end(self) -> float:
        """The dose has entered the body at this hour."""
        return self.time + self.duration

    @property
    def entry_time(self) -> float:
        """The salt begins to dissolve at this hour: a coating keeps it shut for a while."""
        return self.time + (self.salt.coating_delay if self.route is Route.ORAL else 0.0)

    @property
    def calendar_day(self) -> int:
        """The dose falls on this day, counted from 1."""
        return int(self.time // DAY) + 1

    @property
    def order(self) -> tuple[float, str, str, bool, float, float, float]:
        """Doses at the same hour keep one order, however a regimen was put together."""
        return (
            self.time,
            self.route.value,
            self.salt.key,
            self.with_food,
            self.magnesium,
            self.threonate,
            self.duration,
        )
