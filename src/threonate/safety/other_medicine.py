"""Other medicines are known by name and not listed: a right name is never taken for a wrong one."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from threonate.evidence.entry import entries
from threonate.safety.direction import spellings, without_directions
from threonate.safety.plain_name import plain_name

_FILE = "threonate/safety/other_medicines.toml"
_SAID = (
    "injection injections injected injectable infusion intravenous iv subcutaneous intramuscular im"
    " sc depot syringe pen spritze injektion infusione injectable iniezione inyectable"
)
_INJECTED_WORDS = frozenset(_SAID.split())
_INJECTED_ENDINGS = ("mab", "parin", "cept")
"""Ends of international names of which every member is injected: antibodies, heparins, traps."""


@dataclass(frozen=True, slots=True)
class OtherMedicines:
    """Names in small letters: not in the table, always injected, and magnesium in a product."""

    common: frozenset[str]
    injected: frozenset[str]
    magnesium: frozenset[str]


@cache
def load_other_medicines() -> OtherMedicines:
    """Read the names."""
    text = files("threonate.safety").joinpath("other_medicines.toml").read_text(encoding="utf-8")
    found: dict[str, frozenset[str]] = {}
    for entry in entries(text, file=_FILE):
        entry.check_keys(allowed=("names",), required=("names",))
        found[entry.name] = frozenset(plain_name(name) for name in entry.names("names"))
    return OtherMedicines(**found)


def is_other_medicine(text: str) -> bool:
    """The name is that of a common medicine that is not in the table of interactions."""
    known = load_other_medicines()
    names = {plain_name(each) for each in spellings(text)}
    return bool(names & (known.common | known.injected)) or is_magnesium_product(text)


def is_injected(text: str) -> bool:
    """The text says that it is injected, or the medicine never is anything else."""
    known = load_other_medicines()
    name = plain_name(without_directions(text))
    words = name.split()
    return (
        name in known.injected
        or bool(set(words) & _INJECTED_WORDS)
        or any(word in known.injected for word in words[:1])
        or any(word.endswith(_INJECTED_ENDINGS) for word in words)
    )


def is_magnesium_product(text: str) -> bool:
    """The name says that magnesium is in it: a salt, an antacid or a multivitamin."""
    name = plain_name(without_directions(text))
    return (
        name.startswith(_SHORT)
        or any(word.startswith(_STEMS) for word in name.split())
        or any(f" {each} " in f" {name} " for each in load_other_medicines().magnesium)
    )


_SHORT = ("mg ", "mag ")
"""Short for magnesium, at the beginning only: elsewhere it is a unit."""
_STEMS = ("magnes", "magnez", "antacid", "antiacid", "multivitamin", "multimineral")
"""Beginnings of words in several languages."""
