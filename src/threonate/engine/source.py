"""The kernel's source text: one program, many persons, each a lane of the innermost loop.

All working numbers of a block of persons live in one flat array ``w``; slot ``s`` of lane ``i`` is
``w[s * LANES + i]``. Every index is a literal plus the lane, so a compiler turns each loop over
``i`` into vector instructions. The arithmetic is printed in a subset common to Python and C.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sympy.printing.str import StrPrinter

from threonate.engine import rodas
from threonate.engine.emit import Program, identifier

FLOOR = 1e-3
"""The size below which a state's error is judged in absolute terms, where none is given."""

Line = tuple[str, str]
"""A target, a local name or a slot, and the text of what it becomes."""


class _Printer(StrPrinter):  # type: ignore[misc]
    """Prints arithmetic that Python and C read alike."""

    def _print_Pow(self, expr: Any, **_: Any) -> str:
        base, exponent = self.parenthesize(expr.base, 100), expr.exp
        if exponent.is_Integer and abs(int(exponent)) <= 4:
            # A power of a reciprocal shares its one division with every other use of it.
            factor = base if exponent > 0 else f"(1.0/{base})"
            return "(" + "*".join([factor] * abs(int(exponent))) + ")"
        return f"lane_pow({self._print(expr.base)}, {self._print(exponent)})"

    def _print_Mul(self, expr: Any) -> str:
        return "*".join(self.parenthesize(factor, 50) for factor in expr.args)

    def _print_Integer(self, expr: Any) -> str:
        return f"{int(expr)}.0"

    def _print_Float(self, expr: Any) -> str:
        return repr(float(expr))

    def _print_Rational(self, expr: Any) -> str:
        return repr(float(expr))

    def _print_Function(self, expr: Any) -> str:
        name = expr.func.__name__
        argument = self._print(expr.args[0])
        if name == "sin":
            return f"lane_cos({argument} - 1.5707963267948966)"
        return f"lane_{name}({argument})"

    _print_exp = _print_log = _print_cos = _print_sin = _print_Function
    _print_ExpBase = _print_Function


_text = _Printer().doprint


@dataclass(frozen=True)
class Layout:
    """Where everything stands in the workspace, in slots."""

    program: Program

    @property
    def states(self) -> int:
        """The number of states."""
        return len(self.program.system.states)

    def state(self, index: int) -> int:
        """The slot of a state."""
        return index

    def stage(self, stage: int, index: int) -> int:
        """The slot of a state's increment in one of the first five stages."""
        return self.states * (1 + stage) + index

    @property
    def after_stages(self) -> int:
        """The first slot behind the stages."""
        return self.states * rodas.STAGES

    def clock(self) -> int:
        """The slot of the person's time."""
        return self.after_stages

    def step(self) -> int:
        """The slot of the step size."""
        return self.after_stages + 1

    def active(self) -> int:
        """The slot that is 1 while the person still steps and 0 once waiting for the others."""
        return self.after_stages + 2

    def error(self) -> int:
        """The slot of the largest scaled error estimate so far."""
        return self.after_stages + 3

    def per_step(self) -> int:
        """The slot of one over the step size."""
        return self.after_stages + 4

    def power(self, index: int) -> int:
        """The slot of a carried power; the next one holds one over its base."""
        return self.after_stages + 5 + 2 * index

    def parameter(self, index: int) -> int:
        """The slot of a parameter."""
        return self.power(len(self.program.powers)) + index

    def constant(self, index: int) -> int:
        """The slot of a number computed once from parameters."""
        return self.parameter(len(self.program.system.parameters)) + index

    def entry(self, index: int) -> int:
        """The slot of an entry of the factorised matrix."""
        return self.constant(len(self.program.constants)) + index

    def drift(self, index: int) -> int:
        """The slot of the right-hand side's own slope in time."""
        return self.entry(len(self.program.elimination.pattern)) + index

    @property
    def slots(self) -> int:
        """The number of slots."""
        return self.drift(len(self.program.drift))


