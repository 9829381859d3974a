"""What a plan asks beside the facts of a person: their day, and what they mean to take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.facts_question import FactsQuestion, read_facts
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.safety.schedule import Schedule

DAY = "The day"
PLAN = "The plan"


def _option(panel: str, words: str, *names: str, metavar: str = "TEXT") -> Any:
    return typer.Option(*names, help=words, rich_help_panel=panel, metavar=metavar)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanQuestion(FactsQuestion):
    """A person, their day and their capsules as written."""

    wake: Annotated[str, _option(DAY, "When the person wakes.", metavar="TIME")] = "06:30"
    sleep: Annotated[
        str, _option(DAY, "When the person goes to sleep; after midnight is fine.", metavar="TIME")
    ] = "22:30"
    meal: Annotated[
        list[str] | None,
        _option(DAY, "A meal: 'breakfast 07:30'; repeatable.", metavar="MEAL"),
    ] = None
    goal: Annotated[str, _option(PLAN, "sleep or memory.", metavar="GOAL")] = "memory"
    capsule: Annotated[
        str, _option(PLAN, "The compound in one capsule, by its label.", metavar="AMOUNT")
    ] = "667 mg"
    dose: Annotated[
        str | None,
        _option(PLAN, "Another day's amount of compound than the goal's.", metavar="AMOUNT"),
    ] = None
    once: Annotated[bool, _option(PLAN, "One intake a day.", "--once")] = False
    weekly: Annotated[
        list[str] | None,
        _option(PLAN, "A medicine taken on one day of the week; repeatable.", metavar="NAME"),
    ] = None
    yesterday: Annotated[
        str | None,
        _option(PLAN, "Yesterday's times, to change little: '08:00,21:30'.", metavar="TIMES"),
    ] = None
    start: Annotated[
        str | None, _option(PLAN, "The first day: today if not said.", metavar="DATE")
    ] = None


def read_plan(question: PlanQuestion) -> Schedule:
    """The plan that a question asks for."""
    from threonate.dose.clock import parse_date
    from threonate.safety.daily_dose import Goal
    from threonate.safety.day import Day, read_clock
    from threonate.safety.plan import plan

    written = (question.yesterday or "").split(",")
    return plan(
        read_facts(question),
        Day.of(wake=question.wake, sleep=question.sleep, meals=question.meal or ()),
        goal=Goal.of(question.goal),
        capsule=_compound(question.capsule, "--capsule"),
        dose=None if question.dose is None else _compound(question.dose, "--dose"),
        once=question.once,
        weekly=question.weekly or (),
        yesterday=[read_clock(time) for time in written if time.strip()],
        start=parse_date(question.start) or datetime.now().astimezone().date(),
    )


def _compound(text: str, option: str) -> float:
    """An amount of compound in mg; magnesium alone does not say how much powder there is."""
    from threonate.dose.amount import parse_amount

    amount = parse_amount(text)
    if amount.compound is None:
        raise Refusal(
            f"{option} is '{text}', which is magnesium; write the compound, such as '667 mg', as "
            "labels of magnesium L-threonate print it."
        )
    return amount.compound
