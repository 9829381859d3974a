"""A dosage says how much is taken, how often and at what time of day."""

from collections.abc import Iterable
from dataclasses import dataclass

from threonate.refusal import Refusal
from threonate.safety.fhir.moment import minute_of
from threonate.safety.fhir.node import Node, shown
from threonate.safety.fhir.ucum import UNITS, Measure, Unit, coded_unit, find_unit

DOSE = (Measure.MASS, Measure.SUBSTANCE, Measure.CHARGE)
"""A dose of magnesium is a mass or an amount."""
MOST_OFTEN = 24
"""Nothing is taken more often in a day."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of a coded unit at one time."""

    value: float
    unit: Unit


@dataclass(frozen=True, slots=True)
class Dosage:
    """What is taken at one time, the minutes of the day, and how often in a day if that is known.

    ``quantity`` is the dose as it stands, read only where it matters; None where none is said.
    """

    quantity: Node | None
    times: tuple[int, ...]
    daily: float | None


def dosages(nodes: Iterable[Node], *, notes: list[str]) -> tuple[Dosage, ...]:
    """Every dosage of a medicine is read; a time that is no clock time is noted."""
    return tuple(_dosage(node, notes) for node in nodes)


def amount_of(quantity: Node | None) -> Amount | None:
    """A dose of magnesium as a mass or an amount; None where it is counted, poured or not coded.

    An mEq that is not coded in UCUM raises `Refusal`, because it is taken for mg or mmol.
    """
    if quantity is None:
        return None
    value, said = quantity.number("value"), quantity.text("code") or quantity.text("unit")
    known = said in UNITS and UNITS[said].measure in DOSE
    unit = coded_unit(quantity, among=DOSE) if known or "eq" in said.casefold() else None
    if value is None or unit is None:
        return None
    if not value > 0:
        raise quantity.refuse(f"is {value:g}; a dose is above zero.", key="value")
    return Amount(value, unit)


def timing_of(timing: Node | None, *, notes: list[str]) -> tuple[tuple[int, ...], float | None]:
    """The minutes of the day of a Timing, and how often a day if it says that."""
    repeat = None if timing is None else timing.object("repeat")
    if repeat is None:
        return (), None
    times = tuple(sorted({_minute(repeat, text) for text in repeat.texts("timeOfDay")}))
    when = repeat.texts("when")
    if when and not times:
        notes.append(
            f"{repeat.path}.when is {', '.join(when)[:60]}, which is no clock time; say the time "
            "to have gaps checked."
        )
    daily = float(len(times) or len(when)) or _frequency(repeat)
    if daily is not None and daily > MOST_OFTEN:
        raise repeat.refuse(f"is {daily:g} times a day; more than {MOST_OFTEN} is not read.")
    return times, daily


def _dosage(node: Node, notes: list[str]) -> Dosage:
    times, daily = timing_of(node.object("timing"), notes=notes)
    quantities = [found for each in node.objects("doseAndRate") if (found := _dose(each))]
    return Dosage(quantities[0] if quantities else None, times, daily)


def _dose(node: Node) -> Node | None:
    """A dose, or the upper end of a range of doses."""
    span = node.object("doseRange")
    return node.object("doseQuantity") if span is None else span.object("high")


def _minute(repeat: Node, text: str) -> int:
    minute = minute_of(text)
    if minute is None:
        raise repeat.refuse(
            f"has {shown(text)}; a FHIR time is written as '08:00:00'.", key="timeOfDay"
        )
    return minute


def _frequency(repeat: Node) -> float | None:
    """Times a day from frequency, period and unit of period, at their most."""
    frequency = repeat.number("frequencyMax") or repeat.number("frequency")
    period, code = repeat.number("period"), repeat.text("periodUnit")
    if frequency is None and period is None:
        return None
    if period is None or not code:
        return None
    try:
        unit = find_unit(code, among=(Measure.TIME,))
    except Refusal as refusal:
        raise repeat.refuse(f"is unknown: {refusal}", key="periodUnit") from refusal
    if unit.measure is not Measure.TIME or not period > 0 or not (frequency or 1.0) > 0:
        raise repeat.refuse(
            f"is {frequency or 1:g} times in {period:g} {code}; correct the timing."
        )
    return 24 * (frequency or 1.0) / (period * unit.size)
