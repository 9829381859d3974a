"""The findings of a check as FHIR DetectedIssues, for the system of a clinic."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from threonate.lab.facts_form import read_facts
from threonate.lab.form import Form
from threonate.lab.page import read_question
from threonate.lab.safety_question import SafetyQuestion
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.lab.laboratory import Laboratory

ADDRESS = "/safe/issues.json"


def issues_route(_: Laboratory) -> BaseRoute:
    """The bundle of a check; ``release`` is R4 or R5."""

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_issues, request)

    return Route(ADDRESS, answer, methods=["GET"])


def _issues(request: Request) -> Response:
    from threonate.safety.check import check
    from threonate.safety.fhir.issue import Release, issue_bundle

    form = Form()
    question = read_question(SafetyQuestion, request.query_params)
    facts = read_facts(question, form)
    try:
        version = Release.of(request.query_params.get("release", "R4"))
    except Refusal:
        form.errors["release"] = "This is no release that is written here; use R4 or R5."
    if form.errors or facts is None:
        return JSONResponse({"errors": form.errors}, 422)
    bundle = issue_bundle(check(facts), version=version, when=datetime.now(UTC))
    return JSONResponse(bundle, media_type="application/fhir+json")
