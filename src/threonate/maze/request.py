"""What is asked of the rats, and what no rat can be asked."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from threonate.evidence.parameter import load_room
from threonate.refusal import Refusal, nearest

MOST_SWIMMERS = 20_000
MOST_SWIMS = 400
TENTHS = 10
"""A limit that a person reads is given in tenths."""

MOST_DENSITY = 5.0
MOST_SEED = 2**63 - 1


class Task(Enum):
    """Where the platform is: always at one place, or each day at a new one."""

    REFERENCE = "reference"
    MATCHING = "matching"

    @classmethod
    def find(cls, name: str) -> Task:
        """Find a task by its name; raises Refusal for one that does not exist."""
        names = [task.value for task in cls]
        if name not in names:
            raise Refusal(
                f"'{name}' is not a task; use {' or '.join(names)}.{nearest(name, names)}"
            )
        return cls(name)


@dataclass(frozen=True, slots=True)
class Request:
    """How many rats swim, how they learn and what they see; Refusal for what cannot be."""

    swimmers: int
    plasticity: float
    density: float
    cues: float
    removed_on: int
    days: int
    trials: int
    seed: int
    task: Task

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        _whole("swimmers", self.swimmers, low=1, high=MOST_SWIMMERS)
        _whole("days", self.days, low=1, high=MOST_SWIMS)
        _whole("trials", self.trials, low=1, high=MOST_SWIMS)
        _whole("seed", self.seed, low=0, high=MOST_SEED)
        _whole("removed_on", self.removed_on, low=1, high=self.days)
        _number("plasticity", self.plasticity, high=most_plasticity())
        _number("density", self.density, high=MOST_DENSITY)
        _number("cues", self.cues, high=1.0)
        if self.days * self.trials > MOST_SWIMS:
            raise Refusal(
                f"{self.days} days of {self.trials} trials are {self.days * self.trials} swims "
                f"for each rat; ask for {MOST_SWIMS} or fewer."
            )

    def document(self) -> dict[str, Any]:
        """Give the request as a document that JSON can hold."""
        return {**asdict(self), "task": self.task.value}


def most_plasticity() -> float:
    """Find the plasticity beyond which the critic overshoots further with every surprise.

    One surprise changes the worth of its own place by the critic's rate times the summed squares of
    the cells' firing; from twice the surprise on, the worth would swing ever wider.
    """
    room = load_room("threonate.maze")
    share = room["maze.field_width"].value / room["maze.pool_radius"].value
    squares = room["maze.place_cells"].value * share**2
    limit = 2 / (room["maze.critic_rate"].value * squares)
    return math.floor(limit * TENTHS) / TENTHS


def _whole(name: str, given: int, *, low: int, high: int) -> None:
    if not low <= given <= high:
        raise Refusal(f"{name} is {given}; use a whole number from {low:,} to {high:,}.")


def _number(name: str, given: float, *, high: float) -> None:
    if not (math.isfinite(given) and 0 <= given <= high):
        raise Refusal(f"{name} is {given:g}; use a number from 0 to {high:g}.")
