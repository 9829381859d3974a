"""A law in the notation of a textbook, traced from the function that computes it."""

import inspect
from collections.abc import Callable
from typing import Any

import sympy

from threonate.engine.law import Kind, Law

CIRCLE = "6.28318530717959"
"""How SymPy prints the 2 pi that a law computed before it saw a symbol."""


def formula(law: Law) -> str:
    """Write what the law computes, in its own order: numbers upright, places and levels slanted."""
    # Without evaluation the terms stay in the order in which the law was written.
    with sympy.evaluate(x=False):
        expression = _trace(law.function)
    right = sympy.latex(
        expression,
        symbol_names=_names(law.function),
        ln_notation=True,
        order="none",
        mul_symbol=r" \cdot ",
    )
    right = right.replace(CIRCLE, r"2 \pi")
    return f"```math\n{_left(law)} = {right}\n```\n"


def _trace(function: Callable[..., Any]) -> Any:
    places, numbers = [], {}
    for name, argument in inspect.signature(function).parameters.items():
        if argument.kind is inspect.Parameter.KEYWORD_ONLY:
            numbers[name] = sympy.Symbol(name)
        else:
            places.append(sympy.Symbol(name))
    return function(*places, **numbers)


def _names(function: Callable[..., Any]) -> dict[Any, str]:
    arguments = inspect.signature(function).parameters.items()
    return {
        sympy.Symbol(name): _word(
            name, "mathrm" if argument.kind is inspect.Parameter.KEYWORD_ONLY else "mathit"
        )
        for name, argument in arguments
    }


def _left(law: Law) -> str:
    if law.kind is Kind.CHANGE:
        place = _word(law.target.partition(".")[2], "mathit")
        return rf"\frac{{d\,{place}}}{{dt}}"
    return _word(law.name, "mathit")


def _word(name: str, style: str) -> str:
    spaced = name.replace("_", r"\ ")
    return rf"\{style}{{{spaced}}}"
