"""A cue that wakes more than the critical share wakes the whole memory, and less wakes nothing."""

import numpy as np
import pytest

from threonate.engine.keep import kept
from threonate.engine.record import Floats
from threonate.hippocampus import basin, ca3
from threonate.hippocampus.ca3 import LANES, by_chance, converge
from threonate.hippocampus.network_set import load_networks

CELLS, SPARSENESS, SPURIOUS, POTENTIATED, NOISE = 330_000.0, 0.001, 0.001, 0.85, 0.8
NETWORKS = {name: np.resize(found, LANES) for name, found in load_networks().items()}


def workspace() -> Floats:
    """The fitted networks, one in each lane."""
    work = np.zeros(ca3.ROOM)
    size = CELLS * SPARSENESS
    rows: dict[int, Floats | float] = {
        ca3.ACTIVE: size,
        ca3.OTHERS: CELLS - size,
        ca3.GAIN: NETWORKS["connection"],
        ca3.OWN: POTENTIATED,
        ca3.THRESHOLD: NETWORKS["threshold"],
        ca3.INHIBITION: NETWORKS["inhibition"],
        ca3.STEEPNESS: 1.0 / NOISE,
    }
    for row, values in rows.items():
        work[row : row + LANES] = values
    for lane, patterns in enumerate(NETWORKS["patterns"]):
        chances = by_chance.py_func(SPARSENESS, patterns, POTENTIATED)
        work[[ca3.CHANCE_FEW + lane, ca3.CHANCE_USUAL + lane, ca3.CHANCE_MANY + lane]] = chances
    return work


def ended(valid: Floats | float, cycles: int = 40) -> Floats:
    """Where retrieval ends by the theory of single networks."""
    return converge(
        cells=CELLS,
        sparseness=SPARSENESS,
        connection=NETWORKS["connection"],
        patterns=NETWORKS["patterns"],
        potentiated=POTENTIATED,
        threshold=NETWORKS["threshold"],
        inhibition=NETWORKS["inhibition"],
        noise=NOISE,
        valid=valid,
        spurious=SPURIOUS,
        cycles=cycles,
    ).valid


@pytest.fixture(scope="module")
def critical() -> Floats:
    work = workspace()
    kept(basin.find_critical, "threonate.hippocampus")(work, SPURIOUS)
    return work[ca3.CRITICAL : ca3.CRITICAL + LANES].copy()


def test_the_critical_share_of_a_memory_is_a_share(critical: Floats) -> None:
    assert np.all((critical > 0.0) & (critical < 1.0))


def test_a_little_more_than_the_critical_share_wakes_the_memory(critical: Floats) -> None:
    assert np.all(ended(critical + 0.02) > 0.9)


def test_a_little_less_than_the_critical_share_dies_away(critical: Floats) -> None:
    assert np.all(ended(critical - 0.02) < critical - 0.02)
    assert np.mean(ended(critical - 0.02) < 0.01) > 0.9


def test_all_lanes_settle_from_the_same_share_as_single_networks_do() -> None:
    work = workspace()
    kept(basin.settle_from, "threonate.hippocampus")(work, 1.0, SPURIOUS, 8)
    assert work[ca3.VALID : ca3.VALID + LANES] == pytest.approx(ended(1.0, cycles=8), abs=1e-6)
