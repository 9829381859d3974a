"""READ THIS FIRST: the path of a dose, from the capsule to recall, on one screen.

    label ──> gut ──────────> blood ──────────> kidney ──> urine
    (dose)    stomach          plasma            a soft threshold keeps serum steady
              jejunum, ileum     │  ▲
              colon ──> faeces   │  └──> stores: soft tissue, muscle, bone, red cells
                                 ▼
              threonate ──>  brain: ventricle ──> lumbar fluid
              (its own path)        interstitium ──> neuron
                                          │             │
                                          ▼             ▼
                                 synapse: receptor block, scaling, make-up; working terminals
    - - - - - - - - - - - - - - - - - - - │ - - - - - - - - - - asked on chosen days - - - - - -
                                          ▼
                                 hippocampus: dentate ──> CA3 ──> CA1 ──> cortex overnight
                                          ▼
                                 mind: words recalled from a list

Each room is a folder: ``flows.py`` holds its equations, ``parameters.toml`` every number with its
source, ``anchors.toml`` the published numbers that it must reproduce. The rooms below, from gut to
synapse, are joined into one system of ordinary differential equations, in mmol, litres and hours
since the first midnight; brain levels are relative to the person's own baseline, synapses to a
young adult. ``threonate.engine`` turns that system into a compiled kernel;
``threonate.simulation`` asks it questions about a person. The hippocampus runs on a fast clock of
its own and is only asked on chosen days: never one solver for both.

Nobody has measured magnesium in a human brain after magnesium L-threonate. From blood to the
kidney the path rests on human data; from threonate to the brain it rests on rats of one laboratory.
"""

from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from types import ModuleType

from threonate.body.blood import flows as blood
from threonate.body.gut import flows as gut
from threonate.body.kidney import flows as kidney
from threonate.body.stores import flows as stores
from threonate.body.threonate import flows as threonate
from threonate.brain import flows as brain
from threonate.engine.ensemble import Entry
from threonate.engine.system import System
from threonate.evidence.parameter import Parameter, load_room
from threonate.synapse import flows as synapse

ROOMS: tuple[ModuleType, ...] = (gut, blood, kidney, stores, threonate, brain, synapse)


class Input(IntEnum):
    """The doors through which something enters the body."""

    MEAL = 0
    """A share of the day's food."""
    SOLID = 1
    """mmol of a salt that must dissolve first."""
    WITH_FOOD = 2
    """mmol of dissolved magnesium, into a stomach that holds a meal."""
    FASTING = 3
    """mmol of dissolved magnesium, into an empty stomach."""
    VEIN = 4
    """mmol of magnesium, straight into plasma."""
    THREONATE = 5
    """mmol of threonate."""


ENTRIES = (
    Entry(Input.MEAL, "gut.stomach", lambda p: p["gut.diet"] * p["gut.food_available"]),
    Entry(Input.MEAL, "gut.colon", lambda p: p["gut.diet"] * (1 - p["gut.food_available"])),
    Entry(Input.SOLID, "gut.undissolved", lambda p: p["gut.dissolved_share"]),
    Entry(Input.SOLID, "gut.colon", lambda p: 1 - p["gut.dissolved_share"]),
    Entry(Input.WITH_FOOD, "gut.stomach"),
    Entry(Input.FASTING, "gut.empty_stomach"),
    Entry(Input.VEIN, "blood.plasma"),
    Entry(Input.THREONATE, "threonate.lumen"),
)

# Amounts and levels this small do not matter to a person; errors are judged relative to them.
FLOORS: Mapping[str, float] = {
    **{f"gut.{place}": 0.3 for place in ("undissolved", "stomach", "empty_stomach", "colon")},
    **{f"gut.{place}": 0.1 for place in ("jejunum", "ileum_1", "ileum_2", "ileum_3")},
    "threonate.lumen": 0.3,
    "threonate.plasma": 0.3,
    "threonate.daily_mean": 0.01,
    "brain.gain": 0.1,
}


@cache
def system() -> System:
    """Join the rooms."""
    return System.of(*ROOMS)


@cache
def parameters(species: str = "human") -> Mapping[str, Parameter]:
    """Load every number of the path."""
    tables = (load_room(room.__name__.rpartition(".")[0], species=species) for room in ROOMS)
    return {name: parameter for table in tables for name, parameter in table.items()}
