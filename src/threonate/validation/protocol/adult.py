"""The adult who takes part in every protocol: the reference one, or changed as a study says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from threonate import path
from threonate.baseline import meals, settle
from threonate.dose import MAGNESIUM_MASS, Regimen
from threonate.engine.ensemble import Cohort, follow
from threonate.engine.record import Event, Floats, merge
from threonate.intake import dose_events, with_form
from threonate.people import REFERENCE
from threonate.people.personalise import personalise
from threonate.simulation import kernel

STATES = path.system().states

Drawn = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a protocol saw: sampled states (n, samples, states) and the numbers of each person."""

    parameters: Mapping[str, Floats]
    states: Floats

    def state(self, name: str) -> Floats:
        """One place over the samples, (n, samples)."""
        return self.states[:, :, STATES.index(name)]

    @property
    def serum(self) -> Floats:
        """Serum magnesium, (n, samples) in mmol/L."""
        return self.state("blood.plasma") / self.parameters["blood.central_volume"][:, None]


def adult(drawn: Drawn, *, filtration: float = 6.0, weight: float = 75.0) -> dict[str, Floats]:
    """Give the numbers of a reference adult of this weight (kg) and filtration (L/h)."""
    person = replace(REFERENCE, filtration=filtration, weight=weight)
    return personalise(person, drawn)


def steady(values: dict[str, Floats]) -> Cohort:
    """Bring the adult to the steady day; draws that have none take the stated numbers' place."""
    settled = settle(kernel(), values)
    where = np.zeros(len(values["gut.diet"]), dtype=np.int64)
    where[settled.kept] = np.arange(len(settled.kept))
    return settled.cohort.take(where)


def fasting(values: dict[str, Floats], *, serum: float) -> Cohort:
    """Start an adult with an empty gut, plasma at a level (mmol/L) and stores at reference."""
    n = len(values["gut.diet"])
    start = np.zeros((len(STATES), n))
    start[STATES.index("blood.plasma")] = serum * values["blood.central_volume"]
    start[STATES.index("blood.rapid")] = serum * values["blood.rapid_volume"]
    for state in STATES:
        if f"{state}_mass" in values:
            start[STATES.index(state)] = values[f"{state}_mass"]
        elif state.startswith("brain.") and state != "brain.gain":
            start[STATES.index(state)] = 1.0
    return Cohort(with_form(values, (), None), start)


def watch(
    cohort: Cohort,
    events: Sequence[Event],
    times: Sequence[float],
    *,
    regimen: Regimen | None = None,
    days: int = 0,
) -> Seen:
    """Follow the adult through events, meals of so many days and a regimen, and look at times."""
    doses = () if regimen is None else regimen.doses
    parameters = with_form(cohort.parameters, doses, cohort.parameters.get("salt.dissolved"))
    happens = [*events, *meals(days=days), *dose_events(doses)]
    records = merge(
        [event for event in happens if event.time <= max(times)],
        samples=list(times),
        inputs=len(path.Input),
    )
    journey = follow(kernel(), Cohort(parameters, cohort.start), records, path.ENTRIES)
    return Seen(parameters, journey.samples)


def eating(cohort: Cohort, milligrams: float) -> Cohort:
    """Change what the adult eats a day, from now on, in mg."""
    diet = np.full_like(cohort.parameters["gut.diet"], milligrams / MAGNESIUM_MASS)
    return Cohort({**cohort.parameters, "gut.diet": diet}, cohort.start)
