"""The yardstick: the same persons solved to 1e-12, and how far an engine's samples lie from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model_race.task import Single, Task
from threonate import path
from threonate.engine.record import Floats
from threonate.engine.source import FLOOR

TOLERANCE = 1e-12

REPORTED = (
    "blood.plasma",
    "kidney.urine",
    "gut.faeces",
    "stores.red_cells",
    "brain.lumbar",
    "brain.interstitium",
    "brain.neuron",
)
"""Serum, what left with urine and faeces so far, red cells, lumbar fluid, interstitium, neuron."""

LIMIT = 1e-4
"""The worst relative error of the reported quantities that an engine may have."""

Advance = Callable[[float, float, Floats], Floats]
"""Takes a state from one time to another."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The worst errors at daily samples: of all states and of those that are reported."""

    states: float
    reported: float
    worst: str


def follow_single(person: Single, advance: Advance) -> Floats:
    """Walk one person through the timetable with any solver; (samples, states)."""
    table = person.timetable
    samples = np.empty((table.records.samples, len(person.start)))
    state, now = person.start.copy(), float(table.times[0])
    for time, slot, jump in zip(table.times.tolist(), table.slots, person.jumps, strict=True):
        if time > now:
            state, now = advance(now, time, state), time
        if slot >= 0:
            samples[slot] = state
        state = state + jump
    return samples


def reference(task: Task) -> Floats:
    """Solve every person with LSODA to 1e-12; (n, samples, states)."""
    from engines.lsoda import Engine

    engine = Engine(tolerance=TOLERANCE)
    engine.prepare(task)
    return engine.run(task)


def compare(samples: Floats, truth: Floats) -> Accuracy:
    """Measure |x - ref| / (|ref| + floor) of every state and |x - ref| / |ref| of the reported."""
    states = path.system().states
    floors = np.array([path.FLOORS.get(state, FLOOR) for state in states])
    apart = np.abs(samples - truth)
    each = (apart / (np.abs(truth) + floors)).max(axis=(0, 1))
    chosen = [states.index(name) for name in REPORTED]
    reported = (apart[..., chosen] / np.abs(truth[..., chosen])).max()
    return Accuracy(float(each.max()), float(reported), states[int(each.argmax())])
