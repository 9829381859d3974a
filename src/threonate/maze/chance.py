"""The chance in a rat's swims belongs to the rat, not to the order in which rats are computed."""

from __future__ import annotations

import math
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from threonate.engine.record import Floats


class Stream(Enum):
    """What chance decides about a rat and its pool."""

    START = 0
    DIRECTION = 1
    STRAY = 2
    PROBE = 3
    SEARCH = 4
    PLATFORM = 5


def starts(rat: int, *, seed: int, days: int, trials: int, places: int) -> NDArray[np.int64]:
    """Shuffle the places to start from for every day; shape (days * trials,)."""
    rounds = -(-trials // places)
    drawn = generator(rat, seed=seed, stream=Stream.START).random((days, rounds, places))
    order = drawn.argsort(axis=-1).reshape(days, rounds * places)
    return order[:, :trials].reshape(days * trials)


def swims(rat: int, *, seed: int, swims: int, strokes: int) -> Floats:
    """Draw for every stroke a choice, two errors of place and a search; (swims, strokes, 4)."""
    drawn = np.empty((swims, strokes, 4))
    choices, errors, searches = (
        generator(rat, seed=seed, stream=stream)
        for stream in (Stream.DIRECTION, Stream.STRAY, Stream.SEARCH)
    )
    drawn[..., 0] = choices.random((swims, strokes))
    drawn[..., 1:3] = errors.standard_normal((swims, strokes, 2))
    drawn[..., 3] = searches.random((swims, strokes))
    return drawn


def probe(rat: int, *, seed: int, strokes: int) -> Floats:
    """Draw the same for the swim without a platform; shape (strokes, 4)."""
    source = generator(rat, seed=seed, stream=Stream.PROBE)
    choice, errors = source.random(strokes), source.standard_normal((strokes, 2))
    return np.column_stack([choice, errors, source.random(strokes)])


def platforms(rat: int, *, seed: int, days: int, reach: float) -> Floats:
    """Put the platform somewhere new every day, evenly within reach of the middle; (days, 2)."""
    out, turn = generator(rat, seed=seed, stream=Stream.PLATFORM).random((days, 2)).T
    away, turn = reach * np.sqrt(out), math.tau * turn
    return np.column_stack([away * np.cos(turn), away * np.sin(turn)])


def generator(rat: int, *, seed: int, stream: Stream) -> np.random.Generator:
    """One rat's own source of chance."""
    place = np.array([0, 0, 0, stream.value], dtype=np.uint64)
    key = np.array([seed, rat], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key, counter=place))
