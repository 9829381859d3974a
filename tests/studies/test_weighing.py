"""The pooled model by weighing draws of the belief."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.studies.conftest import happen

from threonate.refusal import Refusal
from threonate.studies.belief import prior_draws, stated_belief
from threonate.studies.domain import Domain
from threonate.studies.pooling import Outcome, Pool, Trial, load_pool
from threonate.studies.random_effects import conjugate
from threonate.studies.response import Draws
from threonate.studies.weighing import weigh

NEVER = 1e-6
WATCHED = ("G", "EM", "SLS", "sponsor", "between", "published")


def test_without_boasts_and_selection_the_answer_is_the_plain_one() -> None:
    """Prior 0.15 (0.25) with 0.89 (0.32), no spread, full effect: the conjugate answer by hand."""
    belief = replace(
        stated_belief(),
        sponsor_scale=NEVER,
        between_scale=NEVER,
        published_successes=1e6,
        published_failures=NEVER,
        onset_median=NEVER,
        impairment_sd=NEVER,
    )
    trial = Trial("one", 0.0, 0.0, 0.0, 55.0, 0.0, 25.0, 0.0)
    outcome = Outcome("one", Domain.G, 12.0, 0.89, 0.89, 0.32, headline=True)
    found = weigh(Pool((trial,), (outcome,), ()), belief=belief)
    mean, sd = conjugate(0.15, sd=0.25, effects=np.array([0.89]), errors=np.array([0.32]))
    assert found.mean("G") == pytest.approx(mean, abs=0.005)
    assert found.sd("G") == pytest.approx(sd, abs=0.005)


def test_the_working_answer_comes_back_without_the_maker_and_the_drawer() -> None:
    belief = replace(
        stated_belief(), sponsor_scale=NEVER, published_successes=1e6, published_failures=NEVER
    )
    found = weigh(replace(load_pool(), unreported=()), belief=belief)
    assert found.mean("G") == pytest.approx(0.21, abs=0.03)
    assert found.sd("G") == pytest.approx(0.14, abs=0.02)


def test_each_trial_pulls_its_own_way() -> None:
    pool = load_pool()
    whole = weigh(pool).mean("G")
    assert weigh(pool.without("liu2016")).mean("G") < whole - 0.03
    assert weigh(pool.without("ni2023")).mean("G") > whole + 0.08


def test_trials_that_stay_silent_lower_the_answer() -> None:
    pool = load_pool()
    assert weigh(replace(pool, unreported=())).mean("G") > weigh(pool).mean("G")


def test_the_same_seed_gives_the_same_weights() -> None:
    one, other = (weigh(load_pool(), draws=5_000, seed=4) for _ in range(2))
    assert np.array_equal(one.weights, other.weights)


def test_an_effect_beyond_belief_is_refused_rather_than_answered() -> None:
    pool = load_pool()
    absurd = tuple(
        replace(each, low=4.9, high=4.9, error=0.05) if each.printed else each
        for each in pool.outcomes
    )
    with pytest.raises(Refusal, match="so far from"):
        weigh(replace(pool, outcomes=absurd), draws=5_000)


@pytest.mark.slow
def test_ranks_of_the_truth_are_uniform(small: Pool) -> None:
    """Simulation-based calibration: Talts and others 2018, arXiv:1804.06788."""
    belief, worlds = stated_belief(), 240
    truths = prior_draws(belief, draws=worlds, seed=7)
    ranks: dict[str, list[float]] = {name: [] for name in WATCHED}
    for i in range(worlds):
        truth = {name: float(values[i]) for name, values in truths.items()}
        world = happen(small, truth, np.random.default_rng([7, i]))
        pool = replace(
            world.pool,
            unreported=tuple(
                each for each, silent in zip(small.unreported, world.silent, strict=True) if silent
            ),
        )
        found = weigh(pool, draws=60_000, seed=1000 + i, fewest=10.0)
        # A registered trial that did report counts by what it could have been, unlike a silent one.
        told = np.zeros(len(found.weights))
        for each, silent in zip(small.unreported, world.silent, strict=True):
            if not silent:
                told += reported(each, small, found.draws)
        weights = found.weights * np.exp(told)
        for name in WATCHED:
            below = weights[found.draws[name] < truth[name]].sum() / weights.sum()
            ranks[name].append(float(below))
    for name in WATCHED:
        assert uniform(np.array(ranks[name])), name


def reported(each: Outcome, pool: Pool, draws: Draws) -> np.ndarray:
    """The log chance that a registered trial reported, written out."""
    from scipy.stats import norm

    belief, trial = stated_belief(), pool.trial(each.trial)
    half, usual = draws["half_dose"], belief.usual_dose
    dose = trial.dose / (trial.dose + half) / (usual / (usual + half))
    time = 1.0 - np.exp(-each.week / draws["onset"])
    people = np.exp(draws["age"] * (trial.age - 55.0) / 10.0 + draws["impairment"])
    expected = draws[each.domain.value] * dose * time * people + draws["sponsor"]
    spread = np.hypot(each.error, draws["between"])
    clear = norm.sf(belief.threshold * each.error, loc=expected, scale=spread)
    return np.asarray(np.log(1.0 - (1.0 - draws["published"]) * (1.0 - clear)))


def uniform(ranks: np.ndarray) -> bool:
    """Six equal bins hold what chance allows: chi squared of 5 degrees below its 99.9 % point."""
    counts, _ = np.histogram(ranks, bins=6, range=(0.0, 1.0))
    expected = len(ranks) / 6
    return float(((counts - expected) ** 2 / expected).sum()) < 20.515
