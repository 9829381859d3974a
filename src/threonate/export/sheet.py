"""A sheet is an SBML model while it is being written: names, numbers, units and formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from threonate.evidence.grade import Grade
from threonate.evidence.source import Source
from threonate.export.note import describe_by, write_note
from threonate.export.unit import parts, unit_id


@dataclass(frozen=True, slots=True)
class Sheet:
    """libsbml's ``model`` and the sources that its elements may cite."""

    model: Any
    sources: Mapping[str, Source]

    def number(self, name: str, words: str, unit: str, *, value: float | None = None) -> Any:
        """Add a parameter that stays as it is; one without a value awaits its rule."""
        made = self.model.createParameter()
        identify(made, name, words)
        made.setUnits(self.unit(unit))
        made.setConstant(value is not None)
        if value is not None:
            made.setValue(float(value))
        return made

    def variable(self, name: str, words: str, unit: str, *, value: float) -> Any:
        """Add a parameter that rules or events change."""
        made = self.number(name, words, unit, value=value)
        made.setConstant(False)
        return made

    def unit(self, symbol: str) -> str:
        """Name a unit, declaring it when it is met for the first time."""
        import libsbml

        name = unit_id(symbol)
        if parts(symbol) and self.model.getUnitDefinition(name) is None:
            definition = self.model.createUnitDefinition()
            identify(definition, name, symbol)
            for part in parts(symbol):
                unit = definition.createUnit()
                unit.setKind(libsbml.UnitKind_forName(part.kind))
                unit.setExponent(part.exponent)
                unit.setScale(part.scale)
                unit.setMultiplier(part.multiplier)
        return name

    def annotate(self, element: Any, *lines: str, grade: Grade, cite: Iterable[str]) -> None:
        """Write the lines, the certainty and the sources as notes, and point to every DOI."""
        cited = [self.sources[key] for key in cite]
        write_note(
            element,
            *lines,
            f"Certainty {grade.value}: {grade.meaning}.",
            *(f"Source: {source.citation}" for source in cited),
        )
        describe_by(element, [s.identifier for s in cited if s.identifier.startswith("doi:")])


def identify(element: Any, name: str, words: str) -> None:
    """Give an element its identifier and its readable name."""
    element.setId(name)
    element.setName(words)


def set_math(element: Any, formula: str) -> None:
    """Give an element its formula as MathML."""
    import libsbml

    tree = libsbml.parseL3Formula(formula)
    if tree is None:
        raise ValueError(f"libsbml cannot read {formula!r}: {libsbml.getLastParseL3Error()}")
    element.setMath(tree)


def plain(name: str) -> str:
    """Turn ``gut.jejunum`` into ``gut_jejunum``."""
    return name.replace(".", "_")
