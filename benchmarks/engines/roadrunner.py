"""libRoadRunner on the SBML that ``threonate export`` writes, meals and doses as its events."""

from __future__ import annotations

import numpy as np
from model_race.sbml import personal, sbml, state_names
from model_race.task import Task

from threonate.engine.record import Floats


class Engine:
    """``roadrunner.RoadRunner``: loaded once, then given every person's numbers."""

    def __init__(self, tolerance: float = 1e-4) -> None:
        self.tolerance = tolerance

    def prepare(self, task: Task) -> None:
        """Load the model, which compiles it."""
        import roadrunner

        self.model = roadrunner.RoadRunner(sbml(task))
        self.model.integrator.relative_tolerance = self.tolerance
        self.model.integrator.absolute_tolerance = self.tolerance * 1e-2
        self.model.integrator.maximum_num_steps = 100_000
        self.states = state_names()
        self.model.selections = self.states
        self.run(task.take(0, 1))

    def run(self, task: Task) -> Floats:
        """Follow the persons one after the other; (n, samples, states)."""
        names, values = personal(task)
        times = [0.0, *task.sample_times.tolist()]
        return np.array(
            [
                self._follow([*zip(names, own, strict=True)], start, times)
                for own, start in zip(values.tolist(), task.cohort.start.T.tolist(), strict=True)
            ]
        )

    def _follow(
        self, own: list[tuple[str, float]], start: list[float], times: list[float]
    ) -> Floats:
        self.model.reset()
        for name, value in [*own, *zip(self.states, start, strict=True)]:
            self.model[name] = value
        return np.array(self.model.simulate(times=times))[1:]
