"""Random numbers belong to a person, a name and a seed."""

import numpy as np
import pytest

from threonate.engine.draw import Stream, draw, uniforms
from threonate.evidence.parameter import read_room

ROOM = read_room(
    """
[volume]
value = 16
unit = "L"
spread = 0.2
doubt = 0.1
basis = "assumed"
reason = "a test"
grade = "F"
says = "A volume."

[works]
value = 0.6
unit = "1"
distribution = "bernoulli"
basis = "assumed"
reason = "a test"
grade = "F"
says = "It works or it does not."
""",
    file="test",
    room="test",
)


def _volumes(begin: int, end: int, *, spread: bool = True, doubt: bool = False) -> list[float]:
    drawn = draw(ROOM, seed=3, begin=begin, end=end, spread=spread, doubt=doubt)
    return list(drawn["test.volume"])


def test_any_division_of_a_cohort_gives_the_same_persons() -> None:
    whole = _volumes(0, 100)
    parts = [*_volumes(0, 7), *_volumes(7, 8), *_volumes(8, 61), *_volumes(61, 100)]
    assert whole == parts


def test_streams_names_and_seeds_are_independent() -> None:
    one = uniforms("a", seed=1, stream=Stream.SPREAD, begin=0, end=2000)
    others = [
        uniforms("a", seed=1, stream=Stream.DOUBT, begin=0, end=2000),
        uniforms("b", seed=1, stream=Stream.SPREAD, begin=0, end=2000),
        uniforms("a", seed=2, stream=Stream.SPREAD, begin=0, end=2000),
    ]
    for other in others:
        assert abs(np.corrcoef(one, other)[0, 1]) < 0.08


def test_spread_has_the_stated_coefficient_of_variation_and_median() -> None:
    volumes = np.array(_volumes(0, 40_000))
    assert np.median(volumes) == pytest.approx(16.0, rel=0.01)
    assert volumes.std() / volumes.mean() == pytest.approx(0.2, rel=0.03)


def test_with_neither_spread_nor_doubt_everyone_has_the_stated_value() -> None:
    assert set(_volumes(0, 10, spread=False)) == {16.0}


def test_a_chance_is_drawn_as_yes_or_no() -> None:
    drawn = draw(ROOM, seed=3, begin=0, end=20_000, spread=False, doubt=True)["test.works"]
    assert set(np.unique(drawn)) == {0.0, 1.0}
    assert drawn.mean() == pytest.approx(0.6, abs=0.015)
