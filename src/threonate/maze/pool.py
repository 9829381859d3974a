"""The pool: its wall, its platform, where swims begin and how long they may last."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room


@dataclass(frozen=True, slots=True)
class Pool:
    """A round pool with a hidden platform; lengths in m from its middle, times in s."""

    radius: float
    platform: tuple[float, float]
    platform_radius: float
    reach: float
    starts: tuple[tuple[float, float], ...]
    stroke: float
    cut_off: float
    probe: float

    @classmethod
    def standard(cls) -> Pool:
        """The pool of the reference-memory task, its platform in the middle of a quadrant."""
        numbers = {name: number.value for name, number in load_room("threonate.maze").items()}
        count = int(numbers["maze.starts"])
        far, out = numbers["maze.platform_distance"], numbers["maze.start_distance"]
        middle = math.pi / count
        turns = [math.tau * i / count for i in range(count)]
        return cls(
            radius=numbers["maze.pool_radius"],
            platform=(far * math.cos(middle), far * math.sin(middle)),
            platform_radius=numbers["maze.platform_radius"],
            reach=numbers["maze.platform_reach"],
            starts=tuple((out * math.cos(turn), out * math.sin(turn)) for turn in turns),
            stroke=numbers["maze.stroke"],
            cut_off=numbers["maze.cut_off"],
            probe=numbers["maze.probe"],
        )

    @property
    def strokes(self) -> int:
        """How many strokes a swim may last."""
        return round(self.cut_off / self.stroke)

    @property
    def probe_strokes(self) -> int:
        """How many strokes the swim without a platform lasts."""
        return round(self.probe / self.stroke)

    def quadrant_share(self, path: Floats, platform: Floats) -> float:
        """The share of a path's points, shape (points, 2), in the quadrant of a platform."""
        (x, y), (east, north) = path.T, platform
        along, across = x * east + y * north, y * east - x * north
        return float(np.mean(along > np.abs(across)))
