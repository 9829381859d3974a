"""Fewer vesicles at more sites: a lone spike says as much as before, and a burst says more."""

import math

import numpy as np
import pytest

from threonate.evidence.parameter import load_room
from threonate.refusal import Refusal
from threonate.synapse.release import Terminal, burst, variation

# Means over rodent recordings, from the published files of a full-scale hippocampus: release at
# rest, and how fast a terminal tires of easing and recovers from emptying (ms). The gains were
# worked out from these by a spreadsheet: five spikes at 100 Hz.
CONNECTIONS = {
    "cortex to dentate": (Terminal(0.270, 18.7, 266), 1.13, 1.29),
    "dentate to CA3": (Terminal(0.155, 78.6, 278), 1.12, 1.26),
    "CA3 to CA3": (Terminal(0.172, 27.5, 278), 1.11, 1.23),
    "CA3 to CA1": (Terminal(0.202, 18.0, 724), 1.11, 1.24),
}


def gain(terminal: Terminal, *, fold: float, spikes: int) -> float:
    """How much more so many spikes release once more sites each release less often."""
    less = Terminal(terminal.utilisation / fold, terminal.facilitation_time, terminal.recovery_time)
    before = burst(terminal, sites=1, spikes=spikes, interval=10.0).sum()
    return float(burst(less, sites=fold, spikes=spikes, interval=10.0).sum() / before)


@pytest.mark.parametrize("name", CONNECTIONS)
@pytest.mark.parametrize("fold", [1.2, 1.5])
def test_a_lone_spike_is_unchanged(name: str, fold: float) -> None:
    assert gain(CONNECTIONS[name][0], fold=fold, spikes=1) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("name", CONNECTIONS)
def test_a_burst_gains_a_ninth_to_a_quarter(name: str) -> None:
    terminal, at_a_fifth_more, at_a_half_more = CONNECTIONS[name]
    assert gain(terminal, fold=1.2, spikes=5) == pytest.approx(at_a_fifth_more, abs=0.005)
    assert gain(terminal, fold=1.5, spikes=5) == pytest.approx(at_a_half_more, abs=0.005)


def test_two_spikes_by_hand() -> None:
    # Half of everything recovers in 10 ms: u goes 0.5 -> 0.5 + 0.5 x 0.5 x 0.5 = 0.625, and the
    # half that is left in the terminal fills up to 0.75; 0.625 x 0.75 = 0.46875.
    half = 10.0 / math.log(2.0)
    released = burst(Terminal(0.5, half, half), sites=2.0, spikes=2, interval=10.0)
    assert released[0] == pytest.approx([2 * 0.5, 2 * 0.46875], rel=1e-12)


def test_a_second_spike_of_ca3_pairs_is_eased_as_recorded() -> None:
    """1.15 with a standard error of 0.22 at 50 Hz and 34 degrees (Guzman and others 2016)."""
    room = load_room("threonate.synapse")
    terminal = Terminal(
        room["synapse.release_baseline"].value,
        room["synapse.facilitation_time"].value,
        room["synapse.recovery_time"].value,
    )
    first, second = burst(terminal, sites=1.0, spikes=2, interval=20.0)[0]
    assert second / first == pytest.approx(1.15, abs=0.22)


def test_a_terminal_that_always_releases_is_empty_until_it_recovers() -> None:
    released = burst(Terminal(1.0, 50.0, 50.0), sites=1.0, spikes=3, interval=1e-6)
    assert released[0] == pytest.approx([1.0, 0.0, 0.0], abs=1e-6)


def test_a_terminal_that_never_releases_stays_silent() -> None:
    assert np.all(burst(Terminal(0.0, 50.0, 50.0), sites=3.0, spikes=4, interval=10.0) == 0.0)


def test_terminals_side_by_side_are_the_same_as_alone() -> None:
    uses = np.linspace(0.05, 0.95, 40)
    together = burst(Terminal(uses, 75.0, 65.0), sites=2.75, spikes=5, interval=10.0)
    alone = [burst(Terminal(u, 75.0, 65.0), sites=2.75, spikes=5, interval=10.0)[0] for u in uses]
    assert np.array_equal(together, alone)


def test_a_burst_of_four_quanta_varies_by_half_or_more() -> None:
    # One over the root of the quanta, and more where a quantum itself varies: (1 + 0.6²) / 4.
    released = np.array([[1.0, 1.0, 2.0]])
    assert variation(released, quantal_variation=0.0) == pytest.approx([0.5])
    assert variation(released, quantal_variation=0.6) == pytest.approx([math.sqrt(1.36 / 4)])


@pytest.mark.parametrize("use", [-0.1, 1.1])
def test_a_release_probability_outside_0_to_1_is_refused(use: float) -> None:
    with pytest.raises(Refusal, match="between 0 and 1"):
        burst(Terminal(use, 75.0, 65.0), sites=1.0, spikes=5, interval=10.0)


@pytest.mark.parametrize(("spikes", "interval"), [(0, 10.0), (5, 0.0), (5, math.nan)])
def test_a_burst_without_spikes_or_time_is_refused(spikes: int, interval: float) -> None:
    with pytest.raises(Refusal, match="use 1 or more spikes"):
        burst(Terminal(0.3, 75.0, 65.0), sites=1.0, spikes=spikes, interval=interval)
