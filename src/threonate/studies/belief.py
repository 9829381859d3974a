"""A belief is what was thought of the effects before any trial was pooled."""

from dataclasses import dataclass, fields
from functools import cache

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room
from threonate.studies.domain import POOLED, Domain

MODELLED = tuple(domain for domain in POOLED if domain is not Domain.TOL)
"""The domains whose effects are in standard deviations; how a product is borne is not."""

FOLLOWING = MODELLED[1:]
"""The domains that follow the composite."""


@dataclass(frozen=True, slots=True)
class Belief:
    """Every prior number of the pooled model, by the name it has in ``studies/parameters.toml``.

    Effects and their spreads are in standard deviations, doses in mg/kg a day of magnesium
    L-threonate, times in weeks, ages in years.
    """

    composite_mean: float
    composite_sd: float
    domain_sd: float
    onset_median: float
    onset_sdlog: float
    half_dose_median: float
    half_dose_sdlog: float
    usual_dose: float
    reference_age: float
    age_sd: float
    impairment_sd: float
    sponsor_scale: float
    combination_mean: float
    combination_sd: float
    between_scale: float
    shared_between: float
    published_successes: float
    published_failures: float
    significance: float
    repeat_correlation: float
    outcome_correlation: float

    @property
    def threshold(self) -> float:
        """The size of a significant result in its own standard errors."""
        from scipy.special import ndtri

        return float(ndtri(1.0 - self.significance / 2.0))


@cache
def stated_belief() -> Belief:
    """Read the belief that the package states."""
    numbers = load_room("threonate.studies")
    return Belief(**{each.name: numbers[f"studies.{each.name}"].value for each in fields(Belief)})


def convention(name: str) -> float:
    """Give a convention of the pool that is not a prior, such as ``usual_weight``."""
    return load_room("threonate.studies")[f"studies.{name}"].value


def prior_draws(belief: Belief, *, draws: int, seed: int) -> dict[str, Floats]:
    """Draw from the belief alone: each quantity of the model, (draws,), by its name."""
    chance = np.random.default_rng(seed)

    def normal() -> Floats:
        return chance.standard_normal(draws)

    composite = belief.composite_mean + belief.composite_sd * normal()
    found = {Domain.G.value: composite}
    found |= {each.value: composite + belief.domain_sd * normal() for each in FOLLOWING}
    return found | {
        "onset": belief.onset_median * np.exp(belief.onset_sdlog * normal()),
        "half_dose": belief.half_dose_median * np.exp(belief.half_dose_sdlog * normal()),
        "age": belief.age_sd * normal(),
        "impairment": belief.impairment_sd * normal(),
        "sponsor": belief.sponsor_scale * np.abs(normal()),
        "combination": belief.combination_mean + belief.combination_sd * normal(),
        "between": belief.between_scale * np.abs(normal()),
        "published": chance.beta(belief.published_successes, belief.published_failures, draws),
    }


QUANTITIES = (
    *(domain.value for domain in MODELLED),
    "onset",
    "half_dose",
    "age",
    "impairment",
    "sponsor",
    "combination",
    "between",
    "published",
)
"""The columns of a posterior, in order."""
