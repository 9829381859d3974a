"""A kept item is a saved address as a program reads it."""

from __future__ import annotations

from pydantic import BaseModel

from threonate.lab.saved_item import SavedItem


class KeptItem(BaseModel):
    """One saved address of the lab; times are UTC."""

    id: str
    kind: str
    name: str
    address: str
    note: str
    created: str
    changed: str


def kept(item: SavedItem) -> KeptItem:
    """Write an item as data."""
    return KeptItem(
        id=item.id,
        kind=item.kind.value,
        name=item.name,
        address=item.address,
        note=item.note,
        created=item.created,
        changed=item.changed,
    )
