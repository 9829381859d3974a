"""A plan is what a person means to take: how much a day, split how, when, and for how long."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from threonate.dose.amount import positive
from threonate.dose.clock import DAY, WEEKDAYS, format_clock
from threonate.dose.dose import Dose
from threonate.dose.limit import LONGEST, check_product
from threonate.dose.product import Product
from threonate.dose.titration import NO_TITRATION, Portion, Step, Titration
from threonate.refusal import Refusal

_WHERE = {Portion.ALL: "", Portion.LAST: " in the last portion"}
_SHARE = re.compile(r"\d+(\.\d*)?(/\d+)?|\.\d+")


@dataclass(frozen=True, slots=True)
class Plan:
    """A product holding one full day's amount, taken in portions at clock times for some days.

    `split` are shares of the day's amount, `times` hours after midnight, one for each portion;
    `weekdays` is empty when every day counts, and day 1 is a Monday when there is no start date.
    """

    product: Product
    split: tuple[float, ...]
    times: tuple[float, ...]
    days: int
    with_food: tuple[bool, ...]
    titration: Titration = NO_TITRATION
    weekdays: tuple[str, ...] = ()
    start: date | None = None

    def __post_init__(self) -> None:
        """A plan that names a different number of times, shares and meals is refused."""
        for what, found in (("shares", self.split), ("meals", self.with_food)):
            if len(found) != len(self.times):
                raise Refusal(
                    f"The plan has {len(self.times)} times of day and {len(found)} {what};"
                    " give one for each time."
                )
        check_product(self.product)

    def doses(self) -> Iterator[Dose]:
        """The plan unrolls into doses, numbered within their days from 1."""
        for day in range(1, self.days + 1):
            if self._is_dosing_day(day):
                yield from self._day(day)

    def _day(self, day: int) -> Iterator[Dose]:
        """One day's portions, under the titration step in force."""
        step = self.titration.on(day)
        for number, (share, time, with_food) in enumerate(self._portions(step), start=1):
            yield Dose(
                time=(day - 1) * DAY + time,
                magnesium=self.product.magnesium * share,
                threonate=self.product.threonate * share,
                salt=self.product.salt,
                with_food=with_food,
                day=day,
                number=number,
            )

    def _portions(self, step: Step) -> list[tuple[float, float, bool]]:
        """Share, hour and meal of each portion under a step."""
        portions = list(zip(self.split, self.times, self.with_food, strict=True))
        if step.portion is Portion.LAST:
            return [(step.share, *portions[-1][1:])]
        return [(share * step.share, time, meal) for share, time, meal in portions]

    def _is_dosing_day(self, day: int) -> bool:
        """Some plans rest on some days of the week."""
        first = 0 if self.start is None else self.start.weekday()
        return not self.weekdays or WEEKDAYS[(first + day - 1) % 7] in self.weekdays

    def describe(self) -> str:
        """One phrase says what is taken, when and for how long."""
        product = self.product
        whole = f"{product.elemental_amount:,.4g} mg of magnesium"
        if product.compound is not None:
            whole = f"{product.compound:,.0f} mg of {product.name} ({whole})"
        else:
            whole = f"{whole} as {product.name}"
        weight = product.compound or product.elemental_amount
        portions = [
            f"{weight * share:,.0f} mg at {format_clock(time)} {'with food' if meal else 'fasted'}"
            for share, time, meal in zip(self.split, self.times, self.with_food, strict=True)
        ]
        days = f" on {', '.join(self.weekdays)}" if self.weekdays else ""
        return f"{whole} a day{days}, {_join(portions)}, for {_span(self.days)}{self._raised()}"

    def _raised(self) -> str:
        """Say how the dose is raised."""
        phrases = [
            f"{100 * step.share:g} %{_WHERE[step.portion]} from day {step.day}"
            for step in self.titration.steps
            if step.day <= self.days
        ]
        return f", raised in steps ({', '.join(phrases)})" if phrases else ""


def parse_split(shares: Sequence[float | str]) -> tuple[float, ...]:
    """Shares such as 1/3 and 2/3, as numbers or text, are positive and add up to 1."""
    if not shares:
        raise Refusal("The split is empty; give one share for each time, such as '1/3, 2/3'.")
    exact = [_share(share) for share in shares]
    total = float(sum(exact))
    if abs(total - 1) > 1e-3:
        raise Refusal(
            f"The split {', '.join(str(share) for share in shares)} adds up to"
            f" {total:g}; the shares of a day must add up to 1."
        )
    if abs(total - 1) < 1e-12:
        return tuple(float(share) for share in exact)
    return tuple(float(share / sum(exact)) for share in exact)


def whole_days(weeks: float) -> int:
    """A plan lasts a whole number of days, up to ten years."""
    positive(weeks, "The number of weeks")
    days = round(weeks * 7)
    if weeks > LONGEST or days < 1:
        raise Refusal(f"A plan of {weeks:g} weeks is not possible; use 1 day to {LONGEST:g} weeks.")
    return days


def _share(share: float | str) -> Fraction:
    """One share of the day is a number or a fraction above zero."""
    if isinstance(share, str):
        if not _SHARE.fullmatch(share.strip()):
            raise Refusal(f"'{share}' is not a share of the day; write it as '1/3' or '0.33'.")
        top, _, bottom = share.strip().partition("/")
        if bottom and not int(bottom):
            raise Refusal(f"'{share}' divides by zero; write a share such as '1/3'.")
        value = Fraction(top) / Fraction(bottom or 1)
    elif isinstance(share, bool) or not math.isfinite(share):
        raise Refusal(f"{share!r} is not a share of the day; write it as '1/3' or 0.33.")
    else:
        value = Fraction(share)
    if value.numerator <= 0:
        raise Refusal(f"A share of {share} takes nothing; leave that time out.")
    return value


def _join(phrases: list[str]) -> str:
    """Phrases in a row, as people say them."""
    return " and ".join(filter(None, [", ".join(phrases[:-1]), phrases[-1]]))


def _span(days: int) -> str:
    """A length of time in the largest whole unit."""
    count, unit = (days // 7, "week") if days % 7 == 0 else (days, "day")
    return f"{count} {unit}{'' if count == 1 else 's'}"
