"""A day of the synapse, as the hippocampus meets it: one record per person and day asked about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from threonate.refusal import Refusal

Floats = NDArray[np.float64]

FIELDS = {
    "burst_flux": "calcium that a receptor lets in during a burst, over what it usually does",
    "receptors": "charge of all receptors, over a young adult's",
    "density": "working synapses of CA3 and CA1, over a young adult's",
    "dentate": "working synapses of the dentate gyrus, over a young adult's",
    "density_change": "working synapses over the same person's before",
    "load": "memories stored, over a young adult's",
    "release": "release probability of a terminal before",
    "sites": "release sites of a connection before",
    "release_exponent": "how strictly density times release is kept",
    "facilitation_time": "ms",
    "recovery_time": "ms",
    "quantal_variation": "variation of one release",
    "calcium_scale": "calcium of a spike in units of the threshold of depression",
    "connection": "chance that two CA3 cells are connected",
    "patterns": "memories of a young adult",
    "threshold": "inputs that a CA3 cell needs",
    "inhibition": "inputs more for each active cell",
    "cue_gain": "how a cue drives CA3 through the dentate",
    "exposures": "times an item is met",
    "item_variation": "spread of potentiation between items, in log-odds",
    "cue_variation": "spread of the cue's strength between items, as a logarithm",
    "schaffer": "chance that a CA3 cell reaches a CA1 cell",
    "recurrent": "1 if terminals within CA3 reconfigure too, 0 if not",
}
"""Every field with what it means; all are plain numbers."""

DAY = np.dtype([(name, np.float64) for name in FIELDS])

Days = NDArray[np.void]


def days(fields: Mapping[str, Any]) -> Days:
    """Join fields, each a number or (n,), to n records.

    Raises Refusal for a field that is missing, unknown, not finite or negative.
    """
    missing, strange = set(FIELDS) - set(fields), set(fields) - set(FIELDS)
    if missing or strange:
        raise Refusal(
            f"A day of the synapse lacks {', '.join(sorted(missing)) or 'nothing'} and has the "
            f"unknown {', '.join(sorted(strange)) or 'nothing'}; give each field once."
        )
    arrays = np.broadcast_arrays(*(np.atleast_1d(np.asarray(fields[n], float)) for n in FIELDS))
    found: Days = np.zeros(arrays[0].size, dtype=DAY)
    for name, values in zip(FIELDS, arrays, strict=True):
        if not np.all(np.isfinite(values) & (values >= 0.0)):
            raise Refusal(f"{name} of a synapse is {values.min():g}; use numbers of 0 or more.")
        found[name] = values
    return found
