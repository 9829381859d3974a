"""Kidney function: how much plasma water a person's kidneys filter."""

from typing import TYPE_CHECKING, TypeVar

from threonate.evidence.parameter import load_room
from threonate.people.sex import Sex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Size = TypeVar("Size", float, "NDArray[np.float64]")

HOURLY = 60 / 1000
"""Litres an hour in one millilitre a minute."""


def ckd_epi_2021(creatinine: float, *, age: float, sex: Sex) -> float:
    """Estimated filtration falls with creatinine and age, in mL/min per 1.73 m2.

    `creatinine` is in mg/dL and `age` in years. Source: the equation without race of Inker and
    others, 2021, doi 10.1056/NEJMoa2102953.
    """
    who = "women" if sex is Sex.FEMALE else "men"
    ratio = creatinine / _fixed(f"egfr_kappa_{who}")
    low = min(ratio, 1.0) ** _fixed(f"egfr_alpha_{who}")
    high = max(ratio, 1.0) ** _fixed("egfr_power")
    female = _fixed("egfr_female") if sex is Sex.FEMALE else 1.0
    by_age = _fixed("egfr_age_base") ** age
    return float(_fixed("egfr_constant") * low * high * by_age * female)


def body_surface(weight: Size, *, height: Size) -> Size:
    """Body surface in m2 follows powers of weight in kg and height in cm.

    Source: Du Bois and Du Bois, 1916.
    """
    constant = _fixed("surface_constant")
    by_weight: Size = weight ** _fixed("surface_weight_exponent")
    by_height: Size = height ** _fixed("surface_height_exponent")
    return constant * by_weight * by_height


def filtration_rate(egfr: Size, *, surface: Size) -> Size:
    """An estimate stated for 1.73 m2 is brought to a person's own surface in m2, in L/h."""
    return egfr * surface / _fixed("egfr_surface") * HOURLY


def _fixed(name: str) -> float:
    """The equations' own constants are not in doubt, so they are never drawn."""
    return load_room("threonate.people")[f"people.{name}"].value
