"""What is found in a record is gathered, resource by resource, into what facts can use."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from threonate.people.sex import Sex
from threonate.refusal import Refusal
from threonate.safety.condition import Condition
from threonate.safety.fhir.condition import (
    conditions_of,
    is_breastfeeding,
    is_intolerance,
    is_pregnancy,
    present_concept,
    stage_floor,
)
from threonate.safety.fhir.counted import Counted, count
from threonate.safety.fhir.medication import TAKEN, Find, Taking, takings
from threonate.safety.fhir.node import Node, shown
from threonate.safety.fhir.observation import Reading, is_pregnant, newest, readings
from threonate.safety.fhir.patient import age_of, sex_of
from threonate.safety.intake import Intake
from threonate.safety.magnesium_source import MagnesiumSource
from threonate.safety.medicament import Medicament

STALE = 12
"""A value older than this many months is pointed out."""
_ABOUT = ("Observation", "Condition", "AllergyIntolerance")
_SILENT = ("Composition", "OperationOutcome", "Medication", "NutritionProduct", "Organization",
           "Practitioner", "PractitionerRole", "Encounter", "Location", "Provenance",
           "Device")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFacts:
    """What a bundle says, in the units of `Facts`, creatinine in mg/dL; None is not said.

    ``unread`` are conditions that are not known here; ``notes`` tells what was not used, or used
    with a doubt, and why.
    """

    age: float | None = None
    sex: Sex | None = None
    pregnant: bool = False
    breastfeeding: bool = False
    weight: float | None = None
    serum: float | None = None
    creatinine: float | None = None
    egfr: float | None = None
    egfr_months: float | None = None
    heart_rate: float | None = None
    systolic: float | None = None
    conditions: frozenset[Condition] = frozenset()
    medicines: tuple[Medicament, ...] = ()
    other: tuple[MagnesiumSource, ...] = ()
    intakes: tuple[Intake, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def noting(self, more: Iterable[str]) -> "BundleFacts":
        """The same with further notes in front."""
        return replace(self, notes=(*more, *self.notes))

    def beside(self, **said: Any) -> dict[str, Any]:
        """The words for `Facts.of`, where what is said otherwise wins over the bundle.

        A kidney value that is said replaces all of the bundle's, and an intake all intakes; what
        comes in numbers, such as medicines, is added.
        """
        # Zero is said, if wrongly; false and empty are what an option is when nobody used it.
        unsaid: tuple[object, ...] = (None, False, (), [])
        known = {
            key: value
            for key, value in said.items()
            if not any(type(value) is type(each) and value == each for each in unsaid)
        }
        own: dict[str, Any] = {
            name: value
            for name in _FIELDS
            if (value := getattr(self, name)) is not None and value != ()
        }
        if self.serum is not None:
            own["serum"] = f"{self.serum!r} mmol/L"
        if known.keys() & {"egfr", "creatinine"}:
            own = {key: own[key] for key in own if key not in ("egfr", "creatinine", "egfr_months")}
        for name in ("conditions", "medicines", "other", "unread"):
            known[name] = (*own.pop(name, ()), *known.get(name, ()))
        return {**own, **known}


_FIELDS = tuple(name for name in BundleFacts.__dataclass_fields__ if name not in ("notes", "serum"))


@dataclass(slots=True)
class _Gathered:
    """Everything found so far; only here does anything change."""

    notes: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    conditions: set[Condition] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)
    stages: list[float] = field(default_factory=list)
    takings: list[Taking] = field(default_factory=list)
    pregnant: bool = False
    breastfeeding: bool = False


def gather(resources: tuple[Node, ...], *, today: date, find: Find) -> BundleFacts:
    """Everything that the resources say of their one patient on this day."""
    patient = _patient(resources)
    _refuse_mixture(resources, patient=patient, find=find)
    found = _Gathered()
    for resource in resources:
        _take(resource, found, today=today, find=find)
    age = None if patient is None else age_of(patient, today=today)
    sex = None if patient is None else sex_of(patient)
    counted = count(found.takings, notes=found.notes)
    return BundleFacts(
        age=age,
        sex=sex,
        pregnant=found.pregnant,
        breastfeeding=found.breastfeeding,
        conditions=frozenset(found.conditions),
        unread=tuple(dict.fromkeys(found.unread)),
        **_values(found, today=today, knows=age is not None and age >= 18 and sex is not None),
        **_counted(counted),
        notes=tuple(found.notes),
    )


def _take(resource: Node, found: _Gathered, *, today: date, find: Find) -> None:
    """One resource adds what it says."""
    kind = resource.text("resourceType")
    if kind == "Observation":
        if is_pregnant(resource):
            found.pregnant = True
        else:
            found.readings += readings(resource, today=today, notes=found.notes)
    elif kind == "Condition":
        _condition(resource, found)
    elif kind == "AllergyIntolerance":
        _allergy(resource, found)
    elif kind in TAKEN:
        found.takings += takings(resource, kind=kind, today=today, find=find, notes=found.notes)
    elif kind != "Patient" and kind not in _SILENT:
        found.notes.append(f"{resource.path} is a {shown(kind)}, which is not read here.")


def _condition(resource: Node, found: _Gathered) -> None:
    concept = present_concept(resource, notes=found.notes)
    if concept is None:
        return
    named = conditions_of(concept)
    found.conditions |= named
    found.pregnant |= is_pregnancy(concept)
    found.breastfeeding |= is_breastfeeding(concept)
    floor = stage_floor(concept)
    if floor is not None:
        found.stages.append(floor)
    if not named and not is_pregnancy(concept) and not is_breastfeeding(concept):
        found.unread.append(concept.title)
        found.notes.append(
            f"{resource.path} ({concept.title}) is not known here; a doctor must say whether it "
            "matters."
        )


def _allergy(resource: Node, found: _Gathered) -> None:
    concept = present_concept(resource, notes=found.notes)
    if concept is None:
        return
    if is_intolerance(concept):
        found.conditions.add(Condition.INTOLERANCE)
    else:
        found.notes.append(
            f"{resource.path} ({concept.title}) is no allergy to magnesium; not used."
        )


def _values(found: _Gathered, *, today: date, knows: bool) -> dict[str, Any]:
    """The newest value of each kind, and one view of the kidney."""
    latest = newest(found.readings)
    values: dict[str, Any] = {name: reading.value for name, reading in latest.items()}
    for reading in latest.values():
        months = reading.months(today)
        if months is not None and months > STALE:
            found.notes.append(
                f"{reading.path} ({reading.measured.quantity.name}) is {months:.0f} months old."
            )
    kidney = _kidney(latest.get("egfr"), latest.get("creatinine"), found.notes, knows=knows)
    for name in {"egfr", "creatinine"} - {reading.measured.field for reading in kidney}:
        values.pop(name, None)
    if kidney:
        values["egfr_months"] = kidney[0].months(today)
    elif found.stages:
        floor = min(found.stages)
        values["egfr"] = floor
        found.notes.append(
            "No eGFR is given; the recorded stage of kidney disease is counted at its lower end, "
            f"{floor:.0f}."
        )
    return values


def _kidney(
    egfr: Reading | None, creatinine: Reading | None, notes: list[str], *, knows: bool
) -> tuple[Reading, ...]:
    """The eGFR and the creatinine of one day together, else the newer of the two.

    Creatinine counts only for an adult whose age and sex are known.
    """
    if creatinine is not None and not knows:
        notes.append(f"{creatinine.path} (Creatinine) needs an adult's age and sex; not used.")
        creatinine = None
    both = [each for each in (egfr, creatinine) if each is not None]
    if len(both) < 2:
        return tuple(both)
    days = {each.when.date() if each.when else None for each in both}
    if len(days) == 1:
        return tuple(both)
    older, newer = sorted(both, key=lambda each: each.order[0])
    notes.append(
        f"{older.path} ({older.measured.quantity.name}) is older than "
        f"{newer.measured.quantity.name.lower().replace('egfr', 'the eGFR')}; not used."
    )
    return (newer,)


def _counted(counted: Counted) -> dict[str, Any]:
    return {
        "medicines": counted.medicines,
        "other": counted.other,
        "intakes": counted.intakes,
    }


def _patient(resources: tuple[Node, ...]) -> Node | None:
    patients = [each for each in resources if each.text("resourceType") == "Patient"]
    if len(patients) > 1:
        raise Refusal(
            f"The bundle has {len(patients)} patients ({patients[0].path}, {patients[1].path}); "
            "send the record of one person."
        )
    return patients[0] if patients else None


def _refuse_mixture(resources: tuple[Node, ...], *, patient: Node | None, find: Find) -> None:
    """What belongs to somebody else must not decide for this person."""
    first: tuple[object, str] | None = None if patient is None else (patient.path, patient.path)
    for resource in resources:
        if resource.text("resourceType") not in (*TAKEN, *_ABOUT):
            continue
        subject = resource.object("subject") or resource.object("patient")
        reference = "" if subject is None else subject.text("reference")
        if not reference:
            continue
        found = find(resource, reference)
        # The same person may be named with and without the server.
        whose = "/".join(reference.rsplit("/", 2)[-2:]) if found is None else found.path
        if first is not None and whose != first[0]:
            raise resource.refuse(
                f"is about {shown(reference)}, not the person of {first[1]}; send the record of "
                "one person.",
                key="subject.reference",
            )
        first = first or (whose, resource.path)
