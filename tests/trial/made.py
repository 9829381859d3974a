"""Worlds and volunteers whose truth is known, so that trials can be judged by hand."""

from __future__ import annotations

import numpy as np

from threonate.dose import Salt
from threonate.studies.belief import QUANTITIES
from threonate.studies.domain import Domain
from threonate.studies.posterior import Posterior, equal_weights, load_posterior
from threonate.trial.arm import Arm, Dose
from threonate.trial.design import Design
from threonate.trial.endpoint import DomainEndpoint, QuantityEndpoint
from threonate.trial.volunteers import Pool

DRAWS = 500
PEOPLE = 300

THREONATE = Arm("threonate", 50, Dose.of("25 mg/kg"), Salt.find("l-threonate"), control=False)
PLACEBO = Arm("placebo", 50, None, Salt.find("l-threonate"), control=True)
THINKING = DomainEndpoint("composite", Domain.G)
FLUID = QuantityEndpoint("fluid", "csf", spread=8.0, change_sd=5.0, effects=(5.0, 2.7))


def certain(**known: float) -> Posterior:
    """A world in which every quantity is known: no effect, no lean, no spread, all published."""
    plain = dict.fromkeys(QUANTITIES, 0.0)
    plain |= {"onset": 1e-3, "half_dose": 10.0, "published": 1.0}
    draws = {name: np.full(DRAWS, value) for name, value in (plain | known).items()}
    return equal_weights(draws, load_posterior().record)


def pool_of(
    *, truths: np.ndarray | None = None, translates: np.ndarray | None = None, weeks: float = 12.0
) -> Pool:
    """Volunteers of 55 years and 70 kg who all take every dose and answer alike."""
    told = np.zeros(DRAWS) if truths is None else truths
    return Pool(
        age=np.full(PEOPLE, 55.0),
        weight=np.full(PEOPLE, 70.0),
        taken=np.ones(PEOPLE),
        onset=np.full(PEOPLE, 2.5),
        answers={("csf", "threonate", weeks): np.ones(PEOPLE)},
        truths={("csf", "threonate", weeks): told},
        haste=np.ones(len(told)),
        translates=np.zeros(len(told)) if translates is None else translates,
        asked=PEOPLE,
    )


def design_with(**change: object) -> Design:
    """Two arms of 50, twelve weeks, one visit and a composite, unless changed."""
    plain: dict[str, object] = {
        "name": "a trial",
        "weeks": 12.0,
        "visits": (12.0,),
        "arms": (THREONATE, PLACEBO),
        "endpoints": (THINKING,),
    }
    return Design(**{**plain, **change})  # type: ignore[arg-type]
