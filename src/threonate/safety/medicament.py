"""A medicament is a medicine of one person: what was typed, what it was found to be, and when."""

import re
from dataclasses import dataclass

from threonate.refusal import Refusal
from threonate.safety.direction import spellings
from threonate.safety.medicine_name import Lookup, look_up, plain_name, without_strength
from threonate.safety.medicine_text import named_in
from threonate.safety.not_flagged import find_not_flagged
from threonate.safety.other_medicine import (
    is_injected,
    is_magnesium_product,
    is_other_medicine,
)

_FORM = re.compile(r"\s+(?:tablet|pill|capsule)s?\b", re.IGNORECASE)
_MAGNESIUM = "magnesium source"
"""The class of rows that are magnesium."""


@dataclass(frozen=True, slots=True)
class Medicament:
    """A medicine as it was typed, what it was found to be, and its times in minutes of the day."""

    lookup: Lookup
    times: tuple[int, ...] = ()
    is_movable: bool = False

    @property
    def name(self) -> str:
        """The name as typed, without strength and directions."""
        asked = self.lookup.asked
        if self.lookup.vague:
            return self.lookup.vague
        # 'Oral' is a direction beside most names and belongs to others.
        if not self.lookup.found and (row := find_not_flagged(asked)):
            plain = {plain_name(name) for name in row.names}
            return next((each for each in spellings(asked) if plain_name(each) in plain), "") or (
                without_strength(asked)
            )
        bare = without_strength(asked) or asked
        return bare if self._is_known else _with_form(bare, asked)

    @property
    def _is_known(self) -> bool:
        asked = self.lookup.asked
        return bool(self.lookup.found) or is_other_medicine(asked)

    @property
    def is_magnesium(self) -> bool:
        """It brings magnesium, as a row of the table or by its name; food does not count."""
        if self.lookup.found:
            return any(row.family == _MAGNESIUM for row in self.lookup.found)
        return find_not_flagged(self.name) is None and is_magnesium_product(self.name)

    @property
    def is_injected(self) -> bool:
        """It is never swallowed, or is said to be injected, so that the gut plays no part."""
        return is_injected(self.lookup.asked)

    @staticmethod
    def of(text: str) -> "Medicament":
        """A medicine is read from words such as 'doxycycline 07:30 19:30' or 'gabapentin ~08:00'.

        Times follow the name; a tilde before the first says that they may be moved. Several
        medicines in one text raise `Refusal`.
        """
        found = Medicament.all_of(text)
        if len(found) > 1:
            names = ", ".join(each.name for each in found)
            raise Refusal(f"'{text}' names {len(found)} medicines ({names}); write each by itself.")
        return found[0]

    @staticmethod
    def all_of(text: str) -> tuple["Medicament", ...]:
        """Every medicine of a text is read, such as 'metformin 500 mg + raltegravir 400 mg'."""
        return tuple(
            Medicament(look_up(each.name), each.times, each.is_movable) for each in named_in(text)
        )


def _with_form(bare: str, asked: str) -> str:
    """A name that stands in no list may be an everyday word, which 'tablet' belongs to."""
    at = asked.find(bare)
    form = _FORM.match(asked, at + len(bare)) if at >= 0 else None
    return bare if form is None else f"{bare}{form[0]}"
