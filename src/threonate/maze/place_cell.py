"""Place cells tile the pool; few cues or few synapses let the place they tell stray."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room


def centres(radius: float) -> Floats:
    """Place the cells evenly over a round pool (m), as the seeds of a sunflower lie; shape (n, 2).

    Each cell has the same share of the surface and no direction is preferred.
    """
    count = int(load_room("threonate.maze")["maze.place_cells"].value)
    golden = math.pi * (1 + math.sqrt(1 + 2 + 2))
    cell = np.arange(count)
    out = radius * np.sqrt((2 * cell + 1) / (2 * count))
    return np.column_stack([out * np.cos(golden * cell), out * np.sin(golden * cell)])


def reliability(*, cues: float | Sequence[float] | Floats, density: float) -> Floats:
    """Say how much of the place is left: 0 to 1, half where cues times density are few.

    ``cues`` is the share of the distal cues that is left, ``density`` that of working synapses
    relative to a young rat. A cue that nobody passes on and a synapse without a cue tell the same.
    """
    room = load_room("threonate.maze")
    inputs = np.asarray(cues, dtype=float) * density / room["maze.half_inputs"].value
    power = inputs ** room["maze.steepness"].value
    return np.asarray(power / (1 + power))


def stray(*, cues: float | Sequence[float] | Floats, density: float, radius: float) -> Floats:
    """Give how far (m, standard deviation along each axis) the told place is from the true one.

    Where nothing is left the cells tell any place in the pool, whose standard deviation along each
    axis is half the radius.
    """
    return np.asarray((1 - reliability(cues=cues, density=density)) * radius / 2)
