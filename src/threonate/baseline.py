"""The state that a person is in before the first capsule: a day that repeats itself exactly.

Meals and the kidney's clock make every day a cycle. The search finds the cycle: amounts at midnight
that return after 24 h, and either the renal threshold that gives a known serum level or the serum
level that an assumed threshold gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from threonate import path
from threonate.dose.formula import MAGNESIUM_MASS
from threonate.engine.ensemble import Cohort, pass_once
from threonate.engine.kernel import Kernel
from threonate.engine.record import Event, Floats, Integers, Records, merge
from threonate.evidence.parameter import load_room
from threonate.refusal import Refusal

DAY = 24.0

USUAL = 0.85
"""A usual serum level (mmol/L), to scale the search; it decides nothing."""

POOLS = {
    "stores.fast_tissue": "stores.fast_tissue_stiffness",
    "stores.muscle": "stores.muscle_stiffness",
    "stores.red_cells": "stores.red_cells_stiffness",
    "stores.exchangeable_bone": None,
    "stores.deep_bone": None,
}
"""Pools that follow the serum level, with the exponent by which they resist it."""

GUT = ("stomach", "jejunum", "ileum_1", "ileum_2", "ileum_3", "colon")

AGEING = {
    "synapse.scaling": None,
    "synapse.make_up": "synapse.subunit_ageing",
    "synapse.functional": "synapse.functional_ageing",
    "synapse.structure": "synapse.structural_ageing",
}
"""Synaptic states, with what a decade of life adds to each; all are 1 in a young adult."""

SEARCHED = (
    *(f"gut.{place}" for place in GUT),
    "blood.plasma",
    "blood.rapid",
    *POOLS,
    "brain.ventricle",
    "brain.lumbar",
    "brain.neuron",
    "brain.interstitium",
    *AGEING,
)
"""States whose amount at midnight is searched for; all others are empty or known."""

GUESS = (0.4, 0.35, 0.3, 0.3, 0.3, 8.0)
"""Gut contents (mmol) near which a person on an ordinary diet is found at midnight."""

ITERATIONS = 30

CLOSE = 1e-9
"""How closely the day must repeat itself, relative to each amount."""


MEALS = ("breakfast", "lunch", "dinner")


@cache
def meal_plan() -> tuple[tuple[float, float], ...]:
    """List the clock time (h) and the share of the daily diet of each meal."""
    numbers = load_room("threonate.people")
    return tuple(
        (numbers[f"people.{meal}_time"].value, numbers[f"people.{meal}_share"].value)
        for meal in MEALS
    )


def meals(*, days: int) -> list[Event]:
    """List the meals of a number of days, each a share of the daily diet at its clock time."""
    return [
        Event(day * DAY + time, path.Input.MEAL, share)
        for day in range(days)
        for time, share in meal_plan()
    ]


SETTLED = 0.9
"""The share of persons that must find a steady day."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Persons on their steady day at midnight, and which of those asked for they are."""

    cohort: Cohort
    kept: Integers


