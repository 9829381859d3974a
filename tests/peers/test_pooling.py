"""Plain pooling agrees with an independent implementation."""

import numpy as np
import pytest

from threonate.studies.random_effects import Method, pool

meta = pytest.importorskip("statsmodels.stats.meta_analysis")


@pytest.mark.parametrize("seed", range(5))
def test_moments_agree_with_statsmodels(seed: int) -> None:
    chance = np.random.default_rng(seed)
    errors = chance.uniform(0.1, 0.5, 8)
    effects = 0.3 + 0.4 * chance.standard_normal(8) + errors * chance.standard_normal(8)
    theirs = meta.combine_effects(effects, errors**2, method_re="dl")
    ours = pool(effects, errors=errors, method=Method.DERSIMONIAN_LAIRD)
    assert ours.between**2 == pytest.approx(max(theirs.tau2, 0.0), abs=1e-10)
    assert ours.heterogeneity == pytest.approx(theirs.q, rel=1e-10)
    if theirs.tau2 > 0.0:
        assert ours.mean == pytest.approx(theirs.mean_effect_re, rel=1e-10)
        assert ours.error == pytest.approx(theirs.sd_eff_w_re, rel=1e-10)
    fixed = pool(effects, errors=errors, method=Method.COMMON)
    assert fixed.mean == pytest.approx(theirs.mean_effect_fe, rel=1e-10)
