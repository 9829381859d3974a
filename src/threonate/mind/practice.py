"""A second test scores higher than the first because the person has seen the test before."""

from enum import Enum

import numpy as np

from threonate.engine.record import Floats
from threonate.mind.numbers import Numbers, stated
from threonate.refusal import Refusal


class Form(Enum):
    """Which version of a test the person gets the second time."""

    SAME = "same"
    PARALLEL = "parallel"


class Domain(Enum):
    """What a test asks of the mind; the value names its number."""

    VERBAL_MEMORY = "practice_verbal_memory"
    VISUAL_MEMORY = "practice_visual_memory"
    SPEED = "practice_speed"
    EXECUTIVE = "practice_executive"


def practice(
    form: Form,
    *,
    age: float,
    years: float,
    domain: Domain | None = None,
    numbers: Numbers | None = None,
) -> Floats:
    """Give what a person gains from having been tested before, in SD between people, (n,).

    ``age`` and the ``years`` between the tests are in years; without a ``domain`` the mean over
    tests is given. What has worn off is zero, never a loss. Raises Refusal for years below zero.
    Source: Calamia 2012; a parallel form brings none, Crawford 1989.
    """
    known = stated() if numbers is None else numbers
    if not years >= 0.0:
        raise Refusal(f"{years:g} years between the tests were given; use 0 or more.")
    if form is Form.PARALLEL:
        return known["mind.practice_parallel"]
    gain = known["mind.practice_first"] + known["mind.practice_interval"] * years
    gain = gain + known["mind.practice_age"] * (age - known["mind.practice_reference_age"])
    if domain is not None:
        gain = gain + known[f"mind.{domain.value}"]
    return np.maximum(gain, 0.0)
