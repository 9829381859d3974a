"""A glutamate challenge, at once: calcium that enters through NMDA receptors, and who survives it.

Nothing adapts here: receptors and terminals stay as they are, and only the block follows magnesium.
Desensitisation settles within seconds, so over minutes it is a constant: in the ten-state block it
is part of what magnesium changes, in the others it drops out of every ratio. How load becomes death
is assumed, and the standard challenge is chosen so that magnesium decides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal
from threonate.synapse.block import Block, Number, Numbers, stated, unblocked

ROUNDS = 200
"""So many rounds bring the potential of a neuron to rest, even where all of it is its own doing."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a challenge does to neurons in magnesium; every field has the persons' shape.

    ``load``: calcium relative to the same challenge in usual magnesium. ``dose``: calcium relative
    to the standard challenge in usual magnesium. ``survival``: share of neurons that live.
    ``most_saved``: the largest gain in that share which this ``load`` can bring against usual
    magnesium in a challenge of any strength. ``potential``: where the neuron ends up (mV).
    """

    load: Floats
    dose: Floats
    survival: Floats
    most_saved: Floats
    potential: Floats


def challenge(
    magnesium: Number,
    *,
    glutamate: Number | None = None,
    potential: Number | None = None,
    duration: Number | None = None,
    block: Block = Block.JAHR_STEVENS,
    numbers: Numbers | None = None,
) -> Challenge:
    """Expose neurons in ``magnesium`` (mmol/L) to ``glutamate`` (mmol/L) for a duration (min).

    ``potential`` (mV) is where glutamate holds them in usual magnesium. What is not given is that
    of the standard challenge. All take each other's shape, such as (n,). Raises Refusal for levels
    or a duration below zero and for a potential from which calcium would leave the neuron. Sources:
    the block's, and for receptors at work Patneau and Mayer 1990; survival is assumed.
    """
    number = _named(numbers)
    stands = {"glutamate": glutamate, "potential": potential, "duration": duration}
    given = {
        name: np.asarray(number[name] if asked is None else asked, float)
        for name, asked in stands.items()
    }
    _check(given, number)
    usual, held = number["brain.interstitial_level"], given["potential"]
    reached = _settled(magnesium, held, block, number)
    entering = _entry(magnesium, reached, block, number)
    standard = _entry(usual, number["potential"], block, number)
    strength = _strength(given["glutamate"], given["duration"], number)
    strength = strength / _strength(number["glutamate"], number["duration"], number)
    dose = entering / standard * strength
    load = entering / _entry(usual, held, block, number)
    # At the best strength the odds of death lie as far above one as, with magnesium, below it.
    odds = load ** (number["steepness"] / 2)
    return Challenge(
        load=np.asarray(load),
        dose=np.asarray(dose),
        survival=np.asarray(1 / (1 + (dose / number["half_lethal"]) ** number["steepness"])),
        most_saved=np.asarray((1 - odds) / (1 + odds)),
        potential=np.broadcast_to(reached, np.shape(load)),
    )


def doubted(draws: int, *, seed: int = 1) -> dict[str, Floats]:
    """Draw the numbers of block and challenge as far as they are not known, (1 + draws,) each.

    The first draw has the stated numbers.
    """
    from threonate.engine.draw import draw
    from threonate.evidence.parameter import load_room

    numbers = {**load_room("threonate.brain"), **load_room("threonate.synapse")}
    read = ("brain.block", "brain.interstitial_level", "synapse.block", "synapse.challenge")
    chosen = {name: number for name, number in numbers.items() if name.startswith(read)}
    drawn = draw(chosen, seed=seed, begin=0, end=draws, spread=False, doubt=True)
    return {name: np.concatenate([[chosen[name].value], values]) for name, values in drawn.items()}


def _named(numbers: Numbers | None) -> dict[str, Number]:
    """The numbers, with those of the challenge under their own short names."""
    found = {**stated(), **(numbers or {})}
    return {name.removeprefix("synapse.challenge_"): number for name, number in found.items()}


def _check(given: dict[str, Floats], number: Numbers) -> None:
    for name, unit in (("glutamate", "mmol/L"), ("duration", "min")):
        if not np.all(given[name] >= 0.0):
            raise Refusal(
                f"The challenge's {name} is {np.min(given[name]):g} {unit}; use 0 {unit} or more."
            )
    highest = float(np.min(number["calcium_reversal"]))
    if not np.all(given["potential"] < highest):
        raise Refusal(
            f"The challenge holds neurons at {np.max(given['potential']):g} mV, from which calcium "
            f"would leave them; use a potential below {highest:g} mV."
        )


def _entry(magnesium: Number, potential: Number, block: Block, number: Numbers) -> Floats:
    """How fast calcium enters through open receptors, in arbitrary units."""
    free = unblocked(magnesium, potential=potential, block=block, numbers=number)
    return np.asarray(free * (number["calcium_reversal"] - potential))


def _strength(glutamate: Number, duration: Number, number: Numbers) -> Floats:
    """How many receptors work, times how far calcium has piled up against its removal."""
    bound = np.asarray(glutamate / number["half_occupancy"]) ** number["cooperativity"]
    return np.asarray(bound / (1.0 + bound) * -np.expm1(-duration / number["removal_time"]))


def _settled(magnesium: Number, held: Floats, block: Block, number: Numbers) -> Floats:
    """Where the potential (mV) comes to rest when the receptors' own current helps to hold it.

    Without such a share it is held. Otherwise every round lets the current of the last potential
    act; the rounds run one way, so they end at the state that the neuron reaches first.
    """
    share, rest, top = number["own_share"], number["rest"], number["receptor_reversal"]
    usual = unblocked(
        number["brain.interstitial_level"], potential=held, block=block, numbers=number
    )
    inside = (held > rest) & (held < top)
    pull = np.where(inside, (held - rest) / np.where(inside, top - held, 1.0), 0.0)
    reached = held
    if not np.any(share):
        return reached
    for _ in range(ROUNDS):
        free = unblocked(magnesium, potential=reached, block=block, numbers=number)
        now = pull * (1.0 - share + share * free / usual)
        reached = np.where(inside, (rest + now * top) / (1.0 + now), held)
    return np.asarray(reached)
