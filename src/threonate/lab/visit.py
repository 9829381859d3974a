"""A visit is one request seen by a page: the parts of its address, who asks, and the lab itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

    from threonate.lab.laboratory import Laboratory

JSON = "application/json"
OWNER = "threonate.owner"
"""Where the door of a shared lab notes who asks."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, with ``parts`` of the address by name; ``owner`` is whose saved things are seen."""

    lab: Laboratory
    parts: Mapping[str, str] = field(default_factory=dict)
    owner: str = ""


def owner_of(request: Request) -> str:
    """Whose saved things and work are meant: everybody's, unless the lab is shared."""
    return str(request.scope.get(OWNER, ""))


def wants_json(request: Request) -> bool:
    """The one who asks would rather have data than a page."""
    accepted = request.headers.get("accept", "")
    return JSON in accepted and "text/html" not in accepted
