"""The path in DiffSL, the language of the diffsol solvers."""

# ruff: noqa: N802, N815, FBT001, FBT002 - SymPy names its printers' methods and arguments

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy.printing.str import StrPrinter

from threonate import path
from threonate.engine.emit import identifier, write


class _Printer(StrPrinter):  # type: ignore[misc]
    """Prints powers as functions or products, and whole numbers with a point."""

    def _print_Pow(self, expr: Any, rational: bool = False) -> str:  # noqa: ARG002
        base, exponent = self.parenthesize(expr.base, 100), expr.exp
        if exponent.is_Integer and abs(int(exponent)) <= 4:
            product = " * ".join([base] * abs(int(exponent)))
            return f"({product})" if exponent > 0 else f"(1.0 / ({product}))"
        return f"pow({self._print(expr.base)}, {self._print(exponent)})"

    def _print_Mul(self, expr: Any) -> str:
        return " * ".join(self.parenthesize(factor, 50) for factor in expr.args)

    def _print_Integer(self, expr: Any) -> str:
        return f"({int(expr)}.0)"

    def _print_Float(self, expr: Any) -> str:
        return f"({float(expr)!r})"

    _print_Rational = _print_Float

    def _print_Symbol(self, expr: Any) -> str:
        return "t" if expr.name == "clock" else _joined(expr.name)


_text = _Printer().doprint


def diffsl() -> str:
    """Write the path; its inputs are every parameter and then every state's start."""
    program = write(path.system())
    states = [_joined(identifier(name)) for name in program.system.states]
    inputs = [_joined(identifier(name)) for name in program.system.parameters]
    starts = [f"start{name}" for name in states]
    powers = [(power.name, power.base**power.exponent) for power in program.powers]
    statements: Iterable[tuple[str, Any]] = [*program.constants, *powers, *program.rates]
    rates = (_text(program.rate_of[state]) for state in program.system.states)
    return "\n".join(
        (
            "in_i {",
            *(f"  {name} = 1.0," for name in (*inputs, *starts)),
            "}",
            "u_i {",
            *(f"  {name} = {start}," for name, start in zip(states, starts, strict=True)),
            "}",
            *(f"{_joined(name)} {{ {_text(value)} }}" for name, value in statements),
            "F_i {",
            *(f"  {rate}," for rate in rates),
            "}",
        )
    )


def _joined(name: str) -> str:
    """Write a name without underscores, which mark indices here."""
    return name.replace("_", "")
