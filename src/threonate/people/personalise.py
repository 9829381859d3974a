"""The reference adult's body becomes this person's: size, gut, kidney, food and medicines."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from threonate.dose.formula import MAGNESIUM_MASS
from threonate.evidence.parameter import load_room
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


def personalise(person: Person, values: Values) -> dict[str, Floats]:
    """A person's own parameters are made from drawn ones of the path and of people, each (n,).

    Returns all of ``values`` with this person's in place, and four more: ``gut.diet`` (mmol/day),
    ``gut.food_available``, ``people.weight`` (kg) and ``people.target_serum`` (mmol/L, NaN where
    serum is to be found rather than met). The drawn deviations of filtration and diet stay.
    """
    weight = _weight(person, values)
    filtration = _filtration(person, weight, values)
    loss = _kidney_loss(filtration, values)
    return {
        **values,
        **_size(weight, values),
        **_gut(person, weight, values),
        **_kidney(person, filtration, loss, values),
        **_food(person, loss, values),
        **_synapses(person, values),
        "people.weight": weight,
        "people.target_serum": _full(np.nan if person.serum is None else person.serum, values),
    }


def _size(weight: Floats, values: Values) -> dict[str, Floats]:
    """A heavier person has more of every fluid and store."""
    factor = _relative(weight, values) ** values["people.volume_weight_exponent"]
    return {name: values[name] * factor for name in IN_PROPORTION}


def _gut(person: Person, weight: Floats, values: Values) -> dict[str, Floats]:
    """The gut's capacity grows less than weight, falls with age and under some medicines."""
    by_weight = _relative(weight, values) ** values["people.capacity_weight_exponent"]
    years = np.maximum(0.0, person.age - values["people.capacity_age_onset"])
    by_age = np.maximum(0.0, 1 - values["people.capacity_age_slope"] * years)
    by_medicine = medicine_factor(person.medicines, Target.CAPACITY, values=values)
    return {name: values[name] * by_weight * by_age * by_medicine for name in CAPACITIES}


def _kidney(person: Person, filtration: Floats, loss: Floats, values: Values) -> dict[str, Floats]:
    """The kidney filters at the person's rate; damage and medicines shift its threshold."""
    by_medicine = medicine_factor(person.medicines, Target.THRESHOLD, values=values)
    by_damage = 1 - values["people.ckd_slope"] * loss
    return {
        "kidney.filtration_rate": filtration,
        "kidney.threshold_factor": values["kidney.threshold_factor"] * by_medicine * by_damage,
    }


def _food(person: Person, loss: Floats, values: Values) -> dict[str, Floats]:
    """Food brings what the person says; one who does not say eats less with failing kidneys."""
    if person.diet is None:
        diet = values["people.diet"] * (1 - values["people.ckd_intake_reduction"] * loss)
    else:
        diet = person.diet * _deviation("people.diet", values)
    return {
        "gut.diet": diet / MAGNESIUM_MASS,
        "gut.food_available": values["people.food_available"],
    }


def _synapses(person: Person, values: Values) -> dict[str, Floats]:
    """Synapses age by the decade from early adulthood on."""
    age = np.minimum(person.age, values["synapse.ageing_end"])
    years = np.maximum(0.0, age - values["synapse.ageing_onset"])
    return {"synapse.decades": years / YEARS_OF_A_DECADE}


def _filtration(person: Person, weight: Floats, values: Values) -> Floats:
    """What the kidneys filter in L/h, as far off as the drawn filtration of the reference is."""
    return _stated_filtration(person, weight, values) * _deviation("kidney.filtration_rate", values)


def _stated_filtration(person: Person, weight: Floats, values: Values) -> Floats:
    if person.filtration is not None:
        return _full(person.filtration, values)
    egfr = person.estimated_filtration
    height = (
        typical_height(person.sex, age=person.age, values=values)
        if person.height is None
        else _full(person.height, values)
    )
    return filtration_rate(
        typical_egfr(person.age, values=values) if egfr is None else _full(egfr, values),
        surface=body_surface(weight, height=height),
    )


def _kidney_loss(filtration: Floats, values: Values) -> Floats:
    """The share of normal filtration that is lost, none above the limit of kidney disease."""
    return np.maximum(0.0, 1 - filtration / HOURLY / values["people.ckd_reference"])


def _weight(person: Person, values: Values) -> Floats:
    if person.weight is None:
        return typical_weight(person.sex, age=person.age, values=values)
    return _full(person.weight, values)


def _relative(weight: Floats, values: Values) -> Floats:
    return weight / values["people.reference_weight"]


def _deviation(name: str, values: Values) -> Floats:
    """How far a draw lies from the written value, as a ratio."""
    room = name.partition(".")[0]
    package = {"kidney": "threonate.body.kidney", "people": "threonate.people"}[room]
    return values[name] / load_room(package)[name].value


def _full(value: float, values: Values) -> Floats:
    return np.full_like(values["people.reference_weight"], value, dtype=np.float64)
