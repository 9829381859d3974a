"""The reference adult's body becomes somebody's own: size, gut, kidney, food and medicines."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from threonate.dose.formula import MAGNESIUM_MASS
from threonate.evidence.parameter import load_room
from threonate.people.crowd import Crowd
from threonate.people.kidney_function import HOURLY, body_surface, filtration_rate
from threonate.people.medicine import Target, medicine_factor
from threonate.people.person import Person
from threonate.people.typical import typical_egfr, typical_height, typical_weight

Floats = NDArray[np.float64]
Values = Mapping[str, Floats]

IN_PROPORTION = (
    "blood.central_volume",
    "blood.rapid_volume",
    # The rate between the two volumes stays the same, so the clearance grows with them.
    "blood.mixing_clearance",
    "stores.fast_tissue_mass",
    "stores.muscle_mass",
    "stores.exchangeable_bone_mass",
    "stores.deep_bone_mass",
    "stores.red_cells_mass",
)
"""What is larger in a heavier person; threonate's own clearance is not, nor are gut secretions."""

YEARS_OF_A_DECADE = 10.0

CAPACITIES = ("gut.jejunal_capacity", "gut.ileal_capacity")
"""The gut's transport through its cells, on which weight, age and some medicines act."""


def personalise(who: Person | Crowd, values: Values) -> dict[str, Floats]:
    """Everybody's own parameters are made from drawn ones of the path and of people, each (n,).

    ``who`` is one person for all draws, or a crowd with one person for each. Returns all of
    ``values`` with these persons' in place, and four more: ``gut.diet`` (mmol/day),
    ``gut.food_available``, ``people.weight`` (kg) and ``people.target_serum`` (mmol/L, NaN where
    serum is to be found rather than met). The drawn deviations of filtration and diet stay.
    """
    count = len(values["people.reference_weight"])
    crowd = Crowd.alike(who, count=count) if isinstance(who, Person) else who
    weight = _told(crowd.weight, typical_weight(crowd.female, age=crowd.age, values=values))
    filtration = _filtration(crowd, weight, values)
    loss = _kidney_loss(filtration, values)
    return {
        **values,
        **_size(weight, values),
        **_gut(crowd, weight, values),
        **_kidney(crowd, filtration, loss, values),
        **_food(crowd, loss, values),
        **_synapses(crowd, values),
        "people.weight": weight,
        "people.target_serum": crowd.serum,
    }


def _size(weight: Floats, values: Values) -> dict[str, Floats]:
    """A heavier person has more of every fluid and store."""
    factor = _relative(weight, values) ** values["people.volume_weight_exponent"]
    return {name: values[name] * factor for name in IN_PROPORTION}


def _gut(crowd: Crowd, weight: Floats, values: Values) -> dict[str, Floats]:
    """The gut's capacity grows less than weight, falls with age and under some medicines."""
    by_weight = _relative(weight, values) ** values["people.capacity_weight_exponent"]
    years = np.maximum(0.0, crowd.age - values["people.capacity_age_onset"])
    by_age = np.maximum(0.0, 1 - values["people.capacity_age_slope"] * years)
    by_medicine = medicine_factor(crowd.takes, Target.CAPACITY, values=values)
    return {name: values[name] * by_weight * by_age * by_medicine for name in CAPACITIES}


def _kidney(crowd: Crowd, filtration: Floats, loss: Floats, values: Values) -> dict[str, Floats]:
    """The kidney filters at the person's rate; damage and medicines shift its threshold."""
    by_medicine = medicine_factor(crowd.takes, Target.THRESHOLD, values=values)
    by_damage = 1 - values["people.ckd_slope"] * loss
    return {
        "kidney.filtration_rate": filtration,
        "kidney.threshold_factor": values["kidney.threshold_factor"] * by_medicine * by_damage,
    }


def _food(crowd: Crowd, loss: Floats, values: Values) -> dict[str, Floats]:
    """Food brings what the person says; one who does not say eats less with failing kidneys."""
    usual = values["people.diet"] * (1 - values["people.ckd_intake_reduction"] * loss)
    diet = _told(crowd.diet * _deviation("people.diet", crowd, values), usual)
    return {
        "gut.diet": diet / MAGNESIUM_MASS,
        "gut.food_available": values["people.food_available"],
    }


def _synapses(crowd: Crowd, values: Values) -> dict[str, Floats]:
    """Synapses age by the decade from early adulthood on."""
    age = np.minimum(crowd.age, values["synapse.ageing_end"])
    years = np.maximum(0.0, age - values["synapse.ageing_onset"])
    return {"synapse.decades": years / YEARS_OF_A_DECADE}


def _filtration(crowd: Crowd, weight: Floats, values: Values) -> Floats:
    """What the kidneys filter in L/h, as far off as the drawn filtration of the reference is."""
    height = _told(crowd.height, typical_height(crowd.female, age=crowd.age, values=values))
    estimated = filtration_rate(
        _told(crowd.egfr, typical_egfr(crowd.age, values=values)),
        surface=body_surface(weight, height=height),
    )
    known = _told(crowd.filtration, estimated)
    return np.asarray(known * _deviation("kidney.filtration_rate", crowd, values))


def _kidney_loss(filtration: Floats, values: Values) -> Floats:
    """The share of normal filtration that is lost, none above the limit of kidney disease."""
    return np.maximum(0.0, 1 - filtration / HOURLY / values["people.ckd_reference"])


def _relative(weight: Floats, values: Values) -> Floats:
    return weight / values["people.reference_weight"]


def _deviation(name: str, crowd: Crowd, values: Values) -> Floats:
    """How far a draw lies from the written value, as a ratio; one where values are exact."""
    if crowd.is_exact:
        return np.ones(len(crowd))
    room = name.partition(".")[0]
    package = {"kidney": "threonate.body.kidney", "people": "threonate.people"}[room]
    return values[name] / load_room(package)[name].value


def _told(known: Floats, usual: Floats) -> Floats:
    """What is known of a person, and what is usual where nothing is."""
    return np.where(np.isnan(known), usual, known)
