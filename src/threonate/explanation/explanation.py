"""An explanation says what one thing is, who says so, how sure that is, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from threonate.evidence.grade import Grade
from threonate.evidence.source import Source


class Topic(Enum):
    """What kind of thing is explained."""

    PARAMETER = "parameter"
    LAW = "law"
    QUANTITY = "quantity"
    SALT = "salt"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known about one thing by its name, and how.

    ``value`` is in ``unit``; ``facts`` hold the rest in words by their label. ``influence`` is the
    share of an answer's doubt, 0 to 1: of a parameter by quantity, of a quantity by parameter.
    """

    name: str
    topic: Topic
    says: str
    grade: Grade
    value: float | None = None
    unit: str = ""
    sources: tuple[Source, ...] = ()
    verified: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)
    influence: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Give the explanation as one document with stable keys."""
        return {
            "name": self.name,
            "topic": self.topic.value,
            "says": self.says,
            "value": self.value,
            "unit": self.unit or None,
            "grade": self.grade.value,
            "grade_meaning": self.grade.meaning,
            "verified": self.verified,
            "facts": dict(self.facts),
            "sources": [
                {
                    "key": source.key,
                    "citation": source.citation,
                    "address": source.address or None,
                    "seen": source.seen.value,
                }
                for source in self.sources
            ],
            "influence": dict(self.influence),
        }

    def __str__(self) -> str:
        """Give the explanation as lines of text."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{self.name} ({self.topic.value})"
        yield self.says
        if self.value is not None:
            unit = "" if self.unit in ("", "1") else f" {self.unit}"
            yield f"Value: {self.value:.6g}{unit}"
        yield f"Grade: {self.grade.value}, {self.grade.meaning}"
        yield from (f"{label.capitalize()}: {words}" for label, words in self.facts.items())
        if not self.verified:
            yield "Not verified: nobody could check this number against its source."
        yield from self._influence_lines()
        for source in self.sources:
            yield f"Source: {source.citation} [{source.key}, seen: {source.seen.value}]"

    def _influence_lines(self) -> Iterator[str]:
        if self.influence:
            quantity = self.topic is Topic.QUANTITY
            yield "Doubt comes from:" if quantity else "Share of the doubt of an answer:"
            yield from (f"  {100 * share:4.1f} %  {name}" for name, share in self.influence.items())
        elif self.topic in (Topic.PARAMETER, Topic.LAW):
            yield "Share of the doubt of an answer: too small to see in the usual course."
