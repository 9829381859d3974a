"""What a person takes, by MedicationStatement, MedicationRequest or NutritionIntake."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from threonate.safety.fhir.concept import Concept, concept_at
from threonate.safety.fhir.dosage import Dosage, dosages, timing_of
from threonate.safety.fhir.moment import end_at
from threonate.safety.fhir.node import Node, shown

TAKEN = {
    "MedicationStatement": ("active", "intended", "recorded"),
    "MedicationRequest": ("active",),
    "NutritionIntake": ("in-progress", "completed"),
}
"""The statuses under which something counts as taken, by resource; the third is of release 5."""
RECENT = timedelta(days=31)
"""What a NutritionIntake tells ended longer ago is over."""
_GIVEN_UP = ("not-taking", "stopped", "on-hold")

Find = Callable[[Node, str], Node | None]
"""Finds the resource that a reference of a resource points to."""


@dataclass(frozen=True, slots=True)
class Taking:
    """One thing that is taken, as often as its dosages say; ``source`` is the resource's type."""

    source: str
    concept: Concept
    dosages: tuple[Dosage, ...]
    path: str

    @property
    def times(self) -> tuple[int, ...]:
        """The minutes of the day at which it is taken."""
        return tuple(sorted({time for each in self.dosages for time in each.times}))


def takings(
    resource: Node, *, kind: str, today: date, find: Find, notes: list[str]
) -> Iterator[Taking]:
    """Everything that a resource says is taken now; the rest is noted."""
    if kind == "NutritionIntake":
        yield from _eaten(resource, today=today, find=find, notes=notes)
        return
    concepts = _medicine(resource, find)
    why = _past(resource, kind, today)
    if why:
        notes.append(f"{resource.path} ({concepts[0].title}) {why}; not counted as taken.")
        return
    doses = resource.objects("dosageInstruction" if kind == "MedicationRequest" else "dosage")
    found = dosages(doses, notes=notes)
    if any(each.is_true("asNeededBoolean") or each.is_true("asNeeded") for each in doses):
        notes.append(
            f"{resource.path} ({concepts[0].title}) is taken as needed; it is counted as taken."
        )
    for concept in concepts:
        yield Taking(kind, concept, found if len(concepts) == 1 else _untold(found), resource.path)


def _past(resource: Node, kind: str, today: date) -> str:
    """Why something is not taken now, if it is not."""
    status = resource.text("status")
    if status not in TAKEN[kind]:
        return f"has status {shown(status)}"
    if resource.is_true("doNotPerform"):
        return "is not to be given"
    adherence = resource.object("adherence") if kind == "MedicationStatement" else None
    followed = None if adherence is None else concept_at(adherence, "code")
    for _, code in () if followed is None else followed.codings:
        if code.startswith(_GIVEN_UP):
            return f"has adherence '{code[:40]}'"
    ended = end_at(resource, "effectivePeriod")
    if ended is not None and ended < today:
        return f"ended on {ended}"
    return ""


def _medicine(resource: Node, find: Find) -> tuple[Concept, ...]:
    """The medicine in either release, or each ingredient of one that only lists them."""
    both = resource.object("medication")
    concept = concept_at(resource, "medicationCodeableConcept")
    reference = resource.object("medicationReference")
    if both is not None:
        concept, reference = concept_at(both, "concept"), both.object("reference")
    if concept is not None and not concept.is_empty:
        return (concept,)
    if reference is not None:
        return _referred(resource, reference, find)
    raise resource.refuse(
        "names no medicine; write medicationCodeableConcept (R4) or medication.concept (R5)."
    )


def _referred(resource: Node, reference: Node, find: Find) -> tuple[Concept, ...]:
    medication = find(resource, reference.text("reference"))
    if medication is not None:
        concept = concept_at(medication, "code")
        if concept is not None and not concept.is_empty:
            return (concept,)
        parts = tuple(
            part for each in medication.objects("ingredient") if (part := _ingredient(each))
        )
        if parts:
            return parts
    display = reference.text("display")
    if display:
        return (Concept((), (display,), reference.path),)
    raise reference.refuse(
        f"is {shown(reference.text('reference'))}, which names no medicine in this bundle; add "
        "the Medication or a display.",
        key="reference",
    )


def _ingredient(node: Node) -> Concept | None:
    """An ingredient in either release."""
    item = node.object("item")
    found = concept_at(node, "itemCodeableConcept") if item is None else concept_at(item, "concept")
    return None if found is None or found.is_empty else found


def _untold(found: tuple[Dosage, ...]) -> tuple[Dosage, ...]:
    """The dose of a whole product says nothing of each ingredient."""
    return tuple(Dosage(None, each.times, each.daily) for each in found)


def _eaten(resource: Node, *, today: date, find: Find, notes: list[str]) -> Iterator[Taking]:
    """The items of a NutritionIntake; whether they are food is decided by who counts them."""
    status = resource.text("status")
    ended = end_at(resource, "occurrencePeriod")
    if status not in TAKEN["NutritionIntake"] or (ended is not None and ended < today - RECENT):
        over = f"ended on {ended}" if ended else f"has status {shown(status)}"
        notes.append(f"{resource.path} {over}; not counted as taken.")
        return
    for item in resource.objects("consumedItem"):
        concept = _item(item, find)
        if item.is_true("notConsumed"):
            notes.append(f"{item.path} ({concept.title}) was not consumed; not counted.")
            continue
        times, daily = timing_of(item.object("schedule"), notes=notes)
        dosage = Dosage(item.object("amount"), times, daily)
        yield Taking("NutritionIntake", concept, (dosage,), item.path)


def _item(item: Node, find: Find) -> Concept:
    product = item.object("nutritionProduct")
    if product is not None:
        concept, reference = concept_at(product, "concept"), product.object("reference")
        if concept is not None and not concept.is_empty:
            return concept
        if reference is not None:
            found = find(item, reference.text("reference"))
            concept = None if found is None else concept_at(found, "code")
            display = reference.text("display")
            if concept is not None and not concept.is_empty:
                return concept
            if display:
                return Concept((), (display,), reference.path)
    kind = concept_at(item, "type")
    if kind is None or kind.is_empty:
        raise item.refuse("names nothing that was eaten; write nutritionProduct or type.")
    return kind
