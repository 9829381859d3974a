"""One row of a table of events is checked cell by cell before it may become a dose."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from threonate.dose.dose import Dose, Route
from threonate.dose.formula import MAGNESIUM_MASS
from threonate.dose.salt import Salt
from threonate.refusal import Refusal, nearest

COLUMNS = (
    "ID",
    "TIME",
    "EVID",
    "AMT",
    "CMT",
    "II",
    "ADDL",
    "SS",
    "RATE",
    "FORM",
    "FOOD",
    "THREONATE",
)
"""The columns that mean something here, in the order in which they are written."""
_REQUIRED = ("ID", "TIME", "AMT")
# Columns that a table of the field often has and that a dose does not need.
_PASSED_OVER = {"DV", "MDV", "C", "LIMIT", "BLQ", "OCC"}
_PLACES = {
    "1": Route.ORAL,
    "GUT": Route.ORAL,
    "2": Route.INTRAVENOUS,
    "PLASMA": Route.INTRAVENOUS,
}
_USUAL_SALT = {Route.ORAL: "l-threonate", Route.INTRAVENOUS: "sulfate heptahydrate"}


@dataclass(frozen=True, slots=True)
class Event:
    """One checked row: times in hours, `magnesium` and `threonate` in mmol."""

    where: str
    person: str
    time: float
    kind: int
    magnesium: float = 0.0
    threonate: float | None = None
    route: Route = Route.ORAL
    interval: float = 0.0
    repeats: int = 0
    steady_state: int = 0
    duration: float = 0.0
    salt: Salt | None = None
    with_food: bool = True

    @property
    def is_sample(self) -> bool:
        """A sample is taken and nothing is given."""
        return self.kind == 0

    @property
    def is_dose(self) -> bool:
        """Something enters the body."""
        return self.kind == 1

    @property
    def is_mark(self) -> bool:
        """The record only reaches to this hour."""
        return self.kind == 2

    def dose(self, time: float) -> Dose:
        """The dose of this row, or one of its repeats."""
        salt = self.salt or Salt.find(_USUAL_SALT[self.route])
        threonate = self.threonate
        if threonate is None:
            # From the rounded amount of a dose, so that writing and reading agree to the bit.
            threonate = round(self.magnesium, 12) * salt.threonate_per_magnesium
        return Dose(
            time=time,
            magnesium=self.magnesium,
            threonate=threonate,
            salt=salt,
            with_food=self.with_food and self.route is Route.ORAL,
            route=self.route,
            duration=self.duration,
        )


def read_header(cells: Sequence[str], file: str) -> tuple[str, ...]:
    """The first line names the columns, in any order and case."""
    names = tuple(cell.strip().upper() for cell in cells)
    if not any(names):
        raise Refusal(f"{file} is empty; its first line names the columns {', '.join(COLUMNS)}.")
    for number, name in enumerate(names, start=1):
        if names.index(name) + 1 < number:
            raise Refusal(f"{file}, line 1, column {number}: {name} is named twice; keep one.")
        if name not in COLUMNS and name not in _PASSED_OVER:
            suggestion = nearest(name, COLUMNS)
            if suggestion:
                raise Refusal(
                    f"{file}, line 1, column {number}: '{name}' is not a column of events."
                    f"{suggestion} Rename or remove it."
                )
    missing = [name for name in _REQUIRED if name not in names]
    if missing:
        raise Refusal(
            f"{file}, line 1: the column {', '.join(missing)} is missing; a comma-separated header"
            f" names at least {', '.join(_REQUIRED)}."
        )
    return names


def parse_row(cells: Sequence[str], header: Sequence[str], where: str) -> Event:
    """A row of text becomes an event, or a refusal that names its line and column."""
    if len(cells) != len(header):
        raise Refusal(
            f"{where}, column {min(len(cells), len(header)) + 1}: the row has {len(cells)} cells"
            f" and the header {len(header)}; give one cell for each column."
        )
    row = _Row(where, {name: _cell(cell) for name, cell in zip(header, cells, strict=True)})
    person = row.cells["ID"]
    if not person:
        raise row.refuse("ID", "is missing; give every row a person")
    time = row.number("TIME", default=None, least=-math.inf)
    kind = row.whole("EVID", default=1 if row.number("AMT", default=0.0) else 0, most=4)
    if kind in (3, 4):
        raise row.refuse(
            "EVID",
            f"is {kind}, a reset, and a body cannot forget its stores; give the person another ID",
        )
    if kind == 1:
        return _dose(row, person, time)
    if row.number("AMT", default=0.0):
        raise row.refuse("AMT", f"is an amount in a row with EVID {kind}; use EVID 1 for a dose")
    return Event(where, person, time, kind)


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row by the name of their column."""

    where: str
    cells: Mapping[str, str]

    def refuse(self, column: str, why: str) -> Refusal:
        """Name the line, the column and the fault."""
        return Refusal(f"{self.where}, column {column}: {column} {why}.")

    def number(self, column: str, *, default: float | None, least: float = 0.0) -> float:
        """A cell is a finite number, by default not negative."""
        text = self.cells.get(column, "")
        if not text:
            if default is None:
                raise self.refuse(column, "is missing; give a number")
            return default
        try:
            value = float(text)
        except ValueError:
            raise self.refuse(column, f"is '{text}'; it must be a number") from None
        if not math.isfinite(value):
            raise self.refuse(column, f"is {text}; it must be finite")
        if value < least:
            raise self.refuse(column, f"is {text}; it must not be negative")
        return value

    def whole(self, column: str, *, default: int, most: int | None = None) -> int:
        """A cell is a whole number from 0 up."""
        value = self.number(column, default=default)
        if value != int(value) or (most is not None and value > most):
            limit = "" if most is None else f" from 0 to {most}"
            raise self.refuse(column, f"is {value:g}; it must be a whole number{limit}")
        return int(value)


