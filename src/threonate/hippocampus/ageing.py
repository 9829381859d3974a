"""What age does to the synapses that the hippocampus works with, before any regimen."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = Mapping[str, Floats]


def aged(decades: Floats | float, numbers: Numbers) -> dict[str, Floats]:
    """Give the age-dependent fields of a day so many decades after early adulthood, each (n,).

    ``numbers`` are the drawn ones of the rooms synapse and hippocampus, by full name.
    """
    make_up = 1.0 + numbers["synapse.subunit_ageing"] * decades
    functional = 1.0 + numbers["synapse.functional_ageing"] * decades
    structural = 1.0 + numbers["synapse.structural_ageing"] * decades
    return {
        "receptors": charge(make_up, numbers),
        "density": np.asarray(functional * structural),
        "dentate": np.asarray(1.0 + numbers["hippocampus.dentate_ageing"] * decades),
        "load": np.asarray(1.0 + numbers["hippocampus.load_ageing"] * decades),
    }


def charge(make_up: Floats | float, numbers: Numbers) -> Floats:
    """Weigh receptors by the charge they carry, as the synapse's law does; 1 in a young adult."""
    from threonate.synapse.flows import receptor_drive

    return np.asarray(
        receptor_drive(
            1.0,
            make_up,  # type: ignore[arg-type]
            subunit_share=numbers["synapse.subunit_share"],  # type: ignore[arg-type]
            subunit_weight=numbers["synapse.subunit_weight"],  # type: ignore[arg-type]
        )
    )


def terminals(numbers: Numbers) -> dict[str, Floats]:
    """Give the fields of a day that describe terminals, each (n,)."""
    return {
        "release": numbers["synapse.release_baseline"],
        "sites": numbers["synapse.sites_baseline"],
        "release_exponent": numbers["synapse.release_exponent"],
        "facilitation_time": numbers["synapse.facilitation_time"],
        "recovery_time": numbers["synapse.recovery_time"],
        "quantal_variation": numbers["synapse.quantal_variation"],
        "recurrent": numbers["hippocampus.recurrent_reconfigures"],
    }
