"""The guard at the door: only this computer's own pages may ask, and pages may ask nothing else.

A page of another site that is open in the same browser could otherwise send requests here. Source:
OWASP on cross-site request forgery and on DNS rebinding. What is no HTTP at all never comes here:
the server refuses it in a plain sentence.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Pictures are SVG with styles of their own, so styles may stand inside; scripts may not."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

SAFE = ("GET", "HEAD", "OPTIONS")

LARGEST = 2 * 1024 * 1024
"""Bytes that a request may hold: a FHIR record or a table of a few thousand doses."""

WITH_A_FILE = 32 * LARGEST
"""Bytes of a form with a file, which is read whole so that what was typed beside it is kept."""

FORMS_WITH_A_FILE = ("/safe/record", "/saved/import")
"""Where such forms are sent; what reads them sees to it that the file is no larger than others."""

TOO_LARGE = f"That is too large; at most {LARGEST // 1024**2} MB are read."


class Guard:
    """Refuses strangers and requests that are too large, and marks every answer."""

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...]) -> None:
        """``hosts`` are the names, with ports, under which the lab may be called."""
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        has_room = scope["path"] in FORMS_WITH_A_FILE and is_with_a_file(headers)
        limit = WITH_A_FILE if has_room else LARGEST
        refusal = self._refusal(scope["method"], headers, limit)
        if refusal:
            code, why = refusal
            await _refused(scope, code, why)(scope, receive, marked)
            return
        await self.app(scope, _limited(receive, limit), marked)

    def _refusal(self, method: str, headers: Headers, limit: int) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if host not in self.hosts:
            return 421, f"The lab answers at {self.hosts[0]}, not at '{host[:80]}'."
        if int(_digits(headers.get("content-length", "0"))) > limit:
            return 413, TOO_LARGE
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if method in SAFE:
            # A link elsewhere may lead here; a picture or a frame elsewhere may not set us to work.
            is_strange = site in ("cross-site", "same-site")
            if is_strange and not _is_followed(headers):
                return 403, "Only the lab's own pages may ask in the background."
            return None
        own = {f"http://{name}" for name in self.hosts}
        if (origin is not None and origin not in own) or site not in (None, "same-origin", "none"):
            return 403, "Only the lab's own pages may change anything here."
        return None


def is_with_a_file(headers: Headers) -> bool:
    """The form is sent in parts, of which one may be a file; no other body is read in parts."""
    kind = headers.get("content-type", "").partition(";")[0]
    return kind.strip().lower() == "multipart/form-data"


def _is_followed(headers: Headers) -> bool:
    """Somebody goes to a page that they will see, which is no frame and is not fetched ahead."""
    is_seen = headers.get("sec-fetch-dest") == "document"
    is_ahead = "prefetch" in headers.get("sec-purpose", "")
    return headers.get("sec-fetch-mode") == "navigate" and is_seen and not is_ahead


def _refused(scope: Scope, code: int, why: str) -> Response:
    """Say why not, as a page where one is read."""
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return PlainTextResponse(why, status_code=code)
    from threonate.lab.drawing import draw_alone

    title = "Too large" if code == 413 else "Not from there"
    return HTMLResponse(draw_alone("said.html.j2", title=title, address="", words=why), code)


class TooLarge(Exception):
    """More came than was announced, or than is read."""


def _limited(receive: Receive, limit: int) -> Receive:
    """A body without a stated length is counted as it comes."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > limit:
                raise TooLarge
        return message

    return limited


def _digits(text: str) -> str:
    return text if text.isdecimal() and len(text) < 16 else str(WITH_A_FILE + 1)
