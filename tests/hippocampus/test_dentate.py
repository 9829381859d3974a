"""The dentate wakes CA3 from a cue, and tells similar contexts apart."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, norm

from threonate.hippocampus.dentate import (
    chance_to_drive,
    drive_share,
    separate,
    separation,
    shared_code,
)
from threonate.refusal import Refusal


def test_a_cue_wakes_a_share_that_levels_off() -> None:
    # 1 - exp(-1.28 x 0.5 x 0.73) for half a cue and a dentate that lost 27 %.
    assert drive_share(0.5, 0.73, 1.28) == pytest.approx(1.0 - math.exp(-0.4672), rel=1e-12)
    assert drive_share(0.0, 1.0, 1.28) == 0.0


@pytest.mark.parametrize("critical", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("cue", [0.2, 0.5, 1.0])
def test_the_chance_to_wake_enough_is_that_of_drawn_cues(critical: float, cue: float) -> None:
    random, cells, gain, variation = np.random.default_rng(4), 330, 1.5, 0.7
    strength = np.exp(variation * random.standard_normal(200_000))
    reached = random.binomial(cells, 1.0 - np.exp(-gain * cue * 0.9 * strength)) / cells
    found = chance_to_drive(critical, cue, 0.9, gain, variation, cells)
    assert found == pytest.approx(np.mean(reached > critical), abs=0.01)


def test_no_cue_wakes_nothing_and_nothing_wakes_a_whole_memory() -> None:
    assert chance_to_drive(0.2, 0.0, 1.0, 1.5, 0.7, 330.0) == 0.0
    assert chance_to_drive(1.0, 1.0, 1.0, 1.5, 0.7, 330.0) == 0.0


@pytest.mark.parametrize("similarity", [0.0, 0.3, 0.8])
@pytest.mark.parametrize("sparseness", [0.02, 0.1, 0.5])
def test_two_inputs_share_the_granule_cells_that_both_rank_among_the_strongest(
    similarity: float, sparseness: float
) -> None:
    """The chance that both of two correlated normal numbers exceed a level, by SciPy."""
    level = float(norm.ppf(1.0 - sparseness))
    pair = multivariate_normal(mean=[0.0, 0.0], cov=[[1.0, similarity], [similarity, 1.0]])
    both = float(pair.cdf([-level, -level]))
    found = shared_code(similarity, sparseness=sparseness, reliability=1.0)
    assert found[0] == pytest.approx(both / sparseness, abs=2e-4)


def test_unrelated_inputs_share_what_chance_gives() -> None:
    assert shared_code(0.0, sparseness=0.02, reliability=0.9)[0] == pytest.approx(0.02, abs=1e-9)


def test_inputs_are_told_apart_by_sharing_fewer_cells_than_they_share_input() -> None:
    assert shared_code(0.8, sparseness=0.02, reliability=1.0)[0] < 0.8


def test_the_same_context_is_not_told_apart_from_itself() -> None:
    assert separation(1.0, sparseness=0.02, density=1.0, reliability=0.9)[0] == 0.0


def test_twice_the_synapses_make_an_input_eighteen_nineteenths_reliable() -> None:
    # 0.9 is nine parts of signal to one of noise; twice the synapses make it eighteen to one.
    found = separation(0.8, sparseness=0.02, density=2.0, reliability=0.9)
    by_hand = separation(0.8, sparseness=0.02, density=1.0, reliability=18.0 / 19.0)
    assert found == pytest.approx(by_hand, rel=1e-12)


@given(
    st.floats(min_value=0.0, max_value=0.95),
    st.floats(min_value=0.3, max_value=0.95),
    st.floats(min_value=0.5, max_value=2.0),
)
def test_contexts_are_told_apart_within_a_share(
    similarity: float, reliability: float, density: float
) -> None:
    found = separation(similarity, sparseness=0.02, density=density, reliability=reliability)[0]
    assert 0.0 <= found <= 1.0


def test_more_synapses_tell_usual_contexts_apart_better() -> None:
    assert np.all(np.diff(separate(np.linspace(0.5, 2.0, 31))) > 0.0)


@pytest.mark.parametrize(
    ("similarity", "sparseness", "reliability"),
    [(1.2, 0.02, 1.0), (-0.1, 0.02, 1.0), (0.5, 0.0, 1.0), (0.5, 1.0, 1.0), (0.9, 0.02, 1.3)],
)
def test_what_is_no_share_is_refused(
    similarity: float, sparseness: float, reliability: float
) -> None:
    with pytest.raises(Refusal, match="between 0 and 1"):
        shared_code(similarity, sparseness=sparseness, reliability=reliability)
