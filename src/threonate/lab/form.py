"""A form is read field by field, so that each mistake stands beside the field it was made in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from threonate.refusal import Refusal

Read = TypeVar("Read")


class Form:
    """Gathers what is wrong with a form, by field."""

    def __init__(self) -> None:
        """Nothing is wrong yet."""
        self.errors: dict[str, str] = {}

    @contextmanager
    def field(self, name: str = "") -> Iterator[None]:
        """A refusal inside is kept beside the field; what follows goes on."""
        try:
            yield
        except Refusal as refusal:
            self.errors.setdefault(name, str(refusal))

    def read(self, name: str, text: str, parse: Callable[[str], Read]) -> Read | None:
        """Read one field; nothing where it is empty or wrong."""
        if not text:
            return None
        with self.field(name):
            return parse(text)
        return None
