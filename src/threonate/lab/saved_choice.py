"""What was saved is offered where a page asks for the like, and what a page shows can be saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from threonate.lab.saved_item import Kind
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.lab.visit import Visit

OFFERED = 12
"""So many of a kind are offered, what was changed last first."""


@dataclass(frozen=True, slots=True)
class Keep:
    """One way to save what a page shows: as what, in words, and the address that is kept."""

    kind: Kind
    words: str
    address: str


def offered(
    visit: Visit, kind: Kind, address: Callable[[str], str | None]
) -> list[tuple[str, str]]:
    """Saved things of a kind, by name, with the address that takes each up; None leaves one out.

    A file that cannot be read offers nothing here; the page of saved things says why.
    """
    try:
        items = visit.lab.saving(visit.owner).items()
    except Refusal:
        return []
    found = ((item.name, address(item.address)) for item in items if item.kind is kind)
    return [(name, where) for name, where in found if where is not None][:OFFERED]


def chosen(typed: Mapping[str, str]) -> dict[str, str]:
    """What was posted, with the address that belongs to the kind which was chosen."""
    own = typed.get(f"save_address_{typed.get('kind', '')}")
    return {**typed, "save_address": own} if own else dict(typed)
