"""Creatinine is what the estimate of filtration was made from, so the one gives the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from threonate.evidence.parameter import load_room

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Booleans = NDArray[np.bool_]


def creatinine_of(egfr: Floats, *, age: Floats, female: Booleans) -> Floats:
    """Serum creatinine in mg/dL (n,) that gives an estimate in mL/min per 1.73 m2.

    The equation of 2021 turned around: each of its two branches is a power, and at the bend the
    estimate is what age and sex alone give. Source: Inker and others, 2021,
    doi 10.1056/NEJMoa2102953.
    """
    relative = egfr / _at_the_bend(age, female)
    power = np.where(relative > 1, _by_sex("egfr_alpha", female), _fixed("egfr_power"))
    return np.asarray(_by_sex("egfr_kappa", female) * relative ** (1 / power))


def most_filtration(age: Floats, *, female: Booleans) -> Floats:
    """The estimate at the lowest creatinine that anybody is drawn with, in mL/min per 1.73 m2."""
    ratio = _fixed("creatinine_lowest") / _by_sex("egfr_kappa", female)
    return np.asarray(_at_the_bend(age, female) * ratio ** _by_sex("egfr_alpha", female))


def _at_the_bend(age: Floats, female: Booleans) -> Floats:
    by_sex = np.where(female, _fixed("egfr_female"), 1.0)
    return np.asarray(_fixed("egfr_constant") * _fixed("egfr_age_base") ** age * by_sex)


def _by_sex(name: str, female: Booleans) -> Floats:
    return np.where(female, _fixed(f"{name}_women"), _fixed(f"{name}_men"))


def _fixed(name: str) -> float:
    return load_room("threonate.people")[f"people.{name}"].value
