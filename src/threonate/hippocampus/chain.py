"""From a day of the synapse to recall: rule, dentate, CA3 and CA1, for many persons at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.special import ndtri

from threonate.engine.keep import kept
from threonate.evidence.parameter import load_room
from threonate.hippocampus import basin, ca3
from threonate.hippocampus.ca1 import read_out
from threonate.hippocampus.ca3 import LANES
from threonate.hippocampus.day import Days
from threonate.hippocampus.dentate import chance_to_drive
from threonate.refusal import Refusal
from threonate.synapse.plasticity import nodes, response, rule, up_and_down
from threonate.synapse.release import release_at_spikes

Floats = NDArray[np.float64]

GENERATOR = (1, 7)
"""A lattice that spreads items evenly over two things in which memories differ."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the hippocampus does on each day: all (n,), ``recall`` (n, cues).

    ``encoding`` is the chance that one exposure strengthens a synapse of CA3, ``stored`` that all
    exposures do, ``response`` the potentiation that bursts leave in CA1, over the response before.
    """

    cues: tuple[float, ...]
    encoding: Floats
    stored: Floats
    response: Floats
    recall: Floats

    def at(self, cues: Sequence[float]) -> Recalled:
        """Keep some of the cues; raises ValueError for one that was not asked."""
        columns = [self.cues.index(cue) for cue in cues]
        return replace(self, cues=tuple(cues), recall=self.recall[:, columns])


def recall_on(days: Days, *, cues: Sequence[float], learnt: Days | None = None) -> Recalled:
    """Let the hippocampus of each person encode items and recall them from each cue.

    ``cues`` are the shares of an item that are given, 0-1. Where ``learnt`` is given, items were
    stored on those days and are old now: they are retrieved by single spikes, which terminals that
    release less often carry less reliably. Raises Refusal for a cue outside 0-1.
    """
    outside = [cue for cue in cues if not 0.0 <= cue <= 1.0]
    if outside or len(cues) == 0:
        given = f"{outside[0]:g}" if outside else "no share"
        raise Refusal(f"A cue of {given} was given; a cue is a share of an item, from 0 to 1.")
    found = np.empty((len(days), 4 + len(cues)))
    kept(_chain, "threonate.hippocampus", "threonate.synapse")(
        days,
        days if learnt is None else learnt,
        np.asarray(cues, dtype=np.float64),
        rule(),
        *nodes(),
        items(),
        constants(),
        found,
    )
    return Recalled(
        cues=tuple(cues),
        encoding=found[:, 0],
        stored=found[:, 1],
        response=response(found[:, 2], found[:, 3]),
        recall=found[:, 4:],
    )


def check(days: Days) -> None:
    """Refuse synapses for which the theory of release or of the network does not hold."""
    numbers = constants()
    release = days["release"] / days["density_change"] ** days["release_exponent"]
    if np.any(release > 1.0):
        least = np.max(days["release"] ** (1.0 / days["release_exponent"]))
        raise Refusal(
            f"Working synapses at {days['density_change'].min():.2f} of before would release more "
            f"than always; the theory holds from {math.ceil(100 * least) / 100:g} times on. Use a "
            "higher density."
        )
    size = numbers[CELLS] * numbers[SPARSENESS]
    most = float(np.max(days["connection"] * days["density"] * size)) * 2.0
    if most > ca3.MOST_INPUTS:
        raise Refusal(
            f"A density of {days['density'].max():g} would give a cell some {most:.0f} inputs from "
            f"one memory; the theory is made for up to {ca3.MOST_INPUTS:g}. Use a lower density."
        )


CONSTANTS = ("cells", "sparseness", "cue_spurious", "cycles", "readout_noise", "criterion")
"""Numbers of the network that are the same for everyone, in the order the chain takes them."""

CELLS, SPARSENESS, SPURIOUS, CYCLES, READOUT_NOISE, CRITERION = range(len(CONSTANTS))


@cache
def constants() -> Floats:
    """The network's common numbers, and the number of bursts in one exposure."""
    room = load_room("threonate.hippocampus")
    bursts = load_room("threonate.synapse")["synapse.exposure_bursts"].value
    return np.array([*(room[f"hippocampus.{name}"].value for name in CONSTANTS), bursts])


@cache
def items() -> Floats:
    """Items that stand for all, as standard normal numbers (2, lanes).

    They differ in how well they were stored and in the size of their pattern. The strength of their
    cue, and which cells it reaches, are averaged by formula.
    """
    steps = np.arange(LANES)[:, None] * np.array(GENERATOR) / LANES
    spread = ndtri((steps + 0.5 / LANES) % 1.0)
    spread -= spread.mean(axis=0)
    return np.ascontiguousarray((spread / spread.std(axis=0)).T)


