"""A measurement is one number that was found in a person, when, and how exactly.

A file of measurements is CSV with a row for each: ``id`` (who; left out where all are of one
person), ``quantity`` (serum, urine, ...), ``value``, ``unit`` (the scientific or the familiar one
of the quantity; the scientific one where left out) and either ``sd``, the standard deviation of the
error in the same unit, or ``cv``, the same in per cent of the value. When: ``time`` in hours since
the first midnight, or ``day`` counted from 1, alone for the midnight that ends it (0 is the start),
or with ``clock`` such as 08:30.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from threonate.calibration.observable import DAY, Observable, find_observable
from threonate.dose.clock import parse_clock
from threonate.dose.writing import read_text
from threonate.refusal import Refusal, nearest

COLUMNS = ("id", "time", "day", "clock", "quantity", "value", "unit", "sd", "cv")
"""What a file of measurements may hold."""

NEEDED = ("quantity", "value")

MOST = 100_000
"""Measurements that are fitted at once."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was found in a person: ``time`` in h, ``value`` and ``sd`` in the quantity's unit."""

    id: str
    time: float
    observable: Observable
    value: float
    sd: float


def read_measurements(path: str | Path) -> tuple[Measurement, ...]:
    """The measurements of a CSV file, in order.

    Raises Refusal for a file that is no such table, naming the line of the first bad row.
    """
    source = Path(path)
    lines = csv.reader(io.StringIO(read_text(source), newline=""), strict=True)
    try:
        head = tuple(cell.strip().lower() for cell in next(lines, ()))
        _check_head(head, source.name)
        found = tuple(_rows(lines, head, source.name))
    except csv.Error as error:
        raise Refusal(f"{source.name}, line {lines.line_num}: it is not CSV ({error}).") from None
    if not found:
        raise Refusal(f"{source.name} has a head and no rows; write one for each measurement.")
    if len(found) > MOST:
        raise Refusal(f"{source.name} has {len(found):,} rows; at most {MOST:,} can be fitted.")
    return found


def _check_head(head: Sequence[str], file: str) -> None:
    listed = ", ".join(COLUMNS)
    if not head:
        raise Refusal(f"{file} is empty; its first row names the columns: {listed}.")
    for name in head:
        if name not in COLUMNS:
            told = nearest(name, COLUMNS) or f" The columns are: {listed}."
            raise Refusal(f"{file}: '{name}' is not a column of measurements.{told}")
        if head.count(name) > 1:
            raise Refusal(f"{file} has the column '{name}' twice; keep one of them.")
    lacking = next((name for name in NEEDED if name not in head), None)
    if lacking is not None:
        raise Refusal(f"{file} has no column '{lacking}'; the columns are: {listed}.")
    if "time" not in head and "day" not in head:
        raise Refusal(f"{file} does not say when; add a column time (h) or day.")
    if "sd" not in head and "cv" not in head:
        raise Refusal(
            f"{file} does not say how exact its values are; add a column sd, in their unit, or cv, "
            "in per cent."
        )


def _rows(lines: Iterator[list[str]], head: Sequence[str], file: str) -> Iterator[Measurement]:
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        where = f"{file}, line {lines.line_num}"  # type: ignore[attr-defined]
        if len(cells) != len(head):
            raise Refusal(
                f"{where}: it has {len(cells)} cells and the head {len(head)}; check its commas."
            )
        said = {n: cell.strip() for n, cell in zip(head, cells, strict=True) if cell.strip()}
        try:
            yield _measurement(said)
        except Refusal as refusal:
            raise Refusal(f"{where}: {refusal}") from None


def _measurement(said: Mapping[str, str]) -> Measurement:
    for name in NEEDED:
        if name not in said:
            raise Refusal(f"The {name} is missing; fill it in or remove the row.")
    observable = find_observable(said["quantity"])
    value = _number(said["value"], "value")
    factor = _factor(observable, said.get("unit"))
    sd = _sd(said, value)
    return Measurement(said.get("id", ""), _time(said), observable, value * factor, sd * factor)


def _factor(observable: Observable, unit: str | None) -> float:
    """How many scientific units one of the written unit is."""
    quantity = observable.quantity
    if unit is None or unit == quantity.unit:
        return 1.0
    familiar = quantity.familiar
    if familiar is not None and unit == familiar.unit:
        return 1.0 / familiar.factor
    allowed = quantity.unit if familiar is None else f"{quantity.unit} or {familiar.unit}"
    raise Refusal(f"The unit of {quantity.key} is '{unit}'; use {allowed}.")


def _sd(said: Mapping[str, str], value: float) -> float:
    if ("sd" in said) == ("cv" in said):
        raise Refusal("A row says either sd or cv, one of the two; correct it.")
    sd = _number(said["sd"], "sd") if "sd" in said else abs(value) * _percent(said["cv"])
    if sd <= 0.0:
        raise Refusal("The error is 0 or less; nothing is measured exactly, so give one above 0.")
    return sd


def _percent(text: str) -> float:
    return _number(text.rstrip("% "), "cv") / 100.0


def _time(said: Mapping[str, str]) -> float:
    """Hours since the first midnight."""
    if "time" in said:
        if "day" in said or "clock" in said:
            raise Refusal("The time is said twice; keep time, or day with clock.")
        return _number(said["time"], "time")
    if "day" not in said:
        raise Refusal("It is not said when; give time in hours, or day.")
    day = _number(said["day"], "day")
    if "clock" not in said:
        return DAY * day
    if day < 1.0 or day != int(day):
        raise Refusal(f"The day is {day:g}; with a clock time, days are counted from 1.")
    return DAY * (day - 1.0) + parse_clock(said["clock"])


def _number(text: str, name: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise Refusal(f"The {name} is '{text}'; write a number.") from None
    if not math.isfinite(value):
        raise Refusal(f"The {name} is '{text}'; write a finite number.")
    return value
