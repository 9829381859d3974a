"""What is typical of adults whose weight, height or kidney function nobody has measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Booleans = NDArray[np.bool_]
    Floats = NDArray[np.float64]

BANDS = ("young", "middle", "older", "old")
"""Bands of age by which weight is told."""
BORDERS = (40.0, 60.0, 80.0)
"""The age in years at which each band after the first begins."""


def typical_weight(female: Booleans, *, age: Floats, values: Mapping[str, Floats]) -> Floats:
    """Adults weigh the mean of their sex and age band, in kg (n,)."""
    band = np.searchsorted(BORDERS, age, side="right")
    by_sex = [
        np.select(
            [band == i for i in range(len(BANDS))],
            [values[f"people.weight_{sex}_{name}"] for name in BANDS],
        )
        for sex in ("women", "men")
    ]
    return np.where(female, by_sex[0], by_sex[1])


def typical_height(female: Booleans, *, age: Floats, values: Mapping[str, Floats]) -> Floats:
    """Adults are as tall as the mean of their sex, less what age has taken, in cm (n,)."""
    after = np.maximum(0.0, age - values["people.height_age_onset"])
    young = np.where(female, values["people.height_women"], values["people.height_men"])
    return np.asarray(young + values["people.height_age_slope"] * after)


def typical_egfr(age: Floats | float, *, values: Mapping[str, Floats]) -> Floats:
    """Filtration falls with age, in mL/min per 1.73 m2 (n,)."""
    mean = values["people.egfr_intercept"] + values["people.egfr_age_slope"] * age
    egfr: Floats = np.clip(mean, values["people.egfr_lowest"], values["people.egfr_highest"])
    return egfr
