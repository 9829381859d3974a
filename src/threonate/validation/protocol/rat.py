"""A young rat's brain and synapses, driven by plasma and threonate as a study gave them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from threonate import path
from threonate.brain import flows as brain
from threonate.engine.record import Floats
from threonate.engine.system import System
from threonate.synapse import flows as synapse
from threonate.validation.protocol.adult import Drawn
from threonate.validation.protocol.integrator import integrate

SETTLED = 240.0
"""Hours after which fluids, cells and receptors are at rest once transport has risen."""


@cache
def living() -> System:
    """Join the laws of brain and synapse, with plasma, threonate and stores as inputs."""
    return System.of(brain, synapse, inputs=("plasma_fold", "daily_mean", "body_store"))


def of_rats(drawn: Drawn, *, gain_days: float | None = None) -> dict[str, Floats]:
    """Take the drawn numbers of a young rat, scaled where the rat has its own.

    ``gain_days`` takes the place of the time in which transport into the brain rises.
    """
    human, other = path.parameters("human"), path.parameters("rat")
    found = {}
    for name in living().parameters:
        stated, own = human[name].value, other[name].value
        found[name] = drawn[name] if own == stated or not stated else drawn[name] * (own / stated)
    # Whether rats tell about people is no question in a rat.
    for name in ("brain.translation", "brain.shrinkage"):
        found[name] = _each(drawn, other[name].value)
    found["synapse.decades"] = _each(drawn, 0.0)
    if gain_days is not None:
        found["brain.gain_time"] = _each(drawn, 24.0 * gain_days)
    extra = ("facilitation_time", "recovery_time", "quantal_variation")
    return {**found, **{f"synapse.{name}": drawn[f"synapse.{name}"] for name in extra}}


def in_rat(
    numbers: Drawn,
    *,
    exposure: float,
    hours: float,
    plasma_fold: float = 1.0,
    start: Mapping[str, Floats] | None = None,
) -> dict[str, Floats]:
    """Follow a rat's brain and synapses through hours of plasma and threonate; each state (n,)."""
    begin = {name: np.ones_like(numbers["brain.elasticity"]) for name in living().states}
    begin["brain.gain"] = numbers["brain.disease_offset"]
    # The method is stable below 2.8 over the fastest rate; what is that quick is soon at rest.
    step = min(0.5, 2.5 / _fastest(numbers))
    found = integrate(
        living,
        inputs=(plasma_fold, exposure, 1.0),
        numbers=numbers,
        start={**begin, **(start or {})},
        hours=hours,
        step=step,
    )
    given = {"plasma_fold": plasma_fold, "daily_mean": exposure, "body_store": 1.0}
    return {**found, **{name: _each(numbers, value) for name, value in given.items()}}


def _fastest(numbers: Drawn) -> float:
    """Bound the fastest rate (1/h) of any draw: the fluid between cells, buffered by cells."""
    cells = numbers["brain.cell_buffering"] * numbers["brain.elasticity"] + 1.0
    exchange = numbers["brain.fluid_exchange"] * (1.0 + 1.0 / numbers["brain.volume_ratio"])
    barrier = numbers["brain.interstitial_rate"] + numbers["brain.ventricular_rate"]
    return float(np.max(numbers["brain.neuron_rate"] * cells + exchange + barrier))


def plateau(numbers: Drawn) -> dict[str, Floats]:
    """What threonate does to a rat in the end: transport risen in full, and all else at rest."""
    risen = numbers["brain.rat_gain"] * numbers["brain.shrinkage"] * numbers["brain.translation"]
    return in_rat(numbers, exposure=1.0, hours=SETTLED, start={"brain.gain": risen})


def _each(numbers: Drawn, value: float) -> Floats:
    return np.full(len(numbers["brain.elasticity"]), value)
