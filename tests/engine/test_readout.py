"""Areas, peaks, troughs and time above, against hand calculations."""

import numpy as np
import pytest

from threonate.engine.readout import area, read_out, time_above
from threonate.refusal import Refusal

TIMES = np.array([0.0, 1.0, 3.0, 4.0])
CURVES = np.array([[0.0, 2.0, 2.0, 0.0], [1.0, 1.0, 4.0, 3.0]])


def test_areas_are_sums_of_trapezoids() -> None:
    """1 + 4 + 1 and 1 + 5 + 3.5."""
    assert area(TIMES, CURVES) == pytest.approx([6.0, 9.5])


def test_peaks_and_troughs_are_read_with_their_times() -> None:
    read = read_out(TIMES, CURVES)
    assert read.maximum.tolist() == [2.0, 4.0]
    assert read.time_of_maximum.tolist() == [1.0, 3.0]
    assert read.minimum.tolist() == [0.0, 1.0]
    assert read.trough.tolist() == [0.0, 3.0]


def test_time_above_interpolates_the_crossings() -> None:
    """Above 1: half an hour up, two hours, half an hour down; and 2 h + 1 h of the second."""
    assert time_above(TIMES, CURVES, 1.0) == pytest.approx([3.0, 3.0])
    assert time_above(TIMES, CURVES, 2.5) == pytest.approx([0.0, 1.0 + 1.0])


def test_an_exponential_s_area_is_its_amount_over_its_rate() -> None:
    times = np.linspace(0.0, 60.0, 60_001)
    assert area(times, np.exp(-0.4 * times)[None]) == pytest.approx([2.5], rel=1e-7)


def test_times_that_do_not_increase_are_refused() -> None:
    with pytest.raises(Refusal, match="do not increase"):
        read_out(np.array([0.0, 2.0, 1.0]), np.ones((1, 3)))
