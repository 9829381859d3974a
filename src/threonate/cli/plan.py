"""The command ``plan``: magnesium L-threonate on a person's day, with every gap kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from threonate.cli.plan_question import PlanQuestion, read_plan
from threonate.cli.question import with_options
from threonate.cli.voice import note, say, say_json

if TYPE_CHECKING:
    from threonate.safety.schedule import Schedule

MODEL = "This is a model and not medical advice."


def _plan(
    question: PlanQuestion,
    *,
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Say what the plan would do.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="A folder for plan.html, plan.ics, plan.csv and events.csv.", metavar="DIR"
        ),
    ] = None,
    reader: Annotated[
        str, typer.Option("--for", help="person or professional.", metavar="READER")
    ] = "person",
    json: Annotated[bool, typer.Option("--json", help="Print the plan as JSON.")] = False,
) -> None:
    """Place magnesium L-threonate on a day, so that every medicine keeps its gap.

    Write medicines with their times, such as --drug 'doxycycline 07:30,19:30'; a tilde before the
    times says that they may be moved.
    """
    from threonate.safety.plan_document import plan_document
    from threonate.safety.plan_text import plan_text
    from threonate.safety.wording import Reader

    audience = Reader.of(reader)
    schedule = read_plan(question)
    if schedule.is_draft and question.start is None:
        # Nobody starts with a draft today; a first day has to be chosen.
        schedule = replace(schedule, start=None)
    answer = _simulated(schedule) if simulate else ""
    if out is not None:
        _write(schedule, out)
    if json:
        say_json({**plan_document(schedule), **({"simulated": answer} if simulate else {})})
        return
    say(plan_text(schedule, reader=audience))
    if answer:
        say(f"\n{answer}")


plan = with_options(PlanQuestion, _plan)


def _simulated(schedule: Schedule) -> str:
    """One sentence on what the plan would do in this person."""
    if not schedule.is_placed:
        return ""
    from threonate.answer import sentence
    from threonate.safety.subject import person_of
    from threonate.simulation import simulate

    course = simulate(person_of(schedule.facts), schedule.regimen(), announce=note)
    return f"{sentence(course)} {MODEL}"


def _write(schedule: Schedule, out: Path) -> None:
    """The page, and where something is placed the calendar, the table and the events."""
    from threonate.dose.events import format_events
    from threonate.export.staging import staged
    from threonate.report.plan import plan_page
    from threonate.safety.calendar import calendar
    from threonate.safety.plan_document import plan_table

    texts = {"plan.html": plan_page(schedule)}
    if schedule.is_placed:
        texts["plan.ics"] = calendar(schedule, stamp=datetime.now(UTC))
        texts["plan.csv"] = plan_table(schedule)
        texts["events.csv"] = format_events({"1": schedule.regimen()})
    with staged(out) as draft:
        for name, text in texts.items():
            (draft / name).write_text(text, encoding="utf-8", newline="")
    note(f"Written to {out}: {', '.join(texts)}")
