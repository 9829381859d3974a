"""Chances become values as the engine draws them."""

import numpy as np
import pytest

from threonate.engine.draw import Stream, draw, uniforms
from threonate.evidence.parameter import Distribution
from threonate.sensitivity.quantile import doubted, lognormal
from threonate.simulation import all_parameters

NUMBERS = all_parameters()


def chances(name: str, stream: Stream) -> np.ndarray:
    return uniforms(name, seed=3, stream=stream, begin=0, end=200)


@pytest.mark.parametrize("name", [n for n, p in NUMBERS.items() if p.doubt > 0.0])
def test_doubt_is_the_one_that_the_engine_draws(name: str) -> None:
    chosen = {name: NUMBERS[name]}
    drawn = draw(chosen, seed=3, begin=0, end=200, spread=False, doubt=True)[name]
    assert np.array_equal(doubted(NUMBERS[name], chances(name, Stream.DOUBT)), drawn)


@pytest.mark.parametrize("name", [n for n, p in NUMBERS.items() if p.spread > 0.0])
def test_people_differ_as_the_engine_lets_them(name: str) -> None:
    number = NUMBERS[name]
    drawn = draw({name: number}, seed=3, begin=0, end=200, spread=True, doubt=False)[name]
    own = number.value * lognormal(number.spread, chances(name, Stream.SPREAD))
    assert np.array_equal(own, drawn)


def test_every_shape_of_doubt_is_there() -> None:
    assert {number.distribution for number in NUMBERS.values()} == set(Distribution)
