"""An interaction is what magnesium and one medicine do to each other, and what to do about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from threonate.evidence.entry import Entry, entries
from threonate.safety.gap import Gap


class Severity(IntEnum):
    """How bad the consequence would be, weighed by the evidence for it."""

    NONE = 0
    MINOR = 1
    MODERATE = 2
    MAJOR = 3
    AVOID = 4


class Documentation(Enum):
    """How well an interaction is known."""

    ESTABLISHED = "established"
    """Controlled data in people, or the label of the medicine."""
    PROBABLE = "probable"
    SUSPECTED = "suspected"
    THEORETICAL = "theoretical"


class Transfer(Enum):
    """What the evidence was about, and so how far it reaches this compound."""

    DIRECT = "direct"
    """Magnesium supplements or simple salts."""
    CATION = "cation"
    """An antacid, by its metal ion: taken to hold for any magnesium."""
    ANTACID_PH = "antacid ph"
    """An antacid, by less acid: weak for this compound, and not at all for small doses."""
    SYSTEMIC = "systemic"
    """The kidney, nerve or heart, whatever the salt."""


class Rule(Enum):
    """What to do."""

    AVOID = "avoid"
    SEPARATE = "separate"
    TELL_CLINICIAN = "tell clinician"
    MONITOR = "monitor"
    SUM_LOAD = "sum load"
    INFO = "info"
    NO_ACTION = "no action"


@dataclass(frozen=True, slots=True)
class Interaction:
    """One medicine with magnesium.

    ``gap`` is what labels ask and ``strict`` the longest that any source asks, both in hours and
    None where time does not help. ``management`` is the note for a professional, ``tag`` how the
    row was seen; whatever is not ``verified`` rests on memory.
    """

    id: str
    family: str
    ingredient: str
    also: tuple[str, ...]
    brands: tuple[str, ...]
    rxcui: str
    atc: tuple[str, ...]
    mechanism: str
    affected: str
    severity: Severity
    documentation: Documentation
    transfer: Transfer
    gap: Gap | None
    strict: Gap | None
    rule: Rule
    management: str
    sources: tuple[str, ...]
    tag: str

    @property
    def verified(self) -> bool:
        """The row was read in its source and not remembered."""
        return "recall" not in self.tag


_KEYS = {
    "class", "ingredient", "also", "brands", "rxcui", "atc", "mechanism", "affected", "severity",
    "documentation", "transfer", "gap", "strict", "rule", "management", "sources", "tag",
}  # fmt: skip
_REQUIRED = ("class", "ingredient", "mechanism", "affected", "management", "tag")
_FILE = "threonate/safety/interactions.toml"


@cache
def load_interactions() -> Mapping[str, Interaction]:
    """Read every interaction by its id, in the order of the file."""
    text = files("threonate.safety").joinpath("interactions.toml").read_text(encoding="utf-8")
    return read_interactions(text)


def read_interactions(text: str, *, file: str = _FILE) -> Mapping[str, Interaction]:
    """Read the interactions written in ``text``, naming ``file`` in every refusal."""
    return MappingProxyType({each.name: _interaction(each) for each in entries(text, file=file)})


def _interaction(entry: Entry) -> Interaction:
    if not re.fullmatch(r"[A-Z]{2,3}-\d\d", entry.name):
        raise entry.refuse("is not an id such as FQ-01; write two or three letters and a number.")
    entry.check_keys(allowed=sorted(_KEYS), required=_REQUIRED)
    gap, strict = _gap(entry, "gap"), _gap(entry, "strict")
    rule = entry.choice("rule", Rule)
    if rule is Rule.SEPARATE and gap is None:
        raise entry.refuse("is to be separated but has no gap; write the hours in both directions.")
    if strict is not None and (gap is None or gap.longest(strict) != strict):
        raise entry.refuse("has a strict gap shorter than its gap; a gap is never shortened.")
    return Interaction(
        id=entry.name,
        family=entry.words("class"),
        ingredient=entry.words("ingredient"),
        also=entry.names("also"),
        brands=entry.names("brands"),
        rxcui=entry.words("rxcui"),
        atc=entry.names("atc"),
        mechanism=entry.words("mechanism"),
        affected=entry.words("affected"),
        severity=_severity(entry),
        documentation=entry.choice("documentation", Documentation),
        transfer=entry.choice("transfer", Transfer),
        gap=gap,
        strict=strict,
        rule=rule,
        management=entry.words("management"),
        sources=entry.names("sources"),
        tag=entry.words("tag"),
    )


def _severity(entry: Entry) -> Severity:
    found = entry.number("severity")
    if found not in list(Severity):
        raise entry.refuse(f"has severity = {found!r}; use 0 to 4.")
    return Severity(int(found or 0))


def _gap(entry: Entry, key: str) -> Gap | None:
    found = entry.table.get(key)
    if found is None:
        return None
    known = isinstance(found, list) and len(found) == 2
    if not known or not all(type(hours) in (int, float) and 0 < hours <= 24 for hours in found):
        raise entry.refuse(f"has {key} = {found!r}; write two numbers of hours, such as [2, 6].")
    return Gap(float(found[0]), float(found[1]))
