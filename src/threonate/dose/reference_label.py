"""A reference label is what a product on the market is known to print; none is recommended."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from threonate.dose.label import Label
from threonate.dose.label_text import AMOUNTS, HOW, label_of, read_parts, split_name
from threonate.dose.limit import MOST_COMPOUND
from threonate.dose.salt import Salt
from threonate.evidence.entry import Entry, entries
from threonate.refusal import Refusal, nearest

NO_RECOMMENDATION = (
    "This list recommends nothing and is in no order of merit: it is what could be seen or"
    " remembered of some labels. Products change, so type what the package in your hand says."
)
_KEYS = (
    "name",
    "amounts",
    "compound",
    "elemental",
    "capsules",
    "pack",
    "date",
    "note",
    "sources",
    "tag",
)
_FILE = "threonate/dose/reference_labels.toml"
_SHORTEST = 4
"""A name of fewer letters could be part of any other."""


class Seen(Enum):
    """Where the amounts of a label were seen."""

    LABEL = "label"
    TITLE = "title"
    DATA_SET = "data set"
    TYPICAL = "typical"

    @property
    def words(self) -> str:
        """The place in words."""
        return _WORDS[self]


_WORDS = {
    Seen.LABEL: "a page that quotes the label",
    Seen.TITLE: "the product's title alone",
    Seen.DATA_SET: "a public data set of labels",
    Seen.TYPICAL: "memory of what is typical",
}


@dataclass(frozen=True, slots=True)
class ReferenceLabel:
    """One product; compound and elemental in mg a serving, None where it was not seen.

    `capsules` are those of a serving and `pack` those of a package; `sources` are keys of the
    sources of safety; `date` is the source's own, empty where it has none.
    """

    id: str
    name: str
    amounts: Seen
    compound: float
    elemental: float | None
    capsules: int | None
    pack: int | None
    date: str
    note: str
    sources: tuple[str, ...]
    tag: str

    @property
    def verified(self) -> bool:
        """The amounts were read in a source and not remembered."""
        return "recall" not in self.tag

    @property
    def origin(self) -> str:
        """Where the amounts come from and how old they are, in one sentence."""
        when = f"dated {self.date}" if self.date else "without a date"
        surety = "read" if self.verified else "not verified"
        return (
            f"The amounts are from {self.amounts.words} ({surety}, {when}; sources:"
            f" 'threonate label --products'). {self.note}".strip()
        )

    @property
    def fields(self) -> dict[str, Any]:
        """What the label says, as the fields of one."""
        said = {
            "salt": Salt.find("l-threonate"),
            "compound": self.compound,
            "elemental": self.elemental,
            "capsules": self.capsules,
            "count": self.pack if self.capsules else None,
            "origin": self.origin,
        }
        return {name: value for name, value in said.items() if value is not None}

    @property
    def label(self) -> Label:
        """The product as a label that can be read and compared."""
        return label_of(self.name, self.fields, text=self.name)


@cache
def load_reference_labels() -> Mapping[str, ReferenceLabel]:
    """Read every product by its id."""
    text = files("threonate.dose").joinpath("reference_labels.toml").read_text(encoding="utf-8")
    return read_reference_labels(text)


def read_reference_labels(text: str) -> Mapping[str, ReferenceLabel]:
    """Products are read from TOML; a row that claims more than was seen raises `Refusal`."""
    return MappingProxyType({each.name: _row(each) for each in entries(text, file=_FILE)})


def open_label(text: str) -> Label:
    """A label as typed, or the product of that name; 'NAME: 35 USD, 90 count' adds to what it says.

    What is typed goes before what is known: with amounts of its own the name is just a name.
    """
    name, rest = split_name(text)
    if not name:
        found = find_reference_label(text)
        if found is not None:
            return found.label
        if not re.search(r"\d", text):
            raise _unknown(text)
        return label_of(name, read_parts(text), text=text)
    said = read_parts(rest)
    known = None if {*AMOUNTS} & said.keys() else find_reference_label(name)
    if known is None:
        return label_of(name, said, text=text)
    return label_of(known.name, _joined(known, said), text=text)


def find_reference_label(text: str) -> ReferenceLabel | None:
    """The product whose id or name is meant; a part of several names is asked back."""
    known = load_reference_labels()
    plain = _plain(text)
    exact = [each for each in known.values() if plain in (_plain(each.id), _plain(each.name))]
    part = [each for each in known.values() if plain in _plain(each.name)]
    if exact or len(plain) < _SHORTEST or not part:
        return exact[0] if exact else None
    if len(part) > 1:
        names = ", ".join(f"{each.name} ({each.id})" for each in part)
        raise Refusal(f"'{text.strip()}' is part of several names: {names}; give one in full.")
    return part[0]


def _joined(known: ReferenceLabel, said: dict[str, Any]) -> dict[str, Any]:
    """A package as typed goes before the package that is known."""
    fields = known.fields | said
    if "servings" in said and "count" not in said:
        fields.pop("count", None)
    elif known.pack is not None and fields.get("capsules") is not None:
        fields.setdefault("count", known.pack)
    return fields


def _unknown(text: str) -> Refusal:
    """Words without a number can only be the name of a product."""
    if not text.strip():
        return Refusal(f"The label is empty; {HOW}.")
    names = [each.name for each in load_reference_labels().values()]
    often = Counter(word for name in names for word in name.split())
    names += [word for word in often if often[word] == 1 and len(word) >= _SHORTEST]
    return Refusal(
        f"'{text.strip()}' is no product known here and states no amount;"
        f" {HOW}, or see 'threonate label --products'.{nearest(text, names)}"
    )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _row(entry: Entry) -> ReferenceLabel:
    entry.check_keys(allowed=_KEYS, required=("name", "amounts", "compound", "sources", "tag"))
    amounts = entry.choice("amounts", Seen)
    tag = entry.words("tag")
    if not entry.names("sources"):
        raise entry.refuse("has no sources; name at least one, so that it can be checked.")
    if amounts is Seen.TYPICAL and "recall" not in tag:
        raise entry.refuse(f"is typical and tagged '{tag}'; what is typical is recalled, not read.")
    return ReferenceLabel(
        id=entry.name,
        name=entry.words("name"),
        amounts=amounts,
        compound=_mass(entry, "compound") or 0.0,
        elemental=_mass(entry, "elemental"),
        capsules=_count(entry, "capsules"),
        pack=_count(entry, "pack"),
        date=_date(entry),
        note=entry.words("note"),
        sources=entry.names("sources"),
        tag=tag,
    )


def _mass(entry: Entry, key: str) -> float | None:
    found = entry.number(key)
    if found is not None and not 0 < found <= MOST_COMPOUND:
        raise entry.refuse(f"has {key} = {found:g}; a serving holds 0 to {MOST_COMPOUND:,.0f} mg.")
    return found


def _count(entry: Entry, key: str) -> int | None:
    found = entry.number(key)
    if found is not None and (found < 1 or found != round(found)):
        raise entry.refuse(f"has {key} = {found:g}; count whole capsules, 1 or more.")
    return None if found is None else round(found)


def _date(entry: Entry) -> str:
    said = entry.words("date")
    try:
        return date.fromisoformat(said).isoformat() if said else ""
    except ValueError as error:
        raise entry.refuse(f"has date = '{said}'; write it as '2025-09-05'.") from error
