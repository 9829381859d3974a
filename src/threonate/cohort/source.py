"""A source gives the persons of a cohort, any stretch of ids at a time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from threonate.people.crowd import COLUMNS, Crowd

if TYPE_CHECKING:
    from typing import Any


class Source(Protocol):
    """Persons by id, who are the same whenever and in whatever stretches they are asked for."""

    @property
    def fingerprint(self) -> str:
        """A text that differs where the persons differ."""

    def crowd(self, begin: int, end: int) -> Crowd:
        """The persons with the ids from ``begin`` up to ``end``."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Persons who are known one by one, such as those of a table; their ids begin at 0."""

    people: Crowd

    @property
    def fingerprint(self) -> str:
        """A digest of everything that is known of them."""
        digest = hashlib.sha256(f"{len(self.people)} {self.people.is_exact}".encode())
        columns: dict[str, Any] = {name: getattr(self.people, name) for name in COLUMNS}
        columns |= {effect.value: taken for effect, taken in self.people.takes.items()}
        for name, values in columns.items():
            digest.update(name.encode() + values.tobytes())
        return digest.hexdigest()[:16]

    def crowd(self, begin: int, end: int) -> Crowd:
        """The persons with the ids from ``begin`` up to ``end``."""
        return self.people.slice(begin, end)
