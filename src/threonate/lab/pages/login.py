"""Signing in to a shared lab, and out of it."""

from __future__ import annotations

import math
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from threonate.lab.account import Accounts, read_account_name
from threonate.lab.attempt import Attempts
from threonate.lab.laboratory import Laboratory
from threonate.lab.posted import go, posted, seen
from threonate.lab.saved_item import is_inside
from threonate.lab.session import COOKIE, LASTS, Sessions
from threonate.refusal import Refusal

TEMPLATE = "login.html.j2"
TITLE = "Sign in"
WRONG = "This name and password do not belong together; check both, or ask who runs this lab."


def login_routes(lab: Laboratory) -> list[Route]:
    """The addresses of signing in and out, in a shared lab alone."""
    accounts, sessions, attempts = Accounts(lab.storage), Sessions(lab.storage), Attempts()

    async def ask(request: Request) -> Response:
        return _page(wanted=request.query_params.get("next", ""))

    async def enter(request: Request) -> Response:
        typed = await posted(request)
        name, password = typed.get("user", "").strip(), typed.get("password", "")
        wanted = typed.get("next", "")
        client = request.client.host if request.client else ""
        known, before = _counted(name), request.cookies.get(COOKIE, "")
        wait = attempts.take(name=known, client=client)
        if wait:
            return _wait(wait, name, wanted)
        try:
            owner = await run_in_threadpool(accounts.owner, known, password)
            if owner is None:
                return _page(name, wanted, errors={"password": WRONG}, status=401)
            token = await run_in_threadpool(partial(sessions.begin, owner, instead=before))
        except Refusal as refusal:
            raise HTTPException(503, str(refusal)) from refusal
        attempts.succeed(name=known, client=client)
        return _let_in(token, wanted)

    async def leave(request: Request) -> Response:
        await run_in_threadpool(sessions.end, request.cookies.get(COOKIE, ""))
        answer = go("/login")
        answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return answer

    return [
        Route("/login", ask, methods=["GET"]),
        Route("/login", enter, methods=["POST"]),
        Route("/logout", leave, methods=["POST"]),
    ]


def _counted(name: str) -> str:
    """The name that is tried; whatever can be nobody's, of any length, counts as one."""
    try:
        return read_account_name(name)
    except Refusal:
        return ""


def _let_in(token: str, wanted: str) -> Response:
    answer = go(wanted if is_inside(wanted) else "/start")
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(LASTS.total_seconds()),
        path="/",
        httponly=True,
        samesite="strict",
    )
    return answer


def _wait(seconds: int, name: str, wanted: str) -> Response:
    minutes = math.ceil(seconds / 60)
    why = f"Too many attempts; wait {minutes} minute{'' if minutes == 1 else 's'} and try again."
    answer = _page(name, wanted, errors={"password": why}, status=429)
    answer.headers["retry-after"] = str(seconds)
    return answer


def _page(
    name: str = "", wanted: str = "", *, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    # Long addresses stay out of the form; the start is as good a place to begin.
    kept = wanted if is_inside(wanted) else ""
    return seen(
        TEMPLATE, status=status, title=TITLE, address="/login", name=name[:80], wanted=kept,
        errors=errors or {},
    )  # fmt: skip
