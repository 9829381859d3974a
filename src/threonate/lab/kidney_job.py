"""The kidney rule is followed in the background, because 500 people take some seconds."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from threonate.lab.facts_form import read_facts
from threonate.lab.form import Form
from threonate.lab.page import read_question
from threonate.lab.safety_question import SafetyQuestion
from threonate.lab.visit import owner_of
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.kidney_course import KidneyCourse
    from threonate.lab.job import Job
    from threonate.lab.laboratory import Laboratory
    from threonate.report.figure.figure import Figure
    from threonate.report.table import Table
    from threonate.safety.facts import Facts

ADDRESS = "/safe/kidney"
TITLE = "Follow the kidney rule in the model"


@dataclass(frozen=True, slots=True)
class FollowedKidney:
    """A course with its figure as it is drawn, on a desk and on a phone."""

    course: KidneyCourse
    figure: Figure
    pictures: Mapping[str, tuple[str, str]]
    exceeded: Table


def followed(lab: Laboratory, facts: Facts) -> FollowedKidney | str | None:
    """What was followed for these facts, why it cannot be, or nothing where it was not asked."""
    key = _key(facts)
    return lab.once(key, lambda: _follow(facts)) if lab.knows(key) else None


def kidney_route(lab: Laboratory) -> BaseRoute:
    """The address that begins the job and shows it; the check is where its answer waits."""

    async def begin(request: Request) -> Response:
        question = read_question(SafetyQuestion, request.query_params)
        then = question.address("/safe")
        facts = await run_in_threadpool(read_facts, question, Form())
        if facts is None or request.method == "HEAD" or lab.knows(_key(facts)):
            return RedirectResponse(then, 303)
        job = lab.jobs.begin(
            _key(facts),
            TITLE,
            lambda job: _work(lab, facts, job),
            then=f"{then}#kidney",
            owner=owner_of(request),
        )
        return RedirectResponse(f"/jobs/{job.id}", 303)

    return Route(ADDRESS, begin, methods=["GET"])


def _key(facts: Facts) -> Hashable:
    return ("kidney", facts)


def _work(lab: Laboratory, facts: Facts, job: Job) -> None:
    job.tell("Following 500 people with such kidneys for 12 weeks.", share=0.1)
    found = _follow(facts)
    job.tell("Drawn.", share=0.95)
    lab.once(_key(facts), lambda: found)


def _follow(facts: Facts) -> FollowedKidney | str:
    """A person whom the model does not describe gets the reason, and keeps the rule."""
    from threonate.kidney_course import follow_facts
    from threonate.report.figure.kidney import exceedances, kidney

    try:
        course = follow_facts(facts)
    except Refusal as refusal:
        return str(refusal)
    figure = kidney(course)
    drawn = {figure.key: figure.pictures()}
    return FollowedKidney(course, figure, drawn, exceedances(course))
