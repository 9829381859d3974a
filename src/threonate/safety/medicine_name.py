"""A medicine is known by its ingredient or a brand, typed loosely; a guess is asked back.

A name is taken only where it is exactly one that is listed, whatever the case, hyphens, accents and
the strength on the box. Whatever is merely near is offered, never chosen.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from threonate.safety.interaction import Interaction, load_interactions

_SALT = re.compile(
    r" (?:hydrochloride|hcl|sodium|potassium|calcium|hyclate|monohydrate|mesylate|fumarate|maleate"
    r"|tartrate|besylate|disodium|trihydrate|axetil|proxetil|pivoxil|tablets?|capsules?)$"
)
OFFERED = 4
"""At most so many names are offered for one that is not known."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a typed name was found to be: rows of the table, or else names that are near it."""

    asked: str
    found: tuple[Interaction, ...] = ()
    near: tuple[str, ...] = ()


def look_up(text: str) -> Lookup:
    """The interactions of one medicine by its name, such as 'Synthroid 50 mcg'.

    A name that is not listed comes back with the nearest listed ones and nothing found.
    """
    # People copy the strength from the box, but a figure may belong to a brand.
    whole = plain_name(text)
    name = plain_name(without_strength(text))
    listed = _listed()
    for plain in (whole, name, _SALT.sub("", name)):
        if plain in listed:
            return Lookup(text, found=listed[plain][1])
    words = [word for word in name.split() if word in listed]
    near = [*words, *get_close_matches(name, listed, n=OFFERED, cutoff=0.75)]
    return Lookup(text, near=tuple(listed[each][0] for each in dict.fromkeys(near))[:OFFERED])


@cache
def _listed() -> Mapping[str, tuple[str, tuple[Interaction, ...]]]:
    """Every listed name without case and marks, as it is written, with all rows that bear it."""
    found: dict[str, tuple[str, tuple[Interaction, ...]]] = {}
    for row in load_interactions().values():
        for name in dict.fromkeys((row.ingredient, *row.also, *row.brands)):
            written, rows = found.get(plain_name(name), (name, ()))
            if row not in rows:
                found[plain_name(name)] = (written, (*rows, row))
    return found


def without_strength(text: str) -> str:
    """A name without the strength that people copy from the box, such as '50 mcg'."""
    return re.sub(r"[\s,]+\d.*$", "", text.strip(), flags=re.DOTALL)


def plain_name(name: str) -> str:
    """Small letters, digits and single spaces only."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())
