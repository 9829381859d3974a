"""A difference in standard deviations shrinks a little in small groups."""

import pytest

from threonate.refusal import Refusal
from threonate.studies.effect_size import hedges_g, smallest_significant, standard_error


@pytest.mark.parametrize(("d", "g", "error"), [(0.67, 0.66, 0.31), (0.91, 0.89, 0.32)])
def test_the_first_positive_trial_in_the_units_of_the_others(
    d: float, g: float, error: float
) -> None:
    found = hedges_g(d, 23, 21)
    assert round(found, 2) == g
    assert round(standard_error(found, 23, 21), 2) == error


@pytest.mark.parametrize(("n1", "n2", "least"), [(23, 21, 0.61), (48, 61, 0.38), (30, 30, 0.52)])
def test_small_groups_see_only_large_differences(n1: int, n2: int, least: float) -> None:
    assert round(smallest_significant(n1, n2), 2) == least


def test_many_people_leave_a_difference_as_it_is() -> None:
    assert hedges_g(0.5, 10_000, 10_000) == pytest.approx(0.5, abs=1e-4)
    # With many people t is 1.96, and the root of 2/10,000 is 0.01414.
    assert smallest_significant(10_000, 10_000) == pytest.approx(0.0277, abs=1e-4)


def test_no_difference_has_the_error_of_two_means() -> None:
    assert standard_error(0.0, 50, 50) == pytest.approx(0.2)


@pytest.mark.parametrize("ask", [lambda: hedges_g(0.5, 1, 9), lambda: smallest_significant(9, 0)])
def test_one_person_is_no_group(ask: object) -> None:
    with pytest.raises(Refusal, match="at least 2 people"):
        ask()  # type: ignore[operator]


def test_a_level_is_a_probability() -> None:
    with pytest.raises(Refusal, match="between 0 and 1"):
        smallest_significant(20, 20, level=5)
