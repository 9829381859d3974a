"""A regimen file holds a plan, single doses, or both; it is TOML, YAML or JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from threonate.dose.amount import Amount, parse_amount, parse_threonate
from threonate.dose.clock import DAY, parse_clock, parse_date
from threonate.dose.document import read_document
from threonate.dose.dose import Dose, Route
from threonate.dose.portion import portion_of
from threonate.dose.product import Product
from threonate.dose.regimen import INFUSION_SALT, Regimen
from threonate.dose.salt import Salt
from threonate.dose.titration import Portion, Step, Titration
from threonate.refusal import Refusal, nearest

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

    from threonate.dose.regimen_schema import DoseTable, RegimenTable

_KINDS = {"bool", "float", "str"}
_ROUTES = {route.value: route for route in Route}
_PORTIONS = {portion.value: portion for portion in Portion}


def read_regimen(path: str | Path, *, weight: float | None = None) -> Regimen:
    """A regimen is read from a file; `weight` in kg chooses among the bands of a banded one.

    Anything that cannot be read or makes no sense raises `Refusal`, which names the file.
    """
    name = Path(path).name
    table = _validate(read_document(path), name)
    try:
        return _regimen(table, weight)
    except Refusal as refusal:
        raise Refusal(f"{name}: {refusal}") from refusal


def _validate(data: dict[str, Any], name: str) -> "RegimenTable":
    """The file has the right keys and kinds of values."""
    from pydantic import ValidationError

    from threonate.dose.regimen_schema import RegimenTable

    try:
        return RegimenTable.model_validate(data)
    except ValidationError as error:
        raise Refusal(f"{name}: {_first_fault(error, RegimenTable)}") from error


def _first_fault(error: "ValidationError", table: type["BaseModel"]) -> str:
    """The first thing wrong with a file, in words."""
    fault = error.errors(include_url=False)[0]
    # A choice between kinds adds the kind to the place; a person only wrote keys and positions.
    place = [
        part
        for part in fault["loc"]
        if isinstance(part, int) or (part.isidentifier() and part not in _KINDS)
    ]
    where = ".".join(str(part + 1 if isinstance(part, int) else part) for part in place)
    if fault["type"] == "extra_forbidden":
        allowed = _keys(table, [str(part) for part in place[:-1] if not isinstance(part, int)])
        near = nearest(str(place[-1]), allowed) or f" The keys are: {', '.join(allowed)}."
        return f"'{where}' is not a key of a regimen.{near}"
    if fault["type"] == "missing":
        return f"'{where}' is missing; add it."
    message = str(fault["msg"]).removeprefix("Input ").removeprefix("should be ").rstrip(".")
    hint = (
        '; write the amount with its unit in quotes, such as "2000 mg"'
        if place and place[-1] in ("dose", "amount", "compound", "elemental", "threonate")
        else ""
    )
    return f"'{where}' is {fault['input']!r}; it should be {message}{hint}."


def _keys(table: type["BaseModel"], path: list[str]) -> list[str]:
    """The keys that are allowed at a place in the file."""
    from threonate.dose import regimen_schema as schema

    inner: dict[str, type[BaseModel]] = {
        "product": schema.ProductTable,
        "titrate": schema.StepTable,
        "missed": schema.MissedTable,
        "shifted": schema.ShiftedTable,
        "band": schema.BandTable,
        "doses": schema.DoseTable,
    }
    return list((inner.get(path[0], table) if path else table).model_fields)


def _regimen(table: "RegimenTable", weight: float | None) -> Regimen:
    """The regimen that a checked file describes."""
    if not table.has_plan:
        return _singles(table)
    if table.days is not None:
        raise Refusal("'days' is the length of a list of doses; a plan lasts for 'weeks'.")
    regimen = _planned(table, weight)
    for shifted in table.shifted:
        regimen = regimen.shifted(day=shifted.day, dose=shifted.dose, by=shifted.by)
    for missed in table.missed:
        regimen = regimen.missing(day=missed.day, dose=missed.dose)
    return regimen + _singles(table) if table.doses else regimen


def _singles(table: "RegimenTable") -> Regimen:
    """Doses that stand by themselves."""
    return Regimen.of(
        [_dose(row, number) for number, row in enumerate(table.doses, start=1)],
        length=None if table.days is None else table.days * DAY,
        start=parse_date(table.start),
    )


def _planned(table: "RegimenTable", weight: float | None) -> Regimen:
    """The plan of the file; what it leaves out is as in the usual regimen."""
    amount = _daily_amount(table, weight)
    said = {
        "compound": amount and amount.compound,
        "elemental": amount and amount.elemental,
        "times": table.times,
        "split": table.split,
        "weeks": table.weeks,
        "titrate": _titration(table),
        "with_food": table.with_food,
        "weekdays": table.weekdays,
        "start": table.start,
    }
    chosen: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    return Regimen.daily(_product(table), **chosen)


def _daily_amount(table: "RegimenTable", weight: float | None) -> Amount | None:
    """The amount of a day, which may depend on the person's weight."""
    if not table.band:
        return parse_amount(table.dose) if table.dose is not None else None
    if table.dose is not None:
        raise Refusal("'dose' and 'band' both give the daily amount; keep one of them.")
    bands = ", ".join(f"{band.above:g} to {band.below:g} kg" for band in table.band)
    if weight is None:
        raise Refusal(f"The dose depends on weight ({bands}); give the person's weight in kg.")
    for band in table.band:
        if band.above <= weight < band.below:
            return parse_amount(band.dose)
    raise Refusal(f"A weight of {weight:g} kg is in none of the bands {bands}; add a band for it.")


