"""An anchor is one published number, how it was used, and when the model counts as right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from threonate.evidence.entry import Entry, entries
from threonate.evidence.parameter import ROOMS
from threonate.evidence.source import load_sources

FIGURES = (
    "gut",
    "vein",
    "oral",
    "chronic",
    "disease",
    "human_brain",
    "rat_brain",
    "synapse",
    "protection",
    "recall",
    "mind",
    "maze",
)
"""The sets in which anchors are drawn together."""

REQUIRED = (
    "study",
    "quantity",
    "unit",
    "use",
    "accept_low",
    "accept_high",
    "accept_because",
    "protocol",
    "figure",
)
OPTIONAL = (
    "published",
    "published_sd",
    "published_low",
    "published_high",
    "clean",
    "arguments",
    "note",
)


class Use(Enum):
    """Whether a published number helped to set the model, judges it, or is only a reference.

    A reference is no observation: another calculation, or arithmetic on published equations.
    """

    CALIBRATE = "calibrate"
    HOLDOUT = "holdout"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One published number with its band, and the protocol that lets the model answer.

    ``published`` is None where only a direction was reported. ``clean`` is False for a held-out
    number that an earlier fit had seen.
    """

    id: str
    room: str
    study: str
    quantity: str
    unit: str
    published: float | None
    published_sd: float | None
    published_low: float | None
    published_high: float | None
    use: Use
    clean: bool
    accept_low: float
    accept_high: float
    accept_because: str
    protocol: str
    arguments: Mapping[str, Any]
    figure: str
    note: str

    def accepts(self, value: float) -> bool:
        """Tell whether the model's value lies in the band; a NaN does not."""
        return self.accept_low <= value <= self.accept_high


@cache
def load_anchors() -> Mapping[str, Anchor]:
    """Load the anchors of every room by id; raises Refusal for one that lacks what it needs."""
    found: dict[str, Anchor] = {}
    for package in ROOMS:
        file = files(package).joinpath("anchors.toml")
        if not file.is_file():
            continue
        room = package.rpartition(".")[2]
        name = f"{room}/anchors.toml"
        for entry in entries(file.read_text(encoding="utf-8"), file=name):
            if entry.name in found:
                raise entry.refuse("is also an anchor of another room; give it a name of its own.")
            found[entry.name] = read_anchor(entry, room=room)
    return MappingProxyType(found)


def read_anchor(entry: Entry, *, room: str) -> Anchor:
    """Read one anchor, and refuse a source or a set that nobody knows or a band without room."""
    entry.check_keys(allowed=(*REQUIRED, *OPTIONAL), required=REQUIRED)
    study, figure = entry.words("study"), entry.words("figure")
    if study not in load_sources():
        raise entry.refuse(f"names the study '{study}', which is not in evidence/sources.toml.")
    if figure not in FIGURES:
        raise entry.refuse(f"belongs to the set '{figure}'; use one of {', '.join(FIGURES)}.")
    low, high = _needed(entry, "accept_low"), _needed(entry, "accept_high")
    if low >= high:
        raise entry.refuse(
            f"accepts from {low:g} to {high:g}; the low end lies below the high one."
        )
    return Anchor(
        id=entry.name,
        room=room,
        study=study,
        quantity=entry.words("quantity"),
        unit=entry.words("unit"),
        published=entry.number("published"),
        published_sd=entry.number("published_sd"),
        published_low=entry.number("published_low"),
        published_high=entry.number("published_high"),
        use=entry.choice("use", Use),
        clean=entry.truth("clean", fallback=True),
        accept_low=low,
        accept_high=high,
        accept_because=entry.words("accept_because"),
        protocol=entry.words("protocol"),
        arguments=MappingProxyType(dict(entry.table.get("arguments", {}))),
        figure=figure,
        note=entry.words("note"),
    )


def _needed(entry: Entry, key: str) -> float:
    found = entry.number(key)
    if found is None:
        raise entry.refuse(f"has no {key}; it needs one.")
    return found
