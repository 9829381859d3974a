"""A medicament is a medicine of one person: what was typed, what it was found to be, and when."""

import re
from dataclasses import dataclass

from threonate.dose.clock import parse_clock
from threonate.refusal import Refusal
from threonate.safety.medicine_name import Lookup, look_up, without_strength


@dataclass(frozen=True, slots=True)
class Medicament:
    """A medicine as it was typed, what it was found to be, and its times in minutes of the day."""

    lookup: Lookup
    times: tuple[int, ...] = ()
    is_movable: bool = False

    @property
    def name(self) -> str:
        """The name as typed, without the strength."""
        return without_strength(self.lookup.asked)

    @staticmethod
    def of(text: str) -> "Medicament":
        """A medicine is read from words such as 'doxycycline 07:30 19:30' or 'gabapentin ~08:00'.

        Times follow the name; a tilde before the first says that they may be moved.
        """
        match = re.fullmatch(
            r"\s*(?P<name>.*?)[\s@,]*(?P<movable>~?)\s*(?P<times>(?:\d{1,2}:\d{2}[\s,]*)*)", text
        )
        name = (match["name"] if match else "").strip()
        if match is None or not name:
            raise Refusal(
                f"'{text}' names no medicine; write a name and times, such as 'doxycycline 07:30'."
            )
        times = sorted(
            {round(60 * parse_clock(t)) for t in re.split(r"[\s,]+", match["times"]) if t}
        )
        return Medicament(look_up(name), tuple(times), bool(match["movable"]))