@njit(nogil=True, error_model="numpy")
def _chain(
    days: Days,
    learnt: Days,
    cues: Floats,
    rule: Floats,
    factors: Floats,
    weights: Floats,
    items: Floats,
    constants: Floats,
    found: Floats,
) -> None:
    work, own = np.empty(ca3.ROOM), np.empty(LANES)
    released = np.empty(int(rule[0] * constants[6]))
    for i in range(len(days)):
        day, then = days[i], learnt[i]
        calcium = then.burst_flux * then.receptors * then.calcium_scale
        _release(released, then, 1.0, rule)
        rested = _burst(released, rule)
        recurrent = _recurrent(day)
        burst, noise = _release_and_noise(released, then, _recurrent(then), rule)
        encoding, _ = up_and_down(calcium, released, rule, factors, weights)
        gain = burst / rested
        burst, schaffer_noise = _release_and_noise(released, then, then.density_change, rule)
        up, down = up_and_down(calcium, released, rule, factors, weights)
        schaffer_gain = burst / rested
        # What was stored on the same day is not old, and these change nothing.
        noise *= _single(day, recurrent) / _single(then, _recurrent(then))
        schaffer_noise *= _single(day, day.density_change) / _single(then, then.density_change)
        found[i, 0] = encoding
        found[i, 1] = _after(encoding, then.exposures)
        found[i, 2] = up
        found[i, 3] = down
        _set_network(work, day, recurrent, gain, noise, found[i, 1], items, constants)
        basin.find_critical(work, constants[2])
        stored = _after(up, then.exposures)
        for lane in range(LANES):
            own[lane] = shifted(stored, day.item_variation * items[0, lane])
        reach = day.schaffer * day.density * schaffer_gain
        for into, valid in ((ca3.SUCCESS, 1.0), (ca3.FAILURE, 0.0)):
            basin.settle_from(work, valid, constants[2], int(constants[3]))
            read_out(work, into, own, reach, schaffer_noise, constants[4], constants[5])
        for c in range(len(cues)):
            found[i, 4 + c] = _recall(work, day, cues[c])


@njit(nogil=True, error_model="numpy")
def _recurrent(day: Any) -> float:
    """Terminals within CA3 keep their release unless they are said to reconfigure."""
    change: float = 1.0 + day.recurrent * (day.density_change - 1.0)
    return change


@njit(nogil=True, error_model="numpy")
def _single(day: Any, change: float) -> float:
    """Give how much the effect of a single spike varies; release times sites is kept."""
    use = min(1.0, day.release / change**day.release_exponent)
    variance = (1.0 - use + day.quantal_variation**2) / (day.sites * change * use)
    return math.sqrt(variance)


@njit(nogil=True, error_model="numpy")
def _recall(work: Floats, day: Any, cue: float) -> float:
    """Average recall over items whose cue is strong enough and those whose is not."""
    total = 0.0
    for lane in range(LANES):
        enough = chance_to_drive(
            work[ca3.CRITICAL + lane],
            cue,
            day.dentate,
            day.cue_gain,
            day.cue_variation,
            work[ca3.ACTIVE + lane],
        )
        failure = work[ca3.FAILURE + lane]
        total += failure + (work[ca3.SUCCESS + lane] - failure) * enough
    return total / LANES


@njit(nogil=True, error_model="numpy")
def _release(released: Floats, day: Any, change: float, rule: Floats) -> None:
    """Fill the release of a connection at each spike of an exposure, over a rested one's before."""
    sites = change
    use = min(1.0, day.release / change**day.release_exponent)
    pause = rule[2] - (rule[0] - 1.0) * rule[1]
    release_at_spikes(
        released, use, day.facilitation_time, day.recovery_time, rule[1], pause, int(rule[0])
    )
    for k in range(released.size):
        released[k] *= sites / day.release


@njit(nogil=True, error_model="numpy")
def _burst(released: Floats, rule: Floats) -> float:
    """Sum the release of the first burst."""
    total = 0.0
    for k in range(int(rule[0])):
        total += released[k]
    return total


@njit(nogil=True, error_model="numpy")
def _release_and_noise(
    released: Floats, day: Any, change: float, rule: Floats
) -> tuple[float, float]:
    """Give the release of a burst, and how much it varies from burst to burst."""
    _release(released, day, change, rule)
    total = _burst(released, rule)
    quanta = total * day.sites * day.release
    return total, math.sqrt((1.0 + day.quantal_variation**2) / quanta)


@njit(nogil=True, error_model="numpy")
def _after(once: float, exposures: float) -> float:
    """Give the chance that at least one of several exposures strengthens a synapse."""
    stored: float = 1.0 - (1.0 - once) ** exposures
    return stored


@njit(nogil=True, error_model="numpy")
def _set_network(
    work: Floats,
    day: Any,
    recurrent: float,
    gain: float,
    noise: float,
    stored: float,
    items: Floats,
    constants: Floats,
) -> None:
    """Lay out one person's network, with an item in each lane."""
    cells, sparseness = constants[0], constants[1]
    size = cells * sparseness
    # Density holds the person's ageing and what the regimen changed; CA3 takes only the first.
    density = day.density / day.density_change * recurrent
    few, usual, many = ca3.by_chance(sparseness, day.patterns * day.load, stored)
    for lane in range(LANES):
        work[ca3.ACTIVE + lane] = size + items[1, lane] * math.sqrt(size * (1.0 - sparseness))
        work[ca3.OTHERS + lane] = cells - work[ca3.ACTIVE + lane]
        work[ca3.GAIN + lane] = day.connection * density * gain
        work[ca3.OWN + lane] = shifted(stored, day.item_variation * items[0, lane])
        work[ca3.THRESHOLD + lane] = day.threshold
        work[ca3.INHIBITION + lane] = day.inhibition
        work[ca3.STEEPNESS + lane] = 1.0 / max(noise, ca3.NOISELESS)
        work[ca3.CHANCE_FEW + lane] = few
        work[ca3.CHANCE_USUAL + lane] = usual
        work[ca3.CHANCE_MANY + lane] = many


@njit(nogil=True, error_model="numpy")
def shifted(share: float, by: float) -> float:
    """Move a share by so much in log-odds."""
    odds = share / max(1.0 - share, 1e-12) * math.exp(by)
    return odds / (1.0 + odds)
