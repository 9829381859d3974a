"""A medicine of a record is known by RxNorm, else ATC, else an exact name, never by a guess."""

import re

from threonate.refusal import Refusal
from threonate.safety.fhir.concept import Concept, System
from threonate.safety.fhir.node import shown
from threonate.safety.interaction import Interaction, load_interactions
from threonate.safety.medicine_name import Lookup, look_up
from threonate.safety.medicine_text import is_known, names_in

_RELEASE = re.compile(r"^\d+ HR ", re.IGNORECASE)
SUBSTANCE = 7
"""Letters of an ATC code that names one substance; shorter ones name a class."""


def lookups(concept: Concept) -> tuple[Lookup, ...]:
    """What a concept was found to be, one for each ingredient that only its wording tells apart.

    A code that contradicts the wording raises `Refusal`.
    """
    name, parts = _named(concept)
    worded = tuple(dict.fromkeys(row for part in parts for row in look_up(part).found))
    coded = _by_rxnorm(concept) or _by_atc(concept)
    if coded and worded and not set(_ids(coded)) & set(_ids(worded)):
        raise Refusal(
            f"{concept.path} is coded as {coded[0].ingredient} but worded as "
            f"{shown(name)}; correct one of them."
        )
    if len(parts) > 1:
        # A code may name the whole of which the wording tells the parts.
        more = tuple(row for row in coded if row not in worded)
        whole = (Lookup(name, found=more),) if more else ()
        return (*(look_up(part) for part in parts), *whole)
    found = _agreed(coded, worded) or _by_class(concept)
    if found:
        return (Lookup(name if concept.words else found[0].ingredient, found=found),)
    return (look_up(name),)


def _named(concept: Concept) -> tuple[str, tuple[str, ...]]:
    """The wording that names a medicine, or else the first, and the medicines in it."""
    wordings = [(word, _parts(word)) for each in concept.words if (word := _trim(each))]
    for word, parts in wordings:
        if any(look_up(part).found for part in parts):
            return word, parts
    for word, parts in wordings:
        if any(is_known(part) for part in parts):
            return word, parts
    return wordings[0] if wordings else (concept.title, (concept.title,))


def _parts(word: str) -> tuple[str, ...]:
    """The medicines of a wording; one that names none is asked about as it stands."""
    try:
        parts = names_in(word)
    except Refusal:
        return (word,)
    return parts if len(parts) == 1 or any(is_known(part) for part in parts) else (word,)


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
