"""The same laws through SciPy's solvers: slow, adaptive and independent of the kernel's scheme.

Used where an input is an arbitrary function of time, and by the tests as the yardstick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.integrate import solve_ivp

from threonate.engine.emit import identifier
from threonate.engine.law import CLOCK
from threonate.engine.record import Floats, Records
from threonate.engine.system import System

Drive = Callable[[float], float]


def right_side(
    system: System, parameters: Mapping[str, float], drives: Mapping[str, Drive] | None = None
) -> Callable[[float, Floats], Floats]:
    """Turn a system into f(t, y) with fast compiled-in parameters; ``drives`` feed its inputs."""
    import sympy

    given = dict(drives or {})
    names = [*system.states, CLOCK, *system.inputs]
    symbols = {name: sympy.Symbol(identifier(name), positive=True) for name in names}
    rates = system.rates(dict(symbols), dict(parameters))
    expressions = [sympy.sympify(rates[state]) for state in system.states]
    compiled = sympy.lambdify([symbols[n] for n in names], expressions, "math", cse=True)
    inputs = [given[name] for name in system.inputs]

    def derivative(time: float, state: Floats) -> Floats:
        return np.array(compiled(*state, time, *(drive(time) for drive in inputs)))

    return derivative


def integrate(
    system: System,
    parameters: Mapping[str, float],
    start: Floats,
    times: Sequence[float],
    *,
    drives: Mapping[str, Drive] | None = None,
    tolerance: float = 1e-10,
) -> Floats:
    """Solve from the first of ``times`` to the last; returns (times, states)."""
    solution = solve_ivp(
        right_side(system, parameters, drives),
        (times[0], times[-1]),
        start,
        method="LSODA",
        t_eval=times,
        rtol=tolerance,
        atol=tolerance * 1e-2,
        max_step=0.5,
    )
    return np.asarray(solution.y.T)


def follow_one(
    system: System,
    parameters: Mapping[str, float],
    start: Floats,
    records: Records,
    entries: Sequence[tuple[int, int, float]],
    *,
    tolerance: float = 1e-10,
) -> Floats:
    """Follow one person through a schedule; ``entries`` are (input, state index, share)."""
    values = dict(parameters)
    state = np.array(start, dtype=float)
    samples = np.zeros((records.samples, len(state)))
    derivative = right_side(system, values)
    now = records.times[0, 0]
    for index in range(records.counts[0]):
        time = records.times[0, index]
        if time > now:
            state = solve_ivp(
                derivative,
                (now, time),
                state,
                method="LSODA",
                rtol=tolerance,
                atol=tolerance * 1e-2,
            ).y[:, -1]
            now = time
        if records.slots[0, index] >= 0:
            samples[records.slots[0, index]] = state
        for source, target, share in entries:
            state[target] += share * records.amounts[0, index, source]
        if records.drips[0, index] >= 0:
            values["blood.drip"] = records.drips[0, index]
            derivative = right_side(system, values)
    return samples
