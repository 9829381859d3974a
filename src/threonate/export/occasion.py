"""An occasion, a meal, a dose or a turn of a drip, becomes an event of an SBML model.

Each repeat is one event that counts how often it has happened. The counters start as spent, and
the event ``begin`` sets them to 0 at time 0: simulators put time back between runs but not every
parameter, and a spent counter would leave the second run without a dose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from threonate.engine.ensemble import Entry
from threonate.export.formula import number, write_formula
from threonate.export.repeat import Repeat
from threonate.export.sheet import Sheet, identify, plain, set_math

DRIP = "blood.drip"
"""The parameter that events set while an infusion runs."""


@dataclass(frozen=True, slots=True)
class Occasions:
    """The doors of the body and the units of the parameters that open them."""

    sheet: Sheet
    entries: Sequence[Entry]
    units: Mapping[str, str]

    def write(self, schedule: Sequence[Repeat], *, drip: float) -> None:
        """Make one event of each repeat and one that begins; ``drip`` is the rate before any."""
        if not schedule:
            return
        begin = self._event("begin", "nothing has entered yet", "time >= 0 h")
        for index, repeat in enumerate(schedule, start=1):
            name = f"entry_{index}"
            self._count(repeat, name)
            _assign(begin, f"{name}_given", number(0))
            self._enter(repeat, name)
        if any(repeat.drip >= 0.0 for repeat in schedule):
            _assign(begin, plain(DRIP), self._rate(drip))

    def _count(self, repeat: Repeat, name: str) -> None:
        number_of = self.sheet.number
        number_of(f"{name}_first", f"{name} first", "h", value=repeat.first)
        number_of(f"{name}_every", f"{name} every", "h", value=repeat.every)
        number_of(f"{name}_times", f"{name} times", "1", value=repeat.times)
        self.sheet.variable(f"{name}_given", f"{name} given", "1", value=repeat.times)

    def _enter(self, repeat: Repeat, name: str) -> None:
        due = f"{name}_first + {name}_given * {name}_every"
        trigger = f"(time >= {due}) && ({name}_given < {name}_times)"
        event = self._event(name, _words(repeat), trigger)
        _assign(event, f"{name}_given", f"{name}_given + {number(1)}")
        if repeat.drip >= 0.0:
            _assign(event, plain(DRIP), self._rate(repeat.drip))
        for state, gain in self._gains(repeat, name).items():
            _assign(event, state, f"{state} + {gain}")

    def _gains(self, repeat: Repeat, name: str) -> dict[str, str]:
        """What each state gains, as a formula; every amount gets a name of its own."""
        import sympy

        symbols = {key: sympy.Symbol(plain(key)) for key in self.units}
        gains: dict[str, Any] = {}
        for entry in self.entries:
            amount = repeat.amounts[entry.input]
            if amount == 0.0:
                continue
            share = sympy.nsimplify(entry.share(symbols), rational=True)
            own = f"{name}_{_door(entry.input)}"
            if self.sheet.model.getParameter(own) is None:
                # Where the share is itself an amount, the day's food, the event has a fraction.
                fraction = any(self.units[k] == "mmol" for k in symbols if share.has(symbols[k]))
                unit = "1" if fraction else "mmol"
                self.sheet.number(own, own.replace("_", " "), unit, value=amount)
            gains[plain(entry.state)] = gains.get(plain(entry.state), 0) + share * sympy.Symbol(own)
        return {place: write_formula(gain) for place, gain in gains.items()}

    def _event(self, name: str, words: str, trigger: str) -> Any:
        event = self.sheet.model.createEvent()
        identify(event, name, words)
        event.setUseValuesFromTriggerTime(True)
        made = event.createTrigger()
        # False before the start, so that what is due at time 0 happens.
        made.setInitialValue(False)
        made.setPersistent(True)
        set_math(made, trigger)
        return event

    def _rate(self, drip: float) -> str:
        return number(drip, self.sheet.unit("mmol/h"))


def _assign(event: Any, variable: str, formula: str) -> None:
    assignment = event.createEventAssignment()
    assignment.setVariable(variable)
    set_math(assignment, formula)


def _door(entry: int) -> str:
    return str(getattr(entry, "name", f"input_{int(entry)}")).lower()


def _words(repeat: Repeat) -> str:
    if repeat.times == 1:
        return f"once at hour {repeat.first:g}"
    return f"{repeat.times} times from hour {repeat.first:g}, every {repeat.every:g} hours"
