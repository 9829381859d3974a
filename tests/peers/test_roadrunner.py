"""libRoadRunner, told our model as SBML, sees the same body hour by hour for twelve weeks."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from threonate import path
from threonate.engine.law import CLOCK
from threonate.export.sheet import plain

roadrunner = pytest.importorskip("roadrunner")


@pytest.fixture(scope="module")
def runner(weeks: Any) -> Any:
    made = roadrunner.RoadRunner(weeks.sbml)
    made.integrator.relative_tolerance = 1e-10
    made.integrator.absolute_tolerance = 1e-12
    made.integrator.maximum_num_steps = 100_000
    made.selections = ["time", *map(plain, path.system().states)]
    return made


def simulate(runner: Any, weeks: Any) -> Any:
    runner.reset()
    return np.array(runner.simulate(times=[0.0, *weeks.times]))[1:, 1:]


def test_roadrunner_sees_the_same_twelve_weeks(
    runner: Any, weeks: Any, difference: Callable[..., Mapping[str, float]]
) -> None:
    apart = difference(simulate(runner, weeks), weeks.ours)
    assert {state: size for state, size in apart.items() if not size <= 1e-5} == {}


def test_a_second_run_of_roadrunner_gets_every_dose_again(runner: Any, weeks: Any) -> None:
    first = simulate(runner, weeks)
    np.testing.assert_allclose(simulate(runner, weeks), first, rtol=1e-8, atol=1e-10)


def test_a_run_broken_off_during_a_drip_leaves_no_trace_in_the_next(
    runner: Any, weeks: Any
) -> None:
    first = simulate(runner, weeks)
    runner.reset()
    runner.simulate(times=[0.0, 24 * 60 + 11.0])
    np.testing.assert_allclose(simulate(runner, weeks), first, rtol=1e-8, atol=1e-10)


def test_roadrunner_derives_the_same_levels(runner: Any, weeks: Any) -> None:
    system = path.system()
    runner.reset()
    runner.simulate(times=[0.0, 100.25])
    values = {state: float(runner[plain(state)]) for state in system.states}
    values[CLOCK] = 100.25
    for level in system.levels:
        ours = system.level(level, values, weeks.parameters)
        assert float(runner[level]) == pytest.approx(ours, rel=1e-12), level
