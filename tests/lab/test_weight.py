"""What is kept is weighed, so that what is kept does not grow without end."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest

from threonate.lab.weight import weight

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Held:
    it: object


@dataclass
class Open:
    it: object


@pytest.mark.parametrize(
    "answer",
    [
        "x" * MEGABYTE,
        {"a": ["x" * MEGABYTE]},
        Held(("x" * MEGABYTE,)),
        Open("x" * MEGABYTE),
        np.zeros(MEGABYTE // 8),
        np.zeros(MEGABYTE // 8)[::2],
        {"a": "x" * MEGABYTE}.__getitem__,
        partial(print, "x" * MEGABYTE),
    ],
)
def test_an_answer_weighs_what_it_holds(answer: object) -> None:
    assert MEGABYTE <= weight(answer) < MEGABYTE + 2_000


def test_what_a_function_remembers_weighs() -> None:
    text = "x" * MEGABYTE
    assert weight(lambda: text) >= MEGABYTE


def test_what_is_held_twice_weighs_once() -> None:
    text = "x" * MEGABYTE
    circle: list[object] = [text, Held(text)]
    circle.append(circle)
    assert weight(circle) < MEGABYTE + 2_000
