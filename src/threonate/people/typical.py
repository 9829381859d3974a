"""What is typical of an adult whose weight, height or kidney function nobody has measured."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from threonate.people.sex import Sex

Floats = NDArray[np.float64]

_BANDS = ((40.0, "young"), (60.0, "middle"), (80.0, "older"), (math.inf, "old"))


def typical_weight(sex: Sex, *, age: float, values: Mapping[str, Floats]) -> Floats:
    """Adults weigh the mean of their sex and age band, in kg (n,)."""
    band = next(name for end, name in _BANDS if age < end)
    return values[f"people.weight_{_plural(sex)}_{band}"]


def typical_height(sex: Sex, *, age: float, values: Mapping[str, Floats]) -> Floats:
    """Adults are as tall as the mean of their sex, less what age has taken, in cm (n,)."""
    after = np.maximum(0.0, age - values["people.height_age_onset"])
    height: Floats = (
        values[f"people.height_{_plural(sex)}"] + values["people.height_age_slope"] * after
    )
    return height


def typical_egfr(age: float, *, values: Mapping[str, Floats]) -> Floats:
    """Filtration falls with age, in mL/min per 1.73 m2 (n,)."""
    mean = values["people.egfr_intercept"] + values["people.egfr_age_slope"] * age
    egfr: Floats = np.clip(mean, values["people.egfr_lowest"], values["people.egfr_highest"])
    return egfr


def _plural(sex: Sex) -> str:
    return "women" if sex is Sex.FEMALE else "men"