@dataclass(frozen=True)
class _Search:
    """One cohort's search; the unknowns are the searched states and one level, scaled to near 1."""

    kernel: Kernel
    values: dict[str, Floats]
    known: NDArray[np.bool_]
    day: Records

    def cohort(self, unknowns: Floats) -> Cohort:
        """Build the persons that a guess (n, unknowns) describes."""
        values = dict(self.values)
        level = unknowns[:, -1]
        target, free = values["people.target_serum"], ~self.known
        mean = np.where(free, level * USUAL, target)
        values["blood.usual_concentration"] = mean
        values["blood.reference_concentration"] = np.where(
            free, values["blood.reference_concentration"], target
        )
        values["kidney.threshold_mean"] = values["kidney.threshold_mean"] * np.where(
            free, 1.0, level
        )
        return Cohort(values, self._start(values, unknowns[:, :-1]))

    def _start(self, values: Mapping[str, Floats], searched: Floats) -> Floats:
        states = self.kernel.system.states
        start = np.zeros((len(states), len(searched)))
        for name, column in zip(SEARCHED, searched.T, strict=True):
            start[states.index(name)] = column * self.scale(name)
        start[states.index("brain.gain")] = values["brain.disease_offset"]
        return start

    def take(self, persons: Integers) -> _Search:
        """Select persons."""
        values = {name: value[persons] for name, value in self.values.items()}
        return _Search(self.kernel, values, self.known[persons], self.day)

    def scale(self, name: str) -> Floats | float:
        """The size by which a searched state is divided."""
        if name == "blood.plasma":
            return USUAL * self.values["blood.central_volume"]
        if name == "blood.rapid":
            return USUAL * self.values["blood.rapid_volume"]
        if name in POOLS:
            return self.values[f"{name}_mass"]
        ageing = AGEING.get(name)
        return 1.0 if ageing is None else 1.0 + self.values[ageing] * self.values["synapse.decades"]

    def miss(self, unknowns: Floats) -> Floats:
        """Follow one day and return by how much it fails to repeat itself, (n, unknowns)."""
        cohort = self.cohort(unknowns)
        journey = pass_once(self.kernel, cohort, self.day, path.ENTRIES)
        states = self.kernel.system.states
        missed = np.empty_like(unknowns)
        for column, name in enumerate(SEARCHED):
            index = states.index(name)
            missed[:, column] = (journey.finish[index] - cohort.start[index]) / self.scale(name)
        mean = journey.finish[states.index("blood.exposure")] / DAY
        missed[:, -1] = mean / cohort.parameters["blood.usual_concentration"] - 1.0
        return missed

    def slope(self, unknowns: Floats) -> Floats:
        """How the miss depends on each unknown, by finite differences, (n, unknowns, unknowns)."""
        n, size = unknowns.shape
        nudged = np.repeat(unknowns, size + 1, axis=0).reshape(n, size + 1, size)
        nudged[:, np.arange(size), np.arange(size)] += NUDGE
        crowd = self.take(np.repeat(np.arange(n), size + 1))
        missed = crowd.miss(nudged.reshape(-1, size)).reshape(n, size + 1, size)
        return np.asarray((missed[:, :size] - missed[:, size:]).transpose(0, 2, 1) / NUDGE)


NUDGE = 1e-5
"""How far an unknown is moved to see what depends on it."""


def settle(kernel: Kernel, values: dict[str, Floats], *, least: float = SETTLED) -> Settled:
    """Find every person's own steady day.

    ``values`` are personalised parameters, each (n,); ``people.target_serum`` holds the usual serum
    level in mmol/L, or NaN to let the model find it. Persons whose numbers contradict each other
    (who cannot keep that serum level on that diet) are set aside. Raises Refusal where fewer than
    the share ``least`` remain, or nobody.
    """
    known = np.isfinite(values["people.target_serum"])
    # Nothing solid is swallowed on the steady day; the door needs a share all the same.
    values = {"gut.dissolved_share": np.ones(len(known)), **values}
    day = merge(meals(days=1), samples=[DAY], inputs=len(path.Input))
    search = _Search(kernel, values, known, day)
    unknowns = _guess(search)
    missed = _approach(search, unknowns)
    lost = np.flatnonzero(~_arrived(missed))
    if lost.size:
        unknowns[lost], missed[lost] = _newton(search.take(lost))
    kept = np.flatnonzero(_arrived(missed))
    if kept.size < max(1.0, least * len(known)):
        raise Refusal(
            f"{len(known) - kept.size} of {len(known)} persons have no steady day with this diet, "
            "kidney and serum level; the combination lies outside what the model can balance. "
            "Change the diet, eGFR or serum."
        )
    return Settled(search.take(kept).cohort(unknowns[kept]), kept)


