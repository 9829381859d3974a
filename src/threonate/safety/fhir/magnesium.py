"""Magnesium in a record is the compound itself, or another source that counts with it."""

import re
from collections.abc import Mapping

from threonate.dose.salt import Salt
from threonate.refusal import Refusal
from threonate.safety.fhir.concept import Concept, System
from threonate.safety.fhir.dosage import Amount
from threonate.safety.fhir.ucum import Measure, magnesium_mass
from threonate.safety.magnesium_source import Kind

_ION = "6574"
"""RxNorm of magnesium itself: its masses are elemental."""
_RXNORM = (_ION, "6581", "6582", "6585", "52356")
_SALTS: Mapping[str, str] = {
    "6581": "hydroxide", "6582": "oxide", "6585": "sulfate heptahydrate", "52356": "citrate",
    "A02AA01": "carbonate", "A02AA02": "oxide", "A02AA04": "hydroxide",
    "A06AD01": "carbonate", "A06AD02": "oxide", "A06AD04": "sulfate heptahydrate",
    "A12CC01": "chloride hexahydrate", "A12CC02": "sulfate heptahydrate",
    "A12CC03": "gluconate dihydrate", "A12CC04": "citrate", "A12CC05": "aspartate",
    "A12CC06": "lactate dihydrate", "A12CC08": "pidolate", "A12CC09": "orotate",
    "A12CC10": "oxide",
}  # fmt: skip
_ATC = ("A12CC", "A02AA", "A02AD01", "A06AD01", "A06AD02", "A06AD04")
_WORDS = re.compile(r"magnesium|milk of magnesia|epsom salt", re.IGNORECASE)
_STRENGTH = re.compile(
    r"[\s,(]+\d.*$|\s+(?:tablets?|capsules?|oral|powder|solution)\b.*$", re.IGNORECASE
)


def is_compound(concept: Concept) -> bool:
    """It is magnesium L-threonate, by its name."""
    return any(re.search(r"threonat|\bmagtein\b", word, re.IGNORECASE) for word in concept.words)


def is_magnesium(concept: Concept) -> bool:
    """It is a magnesium product, by RxNorm, ATC or the start of its name."""
    return (
        bool(set(_RXNORM) & set(concept.codes(System.RXNORM)))
        or any(code.startswith(_ATC) for code in concept.codes(System.ATC))
        or any(_WORDS.match(word) for word in concept.words)
    )


def kind_of(concept: Concept) -> Kind:
    """What the magnesium comes in."""
    codes = (*concept.codes(System.RXNORM), *concept.codes(System.ATC))
    words = " ".join(concept.words).casefold()
    if any(code.startswith(("A06AD", "6585")) for code in codes) or "epsom" in words:
        return Kind.LAXATIVE
    antacid = any(code.startswith(("A02A", "6581")) for code in codes)
    return Kind.ANTACID if antacid or "hydroxide" in words else Kind.SUPPLEMENT


def elemental_of(amount: Amount, concept: Concept) -> float | None:
    """Magnesium in mg in one dose, at the most that the salt can hold; None for an unknown salt.

    Millimoles and equivalents count magnesium itself, a mass the salt.
    """
    if amount.unit.measure is not Measure.MASS or _ION in concept.codes(System.RXNORM):
        return magnesium_mass(amount.value, amount.unit)
    salt = _salt(concept)
    if salt is None:
        plain = any(_trim(word).casefold() == "magnesium" for word in concept.words)
        return magnesium_mass(amount.value, amount.unit) if plain else None
    return magnesium_mass(amount.value, amount.unit) * salt.most_magnesium


def compound_of(amount: Amount) -> float:
    """The compound in mg in one dose; millimoles and equivalents count its magnesium."""
    if amount.unit.measure is Measure.MASS:
        return magnesium_mass(amount.value, amount.unit)
    return magnesium_mass(amount.value, amount.unit) / Salt.find("l-threonate").label_fraction


def _salt(concept: Concept) -> Salt | None:
    codes = (*concept.codes(System.RXNORM), *concept.codes(System.ATC))
    names = [_SALTS[code] for code in codes if code in _SALTS]
    for name in (*names, *(_trim(word) for word in concept.words)):
        try:
            salt = Salt.find(name)
        except Refusal:
            continue
        if salt.key != "food":
            return salt
    return None


def _trim(word: str) -> str:
    return _STRENGTH.sub("", word).strip()
