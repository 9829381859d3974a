"""A response is how an effect grows with dose and time and differs between people."""

from collections.abc import Mapping

import numpy as np

from threonate.engine.record import Floats
from threonate.studies.belief import Belief
from threonate.studies.domain import Domain

DECADE = 10.0
"""Years over which the effect of age is counted."""

Draws = Mapping[str, Floats]
"""Draws of every quantity of the model, (n,) each, by its name."""


def share_of_dose(dose: Floats | float, *, half_dose: Floats, usual_dose: float) -> Floats:
    """Give the effect of a dose (mg/kg a day) relative to that of the usual one."""
    most = (usual_dose + half_dose) / usual_dose
    return np.asarray(dose / (dose + half_dose) * most)


def share_of_time(week: Floats | float, *, onset: Floats) -> Floats:
    """Give the part of the full effect that is there after so many weeks, 0 to 1."""
    return np.asarray(-np.expm1(-week / onset))


def share_of_people(
    age: Floats | float, *, impaired: float, draws: Draws, reference: float
) -> Floats:
    """Give the effect in people of an age (years), impaired (1) or not (0), relative to usual."""
    decades = (age - reference) / DECADE
    return np.asarray(np.exp(draws["age"] * decades + draws["impairment"] * impaired))


def response(
    draws: Draws,
    *,
    domain: Domain,
    dose: Floats | float,
    week: Floats | float,
    age: Floats | float,
    impaired: float,
    belief: Belief,
    onset: Floats | None = None,
) -> Floats:
    """Give the effect of magnesium L-threonate itself, (n,), in standard deviations.

    ``dose`` is in mg/kg a day and ``age`` in years; ``onset`` (weeks) takes the place of the
    fitted one.
    """
    onset = draws["onset"] if onset is None else onset
    return (
        draws[domain.value]
        * share_of_dose(dose, half_dose=draws["half_dose"], usual_dose=belief.usual_dose)
        * share_of_time(week, onset=onset)
        * share_of_people(age, impaired=impaired, draws=draws, reference=belief.reference_age)
    )


def boast(draws: Draws, *, sponsor: float, combination: float) -> Floats:
    """Give what a trial adds: its maker's share, 0 to 1, and other ingredients, 0 or 1."""
    return sponsor * draws["sponsor"] + combination * draws["combination"]