def _arrived(missed: Floats) -> NDArray[np.bool_]:
    """Tell whose day repeats itself; a NaN does not."""
    return np.asarray(np.all(np.abs(missed) < CLOSE, axis=1))


def _approach(search: _Search, unknowns: Floats) -> Floats:
    """Walk everyone to their steady day by Broyden's method, in place; returns what is missed.

    Everyone starts from the slope of the reference adult, so nobody's result depends on the others.
    """
    kinds = set(search.known.tolist())
    slopes = {known: _reference_slope(search, known=known) for known in kinds}
    inverse = np.array([slopes[bool(known)] for known in search.known])
    missed = search.miss(unknowns)
    for _ in range(ITERATIONS):
        # A person who has arrived stays put: further steps would only follow rounding noise.
        away = np.flatnonzero(~_arrived(missed))
        if away.size == 0:
            break
        step = _held_back(-np.einsum("nij,nj->ni", inverse[away], missed[away]), unknowns[away])
        unknowns[away] += step
        new = search.take(away).miss(unknowns[away])
        inverse[away] = _improved(inverse[away], step, new - missed[away])
        missed[away] = new
    return missed


def _newton(search: _Search) -> tuple[Floats, Floats]:
    """Walk the few who got lost with a slope of their own at every step: slower, surer."""
    unknowns = _guess(search)
    missed = search.miss(unknowns)
    for _ in range(ITERATIONS):
        away = np.flatnonzero(~_arrived(missed) & np.isfinite(missed).all(axis=1))
        if away.size == 0:
            break
        some = search.take(away)
        slope = some.slope(unknowns[away]) + 1e-14 * np.eye(unknowns.shape[1])
        step = np.asarray(-np.linalg.solve(slope, missed[away][:, :, None])[:, :, 0], dtype=float)
        unknowns[away] += _held_back(step, unknowns[away])
        missed[away] = some.miss(unknowns[away])
    return unknowns, missed


def _held_back(step: Floats, unknowns: Floats) -> Floats:
    """Shorten a step that would change any unknown by more than half of itself."""
    stride = np.max(np.abs(step) / (np.abs(unknowns) + 0.1), axis=1, keepdims=True)
    return np.asarray(step / np.maximum(1.0, 2.0 * stride))


def _guess(search: _Search) -> Floats:
    """Start near the reference day, with the level and serum at their usual values."""
    n = len(search.known)
    guess = np.ones((n, len(SEARCHED) + 1))
    guess[:, : len(GUESS)] = GUESS
    guess[:, : len(GUESS)] *= (search.values["gut.diet"] / 13.17)[:, None]
    serum = np.where(search.known, search.values["people.target_serum"], USUAL) / USUAL
    guess[:, SEARCHED.index("blood.plasma")] = serum
    guess[:, SEARCHED.index("blood.rapid")] = serum
    return guess


def _reference_slope(search: _Search, *, known: bool) -> Floats:
    """Invert the slope of the day's miss for the reference adult."""
    numbers = {**path.parameters(), **load_room("threonate.people")}
    values = {name: np.array([number.value]) for name, number in numbers.items()}
    values |= {"gut.dissolved_share": np.ones(1), "gut.food_available": np.ones(1)}
    values["gut.diet"] = values["people.diet"] / MAGNESIUM_MASS
    values["people.target_serum"] = values["blood.reference_concentration"]
    adult = _Search(search.kernel, values, np.array([known]), search.day)
    return np.asarray(np.linalg.inv(adult.slope(_guess(adult))[0]))


def _improved(inverse: Floats, step: Floats, change: Floats) -> Floats:
    """Improve each person's inverse slope by Broyden's rule."""
    along = np.einsum("nij,nj->ni", inverse, change)
    scale = np.einsum("ni,ni->n", step, along)
    row = np.einsum("ni,nij->nj", step, inverse)
    return np.asarray(inverse + ((step - along) / scale[:, None])[:, :, None] * row[:, None, :])
