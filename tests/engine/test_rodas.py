"""The scheme's coefficients make a method of order four with an estimate of order three."""

import numpy as np

from threonate.engine import rodas


def _step(y: float, t: float, h: float) -> tuple[float, float]:
    """One step of the scheme for y' = -y**2 + cos(t), written out plainly for one unknown."""
    slope, drift = -2 * y, -np.sin(t)
    stages: list[float] = []
    argument = y
    for i in range(rodas.STAGES):
        argument = y + sum(a * u for a, u in zip(rodas.ARGUMENTS[i], stages, strict=True))
        right = -(argument**2) + np.cos(t + rodas.TIMES[i] * h)
        right += sum(c * u for c, u in zip(rodas.COUPLING[i], stages, strict=True)) / h
        right += rodas.DRIFT[i] * h * drift
        stages.append(right / (1 / (rodas.GAMMA * h) - slope))
    return argument + stages[-1], stages[-1]


def _solve(steps: int) -> tuple[float, float]:
    h, y, worst = 2.0 / steps, 1.0, 0.0
    for i in range(steps):
        y, error = _step(y, i * h, h)
        worst = max(worst, abs(error))
    return y, worst


def test_halving_the_step_divides_the_error_by_sixteen() -> None:
    exact, _ = _solve(4096)
    errors = [abs(_solve(steps)[0] - exact) for steps in (64, 128, 256)]
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert np.all(orders > 3.8)
    assert np.all(orders < 4.6)


def test_the_error_estimate_falls_with_the_fourth_power_of_the_step() -> None:
    estimates = [_solve(steps)[1] for steps in (32, 64, 128)]
    orders = np.log2(np.array(estimates[:-1]) / np.array(estimates[1:]))
    assert np.all(orders > 3.6)
