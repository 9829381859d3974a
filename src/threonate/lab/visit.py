"""A visit is one request seen by a page: the parts of its address, who asks, and the lab itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threonate.lab.laboratory import Laboratory


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, with ``parts`` of the address by name; ``owner`` is whose saved things are seen."""

    lab: Laboratory
    parts: Mapping[str, str] = field(default_factory=dict)
    owner: str = ""
