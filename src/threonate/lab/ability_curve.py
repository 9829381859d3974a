"""An ability curve says how the chances of a trial grow with the people in each arm."""

from __future__ import annotations

import math

import numpy as np

from threonate.lab.trial_answer import AbilityCurve, PowerCurve
from threonate.trial.ability import LARGEST, power_of_staying
from threonate.trial.finding import trials_of
from threonate.trial.planned import equal_arms
from threonate.trial.virtual import VirtualTrial

POINTS = 41
FEWEST = 5
"""People in an arm where the curve begins."""


def ability_curve(found: VirtualTrial) -> AbilityCurve:
    """Follow the headline of a trial from very few people to more than it needs."""
    design, head, first = found.design, found.headline, found.runs.found[0]
    sd = trials_of(first, arm=0, design=design).person_sd
    here = equal_arms(head.arm.n, design.control.n)
    needed = max(size.people[0.9] or LARGEST for size in head.sizes)
    people = grid(here, needed)
    return AbilityCurve(
        endpoint=head.endpoint.name,
        arm=head.arm.name,
        unit=head.endpoint.unit,
        here=here,
        people=people,
        curves=tuple(
            PowerCurve(
                effect=effect,
                power=tuple(
                    power_of_staying(
                        effect,
                        sd=sd,
                        people=n,
                        alpha=design.alpha,
                        covariates=design.covariates,
                        staying=design.staying(head.arm),
                    )
                    for n in people
                ),
            )
            for effect in head.endpoint.effects
        ),
        assurance=tuple(map(head.prospect.assurance, people)),
        most=head.most,
    )


def grid(here: int, needed: int) -> tuple[int, ...]:
    """People evenly spaced by their ratio, with those of the design among them."""
    top = 1.3 * max(2 * here, min(needed, 20 * here), 40)
    spaced = np.geomspace(min(FEWEST, here), math.ceil(top), POINTS)
    return tuple(sorted({*map(round, spaced.tolist()), here}))
