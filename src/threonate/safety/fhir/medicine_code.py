"""A medicine of a record is known by RxNorm, else ATC, else an exact name, never by a guess."""

import re

from threonate.refusal import Refusal
from threonate.safety.fhir.concept import Concept, System
from threonate.safety.fhir.node import shown
from threonate.safety.interaction import Interaction, load_interactions
from threonate.safety.medicine_name import Lookup, look_up

_RELEASE = re.compile(r"^\d+ HR ", re.IGNORECASE)
SUBSTANCE = 7
"""Letters of an ATC code that names one substance; shorter ones name a class."""


def lookups(concept: Concept) -> tuple[Lookup, ...]:
    """What a concept was found to be, one for each ingredient that only its wording tells apart.

    A code that contradicts the wording raises `Refusal`.
    """
    worded = [each for word in concept.words if (each := look_up(_trim(word))).found]
    by_word = worded[0].found if worded else ()
    coded = _by_rxnorm(concept) or _by_atc(concept)
    if coded and by_word and not set(_ids(coded)) & set(_ids(by_word)):
        raise Refusal(
            f"{concept.path} is coded as {coded[0].ingredient} but worded as "
            f"{shown(worded[0].asked)}; correct one of them."
        )
    found = _agreed(coded, by_word) or _by_class(concept)
    name = _trim(concept.words[0]) if concept.words else concept.title
    if found:
        return (Lookup(name if concept.words else found[0].ingredient, found=found),)
    parts = [part.strip() for part in name.split(" / ") if part.strip()]
    if len(parts) > 1 and any(look_up(part).found for part in parts):
        return tuple(look_up(part) for part in parts)
    return (look_up(name),)


def _agreed(
    coded: tuple[Interaction, ...], worded: tuple[Interaction, ...]
) -> tuple[Interaction, ...]:
    """The rows of code and wording together, or of the wording alone where one holds the other."""
    nested = set(_ids(coded)) <= set(_ids(worded)) or set(_ids(coded)) >= set(_ids(worded))
    if worded and nested:
        return worded
    return (*coded, *(row for row in worded if row not in coded))


def _by_rxnorm(concept: Concept) -> tuple[Interaction, ...]:
    codes = concept.codes(System.RXNORM)
    return tuple(row for row in load_interactions().values() if row.rxcui and row.rxcui in codes)


def _by_atc(concept: Concept) -> tuple[Interaction, ...]:
    codes = set(concept.codes(System.ATC))
    return tuple(row for row in load_interactions().values() if codes & set(row.atc))


def _by_class(concept: Concept) -> tuple[Interaction, ...]:
    """A row for a whole class of ATC holds for each substance in it that has no row of its own."""
    return tuple(
        row
        for row in load_interactions().values()
        for short in row.atc
        if len(short) < SUBSTANCE
        and any(code.startswith(short) for code in concept.codes(System.ATC))
    )


def _ids(rows: tuple[Interaction, ...]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def _trim(word: str) -> str:
    """The wording without the hours over which a tablet releases."""
    return _RELEASE.sub("", word) or word
