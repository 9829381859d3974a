"""Work in the background is seen as a page and followed as events, and can be stopped."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from threonate.lab.drawing import draw_alone
from threonate.lab.job import Job, State
from threonate.lab.laboratory import Laboratory
from threonate.lab.page import HTML
from threonate.lab.visit import owner_of
from threonate.lab.work_answer import job_of

BEAT = 0.25
"""Seconds between two looks at a job."""


def job_routes(lab: Laboratory) -> list[Route]:
    """The addresses under which a job is seen, followed and stopped."""

    def found(request: Request) -> Job:
        job = lab.jobs.find(request.path_params["id"], owner=owner_of(request))
        if job is None:
            raise HTTPException(404)
        return job

    async def see(request: Request) -> Response:
        job = found(request)
        if job.state is State.DONE and not request.url.path.endswith(".json"):
            return RedirectResponse(job.then, 303)
        if request.url.path.endswith(".json"):
            return JSONResponse(job_of(job).model_dump(mode="json"))
        twin = f"/jobs/{job.id}.json"
        text = draw_alone("job.html.j2", title=job.title, address="/jobs", twin=twin, job=job)
        return Response(text, media_type=HTML)

    async def follow(request: Request) -> Response:
        return StreamingResponse(
            _events(found(request)),
            media_type="text/event-stream",
            headers={"cache-control": "no-store"},
        )

    async def stop(request: Request) -> Response:
        job = found(request)
        lab.jobs.stop(job)
        return RedirectResponse(f"/jobs/{job.id}", 303)

    return [
        Route("/jobs/{id}.json", see, methods=["GET"]),
        Route("/jobs/{id}", see, methods=["GET"]),
        Route("/jobs/{id}/events", follow, methods=["GET"]),
        Route("/jobs/{id}/stop", stop, methods=["POST"]),
    ]


async def _events(job: Job) -> AsyncIterator[str]:
    """One event whenever something has changed, until the job is over."""
    before = ""
    while True:
        # Asked first: what ends after this is told by the next look.
        is_over = job.state.is_over
        now = json.dumps(job_of(job).model_dump(mode="json"))
        if now != before:
            yield f"data: {now}\n\n"
            before = now
        if is_over:
            return
        await asyncio.sleep(BEAT)