def _cell(text: str) -> str:
    """A full stop stands for a missing value."""
    plain = text.strip()
    return "" if plain == "." else plain


def _dose(row: _Row, person: str, time: float) -> Event:
    """A row with EVID 1 says what is given, by which way and how often."""
    amount = row.number("AMT", default=0.0)
    if not amount:
        raise row.refuse("AMT", "is 0 or missing in a dose; give mg of elemental magnesium")
    place = row.cells.get("CMT", "").upper() or "1"
    if place not in _PLACES:
        raise row.refuse("CMT", f"is '{place}'; use 1 or GUT by mouth, 2 or PLASMA by vein")
    route = _PLACES[place]
    interval = row.number("II", default=0.0)
    repeats = row.whole("ADDL", default=0)
    steady_state = row.whole("SS", default=0, most=2)
    if (repeats or steady_state) and not interval:
        raise row.refuse("II", "is 0 or missing; ADDL and SS need the hours between doses")
    rate = row.number("RATE", default=0.0, least=-math.inf)
    if rate < 0:
        raise row.refuse("RATE", f"is {rate:g}; give mg of magnesium per hour, or 0")
    if rate and route is Route.ORAL:
        raise row.refuse("RATE", "runs into a vein; use CMT 2, or RATE 0 for a swallowed dose")
    form = row.cells.get("FORM", "")
    threonate = row.number("THREONATE", default=-1.0)
    return Event(
        where=row.where,
        person=person,
        time=time,
        kind=1,
        magnesium=amount / MAGNESIUM_MASS,
        threonate=None if threonate < 0 else threonate,
        route=route,
        interval=interval,
        repeats=repeats,
        steady_state=steady_state,
        duration=amount / rate if rate else 0.0,
        salt=_salt(row, form) if form else None,
        with_food=bool(row.whole("FOOD", default=1, most=1)),
    )


def _salt(row: _Row, form: str) -> Salt:
    """The FORM cell names a salt."""
    try:
        return Salt.find(form)
    except Refusal as refusal:
        raise Refusal(f"{row.where}, column FORM: {refusal}") from None
