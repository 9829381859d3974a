"""Worlds in which the truth is known, made without the code that is tested."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest

from threonate.studies.belief import Belief, stated_belief
from threonate.studies.domain import Domain
from threonate.studies.pooling import Outcome, Pool, Trial, load_pool

Truth = dict[str, float]


@dataclass(frozen=True, slots=True)
class World:
    """Trials that happened in a world whose truth is known."""

    truth: Truth
    pool: Pool
    silent: np.ndarray


@pytest.fixture(scope="session")
def small() -> Pool:
    """A pool of the shipped shape with stated ages and doses."""
    pool = load_pool()
    trials = tuple(replace(t, age_sd=0.0, dose_sdlog=0.0) for t in pool.trials)
    return replace(pool, trials=trials)


def effect_in(truth: Truth, outcome: Outcome, trial: Trial, belief: Belief) -> float:
    """The true effect of an outcome, written out as the formula of the model has it."""
    half, usual = truth["half_dose"], belief.usual_dose
    dose = trial.dose / (trial.dose + half) / (usual / (usual + half))
    time = 1.0 - math.exp(-outcome.week / truth["onset"])
    people = math.exp(truth["age"] * (trial.age - 55.0) / 10.0)
    people *= math.exp(truth["impairment"] * trial.impaired)
    more = trial.combination * truth["combination"] + trial.sponsor * truth["sponsor"]
    return truth[outcome.domain.value] * dose * time * people + more


def happen(pool: Pool, truth: Truth, chance: np.random.Generator) -> World:
    """Every trial happens until it is published; the silent ones happen once."""
    belief = stated_belief()
    outcomes: list[Outcome] = []
    for trial in pool.trials:
        own = [o for o in pool.outcomes if o.trial == trial.name]
        while own:
            seen, found = _run(trial, own, truth, belief, chance)
            if seen:
                outcomes += [_said(o, y) for o, y in zip(own, found, strict=True)]
                break
    silent = []
    for o in pool.unreported:
        trial = pool.trial(o.trial)
        spread = math.hypot(o.error, truth["between"])
        y = effect_in(truth, o, trial, belief) + spread * chance.standard_normal()
        printed = y > belief.threshold * o.error or chance.uniform() < truth["published"]
        silent.append(0.0 if printed else 1.0)
    order = {(o.trial, o.domain, o.week): i for i, o in enumerate(pool.outcomes)}
    outcomes.sort(key=lambda o: order[o.trial, o.domain, o.week])
    return World(truth, replace(pool, outcomes=tuple(outcomes)), np.array(silent))


def _run(
    trial: Trial, own: list[Outcome], truth: Truth, belief: Belief, chance: np.random.Generator
) -> tuple[bool, list[float]]:
    shared = chance.standard_normal()
    apart: dict[Domain, float] = {}
    means = []
    for o in own:
        apart.setdefault(o.domain, chance.standard_normal())
        away = math.sqrt(0.5) * shared + math.sqrt(0.5) * apart[o.domain]
        means.append(effect_in(truth, o, trial, belief) + truth["between"] * away)
    found = list(np.array(means) + _errors(own, chance))
    head = next(i for i, o in enumerate(own) if o.headline)
    clear = found[head] > belief.threshold * own[head].error
    return bool(clear or chance.uniform() < truth["published"]), found


def _errors(own: list[Outcome], chance: np.random.Generator) -> np.ndarray:
    """Printed estimates share people (0.6 between visits, 0.5 between outcomes); others do not."""
    spread = np.zeros((len(own), len(own)))
    for i, a in enumerate(own):
        for j, b in enumerate(own):
            both = 1.0 if i == j else float(a.printed and b.printed)
            if i != j:
                both *= (0.5 if a.domain is not b.domain else 1.0) * (
                    0.6 if a.week != b.week else 1.0
                )
            spread[i, j] = both * a.error * b.error
    return chance.multivariate_normal(np.zeros(len(own)), spread)


def _said(o: Outcome, y: float) -> Outcome:
    """What readers learn: a number, or the bounds that it fell into."""
    if o.printed:
        return replace(o, low=float(y), high=float(y))
    ends = [-math.inf, *(end for end in (o.low, o.high) if math.isfinite(end)), math.inf]
    place = int(np.searchsorted(ends, y))
    return replace(o, low=ends[place - 1], high=ends[place])
