"""CVODE through scikit-sundae with a Numba right-hand side and Jacobian, a restart at doses."""

from __future__ import annotations

from typing import Any

import numpy as np
from model_race.reference import follow_single
from model_race.right_side import right_side
from model_race.task import Single, Task

from threonate import path
from threonate.engine.record import Floats
from threonate.engine.source import FLOOR


class Engine:
    """``sksundae.cvode.CVODE`` with one solver for all persons."""

    def __init__(self, tolerance: float = 1e-4) -> None:
        self.tolerance = tolerance

    def prepare(self, task: Task) -> None:
        """Compile the right-hand side."""
        from sksundae.cvode import CVODE

        module: Any = right_side()
        self.constants = module.constants
        rates, jacobian = module.rates, module.jacobian
        self.person = np.zeros(len(module.constants(np.ones(len(path.system().parameters)))))

        constants = self.person

        def derivative(time: float, state: Floats, slope: Floats) -> None:
            rates(time, state, constants, slope)

        def matrix(time: float, state: Floats, slope: Floats, slopes: Floats) -> None:  # noqa: ARG001
            jacobian(time, state, constants, slopes)

        floors = [path.FLOORS.get(state, FLOOR) for state in path.system().states]
        self.solver = CVODE(
            derivative,
            jacfn=matrix,
            rtol=self.tolerance,
            atol=self.tolerance * np.array(floors),
            max_num_steps=100_000,
        )
        self.run(task.take(0, 1))

    def run(self, task: Task) -> Floats:
        """Follow the persons one after the other; (n, samples, states)."""
        return np.array([self._follow(person) for person in task.singles()])

    def _follow(self, person: Single) -> Floats:
        self.person[:] = self.constants(person.parameters)
        return follow_single(person, self._advance)

    def _advance(self, begin: float, end: float, state: Floats) -> Floats:
        self.solver.init_step(begin, state)
        return np.asarray(self.solver.step(end, tstop=end).y)
