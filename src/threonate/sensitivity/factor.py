"""A factor is one thing that varies: a trait of people, or a number that nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from threonate.engine.record import Floats
from threonate.evidence.grade import Grade
from threonate.people.crowd import Crowd
from threonate.refusal import Refusal, nearest


class Cause(Enum):
    """Why answers differ: people do, or we do not know."""

    TRAITS = "traits"
    IGNORANCE = "ignorance"

    @staticmethod
    def find(text: str) -> Cause:
        """Find a cause by its name; raises Refusal for another."""
        names = [cause.value for cause in Cause]
        if text not in names:
            raise Refusal(
                f"'{text}' is no cause of difference; use {' or '.join(names)}."
                f"{nearest(text, names)}"
            )
        return Cause(text)


@dataclass(frozen=True, slots=True)
class Factor:
    """What varies: its name, what it is in words, and how sure its size is, where that is known."""

    name: str
    says: str
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Versions:
    """Persons to follow, and their numbers before the body is made their own, each (n,)."""

    crowd: Crowd
    drawn: dict[str, Floats]


class Variation(Protocol):
    """Factors, and who they make of chances."""

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What varies, each independent of the others."""

    def versions(self, chances: Floats) -> Versions:
        """Make persons of chances (n, factors), each in (0, 1)."""
