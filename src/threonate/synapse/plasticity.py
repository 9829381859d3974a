"""What bursts leave behind: a calcium rule in which synapses go up, go down or stay.

Calcium that stays above one threshold weakens a synapse, above a higher one strengthens it; chance
decides which of two states it ends in. Synapses differ in calcium, and the rule is averaged over
them: a single synapse would be all or none. Source: Graupner and Brunel 2012 and its parameters for
hippocampal slices.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numba import njit
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray

from threonate.engine.keep import kept
from threonate.engine.lanes import lane_log, wide
from threonate.evidence.parameter import load_room
from threonate.refusal import Refusal

Floats = NDArray[np.float64]

NODES = 7
"""Synapses, spread over what differs between them, that stand for all."""

LANES = 8
"""The nodes, filled up to whole vectors; the last one weighs nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a train of bursts did: shares of synapses that went up and down, and the response.

    ``up`` of those that were weak, ``down`` of those that were strong, each (n,) between 0 and 1;
    ``response`` is the later response over the earlier one, (n,).
    """

    up: Floats
    down: Floats
    response: Floats


def induce(
    amplitude: Floats | float,
    *,
    bursts: int,
    release: Floats | None = None,
    scale: float | None = None,
) -> Outcome:
    """Let a train of theta bursts act on synapses.

    ``amplitude`` (n,) is the calcium of a spike relative to the usual one; ``release`` (n, spikes
    of all bursts) its size at each spike relative to a rested synapse's, 1 where not given;
    ``scale`` takes the place of the usual calcium per spike in units of the lower threshold. Raises
    Refusal for a negative amplitude or a train without bursts.
    """
    relative = np.atleast_1d(np.asarray(amplitude, dtype=np.float64))
    if bursts < 1:
        raise Refusal(f"A train of {bursts} bursts was given; use 1 or more.")
    if not np.all(relative >= 0.0):
        raise Refusal("A calcium amplitude below 0 was given; it is relative to the usual one.")
    numbers = rule()
    spikes = bursts * round(numbers[SPIKES])
    sizes = np.ones((relative.size, spikes)) if release is None else release
    usual = _number("calcium_scale") if scale is None else scale
    up, down = np.empty(relative.size), np.empty(relative.size)
    kept(_all, "threonate.synapse")(relative * usual, sizes, numbers, *nodes(), up, down)
    return Outcome(up, down, response(up, down))


def response(up: Floats, down: Floats) -> Floats:
    """The later response over the earlier one, (n,), from the shares that moved."""
    weak, ratio = _number("weak_share"), _number("strong_ratio")
    strong = up * weak + (1.0 - down) * (1.0 - weak)
    return np.asarray((1.0 + (ratio - 1.0) * strong) / (1.0 + (ratio - 1.0) * (1.0 - weak)))


RULE = (
    "burst_spikes",
    "burst_interval",
    "burst_period",
    "calcium_time",
    "depression_threshold",
    "potentiation_threshold",
    "depression_rate",
    "potentiation_rate",
    "plasticity_noise",
    "plasticity_time",
    "plasticity_barrier",
)
"""The numbers of the rule, in the order in which the compiled rule takes them."""

SPIKES = RULE.index("burst_spikes")


@cache
def rule() -> Floats:
    """The rule's stated numbers."""
    return np.array([_number(name) for name in RULE])


@cache
def nodes() -> tuple[Floats, Floats]:
    """Factors by which synapses differ in calcium, and how many each stands for, (lanes,) both."""
    at, weight = hermegauss(NODES)
    factors, weights = np.ones(LANES), np.zeros(LANES)
    factors[:NODES] = np.exp(_number("calcium_variation") * at)
    weights[:NODES] = weight / weight.sum()
    return factors, weights


def _number(name: str) -> float:
    numbers: Mapping[str, object] = load_room("threonate.synapse")
    return float(numbers[f"synapse.{name}"].value)  # type: ignore[attr-defined]


@njit(nogil=True, error_model="numpy")
def _all(
    amplitude: Floats,
    release: Floats,
    rule: Floats,
    factors: Floats,
    weights: Floats,
    up: Floats,
    down: Floats,
) -> None:
    for i in range(amplitude.size):
        up[i], down[i] = up_and_down(amplitude[i], release[i], rule, factors, weights)


@njit(nogil=True, error_model="numpy")
def up_and_down(
    amplitude: float, release: Floats, rule: Floats, factors: Floats, weights: Floats
) -> tuple[float, float]:
    """Average the shares of synapses that go up and down over synapses that differ."""
    high, higher = np.empty(LANES), np.empty(LANES)
    _time_above(amplitude, release, rule, factors, high, higher)
    spikes, period = rule[0], rule[2]
    duration = release.size / spikes * period
    up, down = 0.0, 0.0
    for lane in range(LANES):
        went_up, went_down = _switched(
            high[lane] / duration, higher[lane] / duration, rule, duration
        )
        up += weights[lane] * went_up
        down += weights[lane] * went_down
    return up, down


@njit(nogil=True, error_model="numpy", fastmath={"contract"})
def _time_above(
    amplitude: float, release: Floats, rule: Floats, factors: Floats, high: Floats, higher: Floats
) -> None:
    """Sum how long calcium stays above both thresholds; between spikes it only decays."""
    wide()
    spikes, interval, period, decay = int(rule[0]), rule[1], rule[2], rule[3]
    lower, upper = math.log(rule[4]), math.log(rule[5])
    pause = period - (spikes - 1) * interval
    calcium = np.full(LANES, 1e-9)
    for lane in range(LANES):
        high[lane] = 0.0
        higher[lane] = 0.0
    for k in range(release.size):
        gap = pause if (k + 1) % spikes == 0 else interval
        left = math.exp(-gap / decay)
        size = amplitude * release[k]
        for lane in range(LANES):
            peak = calcium[lane] + size * factors[lane]
            depth = lane_log(peak)
            high[lane] += min(max(decay * (depth - lower), 0.0), gap)
            higher[lane] += min(max(decay * (depth - upper), 0.0), gap)
            calcium[lane] = peak * left


@njit(nogil=True, error_model="numpy")
def _switched(high: float, higher: float, rule: Floats, duration: float) -> tuple[float, float]:
    """Give the chances that a weak synapse ends strong and a strong one ends weak."""
    down_rate, up_rate = rule[6] * high, rule[7] * higher
    total = down_rate + up_rate
    if total <= 0.0:
        return 0.0, 0.0
    noise, time, barrier = rule[8], rule[9], rule[10]
    middle = up_rate / total
    left = math.exp(-duration / 1000.0 * total / time)
    spread = noise * math.sqrt((high + higher) / total * (1.0 - left * left))
    up = 0.5 * math.erfc((barrier - middle + middle * left) / spread)
    down = 0.5 * math.erfc(-(barrier - middle + (middle - 1.0) * left) / spread)
    return up, down
