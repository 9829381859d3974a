"""The answer of the page that follows a dose: every organ's numbers on the chosen day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from threonate.answer.number import figures, finite, percent, signed, signed_percent
from threonate.lab.organ import MEMORY, ORGANS, UNNAMED, Organ
from threonate.lab.page import Answer

if TYPE_CHECKING:
    from threonate.lab.followed import Followed
    from threonate.lab.scenario import Scenario
    from threonate.quantity import Estimate

USUAL = {"x baseline": "× usual", "x before": "× before", "x response": "× response"}
"""Units as people read them."""


class Number(Answer):
    """One quantity with the regimen and without: medians and 90 % intervals, and how certain.

    ``said`` gives the change in words, ``between`` its interval, ``before_said`` and ``value_said``
    the levels, and ``familiar`` the level in the unit that people know.
    """

    quantity: str
    label: str
    unit: str
    before: float | None
    value: float | None
    low: float | None
    high: float | None
    change: float | None
    change_low: float | None
    change_high: float | None
    change_percent: float | None
    grade: str
    grade_meaning: str
    said: str
    between: str
    before_said: str
    value_said: str
    familiar: str
    on_day: int
    why: str


class OrganAnswer(Answer):
    """One organ: its numbers, and the pages of what decides most in it."""

    organ: str
    name: str
    does: str
    numbers: list[Number]
    decided_by: list[str]


class ScenarioAnswer(Answer):
    """One scenario on the chosen day; ``balance`` and ``stored`` are mg at the end of it all."""

    name: str
    scenario: str
    person: str
    regimen: str
    sentence: str
    cautions: list[str]
    notes: list[str]
    organs: list[OrganAnswer]
    balance_mg: dict[str, float]
    stored_mg: dict[str, float]

    @property
    def parts(self) -> tuple[str, str]:
        """The first sentence of the answer, and what more it says."""
        first, stop, rest = self.sentence.partition(". ")
        return f"{first}{stop.strip()}", rest

    def number(self, key: str) -> Number:
        """One of its numbers."""
        return next(n for organ in self.organs for n in organ.numbers if n.quantity == key)


class FollowAnswer(Answer):
    """What was followed; ``working`` is the address of the work where it is not done yet."""

    day: int
    last_day: int
    step: int
    scenarios: list[ScenarioAnswer]
    working: str | None = None


def answer_of(scenario: Scenario, followed: Followed, day: int) -> ScenarioAnswer:
    """Tell one scenario on a day."""
    return ScenarioAnswer(
        name=scenario.name,
        scenario=scenario.text,
        person=followed.person,
        regimen=followed.regimen,
        sentence=followed.sentence,
        cautions=list(followed.cautions),
        notes=list(followed.notes),
        organs=[_organ(organ, followed, day) for organ in ORGANS],
        balance_mg=dict(followed.balance),
        stored_mg=dict(followed.stored),
    )


def _organ(organ: Organ, followed: Followed, day: int) -> OrganAnswer:
    return OrganAnswer(
        organ=organ.key,
        name=organ.name,
        does=organ.does,
        numbers=[number_of(key, followed, day) for key in organ.shown],
        decided_by=[f"/why/{name}" for name in organ.decided_by],
    )


def number_of(key: str, followed: Followed, day: int) -> Number:
    """Tell one quantity of a scenario on a day."""
    place = followed.daily.at(day)
    found, grade = followed.daily.read[place][key], followed.grades[key]
    quantity = found.quantity
    unit = USUAL.get(quantity.unit, quantity.unit)
    said, between = _change(found)
    return Number(
        quantity=key,
        label=quantity.label,
        unit=quantity.unit,
        before=finite(found.baseline),
        value=finite(found.value),
        low=finite(found.low),
        high=finite(found.high),
        change=finite(found.change),
        change_low=finite(found.change_low),
        change_high=finite(found.change_high),
        change_percent=finite(found.percent[0]),
        grade=grade.value,
        grade_meaning=grade.meaning,
        said=said,
        between=between,
        before_said=f"{figures(found.baseline)} {unit}",
        value_said=f"{figures(found.value)} {unit}",
        familiar=_familiar(found),
        on_day=followed.daily.asked[place] if key in MEMORY else followed.daily.days[place],
        why=f"/why/{UNNAMED.get(key, key)}",
    )


def _change(found: Estimate) -> tuple[str, str]:
    """The change as people count it, with its 90 % interval."""
    quantity = found.quantity
    middle, low, high = found.percent
    if not quantity.absolute and finite(middle) is not None:
        return signed_percent(middle), f"{percent(low)} to {percent(high)} %"
    shown = f"{signed(found.change)} {USUAL.get(quantity.unit, quantity.unit)}"
    ends = (figures(end, digits=2) for end in (found.change_low, found.change_high))
    return shown, " to ".join(ends)


def _familiar(found: Estimate) -> str:
    known = found.quantity.familiar
    return f"{figures(found.value * known.factor)} {known.unit}" if known else ""
