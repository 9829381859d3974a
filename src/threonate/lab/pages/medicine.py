"""Listed names of medicines, offered while one is typed; none is ever chosen for anybody."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from threonate.lab.page import HTML
from threonate.lab.visit import wants_json

if TYPE_CHECKING:
    from threonate.lab.laboratory import Laboratory

ADDRESS = "/safe/medicines"
OFFERED = 12
"""So many names are offered at once."""
SHORTEST = 2
"""Fewer letters name too many."""
LONGEST = 120


def medicine_route(_: Laboratory) -> BaseRoute:
    """Names that begin with, or hold, what was typed: as options of a list, or as JSON."""
    from threonate.lab.drawing import environment

    async def offer(request: Request) -> Response:
        asked = request.query_params
        found = names_like(asked.get("q") or asked.get("another") or "")
        if wants_json(request):
            names = [{"name": name, "is": means} for name, means in found]
            return JSONResponse({"names": names})
        drawn = environment().get_template("safe_medicines.html.j2").render(names=found)
        return Response(drawn, media_type=HTML)

    return Route(ADDRESS, offer, methods=["GET"])


def names_like(typed: str) -> tuple[tuple[str, str], ...]:
    """Listed names with what each is in English, first those that begin so; no strength counts."""
    from threonate.safety.medicine_name import without_strength
    from threonate.safety.plain_name import plain_name

    if len(typed) > LONGEST:
        return ()
    # The beginning of a name may look like a direction, as 'in' does.
    return _named_like(plain_name(typed)) or _named_like(plain_name(without_strength(typed)))


def _named_like(wanted: str) -> tuple[tuple[str, str], ...]:
    if len(wanted) < SHORTEST:
        return ()
    found = [
        (_place(plain, wanted), written, means)
        for plain, written, means in listed_medicines()
        if wanted in plain
    ]
    return tuple((written, means) for _, written, means in sorted(found)[:OFFERED])


def _place(plain: str, wanted: str) -> int:
    """A name that begins so comes before one of which a word does, and that before the rest."""
    if plain.startswith(wanted):
        return 0
    return 1 if f" {wanted}" in plain else 2


@cache
def listed_medicines() -> tuple[tuple[str, str, str], ...]:
    """Every name in plain letters, as it is written, and what it means where that differs."""
    from threonate.safety.medicine_name import look_up, written_names
    from threonate.safety.not_flagged import load_not_flagged
    from threonate.safety.plain_name import plain_name

    found: dict[str, tuple[str, str]] = {}
    for written in sorted(written_names()):
        rows = dict.fromkeys(row.ingredient for row in look_up(written).found)
        means = ", ".join(name for name in rows if plain_name(name) != plain_name(written))
        found.setdefault(plain_name(written), (written, means))
    for row in load_not_flagged().values():
        for written in row.names:
            found.setdefault(plain_name(written), (written, ""))
    return tuple((plain, *names) for plain, names in sorted(found.items()))
