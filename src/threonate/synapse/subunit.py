"""NMDA receptors with NR2B give way to those with NR2A as a young rat grows up."""

from __future__ import annotations

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal
from threonate.synapse.block import Number, Numbers, stated


def subunit_ratio(age: Number, *, numbers: Numbers | None = None) -> Floats:
    """Give how many receptors hold NR2B for each one with NR2A in a rat of an age (days).

    ``age`` and ``numbers`` take each other's shape, such as (n,). The curve ends in a grown rat and
    knows no old one. Raises Refusal for an age below zero. Source: Rodrigues and others 2023.
    """
    days = np.asarray(age, float)
    if not np.all(days >= 0.0):
        raise Refusal(f"A rat of {np.min(days):g} days was given; use 0 days or more.")
    found = stated() if numbers is None else {**stated(), **numbers}
    number = {name.removeprefix("synapse.subunit_ratio_"): value for name, value in found.items()}
    grown = 1.0 + np.exp(number["rate"] * (days - number["middle"]))
    return np.asarray(number["adult"] + number["fall"] / grown)


def subunit_share(age: Number, *, numbers: Numbers | None = None) -> Floats:
    """Give the share of receptors with NR2B, 0-1, in a rat of an age (days); shapes as above."""
    ratio = subunit_ratio(age, numbers=numbers)
    return np.asarray(ratio / (1.0 + ratio))
