"""A plan to take along: the sheet to print, the calendar, the table and the events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from threonate.lab.form import Form
from threonate.lab.page import read_question
from threonate.lab.plan_form import read_plan
from threonate.lab.safety_question import SafetyQuestion

if TYPE_CHECKING:
    from threonate.lab.laboratory import Laboratory
    from threonate.safety.schedule import Schedule

SHEET = "/safe/plan/sheet"
CALENDAR = "/safe/plan.ics"
TABLE = "/safe/plan.csv"
EVENTS = "/safe/plan/events.csv"
WRONG = "This plan cannot be made as it is asked; open it without its ending and see why. "


def sheet_route(_: Laboratory) -> BaseRoute:
    """The plan on one sheet of paper, whatever its outcome."""
    from threonate.report.plan import plan_page

    return Route(SHEET, _writer(plan_page, kind="text/html", name=""), methods=["GET"])


def calendar_route(_: Laboratory) -> BaseRoute:
    """The plan for a calendar."""
    return Route(
        CALENDAR, _writer(_calendar, kind="text/calendar", name="plan.ics"), methods=["GET"]
    )


def table_route(_: Laboratory) -> BaseRoute:
    """The plan as a table."""
    from threonate.safety.plan_document import plan_table

    return Route(TABLE, _writer(plan_table, kind="text/csv", name="plan.csv"), methods=["GET"])


def events_route(_: Laboratory) -> BaseRoute:
    """Every dose of the plan as a table of events, which simulators read."""
    return Route(EVENTS, _writer(_events, kind="text/csv", name="events.csv"), methods=["GET"])


def _calendar(schedule: Schedule) -> str:
    from threonate.safety.calendar import calendar

    return calendar(schedule, stamp=datetime.now(UTC))


def _events(schedule: Schedule) -> str:
    from threonate.dose.events import format_events

    return format_events({"1": schedule.regimen()})


def _writer(
    write: Callable[[Schedule], str], *, kind: str, name: str
) -> Callable[[Request], object]:
    """An endpoint that writes a plan; with a name it is saved as a file of a plan that fits."""

    def made(request: Request) -> Response:
        from threonate.safety.plan_words import headline

        form = Form()
        question = read_question(SafetyQuestion, request.query_params)
        schedule = read_plan(question, form)
        if schedule is None:
            return PlainTextResponse(WRONG + " ".join(form.errors.values()), 422)
        if name and not schedule.is_placed:
            return PlainTextResponse(headline(schedule), 422)
        kept = {"content-disposition": f'attachment; filename="{name}"'} if name else {}
        return Response(write(schedule), media_type=f"{kind}; charset=utf-8", headers=kept)

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(made, request)

    return answer
