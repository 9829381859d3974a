"""Cell by cell, CA3 stores patterns in its connections and completes them from cues."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.hippocampus import mean_field

from threonate.hippocampus.network import Network, Size, correlation
from threonate.refusal import Refusal

CA3: dict[str, Any] = {
    "cells": 2_000,
    "connection": 0.25,
    "sparseness": 0.02,
    "patterns": 200,
    "potentiated": 1.0,
    "seed": 3,
}
HALF: dict[str, Any] = {"valid": 0.5, "spurious": 0.001}
RULE: dict[str, Any] = {"threshold": 2.5, "inhibition": 0.07, "noise": 0.5}


def one_pattern(potentiated: float = 1.0) -> Network:
    """Ten of a hundred cells, each connected with every other one."""
    return Network.store(
        cells=100,
        connection=1.0,
        sparseness=0.1,
        patterns=1,
        potentiated=potentiated,
        seed=1,
        size=Size.EXACT,
    )


def test_half_of_the_only_pattern_brings_back_the_whole() -> None:
    # Five lit cells of ten send 4 inputs to each of themselves and 5 to each of the other five.
    recalled = one_pattern().recall(
        [0], valid=0.5, spurious=0.0, threshold=3.5, inhibition=0.0, noise=0.0, seed=1
    )
    assert recalled.valid == 1.0
    assert recalled.spurious == 0.0
    assert recalled.correlation == 1.0


def test_a_cell_has_no_connection_with_itself() -> None:
    # In one cycle the five lit cells get 4 inputs each and fall silent, their partners get 5.
    recalled = one_pattern().recall(
        [0], valid=0.5, spurious=0.0, threshold=4.5, inhibition=0.0, noise=0.0, cycles=1, seed=1
    )
    assert recalled.valid == 0.5
    assert not one_pattern().weights.diagonal().any()


def test_ten_cells_that_know_each_other_have_ninety_connections() -> None:
    assert one_pattern().weights.sum() == 90


def test_inhibition_counts_every_cell_that_fires() -> None:
    # Five lit cells raise the threshold from 3.5 by 5 x 0.31 above the 5 inputs of their partners.
    recalled = one_pattern().recall(
        [0], valid=0.5, spurious=0.0, threshold=3.5, inhibition=0.31, noise=0.0, cycles=1, seed=1
    )
    assert recalled.valid == 0.0
    assert recalled.correlation == 0.0


def test_what_was_never_potentiated_is_never_recalled() -> None:
    recalled = one_pattern(potentiated=0.0).recall(
        [0], valid=1.0, spurious=0.0, threshold=0.0, inhibition=0.0, noise=1.0, seed=1
    )
    assert recalled.valid == 0.0
    assert recalled.spurious == 0.0


def test_the_expected_share_of_connections_is_potentiated() -> None:
    # The chance that no pattern has both cells or that its chance to potentiate fails, in formula.
    patterns, active, potentiated = 200, 0.02, 0.6
    network = Network.store(**CA3 | {"potentiated": potentiated})
    never = (1.0 - active**2 * potentiated) ** patterns
    assert network.weights.mean() == pytest.approx(0.25 * (1.0 - never), rel=0.02)


def test_drive_below_one_weakens_and_above_one_strengthens() -> None:
    given: dict[str, Any] = {"valid": 0.5, "spurious": 0.0, "inhibition": 0.0, "noise": 0.0}
    recalled = [
        one_pattern().recall([0], threshold=5.5, drive=drive, cycles=1, seed=1, **given).valid[0]
        for drive in (1.0, 1.2, 1.4)
    ]
    # Partners get 5 inputs and lit cells 4: 1.2 x 5 passes 5.5, and 1.4 x 4 passes it as well.
    assert recalled == [0.0, 0.5, 1.0]


def test_the_same_seed_gives_the_same_memory() -> None:
    first, second = (Network.store(**CA3) for _ in range(2))
    assert np.array_equal(first.weights, second.weights)
    assert not np.array_equal(first.weights, Network.store(**CA3 | {"seed": 4}).weights)


def test_an_item_is_recalled_the_same_alone_and_in_company() -> None:
    network = Network.store(**CA3)
    together = network.recall(range(30), seed=5, **HALF, **RULE)
    alone = [network.recall([item], seed=5, **HALF, **RULE) for item in range(30)]
    assert np.array_equal(together.valid, [one.valid[0] for one in alone])
    assert np.array_equal(together.spurious, [one.spurious[0] for one in alone])


def test_the_more_patterns_are_stored_the_worse_each_is_recalled() -> None:
    quality = [
        Network.store(**CA3 | {"patterns": patterns})
        .recall(range(30), seed=5, **HALF, **RULE)
        .correlation.mean()
        for patterns in (50, 200, 400, 1_600)
    ]
    assert quality[0] > 0.8
    assert quality[-1] < 0.1
    assert quality == sorted(quality, reverse=True)


def test_a_poorer_cue_is_completed_less_often() -> None:
    network = Network.store(**CA3)
    full, half, quarter = (
        network.recall(range(40), valid=valid, spurious=0.001, seed=5, **RULE).correlation.mean()
        for valid in (1.0, 0.5, 0.25)
    )
    assert full > half > quarter


def test_the_cue_has_the_share_of_the_pattern_it_should() -> None:
    network = Network.store(**CA3, size=Size.EXACT)
    cue = network.cue(7, valid=0.5, spurious=0.1, seed=5)
    inside = cue[network.pattern(7)].sum()
    assert inside == 20
    assert cue.sum() - inside == 196


def test_correlation_is_that_of_the_rows_themselves() -> None:
    stored = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    found = np.array([1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0])
    expected = np.corrcoef(stored, found)[0, 1]
    assert correlation(np.array(3 / 4), np.array(2 / 8), share=4 / 12) == pytest.approx(expected)


@pytest.mark.parametrize("valid", [0.0, 1.0])
def test_silence_and_a_storm_resemble_no_pattern(valid: float) -> None:
    assert correlation(np.array([valid]), np.array([valid]), share=0.02) == 0.0


SETTINGS = (
    # patterns, potentiated, inhibition, noise, drive; chosen where recall works and where it fails.
    (100, 1.0, 0.07, 0.0, 1.0),
    (250, 1.0, 0.07, 0.0, 1.0),
    (100, 1.0, 0.07, 0.7, 1.0),
    (250, 0.8, 0.07, 0.5, 1.2),
    (250, 1.0, 0.05, 0.5, 0.8),
    (600, 0.7, 0.07, 0.7, 1.0),
    (1_500, 1.0, 0.07, 0.0, 1.0),
)


@pytest.mark.parametrize(("patterns", "potentiated", "inhibition", "noise", "drive"), SETTINGS)
def test_one_cycle_follows_the_mean_field(
    patterns: int, potentiated: float, inhibition: float, noise: float, drive: float
) -> None:
    rule = mean_field.Rule(
        cells=2_000,
        sparseness=0.02,
        connection=0.25,
        patterns=patterns,
        potentiated=potentiated,
        threshold=2.5,
        inhibition=inhibition,
        noise=noise,
        drive=drive,
        cycles=1,
    )
    network = Network.store(
        **CA3 | {"patterns": patterns, "potentiated": potentiated}, size=Size.EXACT
    )
    recalled = network.recall(
        range(80),
        threshold=2.5,
        inhibition=inhibition,
        noise=noise,
        drive=drive,
        cycles=1,
        seed=9,
        **HALF,
    )
    valid, spurious = mean_field.follow(rule, **HALF)
    # 80 items of 40 cells: the standard error of a share is below 0.01. Where chance alone connects
    # a tenth of all pairs, a Poisson number has longer tails than the binomial one of the cells.
    assert recalled.valid.mean() == pytest.approx(valid, abs=0.03)
    assert recalled.spurious.mean() == pytest.approx(spurious, abs=0.025)


@pytest.mark.slow
def test_eight_cycles_follow_the_mean_field_on_average() -> None:
    errors = []
    for patterns, potentiated, inhibition, noise, drive in SETTINGS:
        rule = mean_field.Rule(
            2_000, 0.02, 0.25, patterns, potentiated, 2.5, inhibition, noise, drive
        )
        network = Network.store(**CA3 | {"patterns": patterns, "potentiated": potentiated})
        given: dict[str, Any] = {
            "threshold": 2.5,
            "inhibition": inhibition,
            "noise": noise,
            "drive": drive,
        }
        recalled = network.recall(range(20), seed=9, **HALF, **given)
        expected = []
        for item in range(20):
            pattern, cue = network.pattern(item), network.cue(item, seed=9, **HALF)
            hits = cue[pattern].sum()
            start = (hits / len(pattern), (cue.sum() - hits) / (2_000 - len(pattern)))
            own = replace(rule, size=float(len(pattern)))
            valid, spurious = mean_field.follow(own, valid=start[0], spurious=start[1])
            share = len(pattern) / 2_000
            expected.append(mean_field.correlation(valid, spurious, share, cells=200_000))
        errors.append(abs(recalled.correlation.mean() - np.mean(expected)))
    # Largest at the edge of capacity, where chance between cells decides.
    assert np.mean(errors) < 0.12


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"cells": 0}, "cells = 0"),
        ({"cells": 20_001}, "from 1 to 20,000"),
        ({"connection": 1.1}, "connection = 1.1 is no share"),
        ({"potentiated": -0.1}, "potentiated = -0.1 is no share"),
        ({"sparseness": 0.0}, "above 0"),
        ({"patterns": 0}, "patterns = 0"),
        ({"patterns": 100_000_000}, "use at most 12,500,000 patterns"),
        ({"seed": -1}, "Seed -1"),
    ],
)
def test_a_network_that_cannot_be_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(Refusal, match=message):
        Network.store(**CA3 | change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"items": [200]}, "Item 200 is not stored; items run from 0 to 199"),
        ({"items": [-1]}, "Item -1"),
        ({"valid": 1.5}, "valid = 1.5"),
        ({"spurious": float("nan")}, "spurious = nan"),
        ({"cycles": 0}, "cycles = 0"),
        ({"threshold": -1.0}, "threshold = -1"),
        ({"noise": float("inf")}, "noise = inf"),
        ({"drive": -0.5}, "drive = -0.5"),
    ],
)
def test_a_recall_that_cannot_be_is_refused(change: dict[str, Any], message: str) -> None:
    given = {"items": [0], **HALF, **RULE, "seed": 1} | change
    with pytest.raises(Refusal, match=message):
        Network.store(**CA3).recall(**given)


def test_a_pattern_without_cells_is_not_recalled_but_refused() -> None:
    network = Network.store(
        cells=10, connection=1.0, sparseness=0.01, patterns=5, potentiated=1.0, seed=1
    )
    empty = int(np.flatnonzero(np.diff(network.starts) == 0)[0])
    with pytest.raises(Refusal, match="got no cell by chance"):
        network.recall([empty], seed=1, **HALF, **RULE)
