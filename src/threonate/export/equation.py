"""An equation of the model, a law, becomes a reaction or a rule of an SBML model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from threonate.engine.law import CLOCK, OUTSIDE, Kind, Law
from threonate.engine.system import System
from threonate.export.formula import write_formula
from threonate.export.sheet import Sheet, identify, plain, set_math
from threonate.export.unit import integral


@dataclass(frozen=True)
class Equations:
    """The places and laws of a system, on their way to a sheet."""

    sheet: Sheet
    system: System

    @cached_property
    def signals(self) -> frozenset[str]:
        """States without mass."""
        changes = (law for law in self.system.laws if law.kind is Kind.CHANGE)
        return frozenset(law.target for law in changes)

    @cached_property
    def units(self) -> Mapping[str, str]:
        """The unit of every parameter, as its laws declare."""
        found = {}
        for law in self.system.laws:
            # Hints come in the order of the arguments: places, parameters, then the result.
            hints = list(law.units.values())[len(law.places) : -1]
            pairs = zip(law.parameters, hints, strict=True)
            found.update({name: unit.symbol for name, unit in pairs})
        return found

    def write_places(self, start: Mapping[str, float]) -> None:
        """Make every mass a species of its room and every signal a parameter."""
        drifts = {law.target: law for law in self.system.laws if law.kind is Kind.CHANGE}
        for place in self.system.states:
            value = float(start.get(place, 0.0))
            if place in drifts:
                unit = integral(drifts[place].units["return"].symbol)
                self.sheet.variable(plain(place), place, unit, value=value)
            else:
                self._room(place.partition(".")[0])
                self._species(place, value)

    def write_laws(self) -> None:
        """Make every flow a reaction, every level an assignment and every change a rate rule."""
        writers = {Kind.FLOW: self._flow, Kind.LEVEL: self._level, Kind.CHANGE: self._change}
        for law in self.system.laws:
            element = writers[law.kind](law)
            self.sheet.annotate(element, law.sentence, grade=law.grade, cite=law.cite)

    def _room(self, room: str) -> None:
        if self.sheet.model.getCompartment(room) is None:
            compartment = self.sheet.model.createCompartment()
            identify(compartment, room, room)
            compartment.setConstant(True)
            compartment.setSpatialDimensions(3)
            compartment.setSize(1.0)
            compartment.setUnits(self.sheet.unit("L"))

    def _species(self, place: str, amount: float) -> None:
        species = self.sheet.model.createSpecies()
        identify(species, plain(place), place)
        species.setCompartment(place.partition(".")[0])
        species.setInitialAmount(amount)
        species.setSubstanceUnits(self.sheet.unit("mmol"))
        species.setHasOnlySubstanceUnits(True)
        species.setBoundaryCondition(False)
        species.setConstant(False)

    def _flow(self, law: Law) -> Any:
        reaction = self.sheet.model.createReaction()
        name = f"{law.name}_from_{plain(law.source)}_to_{plain(law.target)}"
        identify(reaction, name, law.name.replace("_", " "))
        reaction.setReversible(False)
        if law.source != OUTSIDE:
            _refer(reaction.createReactant(), law.source)
        _refer(reaction.createProduct(), law.target)
        for place in dict.fromkeys(self.system.resolve(law, name) for name in law.places):
            mass = place in self.system.states and place not in self.signals
            if mass and place not in (law.source, law.target):
                reaction.createModifier().setSpecies(plain(place))
        set_math(reaction.createKineticLaw(), self._formula(law))
        return reaction

    def _level(self, law: Law) -> Any:
        self.sheet.number(law.name, law.name.replace("_", " "), law.units["return"].symbol)
        rule = self.sheet.model.createAssignmentRule()
        rule.setVariable(law.name)
        set_math(rule, self._formula(law))
        return rule

    def _change(self, law: Law) -> Any:
        rule = self.sheet.model.createRateRule()
        rule.setVariable(plain(law.target))
        set_math(rule, self._formula(law))
        return rule

    def _formula(self, law: Law) -> str:
        """Trace one law with a symbol for everything that it reads."""
        import sympy

        meant = {name: self.system.resolve(law, name) for name in law.places}
        places = {
            name: sympy.Symbol("time" if place == CLOCK else plain(place))
            for name, place in meant.items()
        }
        parameters = {name: sympy.Symbol(plain(name)) for name in law.parameters}
        return write_formula(law.call(places, parameters))


def _refer(reference: Any, place: str) -> None:
    reference.setSpecies(plain(place))
    reference.setStoichiometry(1.0)
    reference.setConstant(True)
