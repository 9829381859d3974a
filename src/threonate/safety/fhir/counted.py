"""What is taken is counted once: as the compound, as other magnesium, or as a medicine."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from threonate.safety.fhir.concept import Concept
from threonate.safety.fhir.dosage import Amount, Dosage, amount_of
from threonate.safety.fhir.magnesium import (
    compound_of,
    elemental_of,
    is_compound,
    is_magnesium,
    kind_of,
)
from threonate.safety.fhir.medication import Taking
from threonate.safety.fhir.medicine_code import lookups
from threonate.safety.intake import Intake
from threonate.safety.magnesium_source import MagnesiumSource
from threonate.safety.medicament import Medicament
from threonate.safety.medicine_name import Lookup
from threonate.safety.not_flagged import find_not_flagged
from threonate.safety.other_medicine import is_magnesium_product


@dataclass(frozen=True, slots=True)
class Counted:
    """The day's compound, other magnesium and medicines."""

    intakes: tuple[Intake, ...]
    other: tuple[MagnesiumSource, ...]
    medicines: tuple[Medicament, ...]


@dataclass(slots=True)
class _Sums:
    """What was counted so far, by the resource it stood in."""

    intakes: dict[str, list[Intake]] = field(default_factory=dict)
    other: dict[str, dict[str, list[MagnesiumSource]]] = field(default_factory=dict)
    medicines: dict[object, Medicament] = field(default_factory=dict)


def count(found: Iterable[Taking], *, notes: list[str]) -> Counted:
    """Everything taken is counted; a prescription and a statement of the same are one."""
    sums = _Sums()
    for taking in found:
        if is_compound(taking.concept):
            _compound(taking, sums, notes)
        elif is_magnesium(taking.concept) and _source(taking, sums, notes):
            continue
        else:
            _medicine(taking, sums, notes)
    return Counted(
        _larger(sums.intakes, notes), _sources(sums.other, notes), tuple(sums.medicines.values())
    )


def _compound(taking: Taking, sums: _Sums, notes: list[str]) -> None:
    """The compound is taken at each stated time, or so many times at no stated one."""
    for dosage in taking.dosages:
        amount = amount_of(dosage.quantity)
        if amount is None or (not dosage.times and dosage.daily is None):
            continue
        sums.intakes.setdefault(taking.source, []).extend(_intakes(dosage, amount))
    if not sums.intakes.get(taking.source):
        notes.append(
            f"{taking.path} ({taking.concept.title}) does not say in mg how much is taken and how "
            "often; say the dose yourself."
        )


def _intakes(dosage: Dosage, amount: Amount) -> list[Intake]:
    compound = compound_of(amount)
    if dosage.times:
        return [Intake(compound, time) for time in dosage.times]
    return [Intake(compound)] * max(round(dosage.daily or 1), 1)


def _source(taking: Taking, sums: _Sums, notes: list[str]) -> bool:
    """Other magnesium is added up over the day; False where no dose can be read."""
    name = taking.concept.title
    parts = [part for each in taking.dosages if (part := _daily(each, taking.concept))]
    if not parts or len(parts) < len(taking.dosages):
        notes.append(
            f"{taking.path} ({name}) is magnesium, but how many mg a day cannot be read from it; "
            "say it as other magnesium."
        )
        return False
    found = MagnesiumSource(name, sum(parts), kind_of(taking.concept))
    sums.other.setdefault(name.casefold(), {}).setdefault(taking.source, []).append(found)
    return True


def _daily(dosage: Dosage, concept: Concept) -> float | None:
    """Magnesium in mg a day, where dose, salt and timing say it."""
    amount = amount_of(dosage.quantity)
    elemental = None if amount is None else elemental_of(amount, concept)
    return None if elemental is None or dosage.daily is None else elemental * dosage.daily


def _medicine(taking: Taking, sums: _Sums, notes: list[str]) -> None:
    for lookup in lookups(taking.concept):
        if taking.source == "NutritionIntake" and not (lookup.found or _is_listed(lookup)):
            notes.append(f"{taking.path} ({taking.concept.title}) is taken for food; not used.")
            continue
        key: object = frozenset(row.id for row in lookup.found) or lookup.asked.casefold()
        known = sums.medicines.get(key)
        times = {*taking.times, *(known.times if known else ())}
        sums.medicines[key] = Medicament(known.lookup if known else lookup, tuple(sorted(times)))


def _is_listed(lookup: Lookup) -> bool:
    """It is listed as not flagged, or is magnesium of which the dose is not known."""
    return find_not_flagged(lookup.asked) is not None or is_magnesium_product(lookup.asked)


def _larger(found: dict[str, list[Intake]], notes: list[str]) -> tuple[Intake, ...]:
    """The same compound in two kinds of resource is counted once, at the larger day."""
    if len(found) > 1:
        notes.append(
            f"The compound stands in {' and '.join(found)}; it is counted once, at the larger day."
        )
    largest = max(found.values(), key=lambda each: sum(i.compound for i in each), default=[])
    return tuple(sorted(largest, key=lambda each: -1 if each.time is None else each.time))


def _sources(
    found: dict[str, dict[str, list[MagnesiumSource]]], notes: list[str]
) -> tuple[MagnesiumSource, ...]:
    counted: list[MagnesiumSource] = []
    for kinds in found.values():
        if len(kinds) > 1:
            name = next(iter(kinds.values()))[0].name
            notes.append(
                f"{name} stands in {' and '.join(kinds)}; it is counted once, at the larger day."
            )
        counted += max(kinds.values(), key=lambda each: sum(s.elemental for s in each))
    return tuple(counted)
