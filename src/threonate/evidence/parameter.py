"""A parameter is one number about the body together with how it is known."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from threonate.evidence.entry import Entry, entries
from threonate.evidence.grade import Grade
from threonate.evidence.source import load_sources
from threonate.refusal import Refusal, nearest

ROOMS = (
    "threonate.body.gut",
    "threonate.body.blood",
    "threonate.body.kidney",
    "threonate.body.stores",
    "threonate.body.threonate",
    "threonate.brain",
    "threonate.synapse",
    "threonate.hippocampus",
    "threonate.mind",
    "threonate.maze",
    "threonate.studies",
    "threonate.people",
    "threonate.trial",
)
"""The packages whose ``parameters.toml`` together hold every number of the model."""

SPECIES = ("human", "rat")
"""The species a parameter can have a value of its own for; human is the one written first."""


class Basis(Enum):
    """How a number came about."""

    MEASURED = "measured"
    FITTED = "fitted"
    SCALED = "scaled"
    ASSUMED = "assumed"


class Distribution(Enum):
    """The shape of what is not known about a number."""

    LOGNORMAL = "lognormal"
    NORMAL = "normal"
    UNIFORM = "uniform"
    LOGUNIFORM = "loguniform"
    BERNOULLI = "bernoulli"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number about the body: its size, how it varies between people and how well it is known.

    ``spread`` is the coefficient of variation between people and ``doubt`` that of our ignorance.
    ``low`` and ``high`` are the ends of a uniform or log-uniform doubt; for the other shapes they
    are the plausible range, which bounds ``value`` but cuts off no draw. ``doubt_stated`` is false
    where the doubt is only the convention of the grade.
    """

    name: str
    value: float
    unit: str
    spread: float
    doubt: float
    low: float | None
    high: float | None
    distribution: Distribution
    source: tuple[str, ...]
    where: str
    basis: Basis
    grade: Grade
    who: str
    says: str
    verified: bool
    reason: str
    doubt_stated: bool

    @property
    def room(self) -> str:
        """The room that the parameter belongs to, such as ``gut``."""
        return self.name.partition(".")[0]


_NOT_WRITTEN = ("name", "doubt_stated")
_KEYS = tuple(key for key in Parameter.__dataclass_fields__ if key not in _NOT_WRITTEN)
_REQUIRED = ("value", "unit", "basis", "grade", "says")
_RANGED = (Distribution.UNIFORM, Distribution.LOGUNIFORM)
_OWN_TO_A_VALUE = ("low", "high", "doubt")


@cache
def load_room(package: str, *, species: str = "human") -> Mapping[str, Parameter]:
    """Read every parameter of one room, keyed by ``room.name``.

    ``package`` is dotted, such as ``threonate.body.gut``. Raises ``Refusal`` on an entry that
    lacks what it must say.
    """
    text = files(package).joinpath("parameters.toml").read_text(encoding="utf-8")
    file = f"{package.replace('.', '/')}/parameters.toml"
    return read_room(text, file=file, room=package.rpartition(".")[2], species=species)


@cache
def load_parameters(
    rooms: tuple[str, ...] = ROOMS, *, species: str = "human"
) -> Mapping[str, Parameter]:
    """Read the parameters of several rooms into one mapping keyed by ``room.name``."""
    found: dict[str, Parameter] = {}
    for package in rooms:
        found.update(load_room(package, species=species))
    return MappingProxyType(found)


def read_room(
    text: str, *, file: str, room: str, species: str = "human"
) -> Mapping[str, Parameter]:
    """Read the parameters written in ``text``, naming ``file`` in every refusal."""
    if species not in SPECIES:
        raise Refusal(
            f"{file}: there are no values for species '{species}'; use {' or '.join(SPECIES)}."
        )
    found = (_parameter(_of_species(entry, room, species)) for entry in entries(text, file=file))
    return MappingProxyType({parameter.name: parameter for parameter in found})


