"""The application: pages, their JSON twins, what runs in the background, and the guard in front."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from threading import Thread
from typing import Any
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from threonate.lab.chart_page import chart_routes
from threonate.lab.door import middleware as door_middleware
from threonate.lab.drawing import draw, draw_alone
from threonate.lab.following import usual
from threonate.lab.guard import TOO_LARGE, Guard, TooLarge
from threonate.lab.job import Busy
from threonate.lab.job_page import job_routes
from threonate.lab.laboratory import Laboratory
from threonate.lab.openapi import document
from threonate.lab.page import HTML, Page, Question, Shown, not_asked, read_question
from threonate.lab.pages import ACTIONS, PAGES
from threonate.lab.pages.login import login_routes
from threonate.lab.visit import JSON, Visit, owner_of, wants_json
from threonate.report.page import style

VARY = {"vary": "accept, hx-request"}
"""One address has two forms, and a part of a page has a status of its own."""


def application(lab: Laboratory, *, hosts: tuple[str, ...]) -> ASGIApp:
    """Make the application of a laboratory; ``hosts`` are its names, such as 127.0.0.1:8642."""
    shelf = str(files("threonate.lab").joinpath("static"))
    app = Starlette(
        routes=[
            Route("/", _home, methods=["GET"]),
            *(route for page in PAGES for route in _routes(page, lab)),
            *(action(lab) for action in ACTIONS),
            *chart_routes(PAGES, partial(_shown, lab)),
            *job_routes(lab),
            *(login_routes(lab) if lab.shared else []),
            Route("/style.css", _style, methods=["GET"]),
            Route("/openapi.json", _describe, methods=["GET"]),
            Mount("/static", StaticFiles(directory=shelf), name="static"),
        ],
        middleware=[door_middleware(lab)] if lab.shared else [],
        lifespan=partial(_life, lab),
        exception_handlers={
            HTTPException: _lost,
            TooLarge: _too_large,
            Busy: _busy,
            Exception: _fault,
        },
    )
    app.state.lab = lab
    # The guard stands outside everything, so that faults are marked too.
    return Guard(app, hosts=hosts)


@asynccontextmanager
async def _life(lab: Laboratory, _: Starlette) -> AsyncIterator[None]:
    """The usual answer is made at once, and what is at work is stopped when the lab closes."""
    Thread(target=usual, args=(lab,), daemon=True).start()
    yield
    lab.jobs.close()


async def _home(_: Request) -> Response:
    return RedirectResponse("/start", 303)


async def _describe(_: Request) -> Response:
    return JSONResponse(document(PAGES))


async def _style(_: Request) -> Response:
    """The style of the report and, after it, that of the lab."""
    own = files("threonate.lab").joinpath("static/lab.css").read_text(encoding="utf-8")
    return Response(f"{style()}\n{own}", media_type="text/css")


def _routes(page: Page, lab: Laboratory) -> Iterator[BaseRoute]:
    """The page and its twin."""
    for twin in (True, False):
        yield Route(
            f"{page.address}.json" if twin else page.address,
            partial(_answer, page, lab, twin),
            methods=["GET"],
        )


async def _answer(page: Page, lab: Laboratory, twin: bool, request: Request) -> Response:  # noqa: FBT001 - bound once
    if request.method == "HEAD":
        return _unread(JSON if twin or wants_json(request) else HTML)
    question = read_question(page.question, request.query_params)
    ignored = not_asked(page.question, request.query_params)
    shown = await _shown(lab, page, request)
    if twin or wants_json(request):
        found = {**told(question, shown), "ignored": list(ignored)}
        return JSONResponse(found, status_code=shown.code, headers=VARY)
    drawn = partial(
        draw,
        page,
        shown,
        question=question,
        address=request.url.path,
        twin=twin_of(request),
        owner=owner_of(request),
        ignored=ignored,
    )
    text = await run_in_threadpool(drawn)
    # htmx leaves a page as it is where the answer is an error, and here the form must show it.
    is_part = request.headers.get("hx-request") == "true"
    code = 200 if is_part and shown.code == 422 else shown.code
    return Response(text, status_code=code, media_type=HTML, headers=VARY)


def _unread(media_type: str) -> Response:
    """Whoever asks whether a page is there sets nobody to work, and learns no length."""
    answer = Response(media_type=media_type, headers=VARY)
    del answer.headers["content-length"]
    return answer


async def _shown(lab: Laboratory, page: Page, request: Request) -> Shown:
    """Ask a page what an address asks of it."""
    question = read_question(page.question, request.query_params)
    visit = Visit(lab, parts=dict(request.path_params), owner=owner_of(request))
    return await run_in_threadpool(page.show, question, visit)


def told(question: Question, shown: Shown) -> dict[str, Any]:
    """The answer as data, with what was asked and what was wrong with it."""
    answer = None if shown.answer is None else shown.answer.model_dump(mode="json")
    return {
        "question": question.model_dump(mode="json"),
        "answer": answer,
        "errors": dict(shown.errors),
    }


def twin_of(request: Request) -> str:
    """The address of the same answer as data."""
    asked = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}.json{asked}"


async def _lost(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    words = {
        404: "There is no such page, or what it showed is no longer kept.",
        405: "This address answers to another kind of request.",
    }
    said = _said(request, error.status_code, words.get(error.status_code, error.detail))
    said.headers.update(error.headers or {})
    return said


async def _too_large(request: Request, _: Exception) -> Response:
    return _said(request, 413, TOO_LARGE)


async def _busy(request: Request, error: Exception) -> Response:
    return _said(request, Busy.STATUS, str(error))


async def _fault(request: Request, error: Exception) -> Response:
    kind = type(error).__name__
    return _said(request, 500, f"This is a fault in Threonate ({kind}); please report it.")


def _said(request: Request, code: int, words: str) -> Response:
    if wants_json(request) or request.url.path.endswith(".json"):
        return JSONResponse({"errors": {"": words}}, status_code=code)
    title = "Not here" if code == 404 else "That did not work"
    text = draw_alone("said.html.j2", title=title, address=request.url.path, words=words)
    return Response(text, status_code=code, media_type=HTML)


def ask(app: ASGIApp, address: str, *, host: str) -> tuple[int, bytes]:
    """Ask for one address without a server; returns the status and what was answered."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": quote(path, safe="/%").encode(),
        "query_string": quote(query, safe="=&%+").encode(),
        "root_path": "",
        "headers": [(b"host", host.encode())],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }
    code, parts = 0, list[bytes]()

    asked = False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:
            # Nobody hangs up; who waits for it is stopped when the answer is complete.
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal code
        if message["type"] == "http.response.start":
            code = message["status"]
        parts.append(message.get("body", b""))

    try:
        asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    except Exception:
        # A fault is raised again for a server's log after it was answered in a sentence.
        if not code:
            raise
    return code, b"".join(parts)
