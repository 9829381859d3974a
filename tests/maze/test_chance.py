"""Chance belongs to the rat: its starts, its choices, and where its platform moves."""

import numpy as np
import pytest

from threonate.maze import chance
from threonate.maze.chance import Stream


def test_every_day_has_each_start_once() -> None:
    order = chance.starts(5, seed=1, days=6, trials=4, places=4).reshape(6, 4)
    assert (np.sort(order, axis=1) == np.arange(4)).all()
    assert len(np.unique(order, axis=0)) > 1


def test_more_swims_than_starts_use_each_start_again() -> None:
    order = chance.starts(5, seed=1, days=1, trials=6, places=4)
    assert sorted(order[:4]) == [0, 1, 2, 3]
    assert len(order) == 6


def test_streams_and_rats_do_not_repeat_each_other() -> None:
    drawn = [
        tuple(chance.generator(rat, seed=1, stream=stream).random(3))
        for rat in (0, 1)
        for stream in Stream
    ]
    assert len(set(drawn)) == len(drawn)


def test_platforms_move_evenly_within_reach() -> None:
    places = chance.platforms(0, seed=1, days=4000, reach=0.75)
    out = np.hypot(*places.T)
    assert out.max() <= 0.75
    assert np.mean(out < 0.375) == pytest.approx(0.25, abs=0.03)
