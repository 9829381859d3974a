"""The diffsol solvers through pydiffsol, on the path written in DiffSL; a restart at every dose."""

from __future__ import annotations

import numpy as np
from model_race.diffsl import diffsl
from model_race.reference import follow_single
from model_race.task import Single, Task

from threonate.engine.record import Floats

FIRST_STEP = 0.1


class Engine:
    """``pydiffsol.Ode`` with the explicit Tsit45, which wins over its implicit solvers here."""

    def __init__(self, tolerance: float = 1e-3, solver: str = "tsit45") -> None:
        self.tolerance, self.solver = tolerance, solver

    def prepare(self, task: Task) -> None:
        """Compile the model."""
        import pydiffsol

        self.ode = pydiffsol.Ode(diffsl(), matrix_type=pydiffsol.nalgebra_dense)
        self.ode.ode_solver = getattr(pydiffsol, self.solver)
        self.ode.rtol, self.ode.atol = self.tolerance, self.tolerance * 1e-2
        self.ode.h0 = FIRST_STEP
        self.run(task.take(0, 1))

    def run(self, task: Task) -> Floats:
        """Follow the persons one after the other; (n, samples, states)."""
        return np.array([self._follow(person) for person in task.singles()])

    def _follow(self, person: Single) -> Floats:
        numbers = np.concatenate([person.parameters, person.start])
        first = len(person.parameters)

        def advance(begin: float, end: float, state: Floats) -> Floats:
            numbers[first:] = state
            self.ode.t0 = begin
            return np.asarray(self.ode.solve_dense(numbers, np.array([end])).ys[:, -1])

        return follow_single(person, advance)
