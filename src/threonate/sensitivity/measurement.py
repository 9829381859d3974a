"""A measurement is something that could be observed, in how many people and how exactly."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.entry import Entry, entries
from threonate.evidence.parameter import Basis
from threonate.evidence.source import load_sources
from threonate.quantity import find_quantity
from threonate.refusal import Refusal, nearest
from threonate.simulation import all_parameters

FILE = "sensitivity/measurements.toml"
MOST_PEOPLE = 100_000


class Scale(Enum):
    """On which scale a result is read and its error stated."""

    PERCENT = "percent"
    """The change in per cent of the level before."""
    UNIT = "unit"
    """The change of a quantity, or a number itself, in its own unit."""
    FOLD = "fold"
    """The level itself, by ratio: the error is a coefficient of variation in per cent."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What is observed: a ``quantity`` on the last day, or a ``parameter``, and how exactly.

    ``error`` is what one person's result strays from the people's mean, apparatus and differences
    between people together, on the ``scale``. ``people`` are in each of ``arms``; with two, the
    difference between them is what is found. ``floor`` is an error that more people do not lessen.
    ``subjects`` says who they are where they are not people.
    """

    key: str
    title: str
    quantity: str
    parameter: str
    people: int
    subjects: str
    arms: int
    scale: Scale
    error: float
    floor: float
    basis: Basis
    source: tuple[str, ...]
    where: str
    reason: str

    @property
    def standard_error(self) -> float:
        """How far the result of the whole measurement strays, on its scale."""
        return math.hypot(self.error * math.sqrt(self.arms / self.people), self.floor)

    @property
    def observes(self) -> str:
        """The key of the quantity or the name of the parameter."""
        return self.quantity or self.parameter

    @property
    def who(self) -> str:
        """How many are measured, in words."""
        each = f"{self.people:,} {self.subjects}"
        return each if self.arms == 1 else f"2 x {each}"

    def result(self, before: Floats, after: Floats) -> Floats:
        """What would be found without error in each draw, (n,), on the scale of the error."""
        if self.scale is Scale.UNIT:
            return after - before if self.quantity else after
        with np.errstate(divide="ignore", invalid="ignore"):
            if self.scale is Scale.FOLD:
                return np.asarray(100.0 * np.log(after))
            return 100.0 * (after / before - 1.0)

    def document(self) -> dict[str, Any]:
        """Give the measurement as plain data."""
        return {
            "key": self.key,
            "title": self.title,
            "observes": self.observes,
            "people": self.people,
            "subjects": self.subjects,
            "arms": self.arms,
            "scale": self.scale.value,
            "error": self.error,
            "floor": self.floor,
            "standard_error": self.standard_error,
            "basis": self.basis.value,
            "source": list(self.source),
            "where": self.where,
            "reason": self.reason,
        }


_KEYS = tuple(key for key in Measurement.__dataclass_fields__ if key != "key")
_REQUIRED = ("title", "people", "scale", "error", "basis")


@cache
def load_measurements() -> Mapping[str, Measurement]:
    """Read the measurements that come with the package, by key."""
    text = files("threonate.sensitivity").joinpath("measurements.toml").read_text(encoding="utf-8")
    return _read(text, file=FILE)


def read_measurements(file: Path) -> Mapping[str, Measurement]:
    """Read measurements of one's own from a TOML file; raises Refusal for what cannot be read."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(
            f"{file} cannot be read as text; name a TOML file of measurements."
        ) from error
    return _read(text, file=str(file))


def choose(known: Mapping[str, Measurement], keys: Sequence[str]) -> tuple[Measurement, ...]:
    """Find measurements by key, or all where none is named; raises Refusal for an unknown one."""
    for key in keys:
        if key not in known:
            raise Refusal(
                f"'{key}' is no measurement known here; use {', '.join(known)}."
                f"{nearest(key, list(known))}"
            )
    return tuple(known[key] for key in dict.fromkeys(keys or known))


def _read(text: str, *, file: str) -> Mapping[str, Measurement]:
    found = {entry.name: _measurement(entry) for entry in entries(text, file=file)}
    if not found:
        raise Refusal(f"{file} names no measurement; write a table such as [csf] for each.")
    return MappingProxyType(found)


def _measurement(entry: Entry) -> Measurement:
    entry.check_keys(allowed=_KEYS, required=_REQUIRED)
    measurement = Measurement(
        key=entry.name,
        title=entry.words("title"),
        quantity=entry.words("quantity"),
        parameter=entry.words("parameter"),
        people=_count(entry, "people", 0),
        subjects=entry.words("subjects", "people"),
        arms=_count(entry, "arms", 1),
        scale=entry.choice("scale", Scale),
        error=entry.number("error") or 0.0,
        floor=entry.number("floor") or 0.0,
        basis=entry.choice("basis", Basis),
        source=entry.names("source"),
        where=entry.words("where"),
        reason=entry.words("reason"),
    )
    _check_object(entry, measurement)
    _check_size(entry, measurement)
    _check_ground(entry, measurement)
    return measurement


def _count(entry: Entry, key: str, fallback: int) -> int:
    found = entry.number(key)
    number = float(fallback) if found is None else found
    if number != int(number):
        raise entry.refuse(f"has {key} = {number:g}; {key} are counted in whole numbers.")
    return int(number)


def _check_object(entry: Entry, measurement: Measurement) -> None:
    if bool(measurement.quantity) == bool(measurement.parameter):
        raise entry.refuse("observes one thing; name either its quantity or its parameter.")
    if measurement.quantity:
        find_quantity(measurement.quantity)
    elif measurement.parameter not in all_parameters():
        raise entry.refuse(
            f"observes '{measurement.parameter}', which is no number of the model."
            f"{nearest(measurement.parameter, list(all_parameters()))}"
        )
    elif measurement.scale is Scale.PERCENT:
        raise entry.refuse("observes a number that does not change; use scale 'unit' or 'fold'.")


def _check_size(entry: Entry, measurement: Measurement) -> None:
    if not 1 <= measurement.people <= MOST_PEOPLE or measurement.arms not in (1, 2):
        raise entry.refuse(
            f"has {measurement.people} people in each of {measurement.arms} arms; use 1 to "
            f"{MOST_PEOPLE:,} people and 1 or 2 arms."
        )
    if measurement.error <= 0.0 or measurement.floor < 0.0:
        raise entry.refuse(
            f"has error = {measurement.error:g} and floor = {measurement.floor:g}; nothing is "
            "measured without error, and a floor is 0 or more."
        )


def _check_ground(entry: Entry, measurement: Measurement) -> None:
    if measurement.basis is Basis.ASSUMED and not measurement.reason:
        raise entry.refuse("is assumed without a reason; say why this error was taken.")
    if measurement.basis is not Basis.ASSUMED and not measurement.source:
        raise entry.refuse("has no source; name one, or make its basis 'assumed' with a reason.")
    for key in measurement.source:
        if key not in load_sources():
            raise entry.refuse(
                f"cites '{key}', which is not in evidence/sources.toml; correct the key."
                f"{nearest(key, load_sources())}"
            )
