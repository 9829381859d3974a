"""Some medicines harm weak kidneys or are given to them, so that the kidney is asked about."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from threonate.safety.medicament import Medicament
from threonate.safety.plain_name import plain_name

RISK_FAMILIES = ("nsaid", "loop diuretic", "thiazide", "k sparing diuretic")
"""Families of the table that a weak kidney suffers from, or that are taken because of one."""
KIDNEY_FAMILIES = (
    "potassium binder",
    "phosphate binder",
    "hif ph inhibitor",
    "vitamin d analogue",
)
"""Families that hardly anybody takes but people with weak kidneys."""
ENDINGS = "endings"
"""The key of what the names of whole families end in."""


def harms_kidney(medicine: Medicament) -> bool:
    """Lithium, anti-inflammatory, diuretic or renin-angiotensin medicine, by any name known."""
    listed = _listed()["harms"]
    known = {word for group, words in listed.items() if group != ENDINGS for word in words}
    words, endings = _words(medicine), tuple(listed[ENDINGS])
    if _families(medicine) & set(RISK_FAMILIES):
        return True
    return any(word in known or word.endswith(endings) for word in words)


def is_for_kidney(medicine: Medicament) -> bool:
    """It is given to people with weak kidneys and to hardly anybody else."""
    given = {word for words in _listed()["given"].values() for word in words}
    by_family = _families(medicine) & set(KIDNEY_FAMILIES)
    return bool(by_family or given & set(_words(medicine)))


def _families(medicine: Medicament) -> set[str]:
    """Families of its rows; of a kind such as 'water tablet', those of what it may be."""
    lookup = medicine.lookup
    rows = lookup.near_rows if lookup.vague else lookup.found
    return {row.family for row in rows}


def _words(medicine: Medicament) -> list[str]:
    return plain_name(medicine.name).split()


@cache
def _listed() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("threonate.safety").joinpath("kidney_medicines.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))
