"""Volunteers are followed through every arm, and share one truth at a time."""

from typing import Any

import numpy as np
import pytest
from tests.trial.made import FLUID, PLACEBO, THREONATE, design_with

from threonate.crowd_course import CrowdCourse
from threonate.dose import Salt
from threonate.evidence.parameter import Distribution
from threonate.simulation import all_parameters, draws_of, follow_crowd
from threonate.trial import volunteers
from threonate.trial.arm import Arm, Dose
from threonate.trial.volunteers import Pool, recruit

CITRATE = Arm("citrate", 50, Dose.of("144 mg magnesium"), Salt.find("citrate"), control=False)
ARMS = (THREONATE, CITRATE, PLACEBO)
FLUID_AT_THE_END = ("csf", "threonate", 12.0)


@pytest.fixture(scope="module")
def pool() -> Pool:
    design = design_with(arms=ARMS, endpoints=(FLUID,), visits=(6.0, 12.0))
    return recruit(design, volunteers=120, truths=200)


def test_a_brain_that_does_as_a_rats_gains_more_than_one_that_does_not(pool: Pool) -> None:
    change, so = pool.mean_change(FLUID_AT_THE_END), pool.translates > 0.5
    assert so.mean() == pytest.approx(0.6, abs=0.12)
    # Given translation a few per cent in spinal fluid, else under one from serum alone.
    assert np.median(change[so]) == pytest.approx(4.9, abs=1.2)
    assert np.median(change[~so]) == pytest.approx(0.6, abs=0.3)


def test_citrate_reaches_spinal_fluid_through_serum_alone(pool: Pool) -> None:
    assert np.quantile(pool.mean_change(("csf", "citrate", 12.0)), 0.95) < 2.0


def test_the_gain_grows_with_time(pool: Pool) -> None:
    early = pool.mean_change(("csf", "threonate", 6.0))
    assert (
        pool.mean_change(FLUID_AT_THE_END)[pool.translates > 0.5] > early[pool.translates > 0.5]
    ).mean() > 0.95


def test_volunteers_differ_around_a_typical_one(pool: Pool) -> None:
    answers = pool.answers[FLUID_AT_THE_END]
    assert len(answers) == len(pool) <= pool.asked == 120
    assert answers.mean() == pytest.approx(1.0, abs=0.25)
    assert 0.1 < answers.std() < 0.6


def test_the_same_seed_recruits_the_same_volunteers_and_fewer_doses_do_less(pool: Pool) -> None:
    design = design_with(arms=ARMS, endpoints=(FLUID,), visits=(6.0, 12.0))
    again = recruit(design, volunteers=120, truths=200)
    assert np.array_equal(again.mean_change(FLUID_AT_THE_END), pool.mean_change(FLUID_AT_THE_END))
    half = recruit(
        design_with(arms=ARMS, endpoints=(FLUID,), adherence=(0.4, 0.6)), volunteers=60, truths=200
    )
    assert np.unique(half.taken) == pytest.approx([0.425, 0.475, 0.525, 0.575])
    assert half.mean_change(FLUID_AT_THE_END).mean() < pool.mean_change(FLUID_AT_THE_END).mean()


def test_nobody_has_a_brain_that_translates_in_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = []

    def watched(*words: object, **more: Any) -> CrowdCourse:
        course = follow_crowd(*words, **more)  # type: ignore[arg-type]
        seen.append(course.course.parameters["brain.translation"])
        return course

    monkeypatch.setattr(volunteers, "follow_crowd", watched)
    told: list[int] = []
    recruit(design_with(), volunteers=60, truths=200, progress=told.append)
    assert set(np.concatenate(seen)) == {0.0, 1.0}
    # Whoever waits hears of it: all volunteers, all truths and the typical one.
    assert told == [60, 260, 261]


def test_scaling_agrees_with_following_everybody_with_each_truth() -> None:
    design = design_with(endpoints=(FLUID,))
    pool = recruit(design, volunteers=100, truths=200)
    crowd = design.people.population(seed=1).crowd(0, 100)
    weight = float(crowd.weight.mean())
    plans = {"threonate": THREONATE.regimen(weeks=12.0, weight=weight)}
    stated, alike = all_parameters(), range(100)
    differing = draws_of(alike, seed=1, spread=True, doubt=False)
    doubted = draws_of(range(200), seed=1, spread=False, doubt=True)
    for truth, so, share in ((0, 1.0, 0.1), (3, 1.0, 0.1), (8, 0.0, 0.35)):
        assert pool.translates[truth] == so
        nested = {
            name: differing[name] / number.value * doubted[name][truth]
            for name, number in stated.items()
            if number.distribution is not Distribution.FIXED and number.value
        }
        course = follow_crowd(crowd, plans, seed=1, doubt=False, instead=nested)
        change = course.change("csf", arm="threonate") / course.reading("csf")
        exact = 100.0 * float(np.nanmean(change))
        assert pool.mean_change(FLUID_AT_THE_END)[truth] == pytest.approx(exact, rel=share)
