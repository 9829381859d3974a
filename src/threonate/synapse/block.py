"""Magnesium sits in the open NMDA receptor, the firmer the more negative the neuron.

Several laboratories wrote this down in their own way. At rest the shares left free differ two- to
threefold, and in the dentate account far more; how much a change of magnesium matters differs
little but for that account. Receptors with NR2B are blocked like those with NR2A, so the subunits
have no part in this.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from itertools import chain

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room
from threonate.refusal import Refusal

Number = Floats | float
Numbers = Mapping[str, Number]
"""Numbers by ``room.name``: stated values, or drawn ones of shape (n,)."""

STATES = ("unbound", "closed", "open", "fast", "slow")
"""A receptor without glutamate, with it, open, and desensitised twice; magnesium enters each."""

STEPS = (
    ("unbound", "closed", "binding", "unbinding"),
    ("closed", "open", "opening", "closing"),
    ("closed", "fast", "desensitising_fast", "recovering_fast"),
    ("fast", "slow", "desensitising_slow", "recovering_slow"),
)
"""How a receptor goes from one state to another, and back."""

NUDGE = 1e-4
"""The share by which magnesium is moved to see the slope of a block without a formula for it."""


class Block(Enum):
    """One account of the block by name: who measured it, in which neurons."""

    JAHR_STEVENS = "jahr-stevens"
    """Rat hippocampal cultures; the usual form, and the one used unless another is asked for."""
    SPRUSTON = "spruston"
    """Dendrites of rat CA1 and CA3: a site part of the way through the membrane's field."""
    WANG = "wang"
    """Rat dentate gyrus: the steepest with potential."""
    KAMPA = "kampa"
    """Rat neocortex: ten states, with magnesium also in closed and desensitised receptors."""
    ASCHER_NOWAK = "ascher-nowak"
    """Mouse central neurons: a site at the far end of the field."""

    @classmethod
    def find(cls, name: str) -> Block:
        """Find an account by its name; raises Refusal for one that nobody knows."""
        for block in cls:
            if block.value == name:
                return block
        known = ", ".join(block.value for block in cls)
        raise Refusal(f"'{name}' is not an account of the receptor block; use one of {known}.")


def unblocked(
    magnesium: Number,
    *,
    potential: Number,
    block: Block = Block.JAHR_STEVENS,
    numbers: Numbers | None = None,
) -> Floats:
    """Give the share of open NMDA receptors that magnesium leaves free, 1 without magnesium.

    ``magnesium`` outside (mmol/L), ``potential`` (mV) and ``numbers`` take each other's shape.
    Raises Refusal for magnesium below zero. Sources: see each ``Block``.
    """
    found = stated() if numbers is None else {**stated(), **numbers}
    outside, voltage = np.asarray(magnesium, float), np.asarray(potential, float)
    if not np.all(outside >= 0.0):
        raise Refusal(f"Magnesium outside is {np.min(outside):g} mmol/L; use 0 mmol/L or more.")
    if block is Block.KAMPA:
        return _open(outside, voltage, found) / _open(np.zeros(()), voltage, found)
    return np.asarray(1.0 / (1.0 + outside * _affinity(block, voltage, found)))


def elasticity(
    magnesium: Number,
    *,
    potential: Number,
    block: Block = Block.JAHR_STEVENS,
    numbers: Numbers | None = None,
) -> Floats:
    """Give by how many per cent the free share changes for each per cent of magnesium.

    Shapes, units and refusals as for ``unblocked``; from -1 at rest towards 0 when depolarised.
    """
    outside = np.asarray(magnesium, float)
    if block is not Block.KAMPA:
        free = unblocked(outside, potential=potential, block=block, numbers=numbers)
        return np.asarray(free - 1.0)
    less, more = (
        unblocked(outside * np.exp(step), potential=potential, block=block, numbers=numbers)
        for step in (-NUDGE, NUDGE)
    )
    return np.asarray(np.log(more / less) / (2.0 * NUDGE))


@cache
def stated() -> Mapping[str, float]:
    """Give the stated numbers of the brain and the synapse."""
    rooms = (load_room(f"threonate.{room}") for room in ("brain", "synapse"))
    return {number.name: number.value for number in chain(*(room.values() for room in rooms))}


def _affinity(block: Block, voltage: Floats, numbers: Numbers) -> Floats:
    """How firmly one mmol/L of magnesium blocks (L/mmol) at a potential (mV)."""
    number = {name.removeprefix("synapse.block_"): value for name, value in numbers.items()}
    if block is Block.JAHR_STEVENS:
        slope = number["brain.block_voltage"]
        return np.exp(-slope * voltage) / number["brain.block_constant"]
    if block is Block.WANG:
        return np.asarray(number["wang_affinity"] * np.exp(-number["wang_voltage"] * voltage))
    who = "spruston" if block is Block.SPRUSTON else "ascher"
    # Two charges of magnesium feel the field down to the depth of the site.
    slope = 2 * number[f"{who}_depth"] / number["thermal_voltage"]
    return np.exp(-slope * voltage) / number[f"{who}_constant"]


def _open(outside: Floats, voltage: Floats, numbers: Numbers) -> Floats:
    """The share of receptors that are open and free once all ten states have settled."""
    rates = list(_rates(outside, voltage, numbers))
    shape = np.broadcast_shapes(
        *(np.shape(rate) for *_, ahead, back in rates for rate in (ahead, back))
    )
    size = 2 * len(STATES)
    flow = np.zeros((*shape, size, size))
    for begin, end, ahead, back in rates:
        for source, target, rate in ((begin, end, ahead), (end, begin, back)):
            flow[..., target, source] += rate
            flow[..., source, source] -= rate
    # One balance follows from the others; in its place the shares add up to one.
    flow[..., 0, :] = 1.0
    whole = np.zeros((*shape, size, 1))
    whole[..., 0, 0] = 1.0
    settled = np.linalg.solve(flow, whole)[..., STATES.index("open"), 0]
    return np.asarray(settled)


def _rates(
    outside: Floats, voltage: Floats, numbers: Numbers
) -> chain[tuple[int, int, Number, Number]]:
    """Every step between two states by their places, with the rates (1/ms) there and back."""
    number = {name.removeprefix("synapse.block_kampa_"): value for name, value in numbers.items()}
    glutamate, depth = number["glutamate"], number["depth"]
    field = 2 * (voltage - number["reference_potential"]) / number["thermal_voltage"]
    entering = outside * np.exp(-field * depth)
    leaving = np.exp(field * (1 - depth))
    gating = (
        (
            STATES.index(begin) + where,
            STATES.index(end) + where,
            number[f"{ahead}{suffix}"] * (glutamate if ahead == "binding" else 1),
            number[f"{back}{suffix}"],
        )
        for where, suffix in ((0, ""), (len(STATES), "_blocked"))
        for begin, end, ahead, back in STEPS
    )
    blocking = (
        (
            place,
            place + len(STATES),
            number[f"entry_{state}"] * entering,
            number[f"exit_{state}"] * leaving,
        )
        for place, state in enumerate(STATES)
    )
    return chain(gating, blocking)
