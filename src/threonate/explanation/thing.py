"""A thing is whatever has a name here and can be explained: a quantity, number, law or salt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from threonate import path
from threonate.dose.salt import Salt, load_salts
from threonate.engine.law import Law
from threonate.evidence.parameter import Parameter
from threonate.people.medicine import Medicine
from threonate.quantity import QUANTITIES, Quantity
from threonate.refusal import Refusal, nearest
from threonate.simulation import all_parameters

Laws = tuple[Law, ...]
"""One equation along every route that it governs."""

Thing = Quantity | Parameter | Laws | Salt


def find(name: str) -> Thing:
    """A full name, or a short one that only one thing has, finds it; Refusal has the nearest."""
    asked = name.strip()
    known = _things()
    if asked in known:
        return known[asked]
    short = [full for full in known if full.rpartition(".")[2] == asked]
    if len(short) == 1:
        return known[short[0]]
    if short:
        raise Refusal(f"'{asked}' is the name of several things; write {' or '.join(short)}.")
    for look in (_by_medicine, _by_salt):
        found = look(asked)
        if found is not None:
            return found
    spellings = {full.rpartition(".")[2]: full for full in known}
    near = nearest(asked, [*known, *spellings]) or " Try 'serum', 'citrate' or 'kidney.splay'."
    raise Refusal(f"'{asked}' is not a quantity, parameter, law or salt of this program.{near}")


@cache
def _things() -> Mapping[str, Thing]:
    """Everything with a name; what is measured in a person comes before what has the same name."""
    things: dict[str, Thing] = {quantity.key: quantity for quantity in QUANTITIES}
    for more in (all_parameters(), laws(), load_salts()):
        for name, thing in more.items():
            things.setdefault(name, thing)
    return things


@cache
def laws() -> Mapping[str, Laws]:
    """Every equation by its full name, with its routes."""
    found: dict[str, Laws] = {}
    for law in path.system().laws:
        name = f"{law.room}.{law.name}"
        found[name] = (*found.get(name, ()), law)
    return found


def _by_medicine(name: str) -> Thing | None:
    try:
        effect = Medicine.find(name).effect
    except Refusal:
        return None
    return None if effect is None else all_parameters()[f"people.{effect.value}"]


def _by_salt(name: str) -> Thing | None:
    try:
        return Salt.find(name)
    except Refusal:
        return None


def owed_to(source: str) -> dict[str, list[str]]:
    """List what rests on a source: parameters, laws and salts by name."""
    return {
        "parameters": [n for n, number in all_parameters().items() if source in number.source],
        "laws": [n for n, routes in laws().items() if any(source in law.cite for law in routes)],
        "salts": [key for key, salt in load_salts().items() if source in salt.source],
    }
