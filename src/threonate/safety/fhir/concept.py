"""A concept is what a record means by its codes and its words."""

from dataclasses import dataclass
from enum import Enum

from threonate.safety.fhir.node import Node, shown


class System(Enum):
    """The code systems that are read, each by its addresses."""

    LOINC = ("http://loinc.org",)
    SNOMED = ("http://snomed.info/sct",)
    RXNORM = ("http://www.nlm.nih.gov/research/umls/rxnorm",)
    ATC = ("http://www.whocc.no/atc", "http://fhir.de/CodeSystem/bfarm/atc")
    ICD = (
        "http://hl7.org/fhir/sid/icd-10",
        "http://hl7.org/fhir/sid/icd-10-cm",
        "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
    )


@dataclass(frozen=True, slots=True)
class Concept:
    """Codes as pairs of system and code, and every wording of the same thing."""

    codings: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    path: str

    @staticmethod
    def of(node: Node) -> "Concept":
        """A CodeableConcept is read; its text comes before the displays of its codes."""
        codings = [
            (each.text("system").rstrip("/"), each.text("code"), each.text("display"))
            for each in node.objects("coding")
        ]
        words = (node.text("text"), *(display for _, _, display in codings))
        return Concept(
            tuple((system, code) for system, code, _ in codings if code),
            tuple(dict.fromkeys(" ".join(each.split()) for each in words if each)),
            node.path,
        )

    def codes(self, system: System) -> tuple[str, ...]:
        """The codes of one system."""
        return tuple(code for address, code in self.codings if address in system.value)

    @property
    def is_empty(self) -> bool:
        """Neither a code nor a word says what it is."""
        return not self.codings and not self.words

    @property
    def title(self) -> str:
        """What it is called in a note: its first wording, or else its first code."""
        named = (*self.words, *(code for _, code in self.codings), "without a name")
        return shown(named[0]).strip("'")


def concept_at(node: Node, key: str) -> Concept | None:
    """The concept under a key, if there is one."""
    found = node.object(key)
    return None if found is None else Concept.of(found)