def _product(table: "RegimenTable") -> Product | Salt:
    """The product or the plain salt that is taken."""
    label = table.product
    if label is None:
        return Salt.find(table.form or "l-threonate")
    if table.form is not None:
        raise Refusal("'form' stands beside 'product'; write it inside the product.")
    return Product(
        name=label.name,
        salt=Salt.find(label.form),
        compound=_milligrams(label.compound),
        elemental=_milligrams(label.elemental),
        capsules=label.capsules,
    ).scaled(label.servings)


def _milligrams(text: str | None) -> float | None:
    """An amount whose key already says what it weighs."""
    return None if text is None else parse_amount(text).milligrams


def _titration(table: "RegimenTable") -> bool | Titration | None:
    """Steps, or yes or no."""
    if not isinstance(table.titrate, list):
        return table.titrate
    return Titration(
        tuple(Step(step.day, step.share, _portion(step.portion)) for step in table.titrate)
    )


def _portion(text: str) -> Portion:
    """Which portions a step keeps."""
    if text not in _PORTIONS:
        raise Refusal(f"A titration step has the portion '{text}'; use 'all' or 'last'.")
    return _PORTIONS[text]


def _dose(row: "DoseTable", number: int) -> Dose:
    """One dose by itself."""
    try:
        route = _route(row.route)
        usual = "l-threonate" if route is Route.ORAL else INFUSION_SALT
        amount = parse_amount(row.amount)
        product = portion_of(
            Salt.find(row.form or usual), compound=amount.compound, elemental=amount.elemental
        )
        threonate = product.threonate
        if row.threonate is not None:
            threonate = parse_threonate(row.threonate)
        return Dose(
            time=_hour(row),
            magnesium=product.magnesium,
            threonate=threonate,
            salt=product.salt,
            with_food=row.with_food and route is Route.ORAL,
            route=route,
            duration=row.duration,
        )
    except Refusal as refusal:
        raise Refusal(f"dose {number}: {refusal}") from refusal


def _route(text: str) -> Route:
    """The way into the body."""
    if text not in _ROUTES:
        raise Refusal(f"'{text}' is not a route; use 'oral' or 'intravenous'.")
    return _ROUTES[text]


def _hour(row: "DoseTable") -> float:
    """Hours from the first midnight, said outright or as a day and a time."""
    if row.at is not None and row.day is None and row.time is None:
        return row.at
    if row.at is None and row.day is not None and row.time is not None:
        if row.day < 1:
            raise Refusal(f"The day is {row.day}; days count from 1.")
        return (row.day - 1) * DAY + parse_clock(row.time)
    raise Refusal(
        "Give either 'at' in hours, or 'day' and 'time', such as day = 1, time = '09:00'."
    )
