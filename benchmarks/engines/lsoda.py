"""SciPy's LSODA with a right-hand side and Jacobian compiled by Numba; a restart at every dose."""

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
    """``scipy.integrate.odeint``, the leanest door to LSODA."""

    def __init__(self, tolerance: float = 1e-5) -> None:
        self.tolerance = tolerance

    def prepare(self, task: Task) -> None:
        """Compile the right-hand side."""
        from numba import njit

        module: Any = right_side()
        rates, jacobian = module.rates, module.jacobian
        size = len(path.system().states)

        @njit
        def derivative(time: float, state: Floats, constants: Floats) -> Floats:
            slope = np.empty(size)
            rates(time, state, constants, slope)
            return slope

        @njit
        def matrix(time: float, state: Floats, constants: Floats) -> Floats:
            slopes = np.zeros((size, size))
            jacobian(time, state, constants, slopes)
            return slopes

        self.constants, self.derivative, self.matrix = module.constants, derivative, matrix
        floors = [path.FLOORS.get(state, FLOOR) for state in path.system().states]
        self.floors = np.array(floors)
        self.run(task.take(0, 1))

    def run(self, task: Task) -> Floats:
        """Follow the persons one after the other; (n, samples, states)."""
        return np.array([self._follow(person) for person in task.singles()])

    def _follow(self, person: Single) -> Floats:
        from scipy.integrate import odeint

        constants = self.constants(person.parameters)

        def advance(begin: float, end: float, state: Floats) -> Floats:
            return odeint(  # type: ignore[no-any-return]
                self.derivative,
                state,
                (begin, end),
                args=(constants,),
                Dfun=self.matrix,
                tfirst=True,
                rtol=self.tolerance,
                atol=self.tolerance * self.floors,
                mxstep=100_000,
            )[-1]

        return follow_single(person, advance)
