"""A person learns a share of what is left in each reading, and recalls up to a ceiling."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.engine.record import Floats
from threonate.mind.curve import Curve, changed, usual_curve
from threonate.mind.norm import Measure, Task, norm
from threonate.mind.numbers import stated
from threonate.refusal import Refusal

CHANCES = st.floats(min_value=0.0, max_value=1.0)
INNER = st.floats(min_value=0.01, max_value=0.99)
AGES = st.floats(min_value=16.0, max_value=100.0)


def of(*values: float) -> Floats:
    return np.array(values)


def moved(
    curve: Curve, recall: tuple[float, float], encoding: tuple[float, float] = (0.4, 0.4)
) -> Curve:
    return changed(
        curve,
        recall_before=of(recall[0]),
        recall_after=of(recall[1]),
        encoding_before=of(encoding[0]),
        encoding_after=of(encoding[1]),
    )


def test_words_of_five_trials_agree_with_arithmetic_by_hand() -> None:
    words = Curve(of(0.8), of(0.4)).words()
    assert words.shape == (1, 5)
    assert words[0] == pytest.approx([4.8, 7.68, 9.408, 10.4448, 11.06688])
    assert Curve(of(0.8), of(0.4)).total()[0] == pytest.approx(43.39968)


def test_who_learns_all_at_once_recalls_at_the_ceiling_every_time() -> None:
    assert Curve(of(0.8), of(1.0)).words()[0] == pytest.approx([12.0] * 5)


def test_a_hundredth_more_recall_in_every_trial_is_three_quarters_of_a_word() -> None:
    sure = of(1.0)
    gain = Curve(of(0.71), sure).total() - Curve(of(0.70), sure).total()
    assert gain[0] == pytest.approx(0.75)


@given(st.floats(min_value=16.0, max_value=75.0))
def test_healthy_people_up_to_75_recall_the_total_of_the_norm(age: float) -> None:
    curve = usual_curve(age)
    assert curve.total()[0] == pytest.approx(norm(Task.REY, measure=Measure.TOTAL, age=age).mean)
    assert 0.0 < curve.rate[0] < curve.ceiling[0] < 1.0


def test_beyond_75_people_are_taken_to_recall_no_more_and_to_learn_more_slowly() -> None:
    younger, older = usual_curve(75.0), usual_curve(90.0)
    assert older.ceiling[0] == younger.ceiling[0]
    assert older.rate[0] < younger.rate[0]


@pytest.mark.parametrize(("age", "rate"), [(63.5, 0.43), (80.0, 0.37), (71.75, 0.40), (20.0, 0.55)])
def test_older_people_learn_more_slowly(age: float, rate: float) -> None:
    assert usual_curve(age).rate[0] == pytest.approx(rate)


def test_a_slow_learner_s_ceiling_stays_below_certainty() -> None:
    slow = {**stated(), "mind.learning_rate_most": of(0.2)}
    assert usual_curve(20, numbers=slow).ceiling[0] == stated()["mind.surest"][0]


def test_each_draw_has_its_own_curve() -> None:
    rates = of(0.40, 0.43, 0.46)
    curve = usual_curve(63.5, numbers={**stated(), "mind.learning_rate_sixties": rates})
    assert curve.rate == pytest.approx(rates)
    assert np.all(np.diff(curve.ceiling) < 0)
    assert curve.total() == pytest.approx([43.82] * 3)


def test_the_odds_of_recall_move_the_ceiling_and_those_of_encoding_the_rate() -> None:
    # Recall from 1:1 to 3:2 takes 4:1 to 6:1; encoding from 1:4 to 1:3 takes 2:3 to 8:9.
    after = moved(Curve(of(0.8), of(0.4)), (0.5, 0.6), (0.2, 0.25))
    assert after.ceiling[0] == pytest.approx(6 / 7)
    assert after.rate[0] == pytest.approx(8 / 17)


@given(INNER, INNER, CHANCES, CHANCES)
def test_no_change_of_the_mechanism_changes_nothing(
    ceiling: float, rate: float, recall: float, encoding: float
) -> None:
    before = Curve(of(ceiling), of(rate))
    after = moved(before, (recall, recall), (encoding, encoding))
    assert after.ceiling[0] == ceiling
    assert after.rate[0] == rate


@given(INNER, INNER, CHANCES, CHANCES, CHANCES)
def test_more_recall_never_costs_words(
    ceiling: float, rate: float, first: float, second: float, encoding: float
) -> None:
    before = Curve(of(ceiling), of(rate))
    low, high = sorted((first, second))
    after = moved(before, (low, high), (encoding, encoding))
    assert 0.0 <= ceiling <= after.ceiling[0] <= 1.0
    assert after.total()[0] >= before.total()[0]


@given(INNER, CHANCES, CHANCES)
def test_there_and_back_is_where_one_was(ceiling: float, first: float, second: float) -> None:
    before = Curve(of(ceiling), of(0.4))
    back = moved(moved(before, (first, second)), (second, first))
    assert back.ceiling[0] == pytest.approx(ceiling, rel=1e-6)


@pytest.mark.parametrize("recall", [(-0.1, 0.5), (0.5, 1.1), (float("nan"), 0.5)])
def test_what_is_no_probability_is_refused(recall: tuple[float, float]) -> None:
    with pytest.raises(Refusal, match="it is a probability"):
        moved(Curve(of(0.8), of(0.4)), recall)
