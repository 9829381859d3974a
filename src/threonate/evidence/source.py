"""A source is a paper, report or reference work that a number or a law is owed to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from threonate.evidence.entry import Entry, entries


class StudyKind(Enum):
    """What kind of work a source is."""

    TRIAL = "trial"
    OBSERVATIONAL = "observational"
    ANIMAL = "animal"
    IN_VITRO = "in vitro"
    MODEL = "model"
    REGULATION = "regulation"
    REVIEW = "review"
    REFERENCE = "reference"


class Seen(Enum):
    """How much of a source was in view when its numbers were taken over."""

    FULL_TEXT = "full text"
    PART = "supplement or files"
    ABSTRACT = "abstract"
    SECONDARY = "secondary"
    RECALL = "recall"


@dataclass(frozen=True, slots=True)
class Source:
    """One piece of published work: who made it, where it appeared, on whom, and who paid.

    ``identifier`` is a DOI, a trial registration or a report number, and empty where none was
    verified. ``funding`` is what the source states about money, or ``not stated``.
    """

    key: str
    authors: str
    year: int
    title: str
    journal: str
    identifier: str
    kind: StudyKind
    species: str
    n: str
    funding: str
    seen: Seen

    @property
    def document(self) -> dict[str, str | None]:
        """The source as plain data, with ``null`` for what is not known."""
        return {
            "key": self.key,
            "citation": self.citation,
            "identifier": self.identifier or None,
            "address": self.address or None,
            "kind": self.kind.value,
            "species": self.species,
            "n": self.n or None,
            "funding": self.funding,
            "seen": self.seen.value,
        }

    @property
    def citation(self) -> str:
        """The reference on one line."""
        parts = (
            self.authors,
            str(self.year),
            self.title,
            self.journal,
            self.identifier,
        )
        return ". ".join(part for part in parts if part) + "."

    @property
    def address(self) -> str:
        """Where a reader finds the source, empty when it has no DOI."""
        if self.identifier.startswith("doi:"):
            return f"https://doi.org/{self.identifier.removeprefix('doi:')}"
        return ""


_KEYS = tuple(key for key in Source.__dataclass_fields__ if key != "key")
_REQUIRED = ("authors", "year", "journal", "kind", "species", "seen")
_FILE = "threonate/evidence/sources.toml"


@cache
def load_sources() -> Mapping[str, Source]:
    """Read every source that the model rests on, keyed by its short name."""
    text = files("threonate.evidence").joinpath("sources.toml").read_text(encoding="utf-8")
    return read_sources(text)


def read_sources(text: str, *, file: str = _FILE) -> Mapping[str, Source]:
    """Read the sources written in ``text``, naming ``file`` in every refusal."""
    return MappingProxyType({entry.name: _source(entry) for entry in entries(text, file=file)})


def _source(entry: Entry) -> Source:
    entry.check_keys(allowed=_KEYS, required=_REQUIRED)
    return Source(
        key=entry.name,
        authors=entry.words("authors"),
        year=int(entry.number("year") or 0),
        title=entry.words("title"),
        journal=entry.words("journal"),
        identifier=entry.words("identifier"),
        kind=entry.choice("kind", StudyKind),
        species=entry.words("species"),
        n=entry.words("n"),
        funding=entry.words("funding", "not stated"),
        seen=entry.choice("seen", Seen),
    )
