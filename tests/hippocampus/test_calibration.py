"""The network was fitted to what people of six ages recall, and the fit can be made again."""

from importlib.resources import files

import numpy as np
import pytest

from threonate.engine.record import Floats
from threonate.hippocampus.calibration import (
    AGES,
    RANGES,
    calibrate,
    candidates,
    recall_at,
    stated,
    table,
)
from threonate.hippocampus.network_set import FITTED, load_networks
from threonate.mind.curve import usual_curve


@pytest.fixture(scope="module")
def ceilings() -> Floats:
    return np.array([float(usual_curve(age).ceiling[0]) for age in AGES])


@pytest.fixture(scope="module")
def networks() -> dict[str, Floats]:
    return {name: load_networks()[name] for name in FITTED}


def test_fitting_again_gives_the_same_networks(ceilings: Floats) -> None:
    shipped = files("threonate.hippocampus").joinpath("networks.csv").read_text(encoding="utf-8")
    assert table(calibrate(ceilings)) == shipped


def test_the_shipped_networks_recall_as_people_of_each_age_do(
    ceilings: Floats, networks: dict[str, Floats]
) -> None:
    missed = np.stack([recall_at(age, networks) for age in AGES], axis=1) - ceilings
    misfit = np.sqrt(np.mean(missed**2, axis=1))
    assert misfit == pytest.approx(load_networks()["misfit"], abs=2e-5)
    assert np.all(misfit < 0.0125)
    assert np.all(np.abs(missed) < 0.03)


def test_recall_falls_with_age_in_every_network(networks: dict[str, Floats]) -> None:
    recalled = np.stack([recall_at(age, networks) for age in AGES], axis=1)
    assert np.all(np.diff(recalled, axis=1) <= 0.0)


def test_nobody_ages_before_the_norms_begin_to_fall(networks: dict[str, Floats]) -> None:
    assert stated()["synapse.ageing_onset"] == 30.0
    assert np.array_equal(recall_at(20.0, networks), recall_at(30.0, networks))


def test_networks_are_looked_for_evenly_and_in_whole_exposures() -> None:
    found = candidates(1024)
    for name, (low, high) in RANGES.items():
        assert np.all((found[name] >= low) & (found[name] <= high)), name
    assert np.all(found["exposures"] % 1.0 == 0.0)
    # Half of the networks on either side of the middle, and memories by their logarithm.
    assert np.mean(found["threshold"] < 4.75) == pytest.approx(0.5, abs=0.01)
    assert np.mean(found["patterns"] < 3000.0) == pytest.approx(0.5, abs=0.01)
    assert set(found) == set(FITTED)
