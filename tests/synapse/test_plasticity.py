"""Bursts strengthen a synapse by chance, the more calcium the likelier."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.engine.record import Floats
from threonate.refusal import Refusal
from threonate.synapse.plasticity import induce, response

# The published rule for hippocampal slices, and what differs between synapses.
DECAY, LOWER, UPPER = 48.8373, 1.0, 1.3
DOWN_RATE, UP_RATE, NOISE, TIME, BARRIER = 313.0965, 1645.59, 9.1844, 688.355, 0.5
WEAK, STRONG = 0.7, 5.28145
USUAL, VARIATION = 0.42, 0.45
PERIOD, SPIKES, INTERVAL = 200.0, 5, 10.0

# Forty theta bursts at -20 mV, computed once by another program from the published rule.
LEVELS = (0.4, 0.6, 0.8, 0.86, 0.92, 1.0, 1.2, 1.5)
AT_ONCE = (1.81, 1.70, 1.40, 1.28, 1.22, 1.22, 1.24, 1.28)
FOR_DAYS = (1.27, 1.23, 1.40, 1.49, 1.60, 1.67, 1.78, 1.80)


def free(potential: float, magnesium: float) -> float:
    """Jahr and Stevens: the share of receptors that magnesium leaves free."""
    return 1.0 / (1.0 + magnesium / 3.57 * math.exp(-0.062 * potential))


def calcium_at_once(magnesium: float) -> float:
    return free(-20.0, magnesium) / free(-20.0, 0.8)


def calcium_for_days(magnesium: float) -> float:
    """Receptors are added until quiet moments at -60 mV bring as much calcium as before."""
    return calcium_at_once(magnesium) * free(-60.0, 0.8) / free(-60.0, magnesium)


def switched(size: float, bursts: int, *, step: float = 0.05) -> tuple[float, float]:
    """Follow one synapse's calcium in small steps, and give its chances to go up and down."""
    total = bursts * PERIOD
    arrival = np.add.outer(np.arange(bursts) * PERIOD, np.arange(SPIKES) * INTERVAL).ravel()
    moments = np.arange(0.0, total, step)
    calcium = np.zeros_like(moments)
    first = np.searchsorted(moments, arrival - step / 2)
    left = math.exp(-step / DECAY)
    level, jumps = 0.0, np.bincount(first, minlength=len(moments)) * size
    for i in range(len(moments)):
        level = level * left + jumps[i]
        calcium[i] = level
    above, high = float(np.mean(calcium > LOWER)), float(np.mean(calcium > UPPER))
    down, up = DOWN_RATE * above, UP_RATE * high
    if down + up == 0.0:
        return 0.0, 0.0
    middle, fade = up / (up + down), math.exp(-total / 1000.0 * (up + down) / TIME)
    spread = math.sqrt(NOISE**2 * (above + high) / (up + down) * (1.0 - fade**2))
    return (
        (1.0 + math.erf(-(BARRIER - middle + middle * fade) / spread)) / 2.0,
        (1.0 - math.erf(-(BARRIER - middle + (middle - 1.0) * fade) / spread)) / 2.0,
    )


def averaged(amplitude: float, bursts: int, *, count: int) -> tuple[float, float]:
    """Average over synapses whose calcium differs, by so many Gauss-Hermite points."""
    at, weight = np.polynomial.hermite.hermgauss(count)
    sizes = amplitude * USUAL * np.exp(VARIATION * math.sqrt(2.0) * at)
    chances = np.array([switched(size, bursts) for size in sizes])
    return tuple(weight @ chances / math.sqrt(math.pi))


@pytest.mark.parametrize(
    ("calcium", "expected"), [(calcium_at_once, AT_ONCE), (calcium_for_days, FOR_DAYS)]
)
def test_magnesium_at_once_and_for_days_leaves_its_table(
    calcium: Callable[[float], float], expected: tuple[float, ...]
) -> None:
    # Within a tenth, beyond the rounding of the printed digits.
    found = induce(np.array([calcium(level) for level in LEVELS]), bursts=40).response
    assert found == pytest.approx(expected, abs=0.105)


