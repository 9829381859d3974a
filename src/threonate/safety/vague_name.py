"""A vague name is a kind of medicine, such as 'water tablet': which one it is has to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from threonate.evidence.entry import entries
from threonate.safety.direction import without_directions
from threonate.safety.plain_name import plain_name

_FILE = "threonate/safety/vague_names.toml"


@dataclass(frozen=True, slots=True)
class VagueName:
    """What people say, and names that may stand on the box, of which none is chosen."""

    said: str
    such_as: tuple[str, ...]


@cache
def load_vague_names() -> Mapping[str, VagueName]:
    """Read every vague name by its plain form, the longest first."""
    text = files("threonate.safety").joinpath("vague_names.toml").read_text(encoding="utf-8")
    found: dict[str, VagueName] = {}
    for entry in entries(text, file=_FILE):
        entry.check_keys(allowed=("names", "such_as"), required=("names", "such_as"))
        for name in entry.names("names"):
            found[plain_name(name)] = VagueName(name, entry.names("such_as"))
    return {plain: found[plain] for plain in sorted(found, key=len, reverse=True)}


def find_vague_name(text: str) -> VagueName | None:
    """The kind of medicine that a text names, where nothing but directions stands beside it."""
    plain = f" {plain_name(text)} "
    for name, vague in load_vague_names().items():
        before, there, after = plain.partition(f" {name} ")
        if there and not without_directions(f"{before} {after}"):
            return vague
    return None
