"""A model that this program wrote as SBML is read back: its numbers, and what enters when.

The model is put together again from what was read and must come out as it was, so that no change
goes unseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from threonate import path
from threonate.export.occasion import DRIP
from threonate.export.petab.model import BY, FIT, SCALES, STATED, Stated, hours_named
from threonate.export.repeat import Repeat
from threonate.export.sbml import PERSONAL
from threonate.export.sheet import plain
from threonate.refusal import Refusal
from threonate.simulation import all_parameters


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model as read: what it states, and all its constant numbers by their names in the file."""

    stated: Stated
    constants: Mapping[str, float]


def read_model(text: str) -> ModelFile:
    """Read a model from SBML; raises Refusal for one that this program would not have written."""
    import libsbml

    document = libsbml.readSBMLFromString(text)
    model = document.getModel()
    if model is None or document.getNumErrors(libsbml.LIBSBML_SEV_ERROR):
        raise Refusal("The model of the problem is no SBML that can be read.")
    file = _File(model, {p.getId(): p.getValue() for p in model.getListOfParameters()})
    try:
        stated = file.stated()
        again = stated.sbml()
    except (KeyError, AttributeError, ValueError) as error:
        raise Refusal(
            f"The model of the problem is not one that this version of Threonate writes ({error})."
        ) from None
    _compare(libsbml.writeSBMLToString(document), again)
    constants = {p.getId(): p.getValue() for p in model.getListOfParameters() if p.getConstant()}
    return ModelFile(stated, {**constants, **file.starts()})


@dataclass(frozen=True, slots=True)
class _File:
    model: Any
    values: Mapping[str, float]

    def stated(self) -> Stated:
        derived = dict(self._derived())
        names = (*path.system().parameters, *PERSONAL, *SCALES)
        return Stated(
            parameters={name: self._value(name, derived) for name in dict.fromkeys(names)},
            start={name: self._value(name, derived) for name in path.system().states},
            fitted={name: self.values[FIT + plain(name)] for name in self._fitted()},
            powers=derived,
            schedule=tuple(self._schedule()),
            collections=hours_named(list(self.values)),
        )

    def starts(self) -> dict[str, float]:
        """Starts that a condition may set, the drip's among them."""
        derived = {plain(name) for name, _ in self._derived()}
        species = {s.getId(): s.getInitialAmount() for s in self.model.getListOfSpecies()}
        signals = {plain(name) for name in path.system().states} & set(self.values)
        signals.add(plain(DRIP))
        starts = {**species, **{name: self.values[name] for name in signals}}
        return {name: value for name, value in starts.items() if name not in derived}

    def _value(self, name: str, derived: Mapping[str, Any]) -> float:
        if name in derived:
            return self.values[plain(name) + STATED]
        species = self.model.getSpecies(plain(name))
        return float(species.getInitialAmount()) if species else self.values[plain(name)]

    def _fitted(self) -> Iterator[str]:
        """Fitted numbers in the order in which they stand in the file."""
        names = {FIT + plain(name): name for name in all_parameters()}
        return (names[id_] for id_ in self.values if id_ in names)

    def _derived(self) -> Iterator[tuple[str, dict[str, float]]]:
        """What follows fitted numbers, by which powers, in the order of the file."""
        own = (*path.system().parameters, *PERSONAL, *SCALES, *path.system().states)
        names = {plain(name): name for name in own}
        for index in range(self.model.getNumInitialAssignments()):
            id_ = self.model.getInitialAssignment(index).getSymbol()
            powers = {name: self.values.get(id_ + BY + plain(name)) for name in self._fitted()}
            yield names[id_], {name: p for name, p in powers.items() if p is not None}

    def _schedule(self) -> Iterator[Repeat]:
        index = 1
        while (first := self.values.get(f"entry_{index}_first")) is not None:
            own = f"entry_{index}_"
            amounts = (self.values.get(own + door.name.lower(), 0.0) for door in path.Input)
            yield Repeat(
                first,
                self.values[own + "every"],
                int(self.values[own + "given"]),
                tuple(amounts),
                self._drip(f"entry_{index}"),
            )
            index += 1

    def _drip(self, event: str) -> float:
        assignment = self.model.getEvent(event).getEventAssignment(plain(DRIP))
        return -1.0 if assignment is None else float(assignment.getMath().getValue())


def _compare(found: str, again: str) -> None:
    lines = zip(found.splitlines(), again.splitlines(), strict=False)
    for number, (theirs, ours) in enumerate(lines, start=1):
        if theirs.strip() != ours.strip():
            raise Refusal(
                f"The model of the problem differs at line {number} from what this version of "
                f"Threonate writes ({theirs.strip()[:80]}); only such models are read."
            )
    if len(found.splitlines()) != len(again.splitlines()):
        raise Refusal(
            "The model of the problem holds more or less than what this version of Threonate "
            "writes; only such models are read."
        )
