"""A condition of a record is one that a gate asks about if a code or its exact name says so."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from threonate.evidence.entry import entries
from threonate.refusal import Refusal
from threonate.safety.condition import Condition
from threonate.safety.fhir.concept import Concept, System, concept_at
from threonate.safety.fhir.magnesium import is_magnesium
from threonate.safety.fhir.node import Node

ACTIVE = ("active", "recurrence", "relapse")
"""The clinical statuses of what a person has now; the last two are kinds of the first."""
DENIED = ("refuted", "entered-in-error")
"""Verification statuses that say the condition is not there."""
PREGNANT = ("77386006",)
"""SNOMED codes of pregnancy."""
BREASTFEEDING = ("413712001",)
"""SNOMED codes of breastfeeding."""
EXCIPIENTS = ("magnesium", "gelatin", "hypromellose", "cellulose capsule")
"""Words for what an allergy to a capsule of the compound is to."""
_JOINED = re.compile(r"\s+(?:on|with|and|due to|secondary to)\s+|\s*[,;/()]\s*", re.IGNORECASE)
_STAGES = {
    30.0: ("433144002", "700379002", "N18.3", "N18.30", "N18.32"),
    45.0: ("700378005", "N18.31"),
    15.0: ("431857002", "N18.4"),
}
_FILE = "threonate/safety/fhir/conditions.toml"


@dataclass(frozen=True, slots=True)
class Coded:
    """The codes of one condition; ``read`` are those that were seen in a standard."""

    snomed: tuple[str, ...]
    icd: tuple[str, ...]
    excluded: tuple[str, ...]
    read: tuple[str, ...]

    def holds(self, concept: Concept) -> bool:
        """A code of the concept says that it is this condition."""
        return bool(set(self.snomed) & set(concept.codes(System.SNOMED))) or any(
            code.startswith(_bare(self.icd)) and not code.startswith(_bare(self.excluded))
            for code in icd_codes(concept)
        )


@cache
def load_coded() -> Mapping[Condition, Coded]:
    """Read the codes of every condition that has some."""
    text = files("threonate.safety.fhir").joinpath("conditions.toml").read_text(encoding="utf-8")
    found = {}
    for entry in entries(text, file=_FILE):
        entry.check_keys(allowed=("snomed", "icd", "except", "read"), required=())
        found[Condition.of(entry.name)] = Coded(
            entry.names("snomed"), entry.names("icd"), entry.names("except"), entry.names("read")
        )
    return MappingProxyType(found)


def present_concept(resource: Node, *, notes: list[str]) -> Concept | None:
    """What the person has now by this Condition; what is over or denied is noted."""
    concept = concept_at(resource, "code")
    if concept is None or concept.is_empty:
        notes.append(f"{resource.path} has no code and no text, so it names nothing; not used.")
        return None
    clinical = concept_at(resource, "clinicalStatus")
    verified = concept_at(resource, "verificationStatus")
    states = () if clinical is None else tuple(code for _, code in clinical.codings)
    doubts = () if verified is None else tuple(code for _, code in verified.codings)
    name = f"{resource.path} ({concept.title})"
    if set(doubts) & set(DENIED):
        notes.append(f"{name} is {doubts[0]}; not used.")
        return None
    if not states:
        notes.append(f"{name} does not say whether it is active; it is counted as if it were.")
    elif not set(states) & set(ACTIVE):
        notes.append(f"{name} is {states[0]}; not used.")
        return None
    return concept


def conditions_of(concept: Concept) -> frozenset[Condition]:
    """The conditions that the codes name, or else an exact wording; empty where none does."""
    coded = frozenset(each for each, codes in load_coded().items() if codes.holds(concept))
    return coded or frozenset(found for word in concept.words for found in _named(word))


def stage_floor(concept: Concept) -> float | None:
    """The lowest eGFR of the stage of kidney disease that a code names, if it names one."""
    codes = {*concept.codes(System.SNOMED), *icd_codes(concept)}
    floors = [floor for floor, names in _STAGES.items() if codes & set(_bare(names))]
    return min(floors, default=None)


def is_intolerance(concept: Concept) -> bool:
    """An allergy is to magnesium or to what capsules are made of."""
    words = " ".join(concept.words).casefold()
    return is_magnesium(concept) or any(each in words for each in EXCIPIENTS)


def is_pregnancy(concept: Concept) -> bool:
    """The person is pregnant."""
    return (
        bool(set(PREGNANT) & set(concept.codes(System.SNOMED)))
        or any(code.startswith(("Z33", "Z34", "Z35")) for code in icd_codes(concept))
        or _says(concept, ("pregnant", "pregnancy"))
    )


def is_breastfeeding(concept: Concept) -> bool:
    """The person breastfeeds."""
    return (
        bool(set(BREASTFEEDING) & set(concept.codes(System.SNOMED)))
        or any(code.startswith("Z391") for code in icd_codes(concept))
        or _says(concept, ("breastfeeding", "lactating", "lactation"))
    )


def icd_codes(concept: Concept) -> tuple[str, ...]:
    """The ICD-10 codes without their dots, which not everybody writes."""
    return _bare(code.upper() for code in concept.codes(System.ICD))


def _bare(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code.replace(".", "") for code in codes)


def _says(concept: Concept, words: tuple[str, ...]) -> bool:
    return any(each.casefold() in words for each in concept.words)


def _named(word: str) -> frozenset[Condition]:
    """The condition that a wording is, or those that it joins, as 'ESRD on hemodialysis' does."""
    bare = word.removesuffix(" (disorder)").removesuffix(" (finding)")
    whole = _exactly(bare)
    if whole:
        return frozenset((whole,))
    return frozenset(found for part in _JOINED.split(bare) if part and (found := _exactly(part)))


def _exactly(word: str) -> Condition | None:
    try:
        return Condition.of(word)
    except Refusal:
        return None
