"""A medicine is known by its ingredient or a brand, typed loosely; a guess is asked back.

A name is taken only where it is exactly one that is listed, here or abroad, whatever the case,
hyphens, accents, and the strength and directions on the box. Whatever is merely near is offered,
never chosen.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from threonate.safety.direction import spellings, without_directions
from threonate.safety.interaction import Interaction, load_interactions
from threonate.safety.name_abroad import NameAbroad, load_names_abroad
from threonate.safety.other_medicine import is_other_medicine
from threonate.safety.plain_name import plain_name as plain_name  # noqa: PLC0414 - a public name here
from threonate.safety.vague_name import find_vague_name

_SALT = re.compile(
    r"^(?:chlorhydrate|clorhidrato|cloridrato) (?:de|di|d) "
    r"| (?:hydrochloride|hcl|sodium|potassium|calcium|hyclate|monohydrate|mesylate"
    r"|fumarate|maleate"
    r"|tartrate|besylate|disodium|trihydrate|axetil|proxetil|pivoxil|tablets?|capsules?)$"
    r"| (?:chlorhydrate|clorhidrato|cloridrato|sodique|sodic[oa]|natricum|(?:film)?tabletten?"
    r"|kapseln?|comprimes?|gelules?|comprimidos?|capsulas?|compresse|capsule)$"
    # German writes the salt in one word with the medicine.
    r"| ?(?:hydrochlorid|natrium)$"
)
OFFERED = 4
"""At most so many names are offered for one that is not known."""
_NEAR = 0.75
"""Ratcliff and Obershelp's likeness from which a name is near: 2 * letters in common / letters."""
_REMEMBERED = 4096
_LONGEST = 300
"""A longer text is no name of a medicine."""
_WORDS = 4
"""A listed name is looked for in so many words of a longer text."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a typed name was found to be: rows of the table, or else names that are near it.

    ``vague`` is the kind of medicine where no more was said, and ``near`` then holds examples.
    """

    asked: str
    found: tuple[Interaction, ...] = ()
    near: tuple[str, ...] = ()
    vague: str = ""

    @property
    def near_rows(self) -> tuple[Interaction, ...]:
        """The rows of all near names, of which the strictest may be kept until one is chosen."""
        listed = (_listed().get(plain_name(name)) for name in self.near)
        rows = (row for each in listed if each is not None for row in each.rows)
        return tuple(dict.fromkeys(rows))


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name as it is written, with all rows that bear it."""

    written: str
    rows: tuple[Interaction, ...]
    is_english: bool = True


@lru_cache(maxsize=_REMEMBERED)
def look_up(text: str) -> Lookup:
    """The interactions of one medicine by its name, such as 'Synthroid 50 mcg'.

    A name that is not listed comes back with the nearest listed ones and nothing found.
    """
    if len(text) > _LONGEST:
        return Lookup(text)
    known = known_name(text, _listed())
    if known is not None:
        return Lookup(text, found=_listed()[known].rows)
    if vague := find_vague_name(text):
        return Lookup(text, near=vague.such_as, vague=vague.said)
    name = plain_name(without_strength(text))
    return Lookup(text, near=() if is_other_medicine(text) else _near(name))


def _spellings(text: str) -> Iterator[str]:
    """What a text may mean, the most literal first: with fewer and fewer directions and no salt."""
    # People copy the strength from the box, but a figure or 'oral' may belong to a name.
    for each in spellings(text):
        plain = plain_name(each)
        yield plain
        yield _without_salt(plain)


def known_name(text: str, names: Container[str]) -> str | None:
    """The first of ``names`` in plain form that a text may mean, without directions and salt."""
    if len(text) > _LONGEST:
        return None
    return next((plain for plain in _spellings(text) if plain in names), None)


def _without_salt(plain: str) -> str:
    bare = _SALT.sub("", plain)
    if bare in _told_by_salt():
        return plain
    # Iron with calcium is two minerals, not a salt of iron.
    rows = _listed()[bare].rows if bare in _listed() else ()
    return plain if any(row.family == "mineral" for row in rows) else bare


@cache
def _told_by_salt() -> frozenset[str]:
    """Names that are another medicine with a salt than without, as mycophenolate is."""
    listed = _listed()
    bare = ((_SALT.sub("", name), each.rows) for name, each in listed.items())
    return frozenset(name for name, rows in bare if name in listed and listed[name].rows != rows)


@lru_cache(maxsize=_REMEMBERED)
def _near(plain: str) -> tuple[str, ...]:
    """The listed names nearest to one that is not, once for each medicine, in English if near."""
    listed = _listed()
    words = list(_listed_within(plain))
    offered: dict[tuple[str, ...], list[str]] = {}
    for name in dict.fromkeys([*words, *_ranked(plain)]):
        offered.setdefault(tuple(row.id for row in listed[name].rows), []).append(name)
    best = (
        next((each for each in names if listed[each].is_english), names[0])
        for names in offered.values()
    )
    return tuple(listed[name].written for name in best)[:OFFERED]


def _listed_within(plain: str) -> Iterator[str]:
    """Every listed name that stands in a longer text."""
    listed, words = _listed(), plain.split()
    for at in range(len(words)):
        for after in range(min(at + _WORDS, len(words)), at, -1):
            if (name := " ".join(words[at:after])) in listed:
                yield name


def _ranked(plain: str) -> list[str]:
    """All listed names near to ``plain``, the nearest first."""
    letters, matcher = _letters(plain), SequenceMatcher(b=plain)
    found = []
    for name, theirs in _letters_listed().items():
        # What two names share in any order bounds what they share in order, which costs far more.
        if 2 * (letters & theirs).bit_count() < _NEAR * (len(plain) + len(name)):
            continue
        matcher.set_seq1(name)
        if (likeness := matcher.ratio()) >= _NEAR:
            found.append((-likeness, name))
    return [name for _, name in sorted(found)]


def _letters(plain: str) -> int:
    """The letters of a name as a set of bits, the second 'a' apart from the first."""
    places = {letter: place for place, letter in enumerate(" 0123456789abcdefghijklmnopqrstuvwxyz")}
    bits = 0
    for letter, count in Counter(plain).items():
        bits |= ((1 << min(count, _MOST)) - 1) << (_MOST * places[letter])
    return bits


_MOST = 16
"""No listed name has more of one letter."""


@cache
def _letters_listed() -> Mapping[str, int]:
    return {name: _letters(name) for name in _listed()}


@cache
def _listed() -> Mapping[str, ListedName]:
    """Every listed name without case and marks, English first."""
    return listed_names(load_interactions().values(), abroad=load_names_abroad())


def listed_names(
    rows: Iterable[Interaction], *, abroad: Iterable[NameAbroad]
) -> Mapping[str, ListedName]:
    """Every name by its plain form, of ``rows`` and then of what they are called abroad.

    A name abroad that English has already, or that two medicines would share, is refused.
    """
    found: dict[str, ListedName] = {}
    for row in rows:
        for name in dict.fromkeys((row.ingredient, *row.also, *row.brands)):
            known = found.get(plain_name(name), ListedName(name, ()))
            if row not in known.rows:
                found[plain_name(name)] = ListedName(known.written, (*known.rows, row))
    english = dict(found)
    for medicine in abroad:
        found.update(_called_abroad(medicine, english=english, others=found))
    return found


def _called_abroad(
    medicine: NameAbroad, *, english: Mapping[str, ListedName], others: Mapping[str, ListedName]
) -> dict[str, ListedName]:
    """The new names of one medicine, refused where they say nothing new or are another's."""
    own = english.get(plain_name(medicine.english))
    if own is None:
        raise medicine.entry.refuse("is not in interactions.toml; use an ingredient named there.")
    found: dict[str, ListedName] = {}
    for name in (name for names in medicine.names.values() for name in names):
        plain = plain_name(name)
        other = others.get(plain, own)
        if other.rows != own.rows:
            raise medicine.entry.refuse(f"has '{name}', which is {other.written}; leave it out.")
        if plain in english:
            raise medicine.entry.refuse(f"has '{name}', which is English already; leave it out.")
        if not plain:
            raise medicine.entry.refuse(f"has '{name}', which has no Latin letter; spell it so.")
        found.setdefault(plain, ListedName(name, own.rows, is_english=False))
    return found


@lru_cache(maxsize=_REMEMBERED)
def without_strength(text: str) -> str:
    """A name without what people copy from the box, such as '50 mcg' or 'at bedtime'.

    What belongs to a listed name stays, as in 'zinc, high dose'.
    """
    if len(text) > _LONGEST:
        return text
    listed = (each for each in spellings(text) if plain_name(each) in _listed())
    return next(listed, without_directions(text))


def is_listed_name(text: str) -> bool:
    """The text is exactly a name of the table, apart from case and marks."""
    return plain_name(text) in _listed()


def written_names() -> frozenset[str]:
    """Every name of the table as it is written."""
    return frozenset(name.written for name in _listed().values())
