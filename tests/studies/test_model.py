"""The pooled model as sampled: it agrees with weighing, which worlds of known truth have tried."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from threonate.refusal import Refusal
from threonate.studies.model import fit, require_sampler
from threonate.studies.pooling import load_pool
from threonate.studies.weighing import weigh

needs_sampler = pytest.mark.skipif(find_spec("numpyro") is None, reason="needs NumPyro")


def test_without_numpyro_fitting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(name: str) -> None:
        """Nothing of that name is installed."""

    monkeypatch.setattr("importlib.util.find_spec", lost)
    with pytest.raises(Refusal, match=r"threonate\[fit\]"):
        require_sampler()


def test_the_model_is_at_hand_without_loading_numpyro() -> None:
    words = "import threonate.studies.model, sys; print('jax' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


@pytest.mark.slow
@needs_sampler
def test_sampling_and_weighing_agree() -> None:
    found = fit(load_pool(), seed=3, chains=2, warmup=500, kept=1000)
    weighed = weigh(load_pool(), seed=3)
    assert found.divergences == 0
    assert found.settling < 1.01
    for name, draws in found.draws.items():
        apart = abs(draws.mean() - weighed.mean(name)) / weighed.sd(name)
        assert apart < 0.12, name
        assert draws.std() == pytest.approx(weighed.sd(name), rel=0.12), name
