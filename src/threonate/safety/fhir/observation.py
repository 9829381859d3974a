"""An observation is one measurement, taken by its LOINC code and its coded unit."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from threonate.people.quantity import CREATININE, EGFR, Quantity
from threonate.refusal import Refusal
from threonate.safety.facts import HEART_RATE, SERUM, SYSTOLIC
from threonate.safety.fhir.concept import Concept, System, concept_at
from threonate.safety.fhir.moment import moment_at
from threonate.safety.fhir.node import Node, shown
from threonate.safety.fhir.ucum import (
    Measure,
    Unit,
    coded_unit,
    creatinine_concentration,
    magnesium_concentration,
    spelled_unit,
    unit_of,
)

USED = ("final", "amended", "corrected")
"""Only observations of these statuses count."""
CONTRAINDICATED = 30.0
"""Below this eGFR, in mL/min per 1.73 m2, the compound is not used, however far below."""
BELOW = 0.1
"""A value known to be below a bound is taken so little below it."""
RED_CELL = "2597-3"
"""Magnesium in red cells, which is never taken for that in serum."""
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured under some LOINC codes, each with the measures its property allows.

    ``safe`` holds the comparators whose bound may stand for the value; ``danger`` is the sign of
    the riskier direction, which decides between two values of the same moment. Below ``least`` and
    at it every value means the same, so that a value known to be lower is taken just below.
    ``takes_words`` allows a unit in words; of serum magnesium the code alone is trusted, because
    the same number is normal in one unit and dangerous in another. What ``can_be_spared`` is passed
    over with a note where its unit cannot be read; kidney and serum magnesium decide and cannot.
    """

    field: str
    codes: Mapping[str, tuple[Measure, ...]]
    quantity: Quantity
    convert: Callable[[float, Unit], float]
    safe: tuple[str, ...] = ()
    danger: int = -1
    least: float = -math.inf
    takes_words: bool = True
    can_be_spared: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One value in the unit of its quantity, with its moment if there is one and its path."""

    measured: Measured
    value: float
    when: datetime | None
    path: str

    @property
    def order(self) -> tuple[datetime, float]:
        """Later readings come later, and the riskier of one moment comes last."""
        return self.when or _NEVER, self.measured.danger * self.value

    def months(self, today: date) -> float | None:
        """The reading is so many months old, if it has a date."""
        from threonate.safety.fhir.moment import MONTH

        return None if self.when is None else max((today - self.when.date()).days, 0) / MONTH


def _plain(value: float, unit: Unit) -> float:
    return value * unit.size


def _kilograms(value: float, unit: Unit) -> float:
    return value * unit.size / 1e6


MASS = (Measure.MASS_CONCENTRATION,)
MOLES = (Measure.SUBSTANCE_CONCENTRATION,)
MEASURED = (
    Measured(
        "serum",
        {"19123-9": MASS, "2601-3": (*MOLES, Measure.CHARGE_CONCENTRATION)},
        SERUM,
        magnesium_concentration,
        safe=("<", "<="),
        danger=1,
        takes_words=False,
    ),
    Measured(
        # The units are too far apart to be mistaken, and laboratories mix the codes.
        "creatinine",
        dict.fromkeys(("2160-0", "14682-9"), (*MASS, *MOLES)),
        CREATININE,
        creatinine_concentration,
        safe=("<", "<="),
        danger=1,
    ),
    Measured(
        "egfr",
        dict.fromkeys(
            ("33914-3", "76633-7", "77147-7", "62238-1", "98979-8"), (Measure.FILTRATION,)
        ),
        EGFR,
        _plain,
        safe=(">", ">="),
        least=CONTRAINDICATED,
    ),
    Measured(
        "weight",
        {"29463-7": (Measure.MASS,)},
        Quantity("Weight", "kg", 1, 300),
        _kilograms,
        can_be_spared=True,
    ),
    Measured("heart_rate", {"8867-4": (Measure.RATE,)}, HEART_RATE, _plain, can_be_spared=True),
    Measured("systolic", {"8480-6": (Measure.PRESSURE,)}, SYSTOLIC, _plain, can_be_spared=True),
)
"""Everything that is read from observations."""
PREGNANCY_STATUS = "82810-3"
PREGNANT = "77386006"


def readings(observation: Node, *, today: date, notes: list[str]) -> Iterator[Reading]:
    """The values that an observation and its components give; what is passed over is noted."""
    status = observation.text("status")
    codes = _code(observation)
    known = [each for each in (observation, *observation.objects("component")) if _measured(each)]
    if not known:
        why = (
            "is magnesium in red cells, not serum"
            if RED_CELL in codes.codes(System.LOINC)
            else ("has no code that is read here")
        )
        notes.append(f"{observation.path} ({codes.title}) {why}; not used.")
    elif status not in USED:
        notes.append(f"{observation.path} ({codes.title}) has status {shown(status)}; not used.")
    else:
        when = _when(observation, today=today)
        for part in known:
            for measured in _measured(part):
                yield from _reading(part, measured, when, notes)


def is_pregnant(observation: Node) -> bool:
    """The observation is a pregnancy status that says pregnant."""
    value = concept_at(observation, "valueCodeableConcept")
    return (
        observation.text("status") in USED
        and PREGNANCY_STATUS in _code(observation).codes(System.LOINC)
        and value is not None
        and PREGNANT in value.codes(System.SNOMED)
    )


def newest(found: Iterable[Reading]) -> Mapping[str, Reading]:
    """The newest reading of each quantity, by its field."""
    return {each.measured.field: each for each in sorted(found, key=lambda reading: reading.order)}


def _code(part: Node) -> Concept:
    found = concept_at(part, "code")
    if found is None or found.is_empty:
        raise part.refuse("has no code; FHIR says by a code what was measured.")
    return found


def _measured(part: Node) -> tuple[Measured, ...]:
    codes = set(_code(part).codes(System.LOINC))
    return tuple(each for each in MEASURED if codes & each.codes.keys())


def _reading(
    part: Node, measured: Measured, when: datetime | None, notes: list[str]
) -> Iterator[Reading]:
    quantity = part.object("valueQuantity")
    if quantity is None:
        if concept_at(part, "dataAbsentReason") is not None:
            notes.append(f"{part.path} ({measured.quantity.name}) says that its value is absent.")
            return
        raise part.refuse(
            f"has no valueQuantity; {measured.quantity.name.lower()} needs a number with a unit."
        )
    value = quantity.number("value")
    if value is None:
        raise quantity.refuse("has no value; write the number that was measured.")
    unit = _unit(part, quantity, measured, notes)
    if unit is None:
        return
    size = _bound(quantity, measured, measured.convert(value, unit), notes)
    try:
        measured.quantity.check(size, given=f"{value:g} {unit.code}")
    except Refusal as refusal:
        raise Refusal(f"{quantity.path}: {refusal}") from refusal
    if when is None:
        notes.append(f"{part.path} ({measured.quantity.name}) has no date; any dated one wins.")
    yield Reading(measured, size, when, part.path)


def _unit(part: Node, quantity: Node, measured: Measured, notes: list[str]) -> Unit | None:
    """The unit by its code, or by words that leave no doubt; None where the value can be spared."""
    codes = [code for code in _code(part).codes(System.LOINC) if code in measured.codes]
    among = measured.codes[codes[-1]]
    if measured.takes_words and (unit := spelled_unit(quantity, among=among)):
        notes.append(
            f"{quantity.path} ({measured.quantity.name}) has the unit "
            f"{shown(quantity.text('unit') or quantity.text('code'))} without a code; read as "
            f"{unit.code}."
        )
        return unit
    if measured.can_be_spared and not _is_coded(quantity, among):
        notes.append(
            f"{quantity.path} ({measured.quantity.name}) has the unit "
            f"{shown(quantity.text('code') or quantity.text('unit'))}, which is not read here; not "
            "used."
        )
        return None
    return unit_of(quantity, among=among)


def _is_coded(quantity: Node, among: tuple[Measure, ...]) -> bool:
    """The unit has a code that is known, whether it fits or not."""
    try:
        return coded_unit(quantity, among=among) is not None
    except Refusal:
        return False


def _bound(quantity: Node, measured: Measured, size: float, notes: list[str]) -> float:
    """A value such as '>60' is taken at its bound only where that is the safer side."""
    comparator = quantity.text("comparator")
    if not comparator:
        return size
    below = comparator in ("<", "<=") and size <= measured.least
    if not below and comparator not in measured.safe:
        raise quantity.refuse(
            f"is {shown(comparator)} and so no number for {measured.quantity.name.lower()}; give "
            "the measured value.",
            key="comparator",
        )
    used = "a value just below" if below else "the value itself"
    notes.append(
        f"{quantity.path}: {measured.quantity.name} is only known to be {comparator} its value; "
        f"{used} is used."
    )
    return max(size - BELOW, measured.quantity.low) if below else size


def _when(observation: Node, *, today: date) -> datetime | None:
    """The moment of the measurement, or else when it was issued."""
    for key in ("effectiveDateTime", "effectiveInstant"):
        if observation.text(key):
            return moment_at(observation, key, today=today)
    period = observation.object("effectivePeriod")
    if period is not None:
        for key in ("end", "start"):
            if period.text(key):
                return moment_at(period, key, today=today)
    return moment_at(observation, "issued", today=today)
