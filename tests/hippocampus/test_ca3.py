"""The theory of CA3 says what the network of cells does, in microseconds."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from tests.hippocampus import mean_field

from threonate.hippocampus.ca3 import chance_below, converge
from threonate.hippocampus.network import Network, correlation
from threonate.hippocampus.network_set import load_networks
from threonate.refusal import Refusal

NETWORK: dict[str, Any] = {
    "cells": 330_000,
    "sparseness": 0.001,
    "connection": 0.07,
    "patterns": 2000,
    "potentiated": 0.8,
    "threshold": 4.5,
    "inhibition": 0.0025,
    "noise": 0.8,
}
HALF: dict[str, Any] = {"valid": 0.5, "spurious": 0.001}

shares = st.floats(min_value=0.0, max_value=1.0)


@pytest.mark.parametrize("network", range(0, 24, 3))
@pytest.mark.parametrize("potentiated", [0.6, 0.9])
def test_the_fitted_networks_end_where_sums_over_all_numbers_say(
    network: int, potentiated: float
) -> None:
    """Three kinds of cells stand for all the numbers of memories that a cell can belong to."""
    fitted = load_networks()
    chosen = {
        **NETWORK,
        **{name: fitted[name][network] for name in ("connection", "threshold", "inhibition")},
        "patterns": int(fitted["patterns"][network]),
        "potentiated": potentiated,
    }
    for valid in (0.2, 0.5, 0.8, 1.0):
        slow = mean_field.follow(mean_field.Rule(**chosen), valid=valid, spurious=0.001)
        fast = converge(**chosen, valid=valid, spurious=0.001)
        assert (float(fast.valid), float(fast.spurious)) == pytest.approx(slow, abs=0.02)


@pytest.mark.parametrize("seed", range(12))
def test_where_few_memories_share_a_cell_the_theory_is_exact(seed: int) -> None:
    # At most one memory per cell, so the kinds of cells differ too little to matter.
    random = np.random.default_rng(seed)
    rule = mean_field.Rule(
        cells=float(random.choice([4_000, 33_000, 330_000])),
        sparseness=0.001,
        connection=float(random.uniform(0.03, 0.5)),
        patterns=3,
        potentiated=float(random.uniform(0.3, 1.0)),
        threshold=float(random.uniform(0.5, 4.0)),
        inhibition=float(random.uniform(0.0, 0.01)),
        noise=float(random.uniform(0.0, 1.2)),
        drive=float(random.uniform(0.7, 1.3)),
        density=float(random.uniform(0.7, 1.3)),
    )
    cue = float(random.uniform(0.2, 1.0))
    slow = mean_field.follow(rule, valid=cue, spurious=0.001)
    fast = converge(
        cells=rule.cells,
        sparseness=rule.sparseness,
        connection=rule.connection,
        patterns=rule.patterns,
        potentiated=rule.potentiated,
        threshold=rule.threshold,
        inhibition=rule.inhibition,
        noise=rule.noise,
        drive=rule.drive,
        density=rule.density,
        valid=cue,
        spurious=0.001,
    )
    assert (float(fast.valid), float(fast.spurious)) == pytest.approx(slow, abs=2e-3)


def test_the_theory_is_near_the_network_cell_by_cell() -> None:
    """Sixteen networks of 4,000 cells; the size of patterns and cues is averaged over.

    A tenth is the mean difference that the makers of the theory's public copy found.
    """
    random, missed, plainly = np.random.default_rng(11), [], []
    for seed in range(16):
        network: dict[str, Any] = {
            "cells": 4_000,
            "sparseness": 0.02,
            "connection": 0.25,
            "patterns": int(random.choice([200, 400, 700, 1_000])),
            "potentiated": float(random.choice([0.7, 1.0])),
        }
        rule: dict[str, Any] = {
            "threshold": float(random.uniform(2.0, 6.0)),
            "inhibition": float(random.uniform(0.02, 0.1)),
            "noise": float(random.choice([0.0, 0.5, 0.8])),
        }
        valid = float(random.choice([0.3, 0.5, 0.8]))
        cells = Network.store(**network, seed=seed)
        seen = cells.recall(np.arange(60), valid=valid, spurious=0.001, **rule, seed=5)
        size = random.binomial(4_000, 0.02, 600).astype(np.float64)
        ended = converge(
            **network,
            **rule,
            valid=random.binomial(size.astype(int), valid) / size,
            spurious=random.binomial(4_000 - size.astype(int), 0.001) / (4_000 - size),
            active=size,
        )
        alike = correlation(ended.valid, ended.spurious, share=size / 4_000).mean()
        single = converge(**network, **rule, valid=valid, spurious=0.001)
        missed.append(abs(seen.correlation.mean() - alike))
        alone = correlation(single.valid, single.spurious, share=0.02)
        plainly.append(abs(seen.correlation.mean() - alone))
    assert np.mean(missed) < 0.10
    assert np.mean(missed) < np.mean(plainly)


@given(shares, shares, shares, st.floats(min_value=0.0, max_value=5.0))
def test_shares_stay_shares(valid: float, spurious: float, own: float, density: float) -> None:
    ended = converge(
        **{**NETWORK, "potentiated": own}, valid=valid, spurious=spurious, density=density
    )
    for share in (float(ended.valid), float(ended.spurious)):
        assert 0.0 <= share <= 1.0


@pytest.mark.parametrize("patterns", [10, 1_000, 100_000, 10_000_000])
def test_a_network_that_runs_away_stays_a_network(patterns: int) -> None:
    # Cells then have more inputs than are summed, so only that shares are shares is promised.
    wild = {**NETWORK, "patterns": patterns, "inhibition": 0.0, "threshold": 0.5}
    ended = converge(**wild, valid=1.0, spurious=1.0)
    assert 0.0 <= float(ended.spurious) <= float(ended.valid) <= 1.0
    assert float(ended.valid) > 0.5
    assert patterns < 100_000 or float(ended.spurious) > 0.99


def test_strong_inhibition_silences() -> None:
    ended = converge(**{**NETWORK, "inhibition": 1.0}, **HALF)
    assert (float(ended.valid), float(ended.spurious)) == pytest.approx((0.0, 0.0), abs=1e-9)


def test_a_memory_without_potentiated_connections_is_not_recalled() -> None:
    assert float(converge(**{**NETWORK, "potentiated": 0.0}, **HALF).valid) < 1e-6


def test_a_larger_part_of_a_memory_never_ends_in_less_of_it() -> None:
    ended = converge(**NETWORK, valid=np.linspace(0.0, 1.0, 101), spurious=0.001)
    assert np.all(np.diff(ended.valid) >= -1e-6)
    assert float(ended.valid[0]) < 1e-3
    assert float(ended.valid[-1]) > 0.95


def test_a_network_among_many_ends_as_it_does_alone() -> None:
    thresholds = np.linspace(1.0, 9.0, 77)
    together = converge(**{**NETWORK, "threshold": thresholds}, **HALF)
    alone = [converge(**{**NETWORK, "threshold": t}, **HALF) for t in thresholds]
    assert together.valid == pytest.approx([float(one.valid) for one in alone], abs=1e-6)
    assert together.spurious == pytest.approx([float(one.spurious) for one in alone], abs=1e-6)


def test_the_normal_distribution_is_right_to_a_ten_millionth() -> None:
    at = np.linspace(-9.0, 9.0, 4001)
    assert [chance_below(x) for x in at] == pytest.approx(norm.cdf(at), abs=1e-7)


def test_sides_broadcast() -> None:
    ended = converge(**NETWORK, valid=np.array([[0.2], [0.5]]), spurious=np.array([0.0, 0.001]))
    assert ended.valid.shape == ended.spurious.shape == (2, 2)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"cells": 0}, "1 or more"),
        ({"cycles": 0}, "1 or more"),
        ({"valid": 1.2}, "valid is 1.2"),
        ({"spurious": -0.1}, "spurious is -0.1"),
        ({"sparseness": 2.0}, "sparseness is 2"),
        ({"connection": float("nan")}, "connection is nan"),
        ({"potentiated": -1.0}, "potentiated is -1"),
        ({"patterns": -1}, "not negative"),
        ({"noise": -0.5}, "not negative"),
        ({"density": -0.5}, "not negative"),
        ({"connection": 1.0, "density": 5.0}, "made for up to 600"),
    ],
)
def test_what_no_network_can_be_is_refused(change: dict[str, float], complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        converge(**{**NETWORK, **HALF, **change})
