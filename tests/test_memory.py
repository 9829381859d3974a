"""What a regimen does to recall and to the words of a list."""

import numpy as np
import pytest

from threonate.course import Course
from threonate.dose import Regimen
from threonate.ladder import Rung
from threonate.memory import CUES, FREELY, LADDER_CUES, TOLD_CUES, interval, recalled
from threonate.simulation import simulate


@pytest.fixture(scope="module")
def course() -> Course:
    return simulate(regimen=Regimen.daily(), compare=["citrate"], draws=200)


@pytest.fixture(scope="module")
def idle() -> Course:
    return simulate(regimen=Regimen.none(weeks=4), draws=20)


def test_the_last_rung_is_the_memory_with_the_regimen(course: Course) -> None:
    told = [course.memory.after.cues.index(cue) for cue in LADDER_CUES]
    last = course.memory.rungs[Rung.THREONATE]
    assert np.array_equal(last.recall, course.memory.after.recall[:, told])
    assert np.array_equal(last.response, course.memory.after.response)


def test_the_first_rung_is_the_memory_without_it(course: Course) -> None:
    told = [course.memory.before.cues.index(cue) for cue in LADDER_CUES]
    first = course.memory.rungs[Rung.BEFORE]
    assert np.array_equal(first.recall, course.memory.before.recall[:, told])
    assert np.all(course.memory.gain(Rung.BEFORE) == 0.0)


def test_taking_nothing_changes_no_bit_of_memory(idle: Course) -> None:
    memory = idle.memory
    for field in ("encoding", "stored", "response", "recall"):
        assert np.array_equal(getattr(memory.before, field), getattr(memory.after, field))
    assert np.all(memory.words.change == 0.0)
    for before, after in memory.words_later().values():
        assert np.array_equal(before, after)


def test_the_arm_without_a_regimen_remembers_as_before(course: Course) -> None:
    memory = course.memories[course.arms[0].name]
    assert np.array_equal(memory.before.recall, memory.after.recall)


def test_words_up_to_the_last_rung_are_the_words(course: Course) -> None:
    words = course.memory.words_up_to(Rung.THREONATE)
    assert np.array_equal(words.words_after, course.memory.words.words_after)


def test_receptors_alone_bring_less_than_a_word(course: Course) -> None:
    middle, low, _ = interval(course.memory.words_up_to(Rung.HOMEOSTASIS).change)
    assert low > 0.0
    assert middle < 1.0


def test_a_hundredth_more_recall_is_about_three_quarters_of_a_word(course: Course) -> None:
    """Fifteen words in five trials: 0.01 x 75 words, less while the list is not yet learnt."""
    memory = course.memory
    more = np.median(memory.free_recall - memory.before.recall[:, CUES.index(FREELY)])
    words = np.median(memory.words.change)
    assert 0.4 < 0.01 * words / more < 1.2


def test_the_words_before_are_those_of_the_norm(course: Course) -> None:
    # 43.4 words at 64.5 and 47.6 at 54.5 years, straight between at 60.
    by_hand = 47.6 + (43.4 - 47.6) * (60.0 - 54.5) / 10.0
    total = course.memory.words.words_before.sum(axis=1)
    assert total == pytest.approx(np.full_like(total, by_hand), rel=1e-9)


def test_less_is_left_after_a_week_than_after_a_day_than_after_half_an_hour(
    course: Course,
) -> None:
    half_hour, day, week = course.memory.words_later().values()
    for moment, later in ((half_hour, day), (day, week)):
        assert np.all(later[0] <= moment[0])
        assert np.all(later[1] <= moment[1])


def test_cues_run_from_nothing_to_the_whole() -> None:
    assert CUES[0] == 0.0
    assert CUES[-1] == 1.0
    assert FREELY in CUES
    assert {*TOLD_CUES, *LADDER_CUES} <= set(CUES)


def test_any_cue_can_be_asked_about(course: Course) -> None:
    found = recalled(course.untreated, course.untreated, Rung.BEFORE, cues=(FREELY,)).recall[:, 0]
    assert np.array_equal(found, course.memory.before.recall[:, CUES.index(FREELY)])


def test_quantities_read_the_same_memory(course: Course) -> None:
    arm = course.arms[1].name
    found = course.readings[arm]
    assert np.array_equal(found["recall"], course.memory.free_recall)
    assert np.array_equal(found["potentiation"], course.memory.after.response)
    assert found["words"] == pytest.approx(course.memory.words.words_after.sum(axis=1))
    assert np.array_equal(found["delayed"], course.memory.words.delayed_after)


def test_an_interval_is_the_middle_and_nine_tenths() -> None:
    assert interval(np.linspace(0.0, 100.0, 101)) == (50.0, 5.0, 95.0)
