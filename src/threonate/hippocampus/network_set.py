"""Networks that fit the norms of memory about equally well; a draw takes one of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from threonate.refusal import Refusal

Floats = NDArray[np.float64]

FITTED = (
    "patterns",
    "cue_gain",
    "threshold",
    "inhibition",
    "connection",
    "calcium_scale",
    "exposures",
    "item_variation",
    "cue_variation",
    "schaffer",
)
"""What is fitted together, by the names that a day of the synapse uses."""


@cache
def load_networks() -> Mapping[str, Floats]:
    """Load every fitted number, (networks,), and ``misfit``, with the best network first."""
    text = files("threonate.hippocampus").joinpath("networks.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    return {name: np.array([float(row[name]) for row in rows]) for name in (*FITTED, "misfit")}


def chosen(choice: Floats) -> dict[str, Floats]:
    """Give the fitted numbers of the network that each choice (n,) in 0-1 falls on.

    Raises Refusal for a choice outside 0-1.
    """
    if np.any((choice < 0.0) | (choice > 1.0)):
        raise Refusal(f"A network was chosen by {choice.max():g}; a choice lies between 0 and 1.")
    networks = load_networks()
    count = len(networks["misfit"])
    at = np.minimum((choice * count).astype(np.int64), count - 1)
    return {name: networks[name][at] for name in FITTED}
