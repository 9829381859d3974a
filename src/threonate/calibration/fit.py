"""The verb ``fit``: numbers of the model and somebody's own data go in, a posterior comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

import threonate
from threonate.calibration.best import Best, Search, find_best
from threonate.calibration.data import Data
from threonate.calibration.given import choose_given, describe
from threonate.calibration.posterior import Posterior
from threonate.calibration.prediction import SteadyPersons
from threonate.calibration.predictive import Predictive, check_predictive
from threonate.calibration.prior import Prior, Whose, choose_priors
from threonate.calibration.problem import Problem
from threonate.calibration.sampler import MOST_STEPS, Chains, sample
from threonate.calibration.summary import Estimate, correlations, estimate_all, warnings_of
from threonate.refusal import Refusal

Announce = Callable[[str], None]

KEPT = 1000
"""Draws that a posterior holds unless asked otherwise."""

MOST_KEPT = 20_000

FACTOR = 5.0
"""A measurement that is so many times what the model gives, or a share so small, is questioned."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted problem: best fit, walkers, estimates, check against the data, and the posterior."""

    problem: Problem
    best: Best
    chains: Chains
    estimates: tuple[Estimate, ...]
    predictive: Predictive
    posterior: Posterior
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The fit as one document with stable keys."""
        return {**self.posterior.record, "warnings": list(self.warnings)}


def steady_problem(
    data: Data,
    parameters: Sequence[str],
    *,
    priors: Sequence[Prior] = (),
    whose: Whose | None = None,
    given: Mapping[str, float] | None = None,
    announce: Announce = lambda _: None,
) -> Problem:
    """The problem of fitting numbers of the model to data of persons on their own steady days.

    Without ``whose``, numbers are those of one person where one was measured, and shared by all
    where several were. ``given`` fixes numbers otherwise than written; where a brain was measured
    under threonate, ``brain.translation`` is 1 unless given as 0. Raises Refusal for numbers that
    cannot be fitted or given.
    """
    from threonate.simulation import all_parameters, kernel

    alone = len(data.participants) == 1
    chosen = choose_priors(
        parameters,
        known=all_parameters(),
        said=priors,
        whose=whose or (Whose.OWN if alone else Whose.SHARED),
    )
    fixed = choose_given(given or {}, parameters, data, known=all_parameters())
    predict = SteadyPersons(kernel(announce), data, fixed)
    return Problem(chosen, data.measurements, predict, data.fingerprint, fixed)


def fit(
    problem: Problem,
    *,
    draws: int = KEPT,
    seed: int = 1,
    search: Search = Search.LOCAL,
    steps: int = MOST_STEPS,
    announce: Announce = lambda _: None,
) -> Fit:
    """Find the best fit, draw from the posterior about it, and check both.

    ``steps`` bounds the walk, which ends when its ensembles agree. The same seed gives the same
    posterior. Raises Refusal for a problem that cannot be fitted, and without emcee.
    """
    if not 1 <= draws <= MOST_KEPT:
        raise Refusal(f"{draws} draws were asked for; use 1 to {MOST_KEPT:,}.")
    best = find_best(problem, seed=seed, search=search, announce=announce)
    chains = sample(
        problem.log_posterior,
        best.place,
        best.covariance,
        seed=seed,
        most=steps,
        announce=announce,
    )
    estimates = estimate_all(problem.priors, chains, best.place)
    predictive = check_predictive(problem, chains.flat, seed=seed)
    warned = (*describe(problem.given), *warnings_of(estimates, chains))
    warned += tuple(_far_off(problem, predictive))
    if predictive.is_strange:
        warned += (_strange(predictive, len(problem.measurements)),)
    chance = np.random.default_rng(seed)
    places = chains.flat[chance.integers(len(chains.flat), size=draws)]
    made = _record(problem, best, chains, estimates, predictive, seed)
    fixed = {name: np.full(draws, value) for name, value in problem.given.items()}
    posterior = Posterior({**problem.values(places), **fixed}, made)
    return Fit(problem, best, chains, estimates, predictive, posterior, warned)


def _far_off(problem: Problem, predictive: Predictive) -> Iterator[str]:
    """Measurements that look as if they were written in another unit."""
    for one, usual in zip(problem.measurements, predictive.median, strict=True):
        is_near = one.value > 0.0 and usual / FACTOR < one.value < usual * FACTOR
        if usual > 0.0 and not is_near:
            unit = one.observable.quantity.unit
            yield (
                f"A measurement of {one.observable.key} at {one.time:g} h is {one.value:.3g} "
                f"{unit}, and the model gives {usual:.3g}; check its unit."
            )


def _strange(predictive: Predictive, measured: int) -> str:
    return (
        f"The model does not describe these data: {predictive.outside} of {measured} measurements "
        f"lie outside their 95 % range, and a misfit like this has a chance of "
        f"{predictive.chance:.3f}; check the errors, the doses, or fit other numbers."
    )


def _record(
    problem: Problem,
    best: Best,
    chains: Chains,
    estimates: tuple[Estimate, ...],
    predictive: Predictive,
    seed: int,
) -> dict[str, Any]:
    """How a posterior was made, as plain values."""
    return {
        "made_with": f"threonate {threonate.__version__}",
        "seed": seed,
        "data": problem.fingerprint,
        "measurements": len(problem.measurements),
        "given": dict(problem.given),
        "misfit": best.misfit,
        "sampler": {
            "steps": chains.steps,
            "ensembles": chains.places.shape[0],
            "walkers": chains.places.shape[2],
            "acceptance": chains.acceptance.tolist(),
            "agreed": chains.agreed,
        },
        "predictive": {"chance": predictive.chance, "outside_95_percent": predictive.outside},
        "correlations": correlations(chains).tolist(),
        "parameters": {one.name: one.document() for one in estimates},
    }
