"""Laws written out as straight-line arithmetic: the model's half of the kernel.

The system is traced once with symbols. What depends on parameters alone is lifted out and computed
once per person; the rest becomes the right-hand side, its Jacobian and an unrolled sparse
elimination, with shared subexpressions named once. The statements are plain data, so one printer
writes them for Numba and another for C.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from threonate.engine.law import CLOCK
from threonate.engine.system import System

Statement = tuple[str, Any]
"""A name and the SymPy expression that it stands for."""

ORDER = 6
"""Terms of the binomial series that carries a power through a step."""

CONTROLS = ("blood.drip",)
"""Parameters that events may change while a person is being followed; never lifted out."""


def identifier(name: str) -> str:
    """Turn ``gut.jejunum`` into ``gut_jejunum``."""
    return name.replace(".", "_")


@dataclass(frozen=True)
class Program:
    """The arithmetic of one system, ready to be printed."""

    system: System
    constants: tuple[Statement, ...]
    powers: tuple[Carried, ...]
    rates: tuple[Statement, ...]
    rate_of: Mapping[str, Any]
    slopes: tuple[Statement, ...]
    jacobian: Mapping[tuple[int, int], Any]
    drift: Mapping[int, Any]
    elimination: Elimination

    @property
    def needed(self) -> tuple[str, ...]:
        """The states that the right-hand side reads."""
        return tuple(s for s in self.system.states if s not in self.system.sinks)

    @property
    def controls(self) -> tuple[str, ...]:
        """The parameters that events may change."""
        return tuple(name for name in CONTROLS if name in self.system.parameters)


@dataclass(frozen=True)
class Carried:
    """A power with a non-integer exponent, computed once a step and carried through its stages.

    Within a step the base moves little, so each stage multiplies the power at the step's start by
    the binomial series of the base's relative change; ``series`` names the coefficients.
    """

    name: str
    base: Any
    exponent: Any
    series: tuple[str, ...]

    @property
    def parts(self) -> tuple[Any, ...]:
        """Everything that the power is computed from."""
        return self.base, self.exponent, *(sympy.Symbol(n, positive=True) for n in self.series)


@dataclass(frozen=True)
class Elimination:
    """The order and the pattern of a sparse LU factorisation without pivoting."""

    order: tuple[int, ...]
    pattern: frozenset[tuple[int, int]]

    @cached_property
    def position(self) -> Mapping[int, int]:
        """Where each unknown stands in the order."""
        return {unknown: place for place, unknown in enumerate(self.order)}

    def below(self, pivot: int) -> list[int]:
        """Rows eliminated by a pivot, in order."""
        later = self.order[self.position[pivot] + 1 :]
        return [row for row in later if (row, pivot) in self.pattern]

    def left(self, pivot: int) -> list[int]:
        """Columns before a pivot's own that its row fills, in order."""
        earlier = self.order[: self.position[pivot]]
        return [column for column in earlier if (pivot, column) in self.pattern]

    def right(self, pivot: int) -> list[int]:
        """Columns that a pivot's row fills, in order."""
        later = self.order[self.position[pivot] + 1 :]
        return [column for column in later if (pivot, column) in self.pattern]


def write(system: System) -> Program:
    """Trace a system and arrange its arithmetic."""
    states = [sympy.Symbol(identifier(name), positive=True) for name in system.states]
    parameters = [sympy.Symbol(identifier(name), positive=True) for name in system.parameters]
    clock = sympy.Symbol(CLOCK, real=True)
    values = {**dict(zip(system.states, states, strict=True)), CLOCK: clock}
    rates = system.rates(values, dict(zip(system.parameters, parameters, strict=True)))
    right = [sympy.sympify(rates[name]) for name in system.states]
    jacobian = {
        (i, j): slope
        for i, rate in enumerate(right)
        for j, state in enumerate(states)
        if rate.has(state) and (slope := sympy.diff(rate, state)) != 0
    }
    drift = {i: sympy.diff(rate, clock) for i, rate in enumerate(right) if rate.has(clock)}

    controls = {identifier(name) for name in CONTROLS}
    lifter = _Lifter({p for p in parameters if p.name not in controls})
    right = [lifter.lift(rate) for rate in right]
    jacobian = {place: lifter.lift(slope) for place, slope in jacobian.items()}
    drift = {place: lifter.lift(slope) for place, slope in drift.items()}

    carrier = _Carrier(lifter)
    right = [carrier.carry(rate) for rate in right]
    jacobian = {place: carrier.carry(slope) for place, slope in jacobian.items()}

    rate_names, rate_values = _share(right, "r")
    slope_names, slope_values = _share([*jacobian.values(), *drift.values()], "s")
    powers = tuple(carrier.carried.values())
    used = [*(value for _, value in (*rate_names, *slope_names)), *rate_values, *slope_values]
    used += [part for power in powers for part in power.parts]
    return Program(
        system=system,
        constants=_needed(lifter.constants, used),
        powers=powers,
        rates=rate_names,
        rate_of=dict(zip(system.states, rate_values, strict=True)),
        slopes=slope_names,
        jacobian=dict(zip(jacobian, slope_values, strict=False)),
        drift=dict(zip(drift, slope_values[len(jacobian) :], strict=True)),
        elimination=_eliminate(len(states), jacobian),
    )


