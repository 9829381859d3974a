"""An entry is one table of a TOML file, with the place to point at when it is refused."""

import math
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from threonate.refusal import Refusal, nearest

Choice = TypeVar("Choice", bound=Enum)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one file says under one name."""

    file: str
    name: str
    table: Mapping[str, Any]

    def refuse(self, complaint: str) -> Refusal:
        """Make the refusal that names the file, the entry and what is wrong with it."""
        return Refusal(f"{self.file}: {self.name} {complaint}")

    def check_keys(self, *, allowed: Collection[str], required: Collection[str]) -> None:
        """Refuse a key nobody knows and the lack of one that is needed."""
        for key in self.table:
            if key not in allowed:
                raise self.refuse(
                    f"has an unknown key '{key}'; allowed are {', '.join(allowed)}."
                    f"{nearest(key, allowed)}"
                )
        for key in required:
            if self.table.get(key) in (None, ""):
                raise self.refuse(f"has no {key}; it needs {', '.join(required)}.")

    def words(self, key: str, fallback: str = "") -> str:
        """Read text."""
        found = self.table.get(key, fallback)
        if not isinstance(found, str):
            raise self.refuse(f"has {key} = {found!r}; {key} is text in quotes.")
        return found

    def names(self, key: str) -> tuple[str, ...]:
        """Read a list of names, empty where nothing is written."""
        found = self.table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
            raise self.refuse(f"has {key} = {found!r}; {key} is a list of names in quotes.")
        return tuple(found)

    def number(self, key: str) -> float | None:
        """Read a finite number, or nothing where nothing is written."""
        found = self.table.get(key)
        if found is None:
            return None
        known = isinstance(found, int | float) and not isinstance(found, bool)
        if not known or not math.isfinite(found):
            raise self.refuse(f"has {key} = {found!r}; {key} must be a finite number.")
        return float(found)

    def truth(self, key: str, *, fallback: bool) -> bool:
        """Read true or false."""
        found = self.table.get(key, fallback)
        if not isinstance(found, bool):
            raise self.refuse(f"has {key} = {found!r}; use true or false.")
        return found

    def choice(self, key: str, kind: type[Choice], fallback: str = "") -> Choice:
        """Read one of the values of an enumeration."""
        found = self.table.get(key, fallback)
        allowed = [str(member.value) for member in kind]
        if found not in allowed:
            raise self.refuse(
                f"has {key} = {found!r}; use one of {', '.join(allowed)}."
                f"{nearest(str(found), allowed)}"
            )
        return kind(found)


def entries(text: str, *, file: str) -> Iterator[Entry]:
    """Read the tables of a TOML text in the order written."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"{file}: this is not TOML ({error}); correct that line.") from error
    for name, table in tables.items():
        if not isinstance(table, Mapping):
            raise Refusal(f"{file}: {name} is not a table; write [{name}] and its keys below.")
        yield Entry(file, name, table)
