"""How the network was fitted: to what healthy people of six ages recall, and to nothing else.

No result of magnesium, and no trial, enters. Random networks are tried and the best are kept; many
fit about equally well, so an answer must not rest on one of them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from threonate.evidence.parameter import load_room
from threonate.hippocampus.ageing import aged, terminals
from threonate.hippocampus.chain import recall_on
from threonate.hippocampus.day import days
from threonate.hippocampus.network_set import FITTED

Floats = NDArray[np.float64]

TRIED = 4096
KEPT = 24
SEED = 1

AGES = (25.0, 35.0, 45.0, 55.0, 65.0, 75.0)
"""Middles of the age bands of the norms (years)."""

RANGES = {
    "patterns": (1000.0, 9000.0),
    "cue_gain": (0.8, 2.0),
    "threshold": (3.5, 6.0),
    "inhibition": (0.0015, 0.0035),
    "connection": (0.06, 0.08),
    "calcium_scale": (0.38, 0.46),
    "exposures": (4.0, 10.0),
    "item_variation": (0.6, 1.0),
    "cue_variation": (0.6, 0.8),
    "schaffer": (0.015, 0.05),
}
"""Where networks are looked for; wider than where the published network or a first fit lies."""


def calibrate(ceilings: Floats, *, tried: int = TRIED, kept: int = KEPT) -> dict[str, Floats]:
    """Find the networks whose recall of a list by age comes closest to the norms.

    ``ceilings`` (ages,) are the shares of learnt words that people of the six ages recall. Gives
    every fitted number and the root mean square ``misfit``, (kept,), best first.
    """
    networks = candidates(tried)
    recall = np.stack([recall_at(age, networks) for age in AGES], axis=1)
    misfit = np.sqrt(np.square(recall - ceilings).mean(axis=1))
    best = np.argsort(misfit)[:kept]
    return {**{name: networks[name][best] for name in FITTED}, "misfit": misfit[best]}


def candidates(tried: int) -> dict[str, Floats]:
    """Spread networks evenly over the ranges; patterns by their logarithm, exposures whole."""
    at = qmc.Sobol(len(RANGES), seed=SEED).random(tried)
    found = {
        name: low + (high - low) * at[:, i] for i, (name, (low, high)) in enumerate(RANGES.items())
    }
    low, high = RANGES["patterns"]
    found["patterns"] = low * (high / low) ** at[:, 0]
    found["exposures"] = np.round(found["exposures"])
    return found


def recall_at(age: float, networks: Mapping[str, Floats]) -> Floats:
    """Give what people of an age recall freely of what they learnt, one number per network."""
    numbers = stated()
    decades = np.maximum(0.0, age - numbers["synapse.ageing_onset"]) / 10.0
    cue = float(numbers["hippocampus.free_recall_cue"][0])
    day = days(
        {
            "burst_flux": 1.0,
            "density_change": 1.0,
            **aged(decades, numbers),
            **terminals(numbers),
            **networks,
        }
    )
    return recall_on(day, cues=(cue,)).recall[:, 0]


def stated() -> dict[str, Floats]:
    """The stated numbers of the rooms that the calibration reads, each (1,)."""
    rooms = (load_room("threonate.synapse"), load_room("threonate.hippocampus"))
    return {name: np.array([number.value]) for room in rooms for name, number in room.items()}


def table(networks: Mapping[str, Floats]) -> str:
    """Write networks as CSV, with a line that says where they come from."""
    text = io.StringIO()
    text.write("# Fitted to list recall by age (norms); written by scripts/calibrate.py.\n")
    writer = csv.writer(text, lineterminator="\n")
    names = [*FITTED, "misfit"]
    writer.writerow(names)
    for row in zip(*(networks[name] for name in names), strict=True):
        writer.writerow(f"{number:.6g}" for number in row)
    return text.getvalue()
