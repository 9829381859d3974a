"""Agreement and independence of walkers, against another package and a process known exactly."""

import numpy as np
import pytest

from threonate.calibration.convergence import autocorrelation_time, effective_size, split_rhat
from threonate.engine.record import Floats


def ar1(memory: float, *, ensembles: int = 4, steps: int = 4000, walkers: int = 16) -> Floats:
    """Walkers that forget slowly; their autocorrelation time is (1 + m) / (1 - m)."""
    chance = np.random.default_rng(7)
    shocks = chance.standard_normal((ensembles, steps, walkers, 1))
    places = np.zeros_like(shocks)
    for step in range(1, steps):
        places[:, step] = memory * places[:, step - 1] + shocks[:, step]
    return places


def test_agreement_is_that_of_another_package() -> None:
    diagnostics = pytest.importorskip("numpyro.diagnostics")
    places = np.random.default_rng(1).normal(size=(4, 100, 1, 2))
    places[1] += 0.3
    theirs = diagnostics.split_gelman_rubin(places[:, :, 0])
    np.testing.assert_allclose(split_rhat(places), theirs, rtol=1e-9)


def test_ensembles_apart_do_not_agree_and_ensembles_together_do() -> None:
    places = np.random.default_rng(2).normal(size=(4, 200, 8, 1))
    assert split_rhat(places)[0] == pytest.approx(1.0, abs=0.005)
    places[0] += 1.0
    assert split_rhat(places)[0] > 1.05


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.8])
def test_walkers_that_forget_slowly_are_worth_fewer_draws(memory: float) -> None:
    places = ar1(memory)
    expected = (1.0 + memory) / (1.0 - memory)
    assert autocorrelation_time(places)[0] == pytest.approx(expected, rel=0.05)
    assert effective_size(places)[0] == pytest.approx(4 * 4000 * 16 / expected, rel=0.05)
