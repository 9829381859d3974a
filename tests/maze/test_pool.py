"""The pool has four quadrants of the same size and starts around its wall."""

import numpy as np
import pytest

from threonate.maze.pool import Pool


def test_chance_gives_each_quadrant_a_quarter() -> None:
    turns = np.linspace(0.0, 2 * np.pi, 4001)[:-1]
    ring = np.column_stack([np.cos(turns), np.sin(turns)])
    pool = Pool.standard()
    assert pool.quadrant_share(ring, np.array(pool.platform)) == pytest.approx(0.25, abs=0.001)


def test_a_path_at_the_platform_is_in_its_quadrant() -> None:
    pool = Pool.standard()
    there = np.tile(pool.platform, (5, 1))
    assert pool.quadrant_share(there, np.array(pool.platform)) == 1.0
    assert pool.quadrant_share(-there, np.array(pool.platform)) == 0.0


def test_starts_are_north_south_east_and_west() -> None:
    starts = np.array(Pool.standard().starts)
    assert starts == pytest.approx(0.95 * np.array([[1, 0], [0, 1], [-1, 0], [0, -1]]), abs=1e-12)


def test_two_minutes_are_1200_strokes() -> None:
    assert Pool.standard().strokes == 1200
    assert Pool.standard().probe_strokes == 600
