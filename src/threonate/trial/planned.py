"""Planned power is what theory promises of a design before anybody is followed or drawn.

It knows who drops out and how the arms are compared. It does not know that people answer
differently to the same dose, which a run does.
"""

from __future__ import annotations

import math

from threonate.trial.ability import people_for, power_of_staying
from threonate.trial.arm import Arm
from threonate.trial.design import Analysis, Design
from threonate.trial.endpoint import Endpoint


def person_sd(endpoint: Endpoint, analysis: Analysis) -> float:
    """Give the SD of one person around the mean of their arm, in the unit of the endpoint.

    Two measurements that correlate by r leave sqrt(2 (1 - r)) of the spread in the change, and
    sqrt(1 - r^2) once the first is adjusted for. Source: Borm GF and others. J Clin Epidemiol
    2007;60:1234.
    """
    if analysis is Analysis.CHANGE:
        return endpoint.spread * math.sqrt(2.0 * (1.0 - endpoint.retest))
    return endpoint.spread * math.sqrt(1.0 - endpoint.retest**2)


def equal_arms(active: int, control: int) -> int:
    """Give the people in each of two equal arms that tell as much as two unequal ones."""
    return max(1, round(2.0 * active * control / (active + control)))


def planned_power(
    design: Design, endpoint: Endpoint, arm: Arm, *, effect: float, people: int
) -> float:
    """Give the chance that two arms of ``people`` find a true ``effect`` of a treated ``arm``."""
    return power_of_staying(
        effect,
        sd=person_sd(endpoint, design.analysis),
        people=people,
        alpha=design.alpha,
        covariates=design.covariates,
        staying=design.staying(arm),
    )


def planned_people(
    design: Design, endpoint: Endpoint, arm: Arm, *, effect: float, power: float
) -> int | None:
    """Give the people in each of two arms that find a true ``effect`` with this power."""
    return people_for(
        effect,
        sd=person_sd(endpoint, design.analysis),
        power_wanted=power,
        alpha=design.alpha,
        covariates=design.covariates,
        staying=design.staying(arm),
    )
