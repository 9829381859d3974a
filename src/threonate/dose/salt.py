"""A salt is the form in which magnesium is swallowed: what it weighs, and how it dissolves."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from threonate.dose.formula import MAGNESIUM_MASS, atom_count, molar_mass
from threonate.evidence.grade import Grade
from threonate.refusal import Refusal, nearest

# The anion C4H7O5-, which leaves with the magnesium.
THREONATE_MASS = molar_mass("C4H7O5")
"""Milligrams of threonate in one mmol."""


class Solubility(Enum):
    """How readily water takes up a salt at room temperature."""

    VERY_SOLUBLE = "very soluble"
    SOLUBLE = "soluble"
    MODERATE = "moderate"
    POOR = "poor"
    INSOLUBLE = "insoluble"


@dataclass(frozen=True, slots=True)
class Range:
    """A number with the interval in which it is believed to lie, and its spread between people."""

    value: float
    low: float
    high: float
    spread: float = 0.0


@dataclass(frozen=True, slots=True, repr=False)
class Salt:
    """One form of magnesium; masses are in mg per mmol, rates in 1/h, delays in hours.

    `dissolved` is the share of a dose that dissolves and `rate` how fast (None: at once), both
    assumed (grade F) from the studies in `source`, for the reason in `basis`. `labelled` is the
    magnesium fraction that the trade prints where it differs from stoichiometry.
    """

    key: str
    name: str
    formula: str
    solubility: Solubility
    dissolved: Range
    rate: Range | None
    delay: Range | None
    basis: str
    source: tuple[str, ...]
    grade: Grade
    threonate_ions: int = 0
    labelled: Range | None = None
    cas: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""

    def __repr__(self) -> str:
        """A salt is shown by its key."""
        return f"Salt({self.key!r})"

    @staticmethod
    def find(text: str) -> "Salt":
        """A form is found by its key, name or another name, whatever the case and hyphens.

        An unknown form raises `Refusal` with the nearest one.
        """
        found = _names().get(_plain(text))
        if found is not None:
            return found
        advice = nearest(_trim(text), _spellings()) or (
            " Use one of: " + ", ".join(key for key in load_salts() if " " not in key) + "."
        )
        raise Refusal(f"'{text}' is not a form of magnesium this program knows.{advice}")

    @property
    def molar_mass(self) -> float:
        """One mole of the compound weighs the sum of its atoms, in g/mol."""
        return molar_mass(self.formula)

    @property
    def magnesium_atoms(self) -> int:
        """One formula unit holds this many magnesium atoms."""
        return atom_count(self.formula, "Mg")

    @property
    def magnesium_fraction(self) -> float:
        """This share of the compound's mass is magnesium, by stoichiometry."""
        return self.magnesium_atoms * MAGNESIUM_MASS / self.molar_mass

    @property
    def most_magnesium(self) -> float:
        """No label of this form can honestly state a larger share: the salt without its water."""
        dry = self.formula.rsplit("·", 1)
        if len(dry) == 1 or not re.fullmatch(r"\d*H2O", dry[1]):
            return self.magnesium_fraction
        return atom_count(dry[0], "Mg") * MAGNESIUM_MASS / molar_mass(dry[0])

    @property
    def threonate_fraction(self) -> float:
        """This share of the compound's mass is threonate, by stoichiometry."""
        return self.threonate_ions * THREONATE_MASS / self.molar_mass

    @property
    def threonate_per_magnesium(self) -> float:
        """Each mmol of magnesium brings this many mmol of threonate."""
        return self.threonate_ions / self.magnesium_atoms

    @property
    def label_fraction(self) -> float:
        """A label that is silent about magnesium is read at this share of the compound's mass."""
        return self.magnesium_fraction if self.labelled is None else self.labelled.value

    @property
    def is_instant(self) -> bool:
        """The salt is in solution as soon as it is in the stomach, or its coating opens."""
        return self.rate is None

    @property
    def dissolved_fraction(self) -> float:
        """This share of a dose dissolves; the rest goes straight to the colon."""
        return self.dissolved.value

    @property
    def dissolution_rate(self) -> float | None:
        """The solid part goes into solution at this rate, in 1/h; None means at once."""
        return None if self.rate is None else self.rate.value

    @property
    def coating_delay(self) -> float:
        """A coating keeps the salt shut for this many hours."""
        return 0.0 if self.delay is None else self.delay.value


@cache
def load_salts() -> Mapping[str, Salt]:
    """The forms in the order of their table, by key; the first is the default."""
    text = files("threonate.dose").joinpath("salts.toml").read_text(encoding="utf-8")
    return MappingProxyType({key: _salt(key, row) for key, row in tomllib.loads(text).items()})


def _salt(key: str, row: dict[str, Any]) -> Salt:
    """Read one table; an assumption without a reason is refused."""
    if not row.get("basis"):
        raise Refusal(f"The form '{key}' in salts.toml has no basis; say why it dissolves so.")
    rate, delay, labelled = (
        Range(**row[name]) if name in row else None for name in ("rate", "delay", "labelled")
    )
    return Salt(
        key=key,
        name=row["name"],
        formula=row["formula"],
        solubility=Solubility(row["solubility"]),
        dissolved=Range(**row["dissolved"]),
        rate=rate,
        delay=delay,
        basis=row["basis"],
        source=tuple(row["source"]),
        grade=Grade(row["grade"]),
        threonate_ions=row.get("threonate_ions", 0),
        labelled=labelled,
        cas=row.get("cas", ""),
        aliases=tuple(row.get("aliases", ())),
        note=row.get("note", ""),
    )


@cache
def _names() -> Mapping[str, Salt]:
    """Every spelling that finds a form, without case, spaces, hyphens and brackets."""
    return {
        _plain(name): salt
        for salt in load_salts().values()
        for name in (salt.key, salt.name, salt.cas, *salt.aliases)
        if name and not (name == salt.cas and _shares_cas(salt))
    }


@cache
def _spellings() -> tuple[str, ...]:
    """The words offered to somebody who misspelt a form."""
    salts = load_salts().values()
    return tuple(name for salt in salts for name in (salt.key, *salt.aliases))


def _shares_cas(salt: Salt) -> bool:
    """A registry number that several forms share means the first of them."""
    first = next(other for other in load_salts().values() if other.cas == salt.cas)
    return first is not salt


def _trim(text: str) -> str:
    """Drop the word that every form begins with."""
    return re.sub(r"^\s*(magnesium|mg)[\s_-]+", "", text.casefold()).strip()


def _plain(text: str) -> str:
    """Two spellings are the same name when their letters and digits are."""
    return re.sub(r"[^a-z0-9]", "", _trim(text))
