"""One page for each room: its laws or what it computes, its numbers, what it must reproduce."""

import importlib
import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from threonate import path
from threonate.engine.law import OUTSIDE, Kind, Law, laws_of
from threonate.evidence.parameter import ROOMS as PACKAGES
from threonate.evidence.parameter import Parameter, load_room
from writer import anchor, module, network, norm
from writer.formula import formula
from writer.group import Group, groups
from writer.number import LEGEND, assumed, differing, numbers, origins
from writer.text import NOTHING, grade, sources, table, title, unit, words, written_by_hand_in

SOURCES = Path(__file__).resolve().parents[2]
KINDS = (".py", ".toml", ".csv")
OWN_PAGE = "threonate.people"
"""The room whose page is written by ``people``."""

FLOWS = {flows.__name__.rpartition(".")[0]: flows for flows in path.ROOMS}
FURTHER = {"hippocampus": network.section, "mind": norm.section}
"""What only one room has, written after its numbers."""


@dataclass(frozen=True, slots=True)
class Room:
    """A folder of the model, with laws on the slow clock or without."""

    package: str

    @property
    def name(self) -> str:
        """The room's own name, such as ``gut``."""
        return self.package.rpartition(".")[2]

    @property
    def folder(self) -> str:
        """Where the room's files lie."""
        return f"src/{self.package.replace('.', '/')}"

    @property
    def files(self) -> list[str]:
        """The names of the room's files."""
        found = (file for file in (SOURCES / self.folder).iterdir() if file.suffix in KINDS)
        return sorted(file.name for file in found if file.stem != "__init__")

    @property
    def paragraph(self) -> str:
        """What happens in the room and what nobody knows about it."""
        return inspect.cleandoc(importlib.import_module(self.package).__doc__ or "")

    @property
    def laws(self) -> tuple[Law, ...]:
        """The equations in the order written, none for a room with a clock of its own."""
        flows = FLOWS.get(self.package)
        return laws_of(flows) if flows else ()

    def numbers(self, species: str = "human") -> list[Parameter]:
        """The numbers in the order written."""
        return list(load_room(self.package, species=species).values())


ROOMS = tuple(Room(package) for package in PACKAGES if package != OWN_PAGE)


def page(room: Room, measured: anchor.Measured) -> str:
    """Write the page of a room."""
    gathered = groups(room.folder, room.numbers(), room.laws)
    sections = (
        written_by_hand_in(room.folder),
        f"# {title(room.name)}\n",
        room.paragraph + "\n",
        _links(room),
        *(["## Laws\n", *_laws(room.laws)] if room.laws else []),
        *module.section(room.folder),
        "## Numbers\n",
        LEGEND,
        *map(_group, gathered),
        *_rat(room),
        *(FURTHER[room.name](room.folder) if room.name in FURTHER else []),
        "## Where the numbers come from\n",
        *map(_origins, gathered),
        *assumed(room.numbers()),
        *anchor.section(room.name, measured),
    )
    return "\n".join(sections)


def _links(room: Room) -> str:
    linked = ", ".join(f"[{name}](../../{room.folder}/{name})" for name in room.files)
    return f"Files: {linked}. [All rooms](../index.md#the-rooms), [grades](../glossary.md#grade).\n"


def _group(group: Group) -> str:
    if not group.title:
        return numbers(group.numbers)
    return "\n".join((f"### {group.title}\n", f"{group.says}\n", numbers(group.numbers)))


def _origins(group: Group) -> str:
    told = origins(group.numbers)
    return f"{group.title}:\n\n{told}" if group.title else told


def _laws(laws: Iterable[Law]) -> list[str]:
    return [_law(list(same)) for _, same in groupby(laws, key=lambda law: law.function)]


def _law(same: list[Law]) -> str:
    """Write one equation once, with every place where it is at work."""
    law = same[0]
    result = unit(law.units["return"].symbol)
    lines = [f"### {title(law.name)}\n", f"{law.sentence}\n", formula(law)]
    computed = "in mmol/h" if law.kind is Kind.FLOW else f"in {result}"
    kind = {Kind.FLOW: "Flow", Kind.LEVEL: "Level", Kind.CHANGE: "Signal"}[law.kind]
    lines.append(f"{kind}{'' if result == NOTHING else ', ' + computed}.\n")
    lines.append(table(("Where", "Reads", "Numbers", "Grade", "Source"), map(_place, same)))
    return "\n".join(lines)


def _place(law: Law) -> tuple[str, ...]:
    return (
        _route(law),
        _bound(law, law.places),
        _bound(law, law.parameters),
        grade(law.grade),
        sources(law.cite),
    )


def _route(law: Law) -> str:
    if law.kind is Kind.FLOW:
        source = "outside the body" if law.source == OUTSIDE else f"`{law.source}`"
        return f"{source} → `{law.target}`"
    return f"`{law.target}`" if law.target else NOTHING


def _bound(law: Law, names: tuple[str, ...]) -> str:
    """Name what a law reads, and what the formula calls it where that differs."""
    spoken = {bound: name for name, bound in law.bindings.items()}
    shown = []
    for name in names:
        short = name.rpartition(".")[2]
        # Numbers carry their own room in front, which the page already names.
        known = short if name.startswith(f"{law.room}.") else name
        called = spoken.get(short) or spoken.get(name)
        link = f"[`{known}`]({_home(name, law)})" if name in law.parameters else f"`{known}`"
        shown.append(f"{words(called)}: {link}" if called else link)
    return ", ".join(shown) or NOTHING


def _home(name: str, law: Law) -> str:
    """Where a number stands: on the law's own page, or on that of the room it is borrowed from."""
    room = name.partition(".")[0]
    return f"#{name}" if room == law.room else f"{room}.md#{name}"


def _rat(room: Room) -> list[str]:
    own = differing(room.numbers("rat"), room.numbers())
    if not own:
        return []
    return ["## Numbers of the rat\n", "Used only for the rat studies.\n", _plain(own)]


def _plain(found: list[Parameter]) -> str:
    """Lay out numbers without the places that links point to, which the first table has."""
    return numbers(found).replace("<a id=", "<a data-rat=")
