"""Laws joined into one system of ordinary differential equations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import ModuleType
from typing import Any

from threonate.engine.law import CLOCK, OUTSIDE, Kind, Law, laws_of
from threonate.refusal import Refusal


@dataclass(frozen=True)
class System:
    """The laws of some rooms, with every name they use resolved to a state, a level or an input.

    ``inputs`` are levels given from outside, such as plasma magnesium when the brain runs alone.
    """

    laws: tuple[Law, ...]
    inputs: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, *rooms: ModuleType, inputs: tuple[str, ...] = ()) -> System:
        """Join the laws of the given ``flows`` modules."""
        return cls(tuple(law for room in rooms for law in laws_of(room)), inputs)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Every place that mass or a signal enters or leaves, in order of first mention."""
        ends = [place for law in self.laws for place in (law.source, law.target)]
        return tuple(dict.fromkeys(place for place in ends if place and place != OUTSIDE))

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """Every parameter that a law reads, in order of first mention."""
        return tuple(dict.fromkeys(name for law in self.laws for name in law.parameters))

    @cached_property
    def levels(self) -> Mapping[str, Law]:
        """The levels by name."""
        return {law.name: law for law in self.laws if law.kind is Kind.LEVEL}

    @cached_property
    def sinks(self) -> frozenset[str]:
        """States that no law reads: they only count what has passed."""
        read = {self.resolve(law, name) for law in self.laws for name in law.places}
        return frozenset(state for state in self.states if state not in read)

    def resolve(self, law: Law, name: str) -> str:
        """Find the state, level or input that a law means by a name, in its own room first."""
        if name in (CLOCK, *self.inputs, *self.states) or name in self.levels:
            return name
        own = f"{law.room}.{name}"
        if own in self.states:
            return own
        named = [state for state in self.states if state.split(".")[1] == name]
        if len(named) != 1:
            raise Refusal(
                f"The law {law.room}.{law.name} reads {name!r}, which names {len(named)} places; "
                "write the place in full, as in 'blood.plasma'."
            )
        return named[0]

    def level(self, name: str, values: Mapping[str, Any], parameters: Mapping[str, Any]) -> Any:
        """Compute one level from the states (and clock and inputs) in ``values``."""
        return self._value(name, dict(values), parameters)

    def rates(self, values: Mapping[str, Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Compute how fast every state changes.

        ``values`` holds the states, the clock and the inputs: symbols, arrays or numbers.
        """
        known = dict(values)
        rates: dict[str, Any] = dict.fromkeys(self.states, 0)
        for law in self.laws:
            if law.kind is Kind.LEVEL:
                continue
            amount = law.call(self._arguments(law, known, parameters), parameters)
            if law.source in rates:
                rates[law.source] = rates[law.source] - amount
            rates[law.target] = rates[law.target] + amount
        return rates

    def _arguments(
        self, law: Law, known: dict[str, Any], parameters: Mapping[str, Any]
    ) -> dict[str, Any]:
        return {
            name: self._value(self.resolve(law, name), known, parameters) for name in law.places
        }

    def _value(self, name: str, known: dict[str, Any], parameters: Mapping[str, Any]) -> Any:
        if name not in known:
            law = self.levels[name]
            known[name] = law.call(self._arguments(law, known, parameters), parameters)
        return known[name]
