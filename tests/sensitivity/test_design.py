"""Which versions are followed: the same as the field's library would follow."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.sensitivity.design import Design

sobol = pytest.importorskip("SALib.sample.sobol")

SINGLES = [(0,), (1,), (2,)]


def test_the_rows_are_those_of_salib() -> None:
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0.0, 1.0]] * 3}
    theirs = sobol.sample(problem, 32, calc_second_order=False, seed=7)
    ours = Design.of(SINGLES, base=32, seed=7)
    assert ours.runs == len(theirs) == 32 * 5
    assert np.allclose(ours.rows(0, ours.runs), theirs, atol=1e-9, rtol=0.0)


def test_the_rows_of_groups_are_those_of_salib() -> None:
    problem = {
        "num_vars": 4,
        "names": list("abcd"),
        "groups": ["one", "two", "one", "two"],
        "bounds": [[0.0, 1.0]] * 4,
    }
    theirs = sobol.sample(problem, 16, calc_second_order=False, seed=2)
    ours = Design.of([(0, 2), (1, 3)], base=16, seed=2)
    assert np.allclose(ours.rows(0, ours.runs), theirs, atol=1e-9, rtol=0.0)


@given(st.lists(st.integers(0, 80), max_size=6))
def test_rows_do_not_depend_on_how_they_are_cut(cuts: list[int]) -> None:
    design = Design.of(SINGLES, base=16, seed=1)
    ends = sorted({0, *cuts, design.runs})
    parts = [design.rows(begin, end) for begin, end in pairwise(ends)]
    assert np.array_equal(np.concatenate(parts), design.rows(0, design.runs))


def test_a_row_differs_from_the_first_of_its_base_row_in_its_own_group_alone() -> None:
    design = Design.of([(0, 2), (1,)], base=16, seed=1)
    first, one, two, last = design.rows(4, 8)
    assert (first != one).tolist() == [True, False, True]
    assert (first != two).tolist() == [False, True, False]
    assert (first != last).all()


def test_no_chance_is_none_or_all() -> None:
    rows = Design.of(SINGLES, base=1024, seed=5).rows(0, 1024 * 5)
    assert rows.min() > 0.0
    assert rows.max() < 1.0
