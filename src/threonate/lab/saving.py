"""Saving keeps, renames, copies and deletes what somebody saved, and takes one step back."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from threonate.lab.saved_item import LONGEST_NAME, Kind, NewItem, SavedItem
from threonate.lab.storage import Storage, now
from threonate.refusal import Refusal

MOST = 2000
"""Items that one owner may keep."""

COPY = " (copy)"

FIELDS = "id, kind, name, address, note, created, changed"


class NotKept(Exception):
    """There is no such item, or it is somebody else's."""


@dataclass(frozen=True, slots=True)
class Undo:
    """What the last change was, in one word, and the item as it was before."""

    what: str
    item: SavedItem


@dataclass(frozen=True, slots=True)
class Saving:
    """The saved things of one owner; '' is everybody where the lab is not shared."""

    storage: Storage
    owner: str = ""

    def items(self) -> tuple[SavedItem, ...]:
        """Everything that is kept, what was changed last first."""
        with self.storage.reading() as found:
            rows = found.execute(
                f"SELECT {FIELDS} FROM item WHERE owner = ? ORDER BY changed DESC, id",  # noqa: S608 - constant
                (self.owner,),
            )
            return tuple(map(_item, rows))

    def find(self, id_: str) -> SavedItem:
        """Find one item; raises NotKept."""
        with self.storage.reading() as found:
            return self._find(found, id_)

    def save(self, *, kind: Kind, name: str, address: str, note: str = "") -> SavedItem:
        """Keep an address; once this returns it is on the disk."""
        with self.storage.writing() as change:
            return self._add(change, kind=kind, name=name, address=address, note=note)

    def save_all(self, items: Iterable[NewItem]) -> int:
        """Keep all of these or none, but for those that are kept in the same words already.

        Returns how many were new.
        """
        with self.storage.writing() as change:
            rows = change.execute(
                "SELECT kind, name, address, note FROM item WHERE owner = ?", (self.owner,)
            )
            known = {tuple(row) for row in rows}
            new = [
                each
                for each in dict.fromkeys(items)
                if (each.kind.value, each.name, each.address, each.note) not in known
            ]
            for each in new:
                self._add(
                    change, kind=each.kind, name=each.name, address=each.address, note=each.note
                )
            return len(new)

    def rename(self, id_: str, *, name: str, note: str) -> SavedItem:
        """Give an item another name and note."""
        with self.storage.writing() as change:
            before = self._find(change, id_)
            self._remember(change, "rename", before)
            change.execute(
                "UPDATE item SET name = ?, note = ?, changed = ? WHERE id = ? AND owner = ?",
                (name, note, now(), id_, self.owner),
            )
            return self._find(change, id_)

    def duplicate(self, id_: str) -> SavedItem:
        """Keep the same address once more."""
        with self.storage.writing() as change:
            item = self._find(change, id_)
            name = f"{item.name[: LONGEST_NAME - len(COPY)]}{COPY}"
            return self._add(
                change, kind=item.kind, name=name, address=item.address, note=item.note
            )

    def delete(self, id_: str) -> SavedItem:
        """Delete an item; it can be brought back until the next change that can be undone."""
        with self.storage.writing() as change:
            item = self._find(change, id_)
            self._remember(change, "delete", item)
            change.execute("DELETE FROM item WHERE id = ? AND owner = ?", (id_, self.owner))
            return item

    def undo(self) -> SavedItem | None:
        """Take back the last deletion or renaming; nothing where there is none."""
        with self.storage.writing() as change:
            last = self._last(change)
            if last is None:
                return None
            if last.what == "delete":
                self._check_room(change)
            # A renamed item that was deleted since in another window comes back, too.
            change.execute(
                "INSERT INTO item (id, owner, kind, name, address, note, created, changed) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "name = excluded.name, note = excluded.note, changed = excluded.changed",
                (last.item.id, self.owner, *_row(last.item)[1:]),
            )
            change.execute("DELETE FROM undo WHERE owner = ?", (self.owner,))
            return last.item

    def last(self) -> Undo | None:
        """What would be undone."""
        with self.storage.reading() as found:
            return self._last(found)

    def delete_all(self) -> int:
        """Delete everything of the owner for good, and say how many items there were."""
        with self.storage.writing() as change:
            gone = change.execute("DELETE FROM item WHERE owner = ?", (self.owner,)).rowcount
            change.execute("DELETE FROM undo WHERE owner = ?", (self.owner,))
        self.storage.scour()
        return gone

    def _add(
        self, change: sqlite3.Connection, *, kind: Kind, name: str, address: str, note: str
    ) -> SavedItem:
        self._check_room(change)
        time = now()
        item = SavedItem(secrets.token_urlsafe(9), kind, name, address, note, time, time)
        change.execute(
            "INSERT INTO item (id, owner, kind, name, address, note, created, changed) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (item.id, self.owner, *_row(item)[1:]),
        )
        return item

    def _check_room(self, change: sqlite3.Connection) -> None:
        (count,) = change.execute(
            "SELECT count(*) FROM item WHERE owner = ?", (self.owner,)
        ).fetchone()
        if count >= MOST:
            raise Refusal(f"{MOST:,} things are saved, and no more are kept; delete some first.")

    def _find(self, found: sqlite3.Connection, id_: str) -> SavedItem:
        row = found.execute(
            f"SELECT {FIELDS} FROM item WHERE id = ? AND owner = ?",  # noqa: S608 - constant
            (id_, self.owner),
        ).fetchone()
        if row is None:
            raise NotKept
        return _item(row)

    def _remember(self, change: sqlite3.Connection, what: str, before: SavedItem) -> None:
        told = json.dumps(dict(zip(FIELDS.split(", "), _row(before), strict=True)))
        change.execute(
            "INSERT INTO undo (owner, what, before) VALUES (?, ?, ?) "
            "ON CONFLICT (owner) DO UPDATE SET what = excluded.what, before = excluded.before",
            (self.owner, what, told),
        )

    def _last(self, found: sqlite3.Connection) -> Undo | None:
        row = found.execute(
            "SELECT what, before FROM undo WHERE owner = ?", (self.owner,)
        ).fetchone()
        return None if row is None else Undo(row["what"], _item(json.loads(row["before"])))


def _item(row: sqlite3.Row | Mapping[str, Any]) -> SavedItem:
    told = dict(row)
    return SavedItem(**{**told, "kind": Kind(told["kind"])})


def _row(item: SavedItem) -> tuple[str, ...]:
    return (
        item.id,
        item.kind.value,
        item.name,
        item.address,
        item.note,
        item.created,
        item.changed,
    )
