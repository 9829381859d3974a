"""A limit is what an authority advises or allows in a day; which one counts depends on where."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from threonate.evidence.entry import Entry, entries

MAGNESIUM = "mg Mg/d"
"""The unit of a limit that does not say another."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One value of one authority for one group; ages in years, ``age_below`` not included.

    ``value`` is None where the authority gives none, ``value_high`` the end of a range.
    """

    id: str
    rule: str
    authority: str
    year: str
    jurisdiction: str
    kind: str
    scope: str
    group: str
    life_stage: str
    sex: str
    age_from: float | None
    age_below: float | None
    value: float | None
    value_high: float | None
    unit: str
    note: str
    sources: tuple[str, ...]
    tag: str


_KEYS = tuple(key for key in Limit.__dataclass_fields__ if key != "id")
_FILE = "threonate/safety/limits.toml"


@cache
def load_limits() -> Mapping[str, Limit]:
    """Read every limit by its id, in the order of the file."""
    text = files("threonate.safety").joinpath("limits.toml").read_text(encoding="utf-8")
    return MappingProxyType({each.name: _limit(each) for each in entries(text, file=_FILE)})


def _limit(entry: Entry) -> Limit:
    entry.check_keys(allowed=_KEYS, required=("authority", "kind", "scope", "group"))
    return Limit(
        id=entry.name,
        rule=entry.words("rule"),
        authority=entry.words("authority"),
        year=entry.words("year"),
        jurisdiction=entry.words("jurisdiction"),
        kind=entry.words("kind"),
        scope=entry.words("scope"),
        group=entry.words("group"),
        life_stage=entry.words("life_stage", "general"),
        sex=entry.words("sex", "any"),
        age_from=entry.number("age_from"),
        age_below=entry.number("age_below"),
        value=entry.number("value"),
        value_high=entry.number("value_high"),
        unit=entry.words("unit", MAGNESIUM),
        note=entry.words("note"),
        sources=entry.names("sources"),
        tag=entry.words("tag"),
    )
