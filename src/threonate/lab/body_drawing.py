"""The body, drawn by hand: where each organ of the path lies, and where its number is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threonate.lab.follow_answer import OrganAnswer

VIEW = (-20, 0, 400, 470)
"""The drawing in its own units: where it begins, how wide and how high it is."""

MIDDLE = 180
"""Where the middle of the body is, across."""

BODY = (
    "M180 14c-34 0-56 24-56 58 0 22 9 38 22 50v18c0 8-6 12-16 15-30 8-52 16-58 46-6 34-10 82-12 "
    "128h26l8-84v217h172V245l8 84h26c-2-46-6-94-12-128-6-30-28-38-58-46-10-3-16-7-16-15v-18c13-12 "
    "22-28 22-50 0-34-22-58-56-58z"
)
"""The outline of a person, open below."""

FLOWS = (
    "M180 345v-32",
    "M180 282c-6-22-8-44-8-62",
    "M188 250c16 14 24 26 28 40",
    "M158 250c-24 6-46 12-62 22",
    "M180 196v-48",
    "M180 128v-16",
)
"""The ways that magnesium goes from organ to organ."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organ lies: its shapes, and where its name stands; lines go from it to the name.

    ``spot`` is the box that can be pressed, as x, y, width and height.
    """

    organ: str
    shapes: tuple[str, ...]
    label: tuple[int, int]
    leader: str
    spot: tuple[int, int, int, int]

    @property
    def is_right(self) -> bool:
        """Its name stands to the right of the body, and ends where it is placed."""
        return self.label[0] > MIDDLE


PLACES = (
    Place(
        "gut",
        (
            "M150 352c0-12 14-14 30-14s30 2 30 14-12 12-26 12-34-2-34 12 16 12 32 12 30 0 30 12"
            "-14 12-30 12-32 0-32 12 10 10 22 10",
        ),
        (-14, 424),
        "M50 420h84l10-14",
        (140, 330, 80, 100),
    ),
    Place(
        "blood",
        ("M180 196c-8-12-30-8-28 10 2 16 18 24 28 36 10-12 26-20 28-36 2-18-20-22-28-10z",),
        (-14, 196),
        "M42 192h104",
        (140, 180, 80, 70),
    ),
    Place(
        "kidney",
        (
            "M218 286c12-4 20 8 18 22s-12 24-20 18c-6-6 2-10 2-18s-8-18 0-22z",
            "M142 286c-12-4-20 8-18 22s12 24 20 18c6-6-2-10-2-18s8-18 0-22z",
        ),
        (374, 300),
        "M314 296h-74",
        (206, 278, 40, 56),
    ),
    Place(
        "stores",
        (
            "M88 220c-8 14-10 34-8 50 4 8 12 8 15 0 4-16 5-36 1-50-2-5-6-5-8 0z",
            "M272 220c8 14 10 34 8 50-4 8-12 8-15 0-4-16-5-36-1-50 2-5 6-5 8 0z",
        ),
        (-14, 356),
        "M36 338l48-62",
        (70, 208, 34, 74),
    ),
    Place(
        "barrier",
        ("M132 96c-10-44 16-70 48-70s58 26 48 70",),
        (-14, 40),
        "M42 36h94",
        (126, 18, 26, 80),
    ),
    Place(
        "brain",
        (
            "M144 88c-10-8-10-24 0-30 2-14 18-20 28-14 4-6 14-6 18 0 12-4 24 4 26 14 10 8 8 24-2 30"
            "-4 10-16 12-24 8-6 6-16 6-22 0-10 4-20 0-24-8z",
        ),
        (374, 40),
        "M284 36l-66 14",
        (152, 40, 66, 26),
    ),
    Place(
        "hippocampus",
        ("M162 88c-2-12 8-20 20-16 10 4 14 12 24 8-4 12-16 14-24 8-8-4-14-4-20 0z",),
        (-14, 112),
        "M76 106l86-22",
        (154, 68, 54, 28),
    ),
    Place(
        "synapse",
        (
            "M262 98a16 16 0 1 0 32 0a16 16 0 1 0-32 0",
            "M270 92h16l-3 5h-10zM271 104h14M274 100v1M278 100v1M282 100v1",
        ),
        (374, 104),
        "M262 96l-56-14",
        (256, 80, 44, 40),
    ),
)
"""The organs, from the mouth inwards."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One organ as it is drawn today: its place, its name, and the change of its first number."""

    place: Place
    name: str
    label: str
    change: str
    is_open: bool

    @property
    def anchor(self) -> str:
        """To which side its words go."""
        return "end" if self.place.is_right else "start"


def body(organs: Sequence[OrganAnswer], opened: str) -> list[Drawn]:
    """Every organ with its number, in the order of the path."""
    places = {place.organ: place for place in PLACES}
    return [
        Drawn(
            places[organ.organ],
            organ.name,
            organ.numbers[0].label,
            organ.numbers[0].said,
            organ.organ == opened,
        )
        for organ in organs
    ]
