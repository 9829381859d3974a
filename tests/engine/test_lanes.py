"""The short polynomials agree with NumPy's functions to rounding."""

import numpy as np
import pytest

from threonate.engine.lanes import lane_cos, lane_exp, lane_log, lane_pow


@pytest.mark.parametrize("x", np.linspace(-700.0, 700.0, 281))
def test_exp_agrees_with_numpy(x: float) -> None:
    assert lane_exp(x) == pytest.approx(np.exp(x), rel=3e-15)


@pytest.mark.parametrize("x", np.geomspace(1e-300, 1e300, 301))
def test_log_agrees_with_numpy(x: float) -> None:
    assert lane_log(x) == pytest.approx(np.log(x), rel=4e-16, abs=1e-16)


@pytest.mark.parametrize("x", [1.0 - 1e-9, 1.0, 1.0 + 1e-9, 1.5, 0.7071067811865476])
def test_log_is_accurate_around_one(x: float) -> None:
    assert lane_log(x) == pytest.approx(np.log(x), rel=1e-15, abs=1e-24)


@pytest.mark.parametrize("x", [0.2, 0.9, 1.0, 1.1, 7.0])
@pytest.mark.parametrize("y", [0.4, 1.0, 2.6, 6.0, 15.0])
def test_power_agrees_with_numpy(x: float, y: float) -> None:
    assert lane_pow(x, y) == pytest.approx(x**y, rel=1e-14)


@pytest.mark.parametrize("x", np.linspace(-40.0, 2000.0, 409))
def test_cosine_agrees_with_numpy(x: float) -> None:
    assert lane_cos(x) == pytest.approx(np.cos(x), abs=1e-12)
