"""A laboratory computes what is asked once, and keeps what it can carry."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock, Thread

import pytest
from tests.lab.room import laboratory

from threonate.lab import laboratory as own
from threonate.lab.laboratory import Laboratory

HEAVY = 100_000


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laboratory]:
    monkeypatch.setattr(own, "KEPT", 3 * HEAVY + 10_000)
    made = laboratory(tmp_path)
    yield made
    made.jobs.close()


def heavy(number: int = 1) -> Callable[[], str]:
    return lambda: "x" * (number * HEAVY)


def test_answers_are_kept_by_their_weight_and_the_longest_unasked_goes(lab: Laboratory) -> None:
    for key in ("first", "second", "third"):
        lab.once(key, heavy())
    lab.once("first", heavy())
    lab.once("fourth", heavy())
    assert [key for key in ("first", "second", "third", "fourth") if lab.knows(key)] == [
        "first",
        "third",
        "fourth",
    ]


def test_small_answers_do_not_push_a_large_one_out(lab: Laboratory) -> None:
    lab.once("large", heavy())
    for number in range(200):
        lab.once(number, lambda: "small")
    assert lab.knows("large")


def test_an_answer_that_is_too_heavy_is_kept_until_the_next(lab: Laboratory) -> None:
    lab.once("heavy", heavy(5))
    assert lab.knows("heavy")
    lab.once("next", heavy())
    assert not lab.knows("heavy")


def test_the_usual_answers_always_stay(lab: Laboratory) -> None:
    lab.once("later usual", heavy())
    lab.always("usual", heavy(5))
    lab.always("later usual", heavy())
    for number in range(10):
        lab.once(number, heavy())
    assert lab.knows("usual")
    assert lab.knows("later usual")
    assert sum(map(lab.knows, range(10))) == 3


def test_what_failed_is_computed_by_one_after_another_of_those_who_wait(lab: Laboratory) -> None:
    at_once, most, counted = 0, 0, Lock()

    def compute() -> None:
        nonlocal at_once, most
        with counted:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.1)
        with counted:
            at_once -= 1
        raise ZeroDivisionError

    def ask() -> None:
        with pytest.raises(ZeroDivisionError):
            lab.once("key", compute)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
        # Each comes while another computes, some after the first has failed.
        time.sleep(0.06)
    for thread in threads:
        thread.join()
    assert most == 1
    assert not lab._gates
