"""A changed mechanism shows as words, over the trials, after half an hour, and after a week."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.engine.record import Floats
from threonate.mind.norm import Measure, Task, norm
from threonate.mind.practice import Form
from threonate.mind.word_list import Interval, WordList, usual_forgetting, word_list

AGES = st.floats(min_value=16.0, max_value=100.0)


def of(*values: float) -> Floats:
    return np.array(values)


def asked(age: float, *, before: Floats, after: Floats) -> WordList:
    steady = np.full_like(before, 0.4)
    return word_list(
        age,
        recall_before=before,
        recall_after=after,
        encoding_before=steady,
        encoding_after=steady,
    )


@given(AGES, st.floats(min_value=0.0, max_value=1.0))
def test_an_unchanged_mechanism_changes_no_word(age: float, recall: float) -> None:
    same = asked(age, before=of(recall), after=of(recall))
    assert same.change[0] == 0.0
    assert same.delayed_change[0] == 0.0


@given(st.floats(min_value=16.0, max_value=75.0))
def test_before_any_change_both_scores_are_those_of_the_norms(age: float) -> None:
    same = asked(age, before=of(0.8), after=of(0.8))
    delayed = norm(Task.REY, measure=Measure.DELAYED, age=age)
    assert same.words_before.sum() == pytest.approx(
        norm(Task.REY, measure=Measure.TOTAL, age=age).mean
    )
    assert same.delayed_before[0] == pytest.approx(delayed.mean)


def test_each_draw_has_its_own_words() -> None:
    found = asked(60.0, before=of(0.7, 0.7, 0.7), after=of(0.6, 0.7, 0.8))
    assert found.words_after.shape == (3, 5)
    assert found.change[0] < 0.0 == found.change[1] < found.change[2]
    assert np.all(found.words_after <= 15.0)


def test_words_count_in_spreads_between_people_of_the_age() -> None:
    found = asked(64.5, before=of(0.7), after=of(0.8))
    assert found.change_in_spreads[0] == pytest.approx(found.change[0] / 7.7)
    assert found.delayed_change_in_spreads[0] == pytest.approx(found.delayed_change[0] / 3.0)


def test_a_ceiling_that_rises_by_a_tenth_raises_every_score_by_a_tenth() -> None:
    # From 0.774 the odds must grow by (0.851 / 0.149) / (0.774 / 0.226) for a tenth more.
    found = asked(64.5, before=of(0.5), after=of(0.5))
    ceiling = float(found.before.ceiling[0])
    ratio = 1.1 * (1 - ceiling) / (1 - 1.1 * ceiling)
    more = asked(64.5, before=of(0.5), after=of(ratio / (1 + ratio)))
    assert more.change[0] == pytest.approx(4.34)
    assert more.delayed_change[0] == pytest.approx(0.88)


def test_older_people_lose_more_of_the_list_within_half_an_hour() -> None:
    young, old = (usual_forgetting(age).labile_share[0] for age in (24.5, 74.5))
    assert young < old


def test_a_night_of_sleep_keeps_words_that_a_day_awake_loses() -> None:
    found = asked(40.0, before=of(0.7), after=of(0.7))
    slept = found.kept(found.before, delay=12.0, nights=1)
    assert slept[0] > found.kept(found.before, delay=12.0, nights=0)[0]


def test_a_tester_sees_practice_in_words_with_the_same_form_only() -> None:
    found = asked(40.0, before=of(0.7), after=of(0.7))
    # 0.242 - 0.007 SD of 8.42 words: the norms' 8.3 and 8.6, read at 40 between 34.5 and 44.5.
    sd = 8.3 + 0.3 * 0.55
    assert found.retest(Form.SAME, years=0.0).practice[0] == pytest.approx(0.235 * sd)
    assert found.retest(Form.PARALLEL, years=0.0).practice[0] == 0.0
    delayed = found.retest(Form.SAME, years=0.0, measure=Measure.DELAYED)
    assert delayed.practice[0] == pytest.approx(0.235 * 2.8)


def test_nine_draws_in_ten_lie_in_the_interval() -> None:
    found = Interval.of(np.linspace(0.0, 100.0, 101))
    assert (found.low, found.median, found.high) == pytest.approx((5.0, 50.0, 95.0))
