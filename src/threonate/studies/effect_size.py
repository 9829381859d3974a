"""A difference between two groups in standard deviations: its correction, error and threshold."""

import math

from threonate.refusal import Refusal

LEVEL = 0.05
"""The two-sided level that makes a difference count as significant by custom."""


def hedges_g(d: float, n1: int, n2: int) -> float:
    """Take the small-sample bias out of Cohen's d of groups of ``n1`` and ``n2`` people.

    Source: Hedges 1981, J Educ Stat 6:107-128. Raises Refusal for a group below two.
    """
    return d * (1.0 - 3.0 / (4.0 * _freedom(n1, n2) - 1.0))


def standard_error(g: float, n1: int, n2: int) -> float:
    """Give the standard error of a difference ``g`` between groups of ``n1`` and ``n2`` people.

    The large-sample form of Hedges 1981, J Educ Stat 6:107-128. Raises Refusal as ``hedges_g``.
    """
    _freedom(n1, n2)
    return math.sqrt(1.0 / n1 + 1.0 / n2 + g * g / (2.0 * (n1 + n2)))


def smallest_significant(n1: int, n2: int, *, level: float = LEVEL) -> float:
    """Give the smallest absolute d that a two-sided t-test of two groups calls significant.

    Source: Student's t with ``n1 + n2 - 2`` degrees of freedom, times the square root of
    ``1/n1 + 1/n2``. Raises Refusal for a group below two and a level outside 0 to 1.
    """
    from scipy.special import stdtrit

    freedom = _freedom(n1, n2)
    if not 0.0 < level < 1.0:
        raise Refusal(f"A level of {level:g} was given; use one between 0 and 1, such as 0.05.")
    return float(stdtrit(freedom, 1.0 - level / 2.0)) * math.sqrt(1.0 / n1 + 1.0 / n2)


def _freedom(n1: int, n2: int) -> int:
    """The degrees of freedom of two groups."""
    if min(n1, n2) < 2:
        raise Refusal(f"Groups of {n1} and {n2} were given; each needs at least 2 people.")
    return n1 + n2 - 2
