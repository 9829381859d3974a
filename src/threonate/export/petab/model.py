"""The model of a PEtab problem: SBML whose starts follow the fitted numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from threonate import path
from threonate.calibration.observable import OBSERVABLES, Observable
from threonate.engine.record import merge
from threonate.evidence.source import load_sources
from threonate.export.equation import Equations
from threonate.export.formula import number
from threonate.export.occasion import Occasions
from threonate.export.repeat import Repeat
from threonate.export.sbml import PERSONAL, to_sbml
from threonate.export.sheet import Sheet, plain, set_math
from threonate.simulation import all_parameters

FIT = "fit_"
"""What the name of a fitted number begins with."""

STATED = "_stated"
"""What the name of a number ends with as it is at the numbers at which the problem was written."""

BY = "_by_"
"""What stands between a derived number and the fitted one whose power it follows."""

SCALES = tuple(
    dict.fromkeys(
        one.scale
        for one in OBSERVABLES.values()
        if one.scale and one.scale not in path.system().parameters
    )
)
"""Numbers of the measured quantities that no law reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A model as its numbers: those of laws and starts by name, and what enters the body when.

    ``fitted`` are the numbers at which all others hold. ``powers`` tell by which power of each
    fitted number a derived one, a parameter or a start, follows it. ``collections`` are hours at
    which the urine so far is remembered.
    """

    parameters: Mapping[str, float]
    start: Mapping[str, float]
    fitted: Mapping[str, float]
    powers: Mapping[str, Mapping[str, float]]
    schedule: tuple[Repeat, ...]
    collections: tuple[float, ...] = ()

    def stated(self, name: str) -> float:
        """A parameter or a start at the fitted numbers as written."""
        return self.start[name] if name in self.start else self.parameters[name]

    def sbml(self) -> str:
        """Write the model as SBML Level 3 Version 2."""
        import libsbml

        laws = {*path.system().parameters, *PERSONAL}
        text = to_sbml(
            path.system(),
            parameters={name: v for name, v in self.parameters.items() if name in laws},
            start=self.start,
            records=merge([], samples=[], inputs=len(path.Input)),
            entries=path.ENTRIES,
            known=all_parameters(),
            sources=load_sources(),
        )
        document = libsbml.readSBMLFromString(text)
        sheet = Sheet(document.getModel(), load_sources())
        for name in SCALES:
            sheet.number(
                plain(name), name, all_parameters()[name].unit, value=self.parameters[name]
            )
        self._write_fitted(sheet)
        units = {**Equations(sheet, path.system()).units, **PERSONAL}
        Occasions(sheet, path.ENTRIES, units).write(
            self.schedule, drip=self.parameters.get("blood.drip", 0.0)
        )
        for hour in self.collections:
            _collect(sheet, hour)
        return str(libsbml.writeSBMLToString(document))

    def _write_fitted(self, sheet: Sheet) -> None:
        for name, value in self.fitted.items():
            unit = all_parameters()[name].unit
            sheet.number(FIT + plain(name), f"{name}, fitted", unit, value=value)
            sheet.number(FIT + plain(name) + STATED, f"{name} as written", unit, value=value)
        for name, powers in self.powers.items():
            unit = sheet.model.getElementBySId(plain(name))
            own = sheet.number(plain(name) + STATED, f"{name} as written", "1")
            own.setUnits(_units(unit))
            own.setConstant(True)
            own.setValue(self.stated(name))
            for fitted, power in powers.items():
                words = f"the power of {fitted} that {name} follows"
                sheet.number(plain(name) + BY + plain(fitted), words, "1", value=power)
            made = sheet.model.createInitialAssignment()
            made.setSymbol(plain(name))
            set_math(made, _follows(name, powers))


def at_hour(observable: Observable, hour: float) -> str:
    """The name under which a place is remembered as it was at an hour."""
    return f"{plain(observable.place)}_at_hour_{format(hour, '.12g').replace('.', '_')}"


def formula(observable: Observable, hour: float) -> str:
    """An observable in the words of the model, as measured at an hour."""
    text = plain(observable.place)
    if observable.window:
        gained = f"{text} - {at_hour(observable, hour - observable.window)}"
        text = f"({gained})" if observable.scale or observable.factor != 1.0 else gained
    if observable.scale:
        text += f" * {plain(observable.scale)}"
    if observable.factor != 1.0:
        text = f"{observable.factor:g} * {text}"
    return text


def hours_named(ids: list[str]) -> tuple[float, ...]:
    """The hours at which urine is remembered, from the names in a model."""
    urine = OBSERVABLES["urine"]
    pattern = re.compile(re.escape(at_hour(urine, 0.0)[:-1]) + r"(\d+(?:_\d+)?)")
    found = (pattern.fullmatch(id_) for id_ in ids)
    return tuple(sorted(float(match[1].replace("_", ".")) for match in found if match))


def _collect(sheet: Sheet, hour: float) -> None:
    """What has reached the urine by an hour is remembered."""
    urine = OBSERVABLES["urine"]
    name, words = at_hour(urine, hour), f"urine so far at hour {hour:g}"
    sheet.variable(name, words, "mmol", value=0.0)
    event = sheet.model.createEvent()
    event.setId(f"remember_{name}")
    event.setName(words)
    event.setUseValuesFromTriggerTime(True)
    trigger = event.createTrigger()
    trigger.setInitialValue(False)
    trigger.setPersistent(True)
    set_math(trigger, f"time >= {number(hour, sheet.unit('h'))}")
    assignment = event.createEventAssignment()
    assignment.setVariable(name)
    set_math(assignment, plain(urine.place))


def _follows(name: str, powers: Mapping[str, float]) -> str:
    factors = [plain(name) + STATED]
    for fitted in powers:
        ratio = f"{FIT}{plain(fitted)} / {FIT}{plain(fitted)}{STATED}"
        factors.append(f"({ratio}) ^ {plain(name)}{BY}{plain(fitted)}")
    return " * ".join(factors)


def _units(element: Any) -> str:
    """The unit of a parameter or of a species."""
    if hasattr(element, "getSubstanceUnits"):
        return str(element.getSubstanceUnits())
    return str(element.getUnits())
