"""A reason is everything known of one thing by its name: size, sources, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from threonate.lab.missing import thing_address
from threonate.lab.page import Answer
from threonate.lab.work_answer import WorkAnswer

if TYPE_CHECKING:
    from threonate.engine.law import Law
    from threonate.evidence.source import Source


class Link(BaseModel):
    """Another thing by its name and address; no address for a place of the body."""

    model_config = ConfigDict(frozen=True)

    name: str
    address: str | None


class Reference(BaseModel):
    """A work that something is owed to, and how much of it was in view."""

    model_config = ConfigDict(frozen=True)

    key: str
    citation: str
    address: str
    doi: str | None
    kind: str
    species: str
    n: str
    funding: str
    seen: str


class Share(BaseModel):
    """A share of a doubt, 0 to 1, and the thing that it comes from or goes to."""

    model_config = ConfigDict(frozen=True)

    name: str
    address: str
    share: float


class Route(BaseModel):
    """One place where a law is at work, with what it reads there."""

    model_config = ConfigDict(frozen=True)

    does: str
    places: tuple[Link, ...]
    numbers: tuple[Link, ...]
    grade: str
    sources: tuple[str, ...]


class Equation(BaseModel):
    """A law as MathML, in plain text, and what it gives in which unit."""

    model_config = ConfigDict(frozen=True)

    mathml: str
    plain: str
    kind: str
    unit: str
    routes: tuple[Route, ...]


class Reason(Answer):
    """One thing explained; what it does not have is null or empty.

    ``said`` is the change of a quantity in words and ``between`` its 90 % interval, beside its
    level in ``value``. ``influence`` is null while the worked example is being followed, and then
    ``work`` says where.
    """

    name: str
    topic: str
    says: str
    room: Link | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    said: str = ""
    between: str = ""
    spread: float | None = None
    doubt: str = ""
    grade: str | None = None
    grade_meaning: str = ""
    verified: bool = True
    facts: Mapping[str, str] = {}
    equation: Equation | None = None
    hangs: tuple[Link, ...] = ()
    sources: tuple[Reference, ...] = ()
    influence: tuple[Share, ...] | None = None
    work: WorkAnswer | None = None


def link(name: str) -> Link:
    """Link a thing that is explained."""
    return Link(name=name, address=thing_address(name))


def reference(source: Source) -> Reference:
    """Tell a source."""
    return Reference(
        key=source.key,
        citation=source.citation,
        address=thing_address(source.key),
        doi=source.address or None,
        kind=source.kind.value,
        species=source.species,
        n=source.n,
        funding=source.funding,
        seen=source.seen.value,
    )


def references(keys: Iterable[str]) -> tuple[Reference, ...]:
    """Tell sources by their keys."""
    from threonate.evidence.source import load_sources

    return tuple(reference(load_sources()[key]) for key in dict.fromkeys(keys))


def equation(routes: tuple[Law, ...]) -> Equation:
    """Write a law once, with every place where it is at work."""
    from threonate.lab.equation import mathml, plain_equation

    law = routes[0]
    kind = {"flow": "moves mass", "level": "defines a level", "change": "changes a signal"}
    return Equation(
        mathml=mathml(law),
        plain=plain_equation(law),
        kind=kind[law.kind.value],
        unit=spoken_unit(law.units["return"].symbol),
        routes=tuple(map(_route, routes)),
    )


def _route(law: Law) -> Route:
    return Route(
        does=does(law),
        places=tuple(_place(law, name) for name in law.places),
        numbers=tuple(map(link, law.parameters)),
        grade=law.grade.value,
        sources=law.cite,
    )


def _place(law: Law, name: str) -> Link:
    """A level is explained by its law; a state is a place and the clock is the clock."""
    from threonate import path

    meant = path.system().resolve(law, name)
    level = path.system().levels.get(meant)
    return link(f"{level.room}.{level.name}") if level else Link(name=meant, address=None)


def does(law: Law) -> str:
    """Say what a law does along one route."""
    from threonate.engine.law import OUTSIDE, Kind

    if law.kind is Kind.FLOW:
        source = "outside the body" if law.source == OUTSIDE else law.source
        return f"{source} to {law.target}"
    return law.target if law.kind is Kind.CHANGE else "a level that others read"


def spoken_unit(symbol: str) -> str:
    """Write a unit, and nothing for a plain number."""
    return "" if symbol in ("", "1") else symbol.replace("*", "·")
