"""What holds of recall for any regimen that people could take, and for any of them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from threonate.course import Course
from threonate.dose import Regimen
from threonate.ladder import Rung
from threonate.memory import CUES
from threonate.people import Person
from threonate.simulation import simulate

SALTS = ("threonate", "citrate", "oxide", "glycinate")

courses = st.builds(
    lambda age, salt, elemental, weeks, seed: simulate(
        Person(age=age),
        Regimen.daily(salt, elemental=elemental, weeks=weeks, titrate=False),
        draws=8,
        seed=seed,
    ),
    age=st.floats(min_value=20.0, max_value=90.0),
    salt=st.sampled_from(SALTS),
    elemental=st.floats(min_value=20.0, max_value=350.0),
    weeks=st.integers(min_value=1, max_value=4),
    seed=st.integers(min_value=0, max_value=10_000),
)

few = settings(max_examples=12)


@few
@given(courses)
def test_recall_is_a_share_and_grows_with_the_cue(course: Course) -> None:
    for found in (course.memory.before.recall, course.memory.after.recall):
        assert found.shape == (course.draws, len(CUES))
        assert np.all((found >= 0.0) & (found <= 1.0))
        assert np.all(np.diff(found, axis=1) > -1e-3)


@few
@given(courses)
def test_the_block_costs_and_receptors_give_back(course: Course) -> None:
    block, scaled = (course.memory.gain(rung) for rung in (Rung.BLOCK, Rung.HOMEOSTASIS))
    # One of the items that stand for all may settle otherwise at the edge of what can be recalled.
    assert np.all(block < 1e-3)
    assert np.all(scaled > block - 1e-3)


@few
@given(courses)
def test_words_stay_on_the_list(course: Course) -> None:
    words = course.memory.words
    for trials in (words.words_before, words.words_after):
        assert np.all((trials >= 0.0) & (trials <= 15.0))
        assert np.all(np.diff(trials, axis=1) >= 0.0)
    for delayed in (words.delayed_before, words.delayed_after):
        assert np.all((delayed >= 0.0) & (delayed <= 15.0))


@few
@given(courses)
def test_a_person_of_a_course_is_the_same_in_a_larger_one(course: Course) -> None:
    larger = simulate(course.person, course.regimen, draws=11, seed=course.seed)
    assert np.array_equal(larger.memory.after.recall[: course.draws], course.memory.after.recall)
    assert np.array_equal(larger.spike_calcium[: course.draws], course.spike_calcium)
