"""A fit is checked against what it saw."""

import numpy as np
import pytest

from threonate.studies.belief import QUANTITIES, prior_draws, stated_belief
from threonate.studies.checking import UNREPORTED, influence, label_of, predictive_checks, record_of
from threonate.studies.model import Fit
from threonate.studies.pooling import load_pool

POOL = load_pool()


def fitted(replicas: np.ndarray) -> Fit:
    draws = prior_draws(stated_belief(), draws=replicas.shape[1], seed=1)
    return Fit(draws, replicas, settling=1.001, effective=900.0, divergences=2, seed=7)


def test_the_chance_of_as_much_is_counted_by_hand() -> None:
    replicas = np.tile(np.array([-0.5, 0.0, 0.7, 1.0]), (len(POOL.outcomes), 1))
    found = predictive_checks(fitted(replicas), POOL)
    assert found["liu2016 G week 6"] == 0.5  # 0.7 and 1.0 reach 0.66
    assert found["liu2016 G week 12"] == 0.25
    assert found["ni2023 G week 12"] == 0.25  # only 0.0 lies within 0.38
    assert found["zhang2022 EM week 4.29"] == 0.75  # -0.5 is worse than placebo


def test_every_trial_and_the_silent_ones_together_are_left_out() -> None:
    found = influence(POOL)
    assert set(found) == {*POOL.reported, UNREPORTED}
    assert found["liu2016"]["G"] < found["ni2023"]["G"]


def test_a_record_keeps_how_the_sampler_did() -> None:
    replicas = np.zeros((len(POOL.outcomes), 50))
    record = record_of(fitted(replicas), pool=POOL, date="2026-11-25")
    assert (record.seed, record.sampled, record.divergences) == (7, 50, 2)
    assert record.data == POOL.digest()
    assert record.scores[0]["predictor"] == "pooled model"
    assert set(record.checks) == {label_of(outcome) for outcome in POOL.outcomes}
    assert set(fitted(replicas).draws) == set(QUANTITIES)
    assert record.settling == pytest.approx(1.001)
