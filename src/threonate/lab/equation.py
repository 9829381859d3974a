"""A law as people write it on paper, in MathML, traced from the function that computes it."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from threonate.engine.law import Law

LOOSE, TIGHT = 0, 1
"""How strongly the writing around a part binds: as in a sum, or as in a product or power."""

TIMES, MINUS, PLUS = "<mo>·</mo>", "<mo>−</mo>", "<mo>+</mo>"
NAMES = {"exp": "exp", "log": "ln", "cos": "cos"}


def plain_equation(law: Law) -> str:
    """Write the law on one line, with the names that its function gives to what it reads."""
    return f"{_left_words(law)} = {_trace(law.function)}"


def mathml(law: Law) -> str:
    """Write the law in MathML; numbers of the model stand upright, places and levels slanted."""
    numbers = _arguments(law.function, only_numbers=True)
    right = _Writer(frozenset(numbers)).write(_trace(law.function), LOOSE)
    words = escape(plain_equation(law), quote=True)
    return (
        f'<math display="block" alttext="{words}"><mrow>{_left(law)}<mo>=</mo>{right}</mrow></math>'
    )


def _trace(function: Callable[..., Any]) -> Any:
    import sympy

    numbers = _arguments(function, only_numbers=True)
    places = [name for name in _arguments(function) if name not in numbers]
    # Without evaluation the terms stay as the law was written.
    with sympy.evaluate(x=False):
        return function(*map(sympy.Symbol, places), **{n: sympy.Symbol(n) for n in numbers})


def _arguments(function: Callable[..., Any], *, only_numbers: bool = False) -> list[str]:
    keyword = inspect.Parameter.KEYWORD_ONLY
    found = inspect.signature(function).parameters.items()
    return [name for name, each in found if each.kind is keyword or not only_numbers]


def _left_words(law: Law) -> str:
    from threonate.engine.law import Kind

    return f"d({law.target})/dt" if law.kind is Kind.CHANGE else law.name


def _left(law: Law) -> str:
    from threonate.engine.law import Kind

    if law.kind is not Kind.CHANGE:
        return _word(law.name, "place")
    place = _word(law.target.partition(".")[2], "place")
    above = f"<mrow><mi>d</mi><mspace width='0.15em'/>{place}</mrow>"
    return f"<mfrac>{above}<mrow><mi>d</mi><mi>t</mi></mrow></mfrac>"


def _word(name: str, kind: str) -> str:
    spaced = escape(name.replace("_", " ")).replace(" ", "\N{NO-BREAK SPACE}")
    return f'<mi class="{kind}">{spaced}</mi>'


class _Writer:
    """Writes the parts of an expression; ``numbers`` are the names of the model's numbers."""

    def __init__(self, numbers: frozenset[str]) -> None:
        """Nothing is written yet."""
        self.numbers = numbers

    def write(self, part: Any, binding: int) -> str:
        """Write one part, in brackets where what is around it binds more strongly."""
        if part.is_Symbol:
            return _word(part.name, "number" if part.name in self.numbers else "place")
        if part.is_Number:
            return _enclosed(_number(float(part)), needed=binding == TIGHT and float(part) < 0.0)
        if part.is_Add:
            return _enclosed(self._sum(part), needed=binding == TIGHT)
        if part.is_Mul:
            return self._product(part, binding)
        if part.is_Pow:
            return self._power(part)
        name = NAMES[type(part).__name__]
        return f"<mi>{name}</mi><mo>(</mo>{self.write(part.args[0], LOOSE)}<mo>)</mo>"

    def _sum(self, part: Any) -> str:
        # A sum that begins with a minus is harder to read than one that ends with it.
        terms = sorted(_flat(part, "is_Add"), key=lambda term: _split(term)[0])
        text = ""
        for term in terms:
            negative, size = _split(term)
            sign = MINUS if negative else (PLUS if text else "")
            text += sign + self._factors(size, TIGHT if negative else LOOSE)
        return text

    def _product(self, part: Any, binding: int) -> str:
        negative, size = _split(part)
        text = self._factors(size, binding)
        return _enclosed(MINUS + text, needed=binding == TIGHT) if negative else text

    def _factors(self, factors: list[Any], binding: int) -> str:
        above = [each for each in factors if not _divides(each)]
        below = [each.base**-each.exp for each in factors if _divides(each)]
        top = self._joined(above, binding if len(above) == 1 and not below else TIGHT)
        if not below:
            return top
        loose = self.write(above[0], LOOSE) if len(above) == 1 else top
        return f"<mfrac>{_row(loose or _number(1.0))}{_row(self._joined(below, LOOSE))}</mfrac>"

    def _joined(self, factors: list[Any], binding: int) -> str:
        around = binding if len(factors) == 1 else TIGHT
        return TIMES.join(self.write(each, around) for each in factors)

    def _power(self, part: Any) -> str:
        if _divides(part):
            return self._factors([part], TIGHT)
        base = _enclosed(self.write(part.base, LOOSE), needed=not part.base.is_Symbol)
        return f"<msup>{_row(base)}{_row(self.write(part.exp, LOOSE))}</msup>"


def _flat(part: Any, kind: str) -> list[Any]:
    """The terms of a sum or the factors of a product, however they were nested."""
    if not getattr(part, kind):
        return [part]
    return [each for arg in part.args for each in _flat(arg, kind)]


def _split(part: Any) -> tuple[bool, list[Any]]:
    """Whether a minus stands before a product, and its factors without it."""
    factors = _flat(part, "is_Mul")
    ones = [each for each in factors if each.is_Number and float(each) == -1.0]
    rest = [each for each in factors if not (each.is_Number and float(each) == -1.0)]
    if not rest:
        rest = [-ones[0]]
    return len(ones) % 2 == 1, rest


def _divides(factor: Any) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Number and float(factor.exp) < 0.0)


def _number(value: float) -> str:
    if value == 2.0 * math.pi:
        return f"<mn>2</mn>{TIMES}<mi>π</mi>"
    return f"<mn>{value:g}</mn>" if value >= 0.0 else f"{MINUS}<mn>{-value:g}</mn>"


def _row(text: str) -> str:
    return f"<mrow>{text}</mrow>"


def _enclosed(text: str, *, needed: bool) -> str:
    return f"<mrow><mo>(</mo>{text}<mo>)</mo></mrow>" if needed else text