def _of_species(entry: Entry, room: str, species: str) -> Entry:
    own = {key: found for key, found in entry.table.items() if key not in SPECIES}
    variant = entry.table.get(species, {})
    if "value" in variant:
        # Another species' number does not inherit how far the human one may be off.
        own = {key: found for key, found in own.items() if key not in _OWN_TO_A_VALUE}
    return Entry(entry.file, f"{room}.{entry.name}", {**own, **variant})


def _parameter(entry: Entry) -> Parameter:
    entry.check_keys(allowed=_KEYS, required=_REQUIRED)
    distribution = entry.choice("distribution", Distribution, "lognormal")
    basis, grade = entry.choice("basis", Basis), entry.choice("grade", Grade)
    value, low, high = entry.number("value") or 0.0, entry.number("low"), entry.number("high")
    stated = entry.number("doubt")
    if stated is None:
        stated = _implied_doubt(distribution, value, low, high)
    parameter = Parameter(
        name=entry.name,
        value=value,
        unit=entry.words("unit"),
        spread=entry.number("spread") or 0.0,
        doubt=grade.doubt if stated is None else stated,
        low=low,
        high=high,
        distribution=distribution,
        source=entry.names("source"),
        where=entry.words("where"),
        basis=basis,
        grade=grade,
        who=entry.words("who"),
        says=entry.words("says"),
        verified=entry.truth("verified", fallback=True),
        reason=entry.words("reason"),
        doubt_stated=stated is not None,
    )
    _check_ground(entry, parameter)
    _check_size(entry, parameter)
    return parameter


def _check_ground(entry: Entry, parameter: Parameter) -> None:
    assumed = parameter.basis is Basis.ASSUMED
    if assumed and not parameter.reason:
        raise entry.refuse("is assumed without a reason; say why this number was taken.")
    if not parameter.source and not assumed:
        raise entry.refuse("has no source; name one, or make its basis 'assumed' with a reason.")
    for key in parameter.source:
        if key not in load_sources():
            raise entry.refuse(
                f"cites '{key}', which is not in evidence/sources.toml; add it there or correct "
                f"the key.{nearest(key, load_sources())}"
            )


def _check_size(entry: Entry, parameter: Parameter) -> None:
    value, low, high, shape = (
        parameter.value,
        parameter.low,
        parameter.high,
        parameter.distribution,
    )
    for key, size in (("spread", parameter.spread), ("doubt", parameter.doubt)):
        if size < 0:
            raise entry.refuse(f"has {key} = {size:g}; a coefficient of variation is 0 or more.")
    if shape in _RANGED and (low is None or high is None):
        raise entry.refuse(f"is {shape.value} in doubt and needs both low and high.")
    if (low is not None and value < low) or (high is not None and value > high):
        raise entry.refuse(f"has value = {value:g}, outside low = {low} and high = {high}.")
    if shape is Distribution.LOGUNIFORM and low is not None and low <= 0:
        raise entry.refuse(f"is log-uniform in doubt and has low = {low:g}; use a low above 0.")
    if value <= 0 and (shape is Distribution.LOGNORMAL or parameter.spread > 0):
        raise entry.refuse(
            f"has value = {value:g} and varies log-normally; use a value above 0, or "
            "distribution 'normal' or 'fixed' without spread."
        )
    if shape is Distribution.BERNOULLI and not 0 <= value <= 1:
        raise entry.refuse(f"is a probability and has value = {value:g}; use 0 to 1.")


def _implied_doubt(
    shape: Distribution, value: float, low: float | None, high: float | None
) -> float | None:
    """Give the coefficient of variation of a shape that its own ends already fix."""
    if shape is Distribution.FIXED:
        return 0.0
    if shape is Distribution.BERNOULLI and 0 < value <= 1:
        return math.sqrt((1 - value) / value)
    if low is None or high is None or not 0 <= low < high:
        return None
    if shape is Distribution.UNIFORM:
        return (high - low) / math.sqrt(12) / ((low + high) / 2)
    if shape is Distribution.LOGUNIFORM and low > 0:
        span = math.log(high / low)
        mean = (high - low) / span
        return math.sqrt((high**2 - low**2) / (2 * span) / mean**2 - 1)
    return None