class _Lifter:
    """Names every subexpression that holds parameters alone."""

    def __init__(self, parameters: set[Any]) -> None:
        self.parameters = parameters
        self.constants: list[Statement] = []
        self.named: dict[Any, Any] = {}

    def lift(self, expression: Any) -> Any:
        """Replace the parts that depend on parameters alone by named constants."""
        if expression.is_Symbol or expression.is_Number:
            return expression
        if expression.free_symbols and expression.free_symbols <= self.parameters:
            return self.name(expression)
        arguments = [self.lift(argument) for argument in expression.args]
        if not (expression.is_Add or expression.is_Mul):
            return expression.func(*arguments)
        fixed = [a for a in expression.args if self._is_fixed(a)]
        if len(fixed) < 2 or not any(a.free_symbols for a in fixed):
            return expression.func(*arguments)
        moving = [self.lift(a) for a in expression.args if not self._is_fixed(a)]
        return expression.func(self.name(expression.func(*fixed)), *moving)

    def _is_fixed(self, expression: Any) -> bool:
        return bool(expression.free_symbols <= self.parameters)

    def name(self, expression: Any) -> Any:
        """Give a constant expression a symbol."""
        if expression not in self.named:
            symbol = sympy.Symbol(f"k{len(self.named)}", positive=True)
            self.named[expression] = symbol
            self.constants.append((symbol.name, expression))
        return self.named[expression]


def _needed(constants: list[Statement], used: list[Any]) -> tuple[Statement, ...]:
    """Drop constants that ended up inside larger ones only."""
    wanted = {symbol.name for expression in used for symbol in expression.free_symbols}
    kept = []
    for name, value in reversed(constants):
        if name in wanted:
            kept.append((name, value))
            wanted |= {symbol.name for symbol in value.free_symbols}
    return tuple(reversed(kept))


class _Carrier:
    """Replaces powers with a non-integer exponent by symbols."""

    def __init__(self, lifter: _Lifter) -> None:
        self.lifter = lifter
        self.carried: dict[Any, Carried] = {}

    def carry(self, expression: Any) -> Any:
        """Replace every such power in an expression."""
        if not expression.args:
            return expression
        if expression.is_Pow and not expression.exp.is_Number:
            return sympy.Symbol(self._carried(expression).name, positive=True)
        return expression.func(*(self.carry(argument) for argument in expression.args))

    def _carried(self, power: Any) -> Carried:
        if power not in self.carried:
            terms = [
                sympy.expand_func(sympy.ff(power.exp, n) / sympy.factorial(n))
                for n in range(1, ORDER)
            ]
            series = tuple(
                self.lifter.name(term).name if term != power.exp else power.exp.name
                for term in terms
            )
            self.carried[power] = Carried(f"q{len(self.carried)}", power.base, power.exp, series)
        return self.carried[power]


def _share(expressions: list[Any], prefix: str) -> tuple[tuple[Statement, ...], list[Any]]:
    names = sympy.numbered_symbols(prefix, positive=True)
    shared, values = sympy.cse(expressions, symbols=names, order="none")
    return tuple((symbol.name, value) for symbol, value in shared), values


def _eliminate(size: int, jacobian: Iterable[tuple[int, int]]) -> Elimination:
    """Order the unknowns by minimum degree and record the fill-in."""
    pattern = {(i, i) for i in range(size)} | set(jacobian)
    left = set(range(size))
    order: list[int] = []
    while left:
        pivot = min(left, key=lambda u: (_cost(u, left, pattern), u))
        order.append(pivot)
        left.remove(pivot)
        rows = [i for i in left if (i, pivot) in pattern]
        columns = [j for j in left if (pivot, j) in pattern]
        pattern |= {(i, j) for i in rows for j in columns}
    return Elimination(tuple(order), frozenset(pattern))


def _cost(unknown: int, left: set[int], pattern: set[tuple[int, int]]) -> int:
    rows = sum((i, unknown) in pattern for i in left if i != unknown)
    columns = sum((unknown, j) in pattern for j in left if j != unknown)
    return rows * columns
