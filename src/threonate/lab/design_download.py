"""A design is taken away as a TOML file, which 'threonate trial' reads as well."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from threonate.lab.laboratory import Laboratory


def design_file(_: Laboratory) -> Route:
    """The address of a design as a file; it asks what the page asks."""

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_written, dict(request.query_params))

    return Route("/design.toml", answer, methods=["GET"])


def _written(asked: dict[str, str]) -> Response:
    from threonate.lab.asked_design import asked_design
    from threonate.lab.form import Form

    form = Form()
    if asked.get("toml"):
        asked["source"] = "text"
    found = asked_design(asked, form)
    if found.design is None:
        return PlainTextResponse("\n".join(form.errors.values()), status_code=422)
    name = re.sub(r"[^a-z0-9]+", "-", found.design.name.casefold()).strip("-") or "design"
    file = f'attachment; filename="{name[:60]}.toml"'
    return Response(
        found.text, media_type="application/toml", headers={"content-disposition": file}
    )
