"""Having seen a test before helps, less with age and time, and not with another form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.mind.practice import Domain, Form, practice
from threonate.refusal import Refusal


def test_at_forty_an_immediate_retest_gains_a_quarter_of_a_spread() -> None:
    assert practice(Form.SAME, age=40, years=0)[0] == pytest.approx(0.242)


@pytest.mark.parametrize(
    ("domain", "gain"),
    [
        (Domain.VERBAL_MEMORY, 0.242 - 0.08 - 0.058 - 0.007),
        (Domain.VISUAL_MEMORY, 0.242 - 0.08 - 0.058 + 0.099),
        (Domain.SPEED, 0.242 - 0.08 - 0.058 + 0.007),
        (Domain.EXECUTIVE, 0.242 - 0.08 - 0.058 - 0.008),
    ],
)
def test_at_sixty_after_a_year_the_gain_depends_on_the_test(domain: Domain, gain: float) -> None:
    assert practice(Form.SAME, age=60, years=1, domain=domain)[0] == pytest.approx(gain)


@given(st.floats(min_value=16, max_value=100), st.floats(min_value=0, max_value=20))
def test_a_parallel_form_brings_nothing_and_the_same_one_no_loss(age: float, years: float) -> None:
    assert practice(Form.PARALLEL, age=age, years=years)[0] == 0.0
    gain = practice(Form.SAME, age=age, years=years)[0]
    assert practice(Form.SAME, age=age, years=years + 1)[0] <= gain
    assert gain >= 0.0


@pytest.mark.parametrize("years", [-0.1, float("nan")])
def test_a_retest_before_the_test_is_refused(years: float) -> None:
    with pytest.raises(Refusal, match="years between the tests"):
        practice(Form.SAME, age=40, years=years)
