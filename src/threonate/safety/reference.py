"""A reference is a label, guideline, case or study that a rule of safety rests on."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from threonate.evidence.entry import entries
from threonate.evidence.source import load_sources

_FILE = "threonate/safety/sources.toml"


@dataclass(frozen=True, slots=True)
class Reference:
    """One source of a rule; ``seen`` is how much of it was in view, ``tag`` how sure that is."""

    key: str
    group: str
    title: str
    by: str
    year: str
    identifier: str
    seen: str
    tag: str
    note: str

    @property
    def citation(self) -> str:
        """Who said it, what it is, when, and where it is found."""
        whole = re.fullmatch(r"\(([^()]*)\)", self.title)
        title = whole[1] if whole else self.title
        parts = (self.by.rstrip("."), f"{title[0].upper()}{title[1:]}", self.year, self.identifier)
        return ". ".join(part for part in parts if part) + "."


@cache
def load_references() -> Mapping[str, Reference]:
    """Read every reference by its key."""
    text = files("threonate.safety").joinpath("sources.toml").read_text(encoding="utf-8")
    fields = [name for name in Reference.__dataclass_fields__ if name != "key"]
    found = {}
    for entry in entries(text, file=_FILE):
        entry.check_keys(allowed=fields, required=("title", "tag"))
        found[entry.name] = Reference(entry.name, **{name: entry.words(name) for name in fields})
    return MappingProxyType(found)


def citations(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Give every source that is named, of a rule or of a number, with its citation."""
    known = {key: source.citation for key, source in load_sources().items()}
    known |= {key: reference.citation for key, reference in load_references().items()}
    return [(key, known[key]) for key in sorted(set(keys))]
