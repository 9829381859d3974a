"""The mechanism ladder: what each assumption about the synapse adds, from measured to hoped.

The lowest rung only blocks receptors; each further one lets one more thing follow the magnesium.
The magnesium itself is the same on every rung.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.grade import Grade
from threonate.hippocampus.ageing import charge, terminals

if TYPE_CHECKING:
    from threonate.course import Sight
    from threonate.hippocampus.day import Days


class Rung(Enum):
    """How much of the synapse follows the magnesium; each rung holds those below it."""

    BEFORE = ("nothing", Grade.A, "The person without the regimen.")
    BLOCK = ("block", Grade.E, "Magnesium blocks NMDA receptors, and nothing adapts.")
    HOMEOSTASIS = (
        "homeostasis",
        Grade.E,
        "Receptors are added until quiet moments let in as much calcium as before.",
    )
    DENSITY = (
        "density",
        Grade.F,
        "Silent terminals begin to work as magnesium in the neuron rises.",
    )
    THREONATE = (
        "threonate",
        Grade.F,
        "Threonate raises magnesium in the neuron by itself, and NR2B follows.",
    )

    def __init__(self, key: str, grade: Grade, says: str) -> None:
        self.key = key
        self.grade = grade
        self.says = says

    def holds(self, other: Rung) -> bool:
        """Tell whether another rung is this one or stands below it."""
        order = list(Rung)
        return order.index(other) <= order.index(self)


@dataclass(frozen=True, slots=True)
class Own:
    """How a person differs from others of their age before any regimen, as factors (n,)."""

    make_up: Floats
    density: Floats
    load: Floats

    @staticmethod
    def of(sight: Sight) -> Own:
        """Read the drawn factors of everyone."""
        return Own(
            sight.parameter("synapse.own_make_up"),
            sight.parameter("synapse.own_density"),
            sight.parameter("hippocampus.own_load"),
        )

    @staticmethod
    def usual(sight: Sight) -> Own:
        """Let nobody differ."""
        one = np.ones_like(sight.course.meals)
        return Own(one, one, one)


def synapse_day(before: Sight, after: Sight, rung: Rung = Rung.THREONATE) -> Days:
    """Give the synapses of everyone on the last day of an arm, seen up to a rung of the ladder.

    ``before`` is the arm without the regimen. Levels are means over the day.
    """
    found = _day(before, after, rung, Own.of(before))
    found["calcium_scale"] = before.course.spike_calcium
    return found


def spike_calcium(before: Sight) -> Floats:
    """Give the calcium of a spike, (n,), with which people recall as others of their age do."""
    from threonate.mind.curve import usual_curve
    from threonate.mind.norm import within_norms
    from threonate.norming import normed_calcium

    numbers = before.course.parameters
    return normed_calcium(
        _day(before, before, Rung.BEFORE, Own.usual(before)),
        cue=float(numbers["hippocampus.free_recall_cue"][0]),
        ceiling=usual_curve(within_norms(before.course.person.age), numbers=numbers).ceiling,
    )


def _day(before: Sight, after: Sight, rung: Rung, own: Own) -> Days:
    from threonate.hippocampus.day import days
    from threonate.hippocampus.network_set import chosen

    numbers = before.course.parameters
    decades = numbers["synapse.decades"]
    change = _density_change(before, after, rung)
    aged_dentate = 1.0 + numbers["hippocampus.dentate_ageing"] * decades
    aged_load = 1.0 + numbers["hippocampus.load_ageing"] * decades
    return days(
        {
            "burst_flux": (after if rung.holds(Rung.BLOCK) else before).mean_level("burst_flux"),
            "receptors": _receptors(before, after, rung, own),
            "density": before.mean_level("density") * change * own.density,
            "dentate": aged_dentate * change * own.density,
            "density_change": change,
            "load": aged_load * own.load,
            **terminals(numbers),
            **chosen(numbers["hippocampus.network_choice"]),
        }
    )


def _receptors(before: Sight, after: Sight, rung: Rung, own: Own) -> Floats:
    scaled = after if rung.holds(Rung.HOMEOSTASIS) else before
    made = after if rung.holds(Rung.THREONATE) else before
    scaling = scaled.mean(scaled.state("synapse.scaling"))
    make_up = made.mean(made.state("synapse.make_up")) * own.make_up
    return scaling * charge(make_up, before.course.parameters)


def _density_change(before: Sight, after: Sight, rung: Rung) -> Floats:
    """Working synapses over those before; short of the last rung without threonate's own part."""
    if not rung.holds(Rung.DENSITY):
        return np.ones_like(before.course.meals)
    change = after.mean_level("density") / before.mean_level("density")
    if rung.holds(Rung.THREONATE):
        return np.asarray(change)
    own = _threonate_itself(after) / _threonate_itself(before)
    return np.asarray(change / own ** before.parameter("synapse.density_elasticity"))


def _threonate_itself(sight: Sight) -> Floats:
    """How much threonate itself raises magnesium in the neuron, as a factor."""
    reach = sight.parameter("brain.direct_effect") * sight.parameter("brain.translation")
    return np.asarray(1.0 + reach * sight.mean_level("threonate_drive"))
