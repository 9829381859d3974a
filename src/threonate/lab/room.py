"""A room is a part of the body with its laws and numbers, as the registry has it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threonate.engine.law import Law
    from threonate.evidence.parameter import Parameter

TITLES = {
    "gut": "Gut",
    "blood": "Blood",
    "kidney": "Kidney",
    "stores": "Stores",
    "threonate": "Threonate",
    "brain": "Brain",
    "synapse": "Synapse",
    "hippocampus": "Hippocampus",
    "mind": "Mind",
    "maze": "Maze",
    "studies": "Studies",
    "people": "People",
    "trial": "Trial",
}


@dataclass(frozen=True, slots=True)
class Room:
    """One room by its package."""

    package: str

    @property
    def name(self) -> str:
        """Its own name, such as ``gut``."""
        return self.package.rpartition(".")[2]

    @property
    def title(self) -> str:
        """Its name as a heading."""
        return TITLES.get(self.name, self.name.capitalize())

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/rooms/{self.name}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What happens in it, and what nobody knows about it."""
        text = inspect.cleandoc(import_module(self.package).__doc__ or "").replace("``", "")
        return tuple(" ".join(part.split()) for part in text.split("\n\n"))

    @property
    def laws(self) -> tuple[tuple[Law, ...], ...]:
        """Its equations in the order written, each along all its routes."""
        from threonate.explanation.thing import laws

        return tuple(routes for routes in laws().values() if routes[0].room == self.name)

    @property
    def numbers(self) -> tuple[Parameter, ...]:
        """Its numbers in the order written."""
        from threonate.evidence.parameter import load_room

        return tuple(load_room(self.package).values())


@cache
def rooms() -> Mapping[str, Room]:
    """Every room by its name, in the order of the path."""
    from threonate.evidence.parameter import ROOMS

    found = (Room(package) for package in ROOMS)
    return MappingProxyType({room.name: room for room in found})
