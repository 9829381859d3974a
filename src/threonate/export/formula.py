"""A formula is a law's SymPy expression written the way SBML's own grammar reads it."""

from __future__ import annotations

from typing import Any

LOOSE, TIGHT = 0, 1
"""How strongly the writing around a part binds: as in a sum, or as in a product or power."""


def write_formula(expression: Any) -> str:
    """Write a SymPy expression in the infix grammar of SBML Level 3, every number dimensionless.

    Knows sums, products, powers, exp, log and cos of symbols and numbers; raises TypeError else.
    """
    import sympy

    return _write(sympy.sympify(expression), LOOSE)


def number(value: float, unit: str = "dimensionless") -> str:
    """Write a number with all its digits and its unit."""
    whole = float(value).is_integer() and abs(value) < 1e6
    return f"{int(value) if whole else repr(float(value))} {unit}"


def _write(part: Any, binding: int) -> str:
    if part.is_Symbol:
        return str(part.name)
    if part.is_Number:
        return _enclose(number(float(part)), needed=binding == TIGHT)
    if part.is_Add:
        return _enclose(_sum(part), needed=binding == TIGHT)
    if part.is_Mul:
        return _enclose(_product(part), needed=binding == TIGHT)
    if part.is_Pow:
        return _enclose(_power(part), needed=binding == TIGHT)
    return _function(part)


def _sum(part: Any) -> str:
    text = ""
    for term in sorted(part.args, key=lambda t: t.could_extract_minus_sign()):
        if term.could_extract_minus_sign():
            text += f" - {_write(-term, TIGHT)}" if text else f"-{_write(-term, TIGHT)}"
        else:
            text += f" + {_write(term, LOOSE)}" if text else _write(term, LOOSE)
    return text


def _product(part: Any) -> str:
    if part.args[0] == -1:
        return f"-{_write(-part, TIGHT)}"
    below = [f.base**-f.exp for f in part.args if _divides(f)]
    above = [f for f in part.args if not _divides(f)]
    text = " * ".join(_write(factor, TIGHT) for factor in above) or number(1)
    return text + "".join(f" / {_write(factor, TIGHT)}" for factor in below)


def _power(part: Any) -> str:
    if _divides(part):
        return f"{number(1)} / {_write(part.base**-part.exp, TIGHT)}"
    return f"{_write(part.base, TIGHT)} ^ {_write(part.exp, TIGHT)}"


def _function(part: Any) -> str:
    import sympy

    names = {sympy.exp: "exp", sympy.log: "ln", sympy.cos: "cos"}
    if part.func not in names:
        raise TypeError(f"{part.func} has no place in a law; use exp, log, cos or a power.")
    return f"{names[part.func]}({_write(part.args[0], LOOSE)})"


def _divides(factor: Any) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Number and factor.exp < 0)


def _enclose(text: str, *, needed: bool) -> str:
    return f"({text})" if needed else text
