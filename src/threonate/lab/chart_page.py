"""A chart has an address of its own: the Vega-Lite that its page draws, to zoom and to reuse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from threonate.lab.page import Page, Shown
from threonate.lab.work_answer import WorkAnswer
from threonate.report.figure.figure import Figure
from threonate.report.theme import Format

Show = Callable[[Page, Request], Awaitable[Shown]]
"""Answers a page's question as the page itself would."""


def chart_routes(pages: Sequence[Page], show: Show) -> list[Route]:
    """The charts of every page, such as /chart/serum/follow.json?form=citrate."""
    return [
        Route(f"/chart/{{figure}}{page.address}.json", partial(_draw, page, show), methods=["GET"])
        for page in pages
    ]


async def _draw(page: Page, show: Show, request: Request) -> Response:
    from threonate.lab.zoom import vega_lite

    if request.method == "HEAD":
        # Who asks only whether it is there sets nothing to work.
        return Response(media_type="application/json")
    shown = await show(page, request)
    if shown.errors:
        return JSONResponse({"errors": dict(shown.errors)}, status_code=shown.code)
    for figure in figures_in(shown.context):
        if figure.key == request.path_params["figure"]:
            return JSONResponse(vega_lite(figure, _form(request)))
    work = getattr(shown.answer, "work", None)
    if isinstance(work, WorkAnswer):
        return JSONResponse({"work": work.model_dump(mode="json")}, status_code=202)
    raise HTTPException(404)


def _form(request: Request) -> Format:
    """A phone asks for its own form; no page has a field of that name."""
    return Format.NARROW if request.query_params.get("screen") == "narrow" else Format.WIDE


def figures_in(context: Mapping[str, Any]) -> Iterator[Figure]:
    """The figures that a page shows: alone, in a row, or by name."""
    for value in context.values():
        if isinstance(value, Figure):
            yield value
        elif isinstance(value, Mapping):
            yield from (each for each in value.values() if isinstance(each, Figure))
        elif isinstance(value, (list, tuple)):
            yield from (each for each in value if isinstance(each, Figure))
