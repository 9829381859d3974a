"""A saved item is an address of the lab that somebody named to come back to."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from threonate.refusal import Refusal

LONGEST_NAME = 80
LONGEST_NOTE = 500
LONGEST_ADDRESS = 24_000
"""Letters; the address of a design holds the whole design."""


class Kind(Enum):
    """What the address shows."""

    PERSON = "person"
    REGIMEN = "regimen"
    SCENARIO = "scenario"
    RUN = "run"

    @staticmethod
    def of(text: str) -> Kind:
        """Read the name of a kind; without one it is a scenario."""
        allowed = [kind.value for kind in Kind]
        if text and text not in allowed:
            raise Refusal(f"'{text[:40]}' is no kind of saved thing; use {', '.join(allowed)}.")
        return Kind(text or "scenario")

    @property
    def label(self) -> str:
        """The kind as a heading."""
        return {
            Kind.PERSON: "People",
            Kind.REGIMEN: "Regimens",
            Kind.SCENARIO: "Scenarios",
            Kind.RUN: "Runs",
        }[self]


@dataclass(frozen=True, slots=True)
class NewItem:
    """What is to be saved: an address, as what, under which name and note."""

    kind: Kind
    name: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class SavedItem:
    """One saved address; times are UTC in ISO 8601."""

    id: str
    kind: Kind
    name: str
    address: str
    note: str
    created: str
    changed: str


def read_name(text: str) -> str:
    """Read a name of 1 to 80 letters."""
    name = " ".join(_plain(text).split())
    if not name:
        raise Refusal("Give it a name, such as 'Mother, 2 g'.")
    if len(name) > LONGEST_NAME:
        raise Refusal(f"The name has {len(name)} letters; use at most {LONGEST_NAME}.")
    return name


def read_note(text: str) -> str:
    """Read a note, which may be empty."""
    note = _plain(text.replace("\r\n", "\n")).strip()
    if len(note) > LONGEST_NOTE:
        raise Refusal(f"The note has {len(note):,} letters; use at most {LONGEST_NOTE}.")
    return note


def read_address(text: str) -> str:
    """Read an address of this lab; any other place is refused, so a saved link never leads away."""
    address = text.strip()
    if len(address) > LONGEST_ADDRESS:
        raise Refusal(
            f"The address has {len(address):,} letters; at most {LONGEST_ADDRESS:,} are kept."
        )
    if not is_inside(address):
        raise Refusal("Only pages of this lab can be saved; their address begins with one slash.")
    return address


def is_inside(address: str) -> bool:
    """The address leads to a page of the lab, however a browser reads it."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    if any(unicodedata.category(sign)[0] == "C" or sign.isspace() for sign in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def _plain(text: str) -> str:
    """Take out what no eye sees: control signs, and signs that turn the direction of writing."""
    return "".join(
        sign for sign in text if sign == "\n" or unicodedata.category(sign) not in _UNSEEN
    )


_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
