"""Single doses into an empty gut: which share crosses its wall."""

from __future__ import annotations

import numpy as np

from threonate import path
from threonate.engine.ensemble import Cohort, follow
from threonate.engine.record import Event, Floats, merge
from threonate.simulation import kernel
from threonate.validation.protocol.adult import STATES, Drawn, adult, fasting

LONG = 400.0
"""Hours after which nothing of a dose is left in the gut."""


def single_dose(
    drawn: Drawn, *, dose: float, fed: bool = True, dissolution: float = 0.0, hours: float = LONG
) -> Floats:
    """Give the fraction absorbed of one dose (mmol); ``dissolution`` (1/h) for a slow form."""
    values = adult(drawn)
    n = len(values["gut.diet"])
    values["gut.secretion_rate"] = np.zeros(n)
    door = path.Input.WITH_FOOD if fed else path.Input.FASTING
    if dissolution:
        door = path.Input.SOLID
        values |= {
            "gut.dissolution_rate": np.full(n, dissolution),
            "gut.share_with_food": np.full(n, float(fed)),
            "gut.share_fasting": np.full(n, 1.0 - float(fed)),
        }
    return _absorbed(values, Event(0.0, door, dose), hours) / dose


def absorption_rate(drawn: Drawn, *, dose: float, begin: float, end: float) -> Floats:
    """Give how fast a dose (mmol) with food is absorbed between two hours, in % of it an hour."""
    early, late = (single_dose(drawn, dose=dose, hours=hour) for hour in (begin, end))
    return 100.0 * (late - early) / (end - begin)


def dose_ratio(drawn: Drawn, *, small: float, large: float, fed: bool = True) -> Floats:
    """Compare the fractions absorbed of a small and a large dose (mmol)."""
    return single_dose(drawn, dose=small, fed=fed) / single_dose(drawn, dose=large, fed=fed)


def food_effect(drawn: Drawn, *, dose: float) -> Floats:
    """Give by how many per cent more is absorbed with food than without."""
    fed, fasted = (single_dose(drawn, dose=dose, fed=food) for food in (True, False))
    return 100.0 * (fed / fasted - 1.0)


def _absorbed(values: dict[str, Floats], event: Event, hours: float) -> Floats:
    """Follow a dose through a gut that starts empty and gets nothing else."""
    whole = {"gut.dissolved_share": np.ones(len(values["gut.diet"]))}
    cohort = Cohort({**values, **whole}, fasting(values, serum=0.85).start)
    records = merge([event], samples=[hours], inputs=len(path.Input))
    end = follow(kernel(), cohort, records, path.ENTRIES).samples[:, 0]
    left = [i for i, state in enumerate(STATES) if state.startswith("gut.")]
    return np.asarray(event.amount - end[:, left].sum(axis=1))


PROTOCOLS = {
    "single_dose": single_dose,
    "absorption_rate": absorption_rate,
    "dose_ratio": dose_ratio,
    "food_effect": food_effect,
}
