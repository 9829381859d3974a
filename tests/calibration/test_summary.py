"""What is said of a number and of a walk is what the draws show."""

import numpy as np
import pytest

from threonate.calibration.prior import normal
from threonate.calibration.sampler import Chains
from threonate.calibration.summary import Estimate, estimate_all, warnings_of

PRIORS = (normal("kidney.splay", 0.0, 1.0, is_log=False),)


def walked(mean: float, sd: float, *, steps: int = 800, agreed: bool = True) -> Chains:
    """Independent draws about a place, in widths of the prior."""
    chance = np.random.default_rng(1)
    places = mean + sd * chance.standard_normal((4, steps // 2, 32, 1))
    return Chains(places, np.full(4, 0.4), steps, agreed)


def summed(chains: Chains) -> tuple[Estimate, ...]:
    return estimate_all(PRIORS, chains, np.array([0.0]))


def told(chains: Chains) -> tuple[str, ...]:
    return warnings_of(summed(chains), chains)


def test_a_posterior_as_wide_as_its_prior_and_where_it_was_has_learnt_nothing() -> None:
    (warning,) = told(walked(0.1, 0.98))
    assert "next to nothing about kidney.splay: its posterior is 98 % as wide" in warning.replace(
        "98%", "98 %"
    )


def test_a_posterior_that_moved_has_learnt_however_wide_it_is() -> None:
    chains = walked(1.2, 0.98)
    assert summed(chains)[0].shift == pytest.approx(1.2, abs=0.02)
    assert summed(chains)[0].document()["shift"] == summed(chains)[0].shift
    assert told(chains) == ()


def test_a_posterior_far_from_its_prior_is_questioned() -> None:
    (warning,) = told(walked(-4.0, 0.5))
    assert "push kidney.splay to 4.0 standard deviations below what was thought" in warning


def test_a_walk_cut_short_lacks_what_it_is_said_to_lack() -> None:
    (warning,) = told(walked(0.0, 0.5, steps=100, agreed=False))
    assert warning == (
        "The walk ended too soon: it has 100 steps, and 200 are wanted; allow more steps."
    )
    apart = walked(0.0, 0.1, agreed=False)
    apart.places[0] += 1.0
    (warning,) = told(apart)
    assert "the agreement of the walkers is" in warning
    assert "it has 800 steps" not in warning