class Arithmetic:
    """Prints three kinds of loop body: preparing a person, the first stage and the later stages."""

    def __init__(self, program: Program, lanes: int, floors: Mapping[str, float]) -> None:
        self.program = program
        self.floors = [floors.get(state, FLOOR) for state in program.system.states]
        self.layout = Layout(program)
        self.lanes = lanes
        self.names = [identifier(name) for name in program.system.states]
        system = program.system
        self.fixed = {
            identifier(n): self.layout.parameter(i) for i, n in enumerate(system.parameters)
        }
        self.fixed |= {n: self.layout.constant(i) for i, (n, _) in enumerate(program.constants)}
        pattern = sorted(program.elimination.pattern)
        self.entries = {place: self.layout.entry(i) for i, place in enumerate(pattern)}

    def prepare(self) -> Iterator[Line]:
        """Compute the numbers that depend on parameters alone."""
        computed = {name for name, _ in self.program.constants}
        for name in self._read(value for _, value in self.program.constants):
            if name not in computed:
                yield name, self._slot(self.fixed[name])
        for name, value in self.program.constants:
            yield name, _text(value)
            yield self._slot(self.fixed[name]), name

    def first(self) -> Iterator[Line]:
        """Evaluate the right-hand side and its Jacobian, factorise, and solve the first stage."""
        program = self.program
        yield from self._loads([*program.rates, *program.slopes], self._results())
        yield "clock", self._slot(self.layout.clock())
        yield "step", self._slot(self.layout.step())
        yield "per_step", "1.0/step"
        yield self._slot(self.layout.per_step()), "per_step"
        for index in range(self.layout.states):
            if program.system.states[index] in program.needed:
                yield self.names[index], self._slot(self.layout.state(index))
        yield from self._powers()
        for name, value in (*program.rates, *program.slopes):
            yield name, _text(value)
        for place, (row, slope) in enumerate(program.drift.items()):
            yield f"d{row}", _text(slope)
            yield self._slot(self.layout.drift(place)), f"d{row}"
        yield from self._factorise()
        yield from self._right_side(0)
        yield from self._solve(0, stored=False)

    def later(self, stage: int) -> Iterator[Line]:
        """Evaluate and solve one of the later stages; the last one moves the state."""
        program = self.program
        yield from self._loads(program.rates, program.rate_of.values())
        yield "step", self._slot(self.layout.step())
        yield "per_step", self._slot(self.layout.per_step())
        yield "clock", f"{self._slot(self.layout.clock())} + {rodas.TIMES[stage]!r}*step"
        for index, name in enumerate(self.names):
            if program.system.states[index] in program.needed:
                yield name, self._argument(stage, index)
        yield from self._carry()
        for name, value in program.rates:
            yield name, _text(value)
        for place, row in enumerate(program.drift):
            if rodas.DRIFT[stage]:
                yield f"d{row}", self._slot(self.layout.drift(place))
        yield from self._right_side(stage)
        yield from self._solve(stage, stored=True)
        if stage == rodas.STAGES - 1:
            yield from self._move()

    def _powers(self) -> Iterator[Line]:
        """Compute each power at the start of the step and remember it."""
        for index, power in enumerate(self.program.powers):
            slot = self.layout.power(index)
            yield f"base{index}", _text(power.base)
            yield power.name, f"lane_pow(base{index}, {_text(power.exponent)})"
            yield self._slot(slot), power.name
            yield self._slot(slot + 1), f"1.0/base{index}"

    def _carry(self) -> Iterator[Line]:
        """Carry each power to this stage by the series of its base's relative change."""
        for index, power in enumerate(self.program.powers):
            slot = self.layout.power(index)
            yield f"u{index}", f"({_text(power.base)})*{self._slot(slot + 1)} - 1.0"
            series = power.series[-1]
            for coefficient in reversed(power.series[:-1]):
                series = f"({coefficient} + u{index}*{series})"
            start = self._slot(slot)
            yield power.name, f"{start} + {start}*u{index}*{series}"

    def _results(self) -> list[Any]:
        program = self.program
        return [*program.rate_of.values(), *program.jacobian.values(), *program.drift.values()]

    def _loads(self, statements: Any, results: Any) -> Iterator[Line]:
        values = [value for _, value in statements] + list(results)
        for power in self.program.powers:
            values += power.parts
        for name in self._read(values):
            if name in self.fixed:
                yield name, self._slot(self.fixed[name])

    @staticmethod
    def _read(values: Any) -> list[str]:
        return sorted({symbol.name for value in values for symbol in value.free_symbols})

    def _slot(self, slot: int) -> str:
        return f"w[{slot * self.lanes} + i]"

    def _argument(self, stage: int, index: int) -> str:
        terms = self._weighted(rodas.ARGUMENTS[stage], index)
        return " + ".join([self._slot(self.layout.state(index)), *terms])

    def _weighted(self, factors: tuple[float, ...], index: int) -> list[str]:
        stages = (self._slot(self.layout.stage(earlier, index)) for earlier in range(len(factors)))
        return [f"{factor!r}*{stage}" for factor, stage in zip(factors, stages, strict=True)]

    def _factorise(self) -> Iterator[Line]:
        jacobian, plan = self.program.jacobian, self.program.elimination
        for row, column in sorted(plan.pattern):
            slope = f"-({_text(jacobian[row, column])})" if (row, column) in jacobian else "0.0"
            diagonal = f"{1 / rodas.GAMMA!r}*per_step" if row == column else ""
            yield (
                f"m{row}_{column}",
                f"{diagonal} {slope}" if diagonal and slope != "0.0" else (diagonal or slope),
            )
        for pivot in plan.order:
            counts = (pivot, pivot) not in jacobian and not plan.left(pivot)
            inverse = f"{rodas.GAMMA!r}*step" if counts else f"1.0/m{pivot}_{pivot}"
            yield f"v{pivot}", inverse
            for row in plan.below(pivot):
                yield f"m{row}_{pivot}", f"m{row}_{pivot}*v{pivot}"
                for column in plan.right(pivot):
                    here = f"m{row}_{column}"
                    yield here, f"{here} - m{row}_{pivot}*m{pivot}_{column}"
        for (row, column), slot in self.entries.items():
            yield self._slot(slot), f"v{row}" if row == column else f"m{row}_{column}"

    def _right_side(self, stage: int) -> Iterator[Line]:
        for index, state in enumerate(self.program.system.states):
            text = _text(self.program.rate_of[state])
            coupled = self._weighted(rodas.COUPLING[stage], index)
            if coupled:
                text += f" + per_step*({' + '.join(coupled)})"
            if index in self.program.drift and rodas.DRIFT[stage]:
                text += f" + {rodas.DRIFT[stage]!r}*step*d{index}"
            yield f"b{index}", text

    def _solve(self, stage: int, *, stored: bool) -> Iterator[Line]:
        plan = self.program.elimination

        def entry(row: int, column: int) -> str:
            if stored:
                return self._slot(self.entries[row, column])
            return f"v{row}" if row == column else f"m{row}_{column}"

        for pivot in plan.order:
            for row in plan.below(pivot):
                yield f"b{row}", f"b{row} - {entry(row, pivot)}*b{pivot}"
        for pivot in reversed(plan.order):
            known = "".join(f" - {entry(pivot, c)}*b{c}" for c in plan.right(pivot))
            yield f"b{pivot}", f"(b{pivot}{known})*{entry(pivot, pivot)}"
        if stage < rodas.STAGES - 1:
            for index in range(self.layout.states):
                yield self._slot(self.layout.stage(stage, index)), f"b{index}"

    def _errors(self) -> Iterator[Line]:
        """Scale each state's error by its size, two states to one division."""
        needed = [i for i, s in enumerate(self.program.system.states) if s in self.program.needed]
        for index in needed:
            yield f"y{index}", f"{self.floors[index]!r} + abs(x{index})"
        for one, other in zip(needed[::2], [*needed[1::2], needed[0]], strict=False):
            yield f"g{one}", f"abs(b{one})*y{other}"
            yield f"g{other}", f"abs(b{other})*y{one}"
            # Written so that a NaN, which compares false, becomes the error.
            yield f"g{one}", f"g{one} if g{other} <= g{one} else g{other}"
            yield f"e{one}", f"active*g{one}/(y{one}*y{other})"
            yield "error", f"error if e{one} <= error else e{one}"

    def _move(self) -> Iterator[Line]:
        """Take the step where the person still steps, and remember the largest error."""
        layout = self.layout
        yield "active", self._slot(layout.active())
        yield "error", self._slot(layout.error())
        for index in range(layout.states):
            here = self._slot(layout.state(index))
            if self.program.system.states[index] in self.program.needed:
                moved = f"({self.names[index]} - {here}) + b{index}"
            else:
                moved = " + ".join([*self._weighted(rodas.ARGUMENTS[-1], index), f"b{index}"])
            yield f"x{index}", f"{here} + active*({moved})"
            yield here, f"x{index}"
        yield from self._errors()
        for index in range(len(self.program.powers)):
            # Where a base moves so far in one step that its series is off, the estimate says so.
            yield f"z{index}", f"active*u{index}*u{index}*u{index}"
            yield "error", f"error if z{index}*z{index} <= error else z{index}*z{index}"
        yield self._slot(layout.error()), "error"
        yield self._slot(layout.clock()), f"{self._slot(layout.clock())} + active*step"