def test_magnesium_at_once_lowers_and_for_days_raises_potentiation() -> None:
    usual = induce(1.0, bursts=40).response[0]
    assert induce(calcium_at_once(1.2), bursts=40).response[0] < usual - 0.1
    assert induce(calcium_for_days(1.2), bursts=40).response[0] > usual + 0.3


@pytest.mark.parametrize("amplitude", [0.5, 0.9, 1.0, 1.1, 1.6, 2.5])
@pytest.mark.parametrize("bursts", [1, 10])
def test_the_shares_are_those_of_calcium_followed_step_by_step(
    amplitude: float, bursts: int
) -> None:
    up, down = averaged(amplitude, bursts, count=7)
    found = induce(amplitude, bursts=bursts)
    assert found.up[0] == pytest.approx(up, abs=2e-3)
    assert found.down[0] == pytest.approx(down, abs=2e-3)


def test_synapses_of_one_kind_switch_on_more_steeply_than_a_mixture() -> None:
    amplitudes = np.array([0.8, 1.0, 1.2, 1.4])
    lone = np.array([switched(amplitude * USUAL, 10)[0] for amplitude in amplitudes])
    mixed = induce(amplitudes, bursts=10).up
    assert max(np.diff(lone)) > 1.5 * max(np.diff(mixed))
    assert lone[0] < 1e-4
    assert mixed[0] > 0.1


def test_the_response_follows_from_what_moved() -> None:
    # Nothing moved; everything strong: 5.28 over the mean of 0.7 weak and 0.3 strong.
    none, all_ = np.zeros(1), np.ones(1)
    assert response(none, none) == pytest.approx([1.0])
    assert response(all_, none) == pytest.approx([STRONG / (WEAK + (1.0 - WEAK) * STRONG)])
    assert response(none, all_) == pytest.approx([1.0 / (WEAK + (1.0 - WEAK) * STRONG)])


def test_without_calcium_nothing_moves() -> None:
    found = induce(0.0, bursts=40)
    assert (found.up[0], found.down[0], found.response[0]) == (0.0, 0.0, 1.0)


@given(
    st.lists(st.floats(min_value=0.0, max_value=1e3), min_size=1, max_size=20),
    st.integers(min_value=1, max_value=60),
)
def test_shares_are_shares_whatever_the_calcium(calcium: list[float], bursts: int) -> None:
    found = induce(np.array(calcium), bursts=bursts)
    for share in (found.up, found.down):
        assert np.all((share >= 0.0) & (share <= 1.0))
    assert np.all(np.isfinite(found.response))


@pytest.mark.parametrize("bursts", [1, 5, 10])
def test_more_calcium_never_lowers_the_share_that_ten_bursts_or_fewer_strengthen(
    bursts: int,
) -> None:
    up = induce(np.linspace(0.0, 6.0, 1201), bursts=bursts).up
    assert np.all(np.diff(up) >= 0.0)


def test_in_long_trains_most_calcium_strengthens_hardly_fewer() -> None:
    up = induce(np.linspace(0.0, 6.0, 1201), bursts=200).up
    assert np.max(np.maximum.accumulate(up) - up) < 1e-3


def test_release_at_each_spike_counts_like_calcium() -> None:
    spikes = np.full((1, 50), 1.3)
    both = induce(1.0, bursts=10, release=spikes), induce(1.3, bursts=10)
    assert both[0].up == pytest.approx(both[1].up, rel=1e-12)


def test_another_usual_calcium_is_a_factor() -> None:
    assert induce(1.0, bursts=10, scale=0.84).up == pytest.approx(
        induce(2.0, bursts=10, scale=0.42).up, rel=1e-12
    )


def test_synapses_side_by_side_are_the_same_as_alone() -> None:
    amplitudes: Floats = np.linspace(0.2, 3.0, 100)
    together = induce(amplitudes, bursts=10)
    alone = [induce(a, bursts=10).up[0] for a in amplitudes]
    assert np.array_equal(together.up, alone)


def test_negative_calcium_and_no_burst_are_refused() -> None:
    with pytest.raises(Refusal, match="below 0"):
        induce(-0.1, bursts=10)
    with pytest.raises(Refusal, match="use 1 or more"):
        induce(1.0, bursts=0)
