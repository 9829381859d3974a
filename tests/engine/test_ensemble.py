"""Many persons at once: the same bits however they are divided, and every schedule its own."""

import dataclasses

import numpy as np
import pytest

from threonate import path
from threonate.engine.ensemble import Cohort, Journey, follow
from threonate.engine.kernel import Kernel
from threonate.engine.record import Event, Records, merge, stack
from threonate.refusal import Refusal

PLASMA = path.system().states.index("blood.plasma")
LUMEN = path.system().states.index("gut.stomach")


def _same(one: Journey, other: Journey) -> bool:
    return bool(
        np.array_equal(one.samples, other.samples) and np.array_equal(one.finish, other.finish)
    )


def test_one_worker_and_two_give_the_same_bits(
    engine: Kernel, cohort: Cohort, fortnight: Records
) -> None:
    alone = follow(engine, cohort, fortnight, path.ENTRIES, workers=1)
    together = follow(engine, cohort, fortnight, path.ENTRIES, workers=2)
    assert _same(alone, together)


def test_a_person_alone_and_in_a_crowd_has_the_same_course(
    engine: Kernel, cohort: Cohort, fortnight: Records
) -> None:
    crowd = follow(engine, cohort, fortnight, path.ENTRIES)
    for person in (0, 7, 8, 36):
        alone = follow(engine, cohort.take(np.array([person])), fortnight, path.ENTRIES)
        assert np.array_equal(alone.samples[0], crowd.samples[person])


def test_a_neighbour_with_another_schedule_changes_nothing(
    engine: Kernel, cohort: Cohort, fortnight: Records
) -> None:
    two = cohort.take(np.array([0, 1]))
    busy = merge(
        [Event(0.37 * i, path.Input.MEAL, 0.05) for i in range(800)],
        samples=[1.0],
        inputs=len(path.Input),
    )
    mixed = follow(engine, two, stack([fortnight, busy]), path.ENTRIES)
    plain = follow(engine, cohort.take(np.array([0])), fortnight, path.ENTRIES)
    assert np.array_equal(mixed.samples[0], plain.samples[0])


def test_a_sample_at_a_dose_comes_before_it_unless_asked(engine: Kernel, cohort: Cohort) -> None:
    one = cohort.take(np.array([0]))
    dose = [Event(3.0, path.Input.WITH_FOOD, 5.0)]

    def stomach(records: Records) -> float:
        return float(follow(engine, one, records, path.ENTRIES).samples[0, 0, LUMEN])

    inputs = len(path.Input)
    before = stomach(merge(dose, samples=[3.0], inputs=inputs))
    after = stomach(merge(dose, samples=[3.0], inputs=inputs, after_dose=True))
    assert after - before == pytest.approx(5.0, abs=1e-12)


def test_an_infusion_delivers_its_amount(engine: Kernel, cohort: Cohort) -> None:
    one = cohort.take(np.array([0]))
    drip = [Event(1.0, path.Input.VEIN, 8.0, duration=2.5)]
    states = [s.split(".")[0] in ("gut", "blood", "kidney", "stores") for s in path.system().states]
    mass = np.array(states) & np.array([s != "blood.exposure" for s in path.system().states])
    records = merge(drip, samples=[0.0, 6.0], inputs=len(path.Input))
    seen = follow(engine, one, records, path.ENTRIES).samples[0][:, mass].sum(axis=1)
    assert seen[1] - seen[0] == pytest.approx(8.0, abs=1e-9)


def test_persons_whose_error_is_too_large_are_followed_with_finer_steps(
    engine: Kernel, cohort: Cohort, fortnight: Records
) -> None:
    coarse = (1.0, 1.5, 4.0)
    loose = follow(engine, cohort, fortnight, path.ENTRIES, grid=coarse, tolerance=1e3)
    strict = follow(engine, cohort, fortnight, path.ENTRIES, grid=coarse, tolerance=1e-3)
    fine = follow(engine, cohort, fortnight, path.ENTRIES, grid=(0.02, 1.1, 0.2))
    assert loose.error.max() > 1e-3
    assert strict.error.max() <= 1e-3
    miss = [np.abs(j.samples - fine.samples)[:, :, PLASMA].max() for j in (loose, strict)]
    assert miss[1] < 0.2 * miss[0]


def test_a_number_that_is_not_one_is_refused(
    engine: Kernel, cohort: Cohort, fortnight: Records
) -> None:
    broken = dataclasses.replace(cohort, start=cohort.start * np.nan)
    with pytest.raises(Refusal, match="could not be followed"):
        follow(engine, broken, fortnight, path.ENTRIES)
