"""A node is one place of a JSON document, with the path to point at when it is refused."""

import math
from dataclasses import dataclass
from typing import Any

from threonate.refusal import Refusal

SHOWN = 60
"""At most so many letters of a strange value are repeated in a refusal."""


@dataclass(frozen=True, slots=True)
class Node:
    """One JSON object and where it stands, such as `Bundle.entry[2].resource`."""

    table: dict[str, Any]
    path: str

    @staticmethod
    def of(value: object, path: str) -> "Node":
        """An object stands here; anything else raises `Refusal`."""
        if not isinstance(value, dict):
            raise Refusal(f"{path} is {shown(value)}; FHIR has an object in braces here.")
        return Node(value, path)

    def refuse(self, complaint: str, *, key: str = "") -> Refusal:
        """Make the refusal that names the place and what is wrong there."""
        return Refusal(f"{self.path}{'.' if key else ''}{key} {complaint}")

    def object(self, key: str) -> "Node | None":
        """The object under a key, if there is one."""
        value = self.table.get(key)
        return None if value is None else Node.of(value, f"{self.path}.{key}")

    def objects(self, key: str) -> tuple["Node", ...]:
        """The list of objects under a key, empty where nothing is written."""
        return tuple(Node.of(value, path) for value, path in self._list(key))

    def text(self, key: str) -> str:
        """The text under a key, empty where nothing is written."""
        value = self.table.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.refuse(f"is {shown(value)}; FHIR has text in quotes here.", key=key)
        if not value.isascii() and _sound(value) != value:
            raise self.refuse("holds half a character; write it as UTF-8.", key=key)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under a key, empty where nothing is written."""
        for value, path in self._list(key):
            if not isinstance(value, str):
                raise Refusal(f"{path} is {shown(value)}; FHIR has text in quotes here.")
        return tuple(_sound(str(value)).strip() for value, _ in self._list(key))

    def number(self, key: str) -> float | None:
        """The finite number under a key, if there is one."""
        value = self.table.get(key)
        if value is None:
            return None
        known = isinstance(value, int | float) and not isinstance(value, bool)
        # A whole number too long for a float is as absurd as an infinite one.
        if not known or not -math.inf < value < math.inf or abs(value) > 1e15:
            raise self.refuse(f"is {shown(value)}; FHIR has a plain number here.", key=key)
        return float(value)

    def is_true(self, key: str) -> bool:
        """Whether true stands under a key; nothing counts as false."""
        value = self.table.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.refuse(f"is {shown(value)}; FHIR has true or false here.", key=key)
        return value is True

    def _list(self, key: str) -> list[tuple[Any, str]]:
        value = self.table.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.refuse(f"is {shown(value)}; FHIR has a list in brackets here.", key=key)
        return [(each, f"{self.path}.{key}[{at}]") for at, each in enumerate(value)]


def shown(value: object) -> str:
    """A value as it is repeated in a refusal, cut where it is long."""
    match value:
        case None:
            return "null"
        case dict():
            return "an object"
        case list():
            return "a list"
        case int() if abs(value) > 10**SHOWN:
            return "a number beyond all measure"
        case str():
            return f"'{_cut(value)}'"
        case _:
            return _cut(str(value).lower() if isinstance(value, bool) else repr(value))


def _sound(text: str) -> str:
    """The text without halves of characters, which no screen can show."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _cut(text: str) -> str:
    plain = _sound(" ".join(text.split()))
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"
