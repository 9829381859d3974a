"""The day and the capsules of a plan are read from a form, and the plan is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from threonate.lab.facts_form import read_each, read_facts, read_truth
from threonate.lab.form import Form
from threonate.lab.safety_question import SafetyQuestion, lines
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.safety.daily_dose import Goal
    from threonate.safety.day import Day
    from threonate.safety.facts import Facts
    from threonate.safety.schedule import Schedule

CAPSULE = "667 mg"
"""The usual capsule, by its label."""
EARLIEST, LATEST = 1900, 2200
"""A first day outside these years is a slip of the pen."""


def read_plan(question: SafetyQuestion, form: Form) -> Schedule | None:
    """The plan that a form asks for; none where something is wrong, which ``form`` then keeps."""
    from threonate.safety.daily_dose import Goal
    from threonate.safety.plan import plan

    facts = read_facts(question, form)
    day = _day(question, form)
    goal = form.read("goal", question.goal, Goal.of) or Goal.COGNITION
    start = form.read("start", question.start, _first_day) or today()
    capsule = form.read("capsule", question.capsule or CAPSULE, compound)
    dose = form.read("dose", question.dose, compound)
    yesterday = form.read("yesterday", question.yesterday, _minutes) or ()
    once = form.read("once", question.once, read_truth) or False
    if form.errors or facts is None or day is None or capsule is None:
        return None
    _check_amounts(facts, form, goal=goal, capsule=capsule, dose=dose)
    weekly = read_each(form, "weekly", lines(question.weekly), lambda name: _taken(name, facts))
    if form.errors:
        return None
    with form.field():
        made = plan(
            facts,
            day,
            goal=goal,
            capsule=capsule,
            dose=dose,
            once=once,
            weekly=weekly,
            yesterday=yesterday,
            start=start,
        )
        # Nobody starts with a draft today; a first day has to be chosen.
        return replace(made, start=None) if made.is_draft and not question.start else made
    return None


def today() -> date:
    """The first day of a plan where none is said."""
    return datetime.now().astimezone().date()


def compound(text: str) -> float:
    """An amount of compound in mg; magnesium alone does not say how much powder there is."""
    from threonate.dose.amount import parse_amount

    amount = parse_amount(text)
    if amount.compound is None:
        raise Refusal(
            f"'{text}' is magnesium; write the compound, such as '667 mg', as labels of magnesium "
            "L-threonate print it."
        )
    return amount.compound


def _day(question: SafetyQuestion, form: Form) -> Day | None:
    """Waking and sleep, each alone and then together, and every meal."""
    from threonate.safety.day import USUAL_SLEEP, USUAL_WAKE, Day, read_clock

    wake, sleep = question.wake or USUAL_WAKE, question.sleep or USUAL_SLEEP
    form.read("wake", wake, read_clock)
    form.read("sleep", sleep, read_clock)
    if form.errors.keys() & {"wake", "sleep"}:
        return None
    whole = form.read("sleep", sleep, lambda text: Day.of(wake=wake, sleep=text))
    if whole is None:
        return None
    meals = lines(question.meals)
    read_each(form, "meals", meals, lambda meal: Day.of(wake=wake, sleep=sleep, meals=[meal]))
    if "meals" in form.errors:
        return None
    with form.field("meals"):
        return Day.of(wake=wake, sleep=sleep, meals=meals)
    return None


def _check_amounts(
    facts: Facts, form: Form, *, goal: Goal, capsule: float, dose: float | None
) -> None:
    """A capsule too large to start with, and a dose above the ceiling, are told at their fields."""
    from threonate.safety.daily_dose import daily_dose

    bare = replace(facts, intakes=(), elemental=None, weeks=None)
    with form.field("capsule"):
        daily_dose(bare, goal=goal, capsule=capsule)
    if dose is not None and "capsule" not in form.errors:
        with form.field("dose"):
            daily_dose(bare, goal=goal, capsule=capsule, dose=dose)


def _first_day(text: str) -> date:
    from threonate.dose.clock import parse_date

    day = parse_date(text)
    if day is None or not date(EARLIEST, 1, 1) <= day <= date(LATEST, 12, 31):
        raise Refusal(f"The first day is '{text}'; use a year from {EARLIEST} to {LATEST}.")
    return day


def _minutes(text: str) -> tuple[int, ...]:
    from threonate.safety.day import read_clock

    return tuple(read_clock(time) for time in text.split(",") if time.strip())


def _taken(name: str, facts: Facts) -> str:
    """The medicine of that name among those that are taken."""
    for medicine in facts.medicines:
        if medicine.name.casefold() == name.casefold():
            return medicine.name
    raise Refusal(
        f"'{name}' is said to be taken weekly but is not among the medicines; name it there too."
    )
