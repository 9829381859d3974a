"""A name abroad is what the same medicine is called in another language; it stands for no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

from threonate.evidence.entry import Entry, entries


class Language(Enum):
    """A language, by its code of two letters; English is for another spelling or synonym."""

    ENGLISH = "en"
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"
    ITALIAN = "it"
    PORTUGUESE = "pt"
    LATIN = "la"


@dataclass(frozen=True, slots=True)
class NameAbroad:
    """The names of one medicine in other languages.

    ``english`` is its name in the table of interactions. Whatever language is not in ``checked``
    rests on memory.
    """

    entry: Entry
    names: Mapping[Language, tuple[str, ...]]
    checked: tuple[Language, ...]

    @property
    def english(self) -> str:
        """The ingredient or other name of it in the table of interactions."""
        return self.entry.name


_FILE = "threonate/safety/medicine_names.toml"


@cache
def load_names_abroad() -> tuple[NameAbroad, ...]:
    """Read every medicine's names in other languages, in the order of the file."""
    text = files("threonate.safety").joinpath("medicine_names.toml").read_text(encoding="utf-8")
    return read_names_abroad(text)


def read_names_abroad(text: str, *, file: str = _FILE) -> tuple[NameAbroad, ...]:
    """Read the names written in ``text``, naming ``file`` in every refusal."""
    return tuple(_medicine(each) for each in entries(text, file=file))


def _medicine(entry: Entry) -> NameAbroad:
    codes = [language.value for language in Language]
    entry.check_keys(allowed=[*codes, "checked"], required=())
    names = {each: entry.names(each.value) for each in Language if each.value in entry.table}
    if not names or not all(names.values()) or not all(map(str.strip, sum(names.values(), ()))):
        raise entry.refuse(f"has a language without a name; use any of {', '.join(codes)}.")
    checked = entry.names("checked")
    for code in checked:
        if code not in [language.value for language in names]:
            raise entry.refuse(f"has checked '{code}' but no name in it; write {code} = [...].")
    return NameAbroad(entry, names, tuple(Language(code) for code in checked))
