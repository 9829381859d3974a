"""The door of a shared lab: whoever is not signed in sees the sign-in page and nothing else."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from threonate.lab.laboratory import Laboratory
from threonate.lab.session import COOKIE, Sessions
from threonate.lab.visit import OWNER
from threonate.refusal import Refusal

OPEN = ("/login", "/style.css")
OPEN_BELOW = "/static/"
"""What strangers may ask for: the sign-in page and how it looks."""


class Door:
    """Says who is there, in ``scope[OWNER]``, and sends strangers to sign in."""

    def __init__(self, app: ASGIApp, *, lab: Laboratory) -> None:
        """The sessions of the lab's own file are the ones that count."""
        self.app = app
        self.sessions = Sessions(lab.storage)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer where to sign in."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def private(message: Message) -> None:
            # What one person sees stays out of every cache that another may read.
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        request = Request(scope)
        path = request.url.path
        if path in OPEN or path.startswith(OPEN_BELOW):
            await self.app(scope, receive, send if path.startswith(OPEN_BELOW) else private)
            return
        try:
            owner = await run_in_threadpool(self.sessions.owner, request.cookies.get(COOKIE, ""))
        except Refusal as refusal:
            await JSONResponse({"errors": {"": str(refusal)}}, 503)(scope, receive, private)
            return
        if owner is None:
            await stranger(request)(scope, receive, private)
            return
        scope[OWNER] = owner
        await self.app(scope, receive, private)


def middleware(lab: Laboratory) -> Middleware:
    """The door of a shared lab; it stands behind the guard."""
    return Middleware(Door, lab=lab)


def stranger(request: Request) -> Response:
    """Answer one who is not signed in."""
    why = "Sign in at /login first."
    if request.headers.get("hx-request") == "true":
        return Response(why, 401, headers={"hx-redirect": "/login"})
    accepted = request.headers.get("accept", "")
    is_data = request.url.path.endswith((".json", "/events"))
    if is_data or ("json" in accepted and "text/html" not in accepted):
        return JSONResponse({"errors": {"": why}}, 401)
    asked = f"?{request.url.query}" if request.url.query else ""
    wanted = f"{request.url.path}{asked}" if request.method == "GET" else "/start"
    return RedirectResponse(f"/login?{urlencode({'next': wanted})}", 303)
