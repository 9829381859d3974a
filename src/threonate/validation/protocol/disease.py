"""Kidneys that filter less, and medicines that shift the threshold or the gut."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from threonate.engine.record import Floats
from threonate.path import system
from threonate.people import REFERENCE, Medicine
from threonate.people.personalise import personalise
from threonate.validation.protocol.adult import Drawn, adult, steady


def medicine_shift(drawn: Drawn, *, medicine: str) -> Floats:
    """Give by how much a medicine moves the usual serum level (mmol/L)."""
    person = replace(REFERENCE, medicines=(Medicine.find(medicine),))
    levels = [steady(values) for values in (personalise(person, drawn), adult(drawn))]
    usual = [cohort.parameters["blood.usual_concentration"] for cohort in levels]
    return np.asarray(usual[0] - usual[1])


def kidney_serum(drawn: Drawn, *, filtration: float, eating_less: bool) -> Floats:
    """Give the usual serum level (mmol/L) at a filtration rate (mL/min).

    ``eating_less`` also applies the lower intake and the lower threshold of kidney disease.
    """
    if not eating_less:
        values = adult(drawn)
        ratio = values["kidney.filtration_rate"] / 6.0
        values["kidney.filtration_rate"] = ratio * filtration * 0.06
    else:
        person = replace(REFERENCE, filtration=filtration * 0.06, diet=None)
        values = personalise(person, drawn)
    return np.asarray(steady(values).parameters["blood.usual_concentration"])


def serum_onset(drawn: Drawn, *, rise: float) -> Floats:
    """Give the filtration rate (mL/min) below which serum is higher than usual by a rise."""
    rates = np.array([100.0, 80.0, 60.0, 50.0, 40.0, 30.0, 20.0, 15.0, 10.0])
    levels = np.array([kidney_serum(drawn, filtration=rate, eating_less=True) for rate in rates])
    above = levels - levels[0]
    return np.array([np.interp(rise, one, rates) for one in above.T])


def fractional_excretion(drawn: Drawn, *, serum: float) -> Floats:
    """Give the share (%) of filtered magnesium that urine carries at a serum level (mmol/L)."""
    values = adult(drawn)
    states: dict[str, Floats | float] = dict.fromkeys(system().states, 1.0)
    states["blood.plasma"] = serum * values["blood.central_volume"]
    # Six hours from its peak the threshold stands at its mean.
    states["clock"] = values["kidney.circadian_peak"] + 6.0
    passed = system().rates(states, values)["kidney.urine"]
    filtered = values["kidney.filtration_rate"] * values["blood.filterable_fraction"] * serum
    return np.asarray(100.0 * passed / filtered)


def ionised_share(drawn: Drawn) -> Floats:
    """Give the part of serum magnesium that is the free ion."""
    return np.asarray(drawn["blood.ionised_fraction"])


PROTOCOLS = {
    "medicine_shift": medicine_shift,
    "kidney_serum": kidney_serum,
    "serum_onset": serum_onset,
    "fractional_excretion": fractional_excretion,
    "ionised_share": ionised_share,
}
