"""An observable is what can be measured in a person at an hour, read off states and levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from threonate import path
from threonate.engine.record import Floats
from threonate.quantity import Quantity, find_quantity
from threonate.refusal import Refusal, nearest

DAY = 24.0


@dataclass(frozen=True, slots=True)
class Observable:
    """One place of the body, a state or a level, as it is measured.

    The measured value is ``factor`` times the place, times the parameter ``scale`` where there is
    one; over a ``window`` (h) it is what the place gained since the window began.
    """

    key: str
    place: str
    scale: str = ""
    factor: float = 1.0
    window: float = 0.0

    @property
    def quantity(self) -> Quantity:
        """The reported quantity that is measured, with its label and unit."""
        return find_quantity(self.key)

    def times(self, time: float) -> tuple[float, ...]:
        """The hours at which the place is looked at for a measurement at an hour."""
        return (time - self.window, time) if self.window else (time,)

    def read(self, states: Floats, parameters: Mapping[str, Floats]) -> Floats:
        """The measured value (n,) from states (n, times, states) at the hours of `times`."""
        seen = self._seen(states, parameters)
        found = seen[:, -1] - seen[:, 0] if self.window else seen[:, 0]
        scaled = found * parameters[self.scale] if self.scale else found
        return np.asarray(self.factor * scaled)

    def _seen(self, states: Floats, parameters: Mapping[str, Floats]) -> Floats:
        system = path.system()
        if self.place in system.states:
            return states[:, :, system.states.index(self.place)]
        by_name = {name: states[:, :, index] for index, name in enumerate(system.states)}
        columns = {name: values[:, None] for name, values in parameters.items()}
        level = system.level(self.place, by_name, columns)
        return np.broadcast_to(np.asarray(level), states.shape[:2])


OBSERVABLES: Mapping[str, Observable] = {
    found.key: found
    for found in (
        Observable("serum", "concentration"),
        Observable("urine", "kidney.urine", window=DAY),
        Observable("red_cells", "red_cell_fold", scale="people.red_cell_level"),
        Observable("csf", "brain.lumbar", scale="people.csf_total"),
        Observable("interstitial", "brain.interstitium", scale="brain.interstitial_level"),
        Observable("neuronal", "brain.neuron"),
        Observable("threonate", "threonate_concentration", factor=1000.0),
    )
}
"""What can be measured, by the key of the quantity; urine is what 24 h up to the hour collect."""


def find_observable(key: str) -> Observable:
    """What a key measures; raises Refusal with the nearest for what cannot be measured."""
    if key not in OBSERVABLES:
        raise Refusal(
            f"'{key}' is not measured at an hour; use {', '.join(OBSERVABLES)}."
            f"{nearest(key, OBSERVABLES)}"
        )
    return OBSERVABLES[key]
