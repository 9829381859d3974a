"""Some medicines stand on other lists of interactions and are not flagged here, with the reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from threonate.evidence.entry import Entry, entries
from threonate.safety.medicine_name import known_name, plain_name


@dataclass(frozen=True, slots=True)
class NotFlagged:
    """What is listed elsewhere, and the reason against flagging it for this compound.

    ``names`` are the single medicines in ``listed``; a row never speaks against an interaction.
    """

    id: str
    listed: str
    names: tuple[str, ...]
    atc: str
    why_not: str
    sources: tuple[str, ...]
    tag: str

    @property
    def verified(self) -> bool:
        """The reason was read in a source and not remembered."""
        return "recall" not in self.tag


_KEYS = ("listed", "names", "atc", "why_not", "sources", "tag")
_FILE = "threonate/safety/false_positives.toml"


@cache
def load_not_flagged() -> Mapping[str, NotFlagged]:
    """Read every row by its id."""
    text = files("threonate.safety").joinpath("false_positives.toml").read_text(encoding="utf-8")
    return MappingProxyType({each.name: _row(each) for each in entries(text, file=_FILE)})


def find_not_flagged(text: str) -> NotFlagged | None:
    """The row that names a medicine as typed, whatever the case, strength, directions and salt."""
    known = known_name(text, _listed())
    return None if known is None else _listed()[known]


@cache
def _listed() -> Mapping[str, NotFlagged]:
    return {plain_name(name): row for row in load_not_flagged().values() for name in row.names}


def _row(entry: Entry) -> NotFlagged:
    entry.check_keys(allowed=_KEYS, required=("listed", "why_not", "tag"))
    return NotFlagged(
        id=entry.name,
        listed=entry.words("listed"),
        names=entry.names("names") or (re.sub(r"\s*\(.*\)$", "", entry.words("listed")),),
        atc=entry.words("atc"),
        why_not=entry.words("why_not"),
        sources=entry.names("sources"),
        tag=entry.words("tag"),
    )
