"""A chemical formula is counted into atoms, and the atoms are weighed."""

import re
from collections import Counter
from functools import lru_cache

from threonate.refusal import Refusal

# IUPAC abridged standard atomic weights, g/mol.
ATOMIC_MASS = {
    "H": 1.008,
    "C": 12.011,
    "N": 14.007,
    "O": 15.999,
    "Mg": 24.305,
    "P": 30.974,
    "S": 32.06,
    "Cl": 35.45,
}
MAGNESIUM_MASS = ATOMIC_MASS["Mg"]
"""Milligrams of magnesium in one mmol."""

_TOKEN = re.compile(r"([A-Z][a-z]?)(\d*)|(\()|\)(\d*)")
_PART = re.compile(r"(\d*)(.+)")


@lru_cache(maxsize=256)
def molar_mass(formula: str) -> float:
    """One mole of the compound weighs the sum of its atoms, in g/mol."""
    return sum(ATOMIC_MASS[symbol] * count for symbol, count in atoms(formula).items())


@lru_cache(maxsize=256)
def atom_count(formula: str, symbol: str) -> int:
    """One formula unit holds this many atoms of an element."""
    return atoms(formula)[symbol]


def atoms(formula: str) -> Counter[str]:
    """The formula is a list of parts joined by '·', each with an optional number in front.

    Brackets nest; an unknown element or a stray character raises `Refusal`.
    """
    total: Counter[str] = Counter()
    for part in formula.split("·"):
        match = _PART.fullmatch(part)
        if match is None:
            raise _unreadable(formula)
        times = int(match[1] or 1)
        for symbol, count in _part(match[2], formula).items():
            total[symbol] += times * count
    return total


def _part(text: str, formula: str) -> Counter[str]:
    """Count one part of a formula, brackets included."""
    open_groups: list[Counter[str]] = [Counter()]
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise _unreadable(formula)
        position = token.end()
        if token[1]:
            if token[1] not in ATOMIC_MASS:
                raise _unreadable(formula)
            open_groups[-1][token[1]] += int(token[2] or 1)
        elif token[3]:
            open_groups.append(Counter())
        elif len(open_groups) == 1:
            raise _unreadable(formula)
        else:
            group = open_groups.pop()
            for symbol, count in group.items():
                open_groups[-1][symbol] += count * int(token[4] or 1)
    if len(open_groups) != 1:
        raise _unreadable(formula)
    return open_groups[0]


def _unreadable(formula: str) -> Refusal:
    """A formula that cannot be counted is refused."""
    known = ", ".join(ATOMIC_MASS)
    return Refusal(
        f"'{formula}' is not a formula that can be counted; write elements among {known}, "
        "numbers, brackets and '·' before water, as in 'MgCl2·6H2O'."
    )
