"""A formula written for SBML means what the law says."""

import math

import pytest
import sympy

from threonate.export.formula import number, write_formula

A, B, C = sympy.symbols("a b c")

MEANT = (
    (A + B * C, "a + b * c"),
    (A * (B + C), "a * (b + c)"),
    (A - B, "a - b"),
    (-A * B, "-(a * b)"),
    (A - B * (C - A), "a - (b * (-a + c))"),
    (A / B / C, "a / b / c"),
    (1 / A, "1 dimensionless / a"),
    ((A / B) ** C, "(a / b) ^ c"),
    (A ** (B - C), "a ^ (b - c)"),
    (sympy.log(1 + sympy.exp(-A)), "ln(1 dimensionless + exp(-a))"),
)


@pytest.mark.parametrize(("law", "formula"), MEANT)
def test_a_law_keeps_its_meaning(law: object, formula: str) -> None:
    written = write_formula(law).replace(" dimensionless", "")
    read = sympy.sympify(written.replace("^", "**").replace("ln(", "log("))
    assert sympy.simplify(read - law) == 0
    expected = sympy.sympify(
        formula.replace(" dimensionless", "").replace("^", "**").replace("ln(", "log(")
    )
    assert sympy.simplify(expected - law) == 0


def test_every_number_has_a_unit() -> None:
    assert number(1) == "1 dimensionless"
    assert number(2.0, "mmol_per_h") == "2 mmol_per_h"
    assert number(0.1) == "0.1 dimensionless"


def test_no_digit_is_lost() -> None:
    assert float(write_formula(sympy.Float(math.pi)).split()[0]) == math.pi


def test_a_function_that_laws_do_not_use_is_not_guessed() -> None:
    with pytest.raises(TypeError, match="no place in a law"):
        write_formula(sympy.tan(A))
