"""The answer of the page that follows a dose: every organ's numbers on the chosen day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from threonate.answer.number import figures, finite, percent, signed, signed_percent
from threonate.lab.organ import MEMORY, ORGANS, UNNAMED, Organ
from threonate.lab.page import Answer
from threonate.lab.work_answer import WorkAnswer

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
    plain: str
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
    """What was followed; all of it is null while ``work`` is still going on."""

    day: int | None = None
    last_day: int | None = None
    step: int | None = None
    scenarios: list[ScenarioAnswer] | None = None
    work: WorkAnswer | None = None


def answer_of(scenario: Scenario, followed: Followed, day: int) -> ScenarioAnswer:
    """Tell one scenario on a day."""
    organs = [_organ(organ, followed, day) for organ in ORGANS]
    return ScenarioAnswer(
        name=scenario.name,
        scenario=scenario.text,
        person=followed.person,
        regimen=followed.regimen,
        plain=_plain([number for organ in organs for number in organ.numbers], day),
        sentence=followed.sentence,
        cautions=list(followed.cautions),
        notes=list(followed.notes),
        organs=organs,
        balance_mg=_weighed(followed.balance),
        stored_mg=_weighed(followed.stored),
    )


def _plain(numbers: list[Number], day: int) -> str:
    """The answer in everybody's words."""
    said = {number.quantity: number.said for number in numbers}
    return (
        f"By day {day} the model expects magnesium in the blood to change by {said['serum']}, in "
        f"the fluid around the brain by {said['csf']}, and what is learned of a list of 15 words "
        f"read five times by {said['words']}. What it says of the brain is carried over from rats, "
        "so a gain here is no sign of a benefit."
    )


def _weighed(balance: Mapping[str, float]) -> dict[str, float]:
    """To the microgram: what is smaller is rounding, not magnesium."""
    # Adding nothing takes the sign from a zero.
    return {place: round(mg, 3) + 0.0 for place, mg in balance.items()}


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
    said, between = change(found)
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


def change(found: Estimate) -> tuple[str, str]:
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
