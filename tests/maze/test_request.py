"""What no rat can be asked is refused in a sentence."""

from typing import Any

import pytest

from threonate.maze.navigation import navigate
from threonate.maze.request import Task, most_plasticity
from threonate.refusal import Refusal


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"swimmers": 0}, "swimmers is 0; use a whole number from 1 to 20,000"),
        ({"swimmers": 20_001}, "20,000"),
        ({"cues": -0.1}, "cues is -0.1; use a number from 0 to 1"),
        ({"cues": 1.1}, "from 0 to 1"),
        ({"cues": float("nan")}, "cues is nan"),
        ({"plasticity": -1.0}, "plasticity is -1"),
        ({"plasticity": 50.0}, "from 0 to 3.1"),
        ({"density": -1.0}, "density is -1"),
        ({"days": 0}, "days is 0"),
        ({"trials": 0}, "trials is 0"),
        ({"days": 100, "trials": 10}, "1000 swims"),
        ({"removed_on": 10}, "removed_on is 10; use a whole number from 1 to 9"),
        ({"seed": -1}, "seed is -1"),
    ],
)
def test_what_cannot_be_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        navigate(**asked)


def test_an_unknown_task_is_refused_with_the_nearest() -> None:
    assert Task.find("matching") is Task.MATCHING
    with pytest.raises(Refusal, match="Did you mean 'reference'"):
        Task.find("referense")


def test_the_critic_overshoots_beyond_a_plasticity_of_three() -> None:
    # By hand: 493 cells x (0.16 m / 1 m)^2 = 12.6, times the rate of 0.05 is 0.63; 2 / 0.63 = 3.17.
    assert most_plasticity() == pytest.approx(3.1)
