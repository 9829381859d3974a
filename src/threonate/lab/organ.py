"""An organ is a place on the path of a dose: what it does, what is measured there, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from threonate.dose.formula import MAGNESIUM_MASS
from threonate.quantity import QUANTITIES, Familiar, Quantity

if TYPE_CHECKING:
    from threonate.course import Sight
    from threonate.engine.record import Floats


@dataclass(frozen=True, slots=True)
class Organ:
    """One place on the path; ``shown`` are quantities, the first of which stands in the drawing.

    ``decided_by`` are the parameters and laws that decide most here, each explained on its page.
    """

    key: str
    name: str
    does: str
    shown: tuple[str, ...]
    decided_by: tuple[str, ...]


def _held(sight: Sight) -> Floats:
    held = sum(sight.state(f"stores.{place}")[:, sight.last] for place in _STORES)
    return np.asarray(held)


def _entry(sight: Sight) -> Floats:
    return np.asarray(sight.mean_level("influx") * (1.0 + sight.mean(sight.state("brain.gain"))))


def _threonate(sight: Sight) -> Floats:
    """The day's exact mean, because a dose comes and goes between two samples."""
    cleared = sight.daily("threonate.cleared") / 24.0
    return np.asarray(1000.0 * cleared / sight.parameter("threonate.apparent_clearance"))


_STORES = ("fast_tissue", "muscle", "red_cells", "exchangeable_bone", "deep_bone")

HELD = Quantity(
    "held",
    "Magnesium held in tissue and bone",
    "mmol",
    _held,
    Familiar("mg", MAGNESIUM_MASS),
    absolute=True,
)
ENTRY = Quantity("entry", "Magnesium passing into the fluids of the brain", "x baseline", _entry)

_OWN = {
    "threonate": Quantity(
        "threonate", "Plasma threonate above natural", "µmol/L", _threonate, absolute=True
    )
}

READ = (*(_OWN.get(quantity.key, quantity) for quantity in QUANTITIES), HELD, ENTRY)
"""Every quantity that an organ shows, in reading order."""

MEMORY = ("potentiation", "recall", "words", "delayed")
"""Those that ask the hippocampus, which is done on chosen days only."""

UNNAMED = {"held": "stores.muscle_mass", "entry": "brain.influx"}
"""What explains a quantity that has no page of its own."""

ORGANS = (
    Organ(
        "gut",
        "Gut",
        "Stomach and bowel take up part of each dose; the more arrives at once, the smaller the "
        "part. The rest leaves with the stool.",
        ("absorbed",),
        ("gut.jejunal_capacity", "gut.passive_rate", "gut.share_with_food"),
    ),
    Organ(
        "blood",
        "Blood",
        "Blood carries magnesium everywhere, but its level hardly moves: the kidneys see to that.",
        ("serum", "threonate"),
        ("blood.filterable_fraction", "blood.reference_concentration", "blood.usual_concentration"),
    ),
    Organ(
        "kidney",
        "Kidneys",
        "Above a threshold of their own the kidneys let magnesium go, so most of what is taken up "
        "leaves with the urine. Weak kidneys cannot.",
        ("urine",),
        ("kidney.threshold_mean", "kidney.splay", "kidney.filtration_rate"),
    ),
    Organ(
        "stores",
        "Muscle and bone",
        "Nearly all magnesium of the body lies here. It follows the blood slowly, over weeks, and "
        "only a little.",
        ("held", "red_cells"),
        ("stores.muscle_mass", "stores.muscle_stiffness", "stores.exchangeable_bone_mass"),
    ),
    Organ(
        "barrier",
        "Barrier",
        "Between blood and brain stands a barrier that carries magnesium inwards and is nearly "
        "full already. In rats threonate opened it a little more; in people nobody has looked.",
        ("entry",),
        ("brain.half_saturation", "brain.rat_gain", "brain.translation"),
    ),
    Organ(
        "brain",
        "Brain fluids",
        "Spinal fluid and the fluid between brain cells are what the barrier lets in. No one has "
        "measured them in a person who takes threonate.",
        ("csf", "interstitial"),
        ("brain.ventricular_rate", "brain.interstitial_rate", "brain.interstitial_level"),
    ),
    Organ(
        "synapse",
        "Synapse",
        "Where two nerve cells meet, magnesium sits in a receptor and quiets it; over days the "
        "cell adapts. What this does in people is assumed.",
        ("neuronal", "density", "potentiation"),
        ("brain.elasticity", "synapse.density_elasticity", "brain.direct_effect"),
    ),
    Organ(
        "hippocampus",
        "Hippocampus",
        "This part of the brain stores what happens and completes a memory from a piece of it.",
        ("words", "recall", "delayed"),
        ("hippocampus.free_recall_cue", "hippocampus.load_ageing", "hippocampus.dentate_ageing"),
    ),
)
"""The path of a dose, in order."""


def find_organ(key: str) -> Organ | None:
    """The organ of that name, if there is one."""
    return next((organ for organ in ORGANS if organ.key == key), None)
