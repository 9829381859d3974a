"""The whole model and one person's days as SBML, so that other simulators can check and reuse it.

Amounts are species in mmol, signals without mass are parameters with rate rules, levels are
assignment rules and every flow is a reaction. What a person swallows enters through events, one
for each repeat: a dose taken daily for twelve weeks is one event, not eighty-four.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from threonate.dose.writing import write_whole
from threonate.engine.ensemble import Entry
from threonate.engine.record import Records
from threonate.engine.system import System
from threonate.evidence.parameter import Parameter
from threonate.evidence.source import Source
from threonate.export.equation import Equations
from threonate.export.note import write_note
from threonate.export.occasion import DRIP, Occasions
from threonate.export.repeat import repeats
from threonate.export.sheet import Sheet, identify, plain
from threonate.refusal import Refusal, nearest

PERSONAL = {"gut.diet": "mmol", "gut.food_available": "1", "gut.dissolved_share": "1"}
"""What a person or product brings that only the doors of the body read, with its unit."""

ABOUT = (
    "Amounts are in mmol and time in hours since the first midnight. Species hold amounts, so the "
    "sizes of the compartments, which stand for rooms of the model, do not matter. Brain levels "
    "are relative to the person's own baseline.",
    "Nobody has measured magnesium in a human brain after magnesium L-threonate: the path from "
    "threonate to the brain rests on rats.",
)


def to_sbml(
    system: System,
    *,
    parameters: Mapping[str, float],
    start: Mapping[str, float],
    records: Records,
    entries: Sequence[Entry],
    known: Mapping[str, Parameter],
    sources: Mapping[str, Source],
) -> str:
    """Write the system, one person's numbers and their records as SBML Level 3 Version 2.

    ``parameters`` and ``start`` (mmol, or relative for signals) are keyed by ``room.name``; a state
    that ``start`` lacks begins at 0. ``known`` and ``sources`` tell where each number comes from.
    Samples in ``records`` are left out: each simulator chooses its own output times. Raises Refusal
    where python-libsbml is not installed, a parameter lacks its value, ``start`` names no state or
    the records are those of several persons.
    """
    libsbml = _libsbml()
    _check_names(system, parameters, start)
    schedule = repeats(records)
    document = libsbml.SBMLDocument(3, 2)
    sheet = Sheet(document.createModel(), sources)
    _write_head(sheet)
    equations = Equations(sheet, system)
    personal = {name: unit for name, unit in PERSONAL.items() if name in parameters}
    units = {**equations.units, **personal}
    equations.write_places(start)
    for name, unit in units.items():
        _write_parameter(sheet, name, unit, parameters[name], known.get(name))
    equations.write_laws()
    Occasions(sheet, entries, units).write(schedule, drip=parameters.get(DRIP, 0.0))
    return str(libsbml.writeSBMLToString(document))


def write_sbml(path: str | Path, text: str) -> None:
    """Put the text of a model into a file, whole or not at all."""
    write_whole(path, text)


def _write_head(sheet: Sheet) -> None:
    model = sheet.model
    identify(model, "path_of_a_dose", "Magnesium L-threonate from the capsule to the neuron")
    write_note(model, *ABOUT)
    model.setSubstanceUnits(sheet.unit("mmol"))
    model.setExtentUnits(sheet.unit("mmol"))
    model.setTimeUnits(sheet.unit("h"))
    model.setVolumeUnits(sheet.unit("L"))


def _write_parameter(
    sheet: Sheet, name: str, unit: str, value: float, known: Parameter | None
) -> None:
    add = sheet.variable if name == DRIP else sheet.number
    made = add(plain(name), name, unit, value=float(value))
    if known is not None:
        sheet.annotate(made, known.says, known.reason, grade=known.grade, cite=known.source)


def _libsbml() -> Any:
    """Load python-libsbml, or say how to get it."""
    try:
        import libsbml
    except ImportError as error:
        raise Refusal(
            "Writing SBML needs python-libsbml, which is not installed; "
            "run pip install 'threonate[sbml]'."
        ) from error
    return libsbml


def _check_names(
    system: System, parameters: Mapping[str, float], start: Mapping[str, float]
) -> None:
    missing = [name for name in system.parameters if name not in parameters]
    if missing:
        raise Refusal(
            f"The model cannot be exported without a value of {', '.join(missing)}; give each one."
        )
    for name in start:
        if name not in system.states:
            raise Refusal(
                f"The start names '{name}', which is no state of the model; "
                f"use {', '.join(system.states)}.{nearest(name, system.states)}"
            )
