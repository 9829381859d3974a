"""The posterior that travels with the package."""

import subprocess
import sys
import time
from importlib.resources import files

import numpy as np
import pytest

from threonate.refusal import Refusal
from threonate.studies.belief import QUANTITIES
from threonate.studies.domain import Domain
from threonate.studies.pooling import load_pool
from threonate.studies.posterior import (
    SHIPPED,
    load_posterior,
    read_posterior,
    read_record,
    weighted_quantiles,
    write_posterior,
    write_record,
)
from threonate.studies.weighing import weigh


def test_it_is_small_and_belongs_to_the_data_that_are_there() -> None:
    place = files("threonate.studies").joinpath("posterior.csv")
    assert len(place.read_bytes()) < 300_000
    found = load_posterior()
    assert found.count == SHIPPED
    assert found.record.data == load_pool().digest()


def test_its_sampler_had_settled() -> None:
    record = load_posterior().record
    assert record.settling < 1.01
    assert record.effective > 1000
    assert record.divergences == 0


def test_it_says_what_weighing_says() -> None:
    held, weighed = load_posterior(), weigh(load_pool())
    for name in QUANTITIES:
        apart = abs(held.mean(name) - weighed.mean(name)) / weighed.sd(name)
        # Two thousand draws know a mean to a forty-fifth of its spread.
        assert apart < 4.0 / np.sqrt(SHIPPED), name


def test_the_effect_on_thinking_is_small_and_unsure() -> None:
    held = load_posterior()
    low, middle, high = held.quantiles(held.effect(Domain.G), (0.05, 0.5, 0.95))
    assert low < 0.0 < middle < 0.2 < high < 0.5


def test_no_outcome_is_strange_to_the_fitted_model() -> None:
    checks = load_posterior().record.checks
    assert len(checks) == len(load_pool().outcomes)
    assert all(chance > 0.025 for chance in checks.values())


def test_the_shipped_influence_is_that_of_leaving_a_trial_out() -> None:
    shipped = load_posterior().record.influence
    assert shipped["ni2023"]["G"] == pytest.approx(
        weigh(load_pool().without("ni2023"), seed=2).mean("G"), abs=0.01
    )


def test_draws_and_record_survive_writing() -> None:
    held = load_posterior()
    again = read_posterior(write_posterior(held.draws), held.record)
    assert all(np.array_equal(again.draws[n], held.draws[n]) for n in QUANTITIES)
    assert read_record(write_record(held.record)) == held.record


def test_a_damaged_file_is_refused() -> None:
    record = load_posterior().record
    for text in ("G,EF\n0.1,0.2\n", ",".join(QUANTITIES) + "\n0.1,what\n"):
        with pytest.raises(Refusal, match=r"posterior\.csv"):
            read_posterior(text, record)


def test_heavier_draws_pull_a_quantile() -> None:
    values, weights = np.array([0.0, 1.0]), np.array([0.75, 0.25])
    # Mid-ranks at 0.375 and 0.875: the middle lies a quarter of the way.
    (middle,) = weighted_quantiles(values, levels=(0.5,), weights=weights)
    assert middle == pytest.approx(0.25)


def test_it_answers_in_under_a_second_without_the_sampler() -> None:
    words = (
        "import sys; from threonate.studies.prediction import predict; "
        "predict(age=60, dose=2000, weeks=12); print('jax' in sys.modules)"
    )
    began = time.perf_counter()
    told = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
    assert time.perf_counter() - began < 5.0
