"""Some rooms alone, followed through hours in which nothing from outside changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np

from threonate.engine.emit import identifier
from threonate.engine.record import Floats
from threonate.engine.system import System
from threonate.validation.protocol.adult import Drawn

Join = Callable[[], System]
"""Gives the same joined rooms each time."""


def integrate(
    join: Join,
    *,
    inputs: Sequence[float | Floats],
    numbers: Drawn,
    start: Mapping[str, Floats],
    hours: float,
    step: float,
) -> dict[str, Floats]:
    """Follow the system that ``join`` gives from a start, by the classical Runge-Kutta method.

    ``inputs`` in the system's order and ``numbers`` stay the same over the ``hours``; each state,
    of shape (n,), is given as it is at the end.
    """
    system = join()
    rates = _rates(join)
    given = [numbers[name] for name in system.parameters]
    y = np.array([start[name] for name in system.states])
    entering = [np.broadcast_to(value, y.shape[1:]) for value in inputs]

    def slope(state: Floats) -> Floats:
        return np.array(rates(*state, *entering, *given))

    steps = int(np.ceil(hours / step))
    h = hours / steps
    for _ in range(steps):
        k1 = slope(y)
        k2 = slope(y + h / 2 * k1)
        k3 = slope(y + h / 2 * k2)
        k4 = slope(y + h * k3)
        y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return dict(zip(system.states, y, strict=True))


@cache
def _rates(join: Join) -> Callable[..., list[Floats]]:
    """Turn the laws into one function of states, inputs and numbers, all arrays."""
    import sympy

    system = join()
    names = [*system.states, *system.inputs, *system.parameters]
    symbols = {name: sympy.Symbol(identifier(name), positive=True) for name in names}
    rates = system.rates(symbols, symbols)
    expressions = [rates[state] for state in system.states]
    return sympy.lambdify(list(symbols.values()), expressions, "numpy", cse=True)  # type: ignore[no-any-return]
