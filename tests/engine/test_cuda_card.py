"""A GPU against the processor: rounding apart, the same courses.

The two order and fuse their arithmetic differently and have their own exponential, so they agree
to 1e-10 of each state and its floor and not in every bit. ``test_cuda`` runs this in the simulator.
"""

import dataclasses

import numpy as np
import pytest

from threonate import path
from threonate.baseline import meals
from threonate.engine import cuda
from threonate.engine.ensemble import Cohort, Journey, follow
from threonate.engine.kernel import Kernel
from threonate.engine.record import Event, Records, merge, stack
from threonate.refusal import Refusal

pytestmark = pytest.mark.skipif(cuda.missing() is not None, reason=str(cuda.missing()))

CLOSE = 1e-10


@pytest.fixture(scope="module")
def card() -> Kernel:
    return cuda.compiled(path.system(), path.FLOORS, print)


@pytest.fixture(scope="module")
def some(cohort: Cohort) -> Cohort:
    return cohort.take(np.arange(3))


def _merged(events: list[Event], samples: list[float]) -> Records:
    return merge(events, samples=samples, inputs=len(path.Input))


@pytest.fixture(scope="module")
def day() -> Records:
    """A day with meals, a dose and a drip that stops at night."""
    events = [
        *meals(days=1),
        Event(8.0, path.Input.WITH_FOOD, 3.0),
        Event(20.0, path.Input.VEIN, 8.0, duration=2.5),
    ]
    return _merged(events, [0.0, 9.0, 21.0, 24.0])


def _miss(one: Journey, other: Journey) -> float:
    """The worst difference between two journeys, relative to each state and its floor."""
    floors = np.array([path.FLOORS.get(state, 1e-3) for state in path.system().states])
    samples = np.abs(one.samples - other.samples) / (np.abs(one.samples) + floors)
    finish = np.abs(one.finish - other.finish) / (np.abs(one.finish) + floors[:, None])
    return float(max(samples.max(), finish.max()))


def test_a_shared_schedule_gives_the_same_courses(
    engine: Kernel, card: Kernel, some: Cohort, day: Records
) -> None:
    processor, gpu = (follow(k, some, day, path.ENTRIES) for k in (engine, card))
    assert _miss(processor, gpu) < CLOSE
    assert gpu.error == pytest.approx(processor.error, rel=1e-6)


def test_everyone_on_their_own_schedule_has_the_same_courses(
    engine: Kernel, card: Kernel, some: Cohort, day: Records
) -> None:
    short = _merged([Event(1.5, path.Input.WITH_FOOD, 5.0)], [6.0])
    records = stack([day, short, day])
    processor, gpu = (follow(k, some, records, path.ENTRIES) for k in (engine, card))
    assert _miss(processor, gpu) < CLOSE


def test_the_same_persons_are_followed_again_on_finer_steps(
    engine: Kernel, card: Kernel, some: Cohort, day: Records
) -> None:
    coarse = (1.0, 1.5, 4.0)
    loose = follow(engine, some, day, path.ENTRIES, grid=coarse, tolerance=1e3)
    tolerance = float(np.median(loose.error))
    processor, gpu = (
        follow(k, some, day, path.ENTRIES, grid=coarse, tolerance=0.99 * tolerance)
        for k in (engine, card)
    )
    assert 0 < np.sum(processor.error != loose.error) < some.persons
    assert _miss(processor, gpu) < CLOSE


def test_the_bits_are_the_same_however_the_persons_are_cut(
    card: Kernel, some: Cohort, day: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = follow(card, some, day, path.ENTRIES)
    monkeypatch.setattr(cuda.Launch, "_stride", lambda *_: 2)
    cut = follow(card, some, day, path.ENTRIES)
    assert np.array_equal(whole.samples, cut.samples)
    assert np.array_equal(whole.finish, cut.finish)


def test_a_number_that_is_not_one_is_refused(card: Kernel, some: Cohort) -> None:
    broken = dataclasses.replace(some, start=some.start * np.nan)
    with pytest.raises(Refusal, match="3 of 3 persons could not be followed"):
        follow(card, broken, _merged([], [0.5]), path.ENTRIES)
