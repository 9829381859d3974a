"""What was believed before, as the document of priors has it."""

import numpy as np
import pytest

from threonate.evidence.parameter import Basis, load_room
from threonate.studies.belief import FOLLOWING, QUANTITIES, prior_draws, stated_belief

DRAWS = prior_draws(stated_belief(), draws=200_000, seed=1)


def test_every_prior_is_an_assumption_with_its_reason() -> None:
    for number in load_room("threonate.studies").values():
        assert number.basis is Basis.ASSUMED
        assert len(number.reason) > 10


@pytest.mark.parametrize(
    ("name", "mean", "sd"),
    [
        ("G", 0.15, 0.25),
        ("EM", 0.15, np.hypot(0.25, 0.15)),
        ("combination", 0.2, 0.3),
        # A half-normal has its mean at 0.798 and its spread at 0.603 of its scale.
        ("sponsor", 0.1596, 0.1206),
        ("between", 0.1596, 0.1206),
        # Beta of 2 and 2: 1/2, and the root of 1/20.
        ("published", 0.5, 0.2236),
    ],
)
def test_a_belief_is_as_wide_as_stated(name: str, mean: float, sd: float) -> None:
    assert DRAWS[name].mean() == pytest.approx(mean, abs=0.005)
    assert DRAWS[name].std() == pytest.approx(sd, abs=0.005)


@pytest.mark.parametrize(("name", "median", "sdlog"), [("onset", 2.5, 0.6), ("half_dose", 10, 0.7)])
def test_a_time_and_a_dose_are_lognormal(name: str, median: float, sdlog: float) -> None:
    assert np.median(DRAWS[name]) == pytest.approx(median, rel=0.01)
    assert np.log(DRAWS[name]).std() == pytest.approx(sdlog, rel=0.01)


def test_other_domains_follow_the_composite() -> None:
    for domain in FOLLOWING:
        assert (DRAWS[domain.value] - DRAWS["G"]).std() == pytest.approx(0.15, abs=0.005)


def test_every_quantity_is_drawn_and_the_threshold_is_the_usual_one() -> None:
    assert tuple(DRAWS) == QUANTITIES
    assert stated_belief().threshold == pytest.approx(1.959964, abs=1e-6)
