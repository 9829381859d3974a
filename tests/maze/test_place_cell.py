"""Place cells cover the pool evenly, and what they tell fades with cues and synapses."""

import numpy as np
import pytest

from threonate.maze.place_cell import centres, reliability, stray


def test_493_cells_cover_the_pool_evenly() -> None:
    cells = centres(1.0)
    assert cells.shape == (493, 2)
    out = np.hypot(*cells.T)
    assert out.max() < 1.0
    # An even cover has a quarter of its cells within half the radius and no direction of its own.
    assert np.mean(out < 0.5) == pytest.approx(0.25, abs=0.01)
    assert cells.mean(axis=0) == pytest.approx([0.0, 0.0], abs=0.01)
    # No two cells are nearer than half of the 0.08 m at which as many would lie on a grid.
    gaps = np.hypot(*(cells[:, None] - cells[None]).transpose(2, 0, 1))
    assert np.min(gaps[~np.eye(493, dtype=bool)]) > 0.04


def test_anywhere_inside_the_firing_adds_up_to_twice_the_sum_of_its_squares() -> None:
    # The integrals of a Gaussian of the plane and of its square are 2 and 1 times pi sigma^2.
    for place in ((0.0, 0.0), (0.3, -0.2), (-0.1, 0.4)):
        rates = np.exp(-((centres(1.0) - place) ** 2).sum(axis=1) / (2 * 0.16**2))
        assert rates.sum() == pytest.approx(2 * (rates**2).sum(), rel=0.02)


def test_half_of_the_place_is_left_at_a_fifth_of_the_inputs() -> None:
    assert reliability(cues=0.2, density=1.0) == pytest.approx(0.5)
    assert reliability(cues=0.4, density=0.5) == pytest.approx(0.5)


def test_all_cues_leave_the_place_as_it_is_and_none_leave_nothing() -> None:
    assert stray(cues=1.0, density=1.0, radius=1.0) < 0.001
    # Points spread evenly over a disc have a standard deviation of half its radius on each axis.
    assert stray(cues=0.0, density=1.0, radius=1.0) == pytest.approx(0.5)


def test_more_synapses_make_up_for_fewer_cues() -> None:
    few, more = (stray(cues=0.25, density=density, radius=1.0) for density in (0.73, 0.9))
    assert more < few
