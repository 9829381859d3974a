"""The verb ``recall``: the hippocampus alone, asked what it recalls from how much of a memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from threonate.engine.draw import draw
from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room
from threonate.hippocampus.ageing import aged, terminals
from threonate.hippocampus.network_set import chosen
from threonate.memory import CHECKED_AGE, TOLD_CUES, interval
from threonate.refusal import Refusal
from threonate.synapse.branch import Branch, burst_calcium

if TYPE_CHECKING:
    from threonate.hippocampus.chain import Recalled
    from threonate.hippocampus.day import Days

DRAWS = 500
YOUNG = 25.0
"""The age (years) of the adult that stands beside, before synapses begin to age."""

CHECKED_DENSITY = (0.7, 1.3)
CHECKED_MAGNESIUM = (0.5, 1.5)
"""Where the network was compared with others, cell by cell or by norms; beyond, it is marked."""

MOST_DENSITY = 4.0
MOST_MAGNESIUM = 10.0

ROOMS = ("brain", "synapse", "hippocampus", "mind")


@dataclass(frozen=True)
class Question:
    """What is asked of the hippocampus.

    ``age`` in years; ``density`` of working synapses and ``magnesium`` around neurons over what is
    usual for the age; ``branch`` tells whether receptors have adapted to the magnesium.
    """

    age: float = 60.0
    density: float = 1.0
    magnesium: float = 1.0
    branch: Branch = Branch.CHRONIC
    cues: tuple[float, ...] = TOLD_CUES

    def __post_init__(self) -> None:
        """Refuse what the theory does not hold for."""
        _within("A density of working synapses", self.density, MOST_DENSITY)
        if not 0.0 <= self.magnesium <= MOST_MAGNESIUM:
            raise Refusal(
                f"Magnesium at {self.magnesium:g} times its usual level was asked for; the theory "
                f"holds from 0 to {MOST_MAGNESIUM:g} times, a change of -100 % to "
                f"{100 * (MOST_MAGNESIUM - 1):g} %."
            )
        outside = [cue for cue in self.cues if not 0.0 <= cue <= 1.0]
        if outside or not self.cues:
            given = f"{outside[0]:g}" if outside else "none"
            raise Refusal(
                f"A cue of {given} was given; a cue is the share of a memory that is shown, from 0 "
                "to 1, such as 0.25."
            )

    @property
    def marks(self) -> tuple[str, ...]:
        """What lies outside the range in which the model was compared with anything."""
        checked = {
            f"a density of {self.density:g}": (self.density, CHECKED_DENSITY),
            f"magnesium at {self.magnesium:g} times the usual": (self.magnesium, CHECKED_MAGNESIUM),
            f"an age of {self.age:g}": (self.age, CHECKED_AGE),
        }
        return tuple(
            f"Outside the tested range: {what}; the model was compared from {low:g} to {high:g}."
            for what, (given, (low, high)) in checked.items()
            if not low <= given <= high
        )


@dataclass(frozen=True, repr=False)
class Recollection:
    """What is recalled from each cue, over draws of what is not known (n,).

    ``asked`` is the answer, ``usual`` the same people with the usual density and magnesium, and
    ``young`` people of 25.
    """

    question: Question
    asked: Recalled
    usual: Recalled
    young: Recalled
    separation: tuple[float, float]
    seed: int
    notes: tuple[str, ...] = field(default=())

    def __repr__(self) -> str:
        """Say what was asked; ``document`` has the numbers."""
        return f"<Recollection of {self.question}; {self.draws} draws>"

    @property
    def draws(self) -> int:
        """The number of draws."""
        return len(self.asked.encoding)

    def document(self) -> dict[str, Any]:
        """Give the answer as plain data: medians and 90 % intervals by cue."""
        question = self.question
        return {
            "age": question.age,
            "density": question.density,
            "magnesium": question.magnesium,
            "branch": question.branch.value,
            "recall": [
                {
                    "cue": cue,
                    **_told("asked", self.asked.recall[:, i]),
                    **_told("usual", self.usual.recall[:, i]),
                    **_told("young", self.young.recall[:, i]),
                    **_told("change", self.asked.recall[:, i] - self.usual.recall[:, i]),
                }
                for i, cue in enumerate(question.cues)
            ],
            "encoding": _told("asked", self.asked.encoding) | _told("usual", self.usual.encoding),
            "potentiation": _told("asked", self.asked.response)
            | _told("usual", self.usual.response),
            "separation": {"asked": self.separation[0], "usual": self.separation[1]},
            "draws": self.draws,
            "seed": self.seed,
            "notes": list(self.notes),
        }


def recall(
    age: float = 60.0,
    *,
    density: float = 1.0,
    magnesium: float = 1.0,
    branch: Branch | str = Branch.CHRONIC,
    cues: Sequence[float] = TOLD_CUES,
    draws: int = DRAWS,
    seed: int = 1,
) -> Recollection:
    """Ask the hippocampus of people of an age what they recall from each cue.

    ``density`` of working synapses and ``magnesium`` around neurons are relative to what is usual
    for the age, which is the norm by construction; ``cues`` are shares of a memory, 0-1. Raises
    Refusal for cues outside 0-1, ages outside 16-100, and what the theory does not hold for.
    """
    from threonate.hippocampus.chain import check, recall_on

    if not 1 <= draws <= 20_000:
        raise Refusal(f"{draws} draws were asked for; use 1 to 20000.")
    branch = branch if isinstance(branch, Branch) else Branch.find(branch)
    question = Question(age, density, magnesium, branch, tuple(cues))
    numbers = drawn_numbers(draws, seed=seed)
    usual, young = normed_day(age, numbers), normed_day(YOUNG, numbers)
    asked = _changed(usual, question, numbers)
    check(asked)
    return Recollection(
        question,
        asked=recall_on(asked, cues=question.cues),
        usual=recall_on(usual, cues=question.cues),
        young=recall_on(young, cues=question.cues),
        separation=_separation(density),
        seed=seed,
        notes=question.marks,
    )


def again(found: Recollection, cues: Sequence[float]) -> Recollection:
    """Ask the same question with other cues."""
    question = found.question
    return recall(
        question.age,
        density=question.density,
        magnesium=question.magnesium,
        branch=question.branch,
        cues=cues,
        draws=found.draws,
        seed=found.seed,
    )


def normed_day(age: float, numbers: Mapping[str, Floats]) -> Days:
    """Give the synapses of people of an age who recall as the norms say, one record per draw.

    Raises Refusal outside 16-100 years.
    """
    from threonate.hippocampus.day import days
    from threonate.mind.curve import usual_curve
    from threonate.norming import normed_calcium

    ceiling = usual_curve(age, numbers=numbers).ceiling
    aged_to = np.minimum(age, numbers["synapse.ageing_end"])
    decades = np.maximum(0.0, aged_to - numbers["synapse.ageing_onset"]) / 10.0
    found = days(
        {
            "burst_flux": 1.0,
            "density_change": 1.0,
            **aged(decades, numbers),
            **terminals(numbers),
            **chosen(numbers["hippocampus.network_choice"]),
        }
    )
    cue = float(numbers["hippocampus.free_recall_cue"][0])
    found["calcium_scale"] = normed_calcium(found, cue=cue, ceiling=ceiling)
    return found


def _changed(usual: Days, question: Question, numbers: Mapping[str, Floats]) -> Days:
    """Give the same people another density and another level of magnesium."""
    found = usual.copy()
    found["burst_flux"] *= burst_calcium(question.magnesium, question.branch, numbers)
    found["density_change"] = question.density
    for name in ("density", "dentate"):
        found[name] *= question.density
    return found


def drawn_numbers(draws: int, *, seed: int) -> dict[str, Floats]:
    """Draw the numbers of the rooms from the brain on, each (draws,); a single draw is stated."""
    rooms = (load_room(f"threonate.{room}") for room in ROOMS)
    numbers = {name: number for room in rooms for name, number in room.items()}
    return draw(numbers, seed=seed, begin=0, end=draws, spread=False, doubt=draws > 1)


def _separation(density: float) -> tuple[float, float]:
    """How much better the same context is met again than a similar one, asked and usual."""
    from threonate.hippocampus.dentate import separate

    asked, usual = separate(np.array([density, 1.0]))
    return float(asked), float(usual)


def _within(what: str, given: float, most: float) -> None:
    if not 0.0 < given <= most:
        raise Refusal(
            f"{what} at {given:g} times the usual was asked for; the theory holds above 0 and up "
            f"to {most:g}."
        )


def _told(name: str, values: Floats) -> dict[str, float]:
    middle, low, high = interval(values)
    return {name: middle, f"{name}_low": low, f"{name}_high": high}
