"""Sobol's indices of functions whose indices are known exactly, and as SALib gives them."""

import math
import sys
from collections.abc import Callable

import numpy as np
import pytest

from threonate.engine.record import Floats
from threonate.refusal import Refusal
from threonate.sensitivity.design import Design
from threonate.sensitivity.index import estimator, indices, totals

sobol = pytest.importorskip("SALib.analyze.sobol")


def answers(function: Callable[[Floats], Floats], *, factors: int, base: int) -> Floats:
    design = Design.of([(place,) for place in range(factors)], base=base, seed=1)
    # In pieces, as persons are followed.
    parts = [function(design.rows(at, at + 100).T) for at in range(0, design.runs, 100)]
    return np.concatenate(parts).reshape(-1, design.step)


def ishigami(chances: Floats) -> Floats:
    x = math.pi * (2.0 * chances - 1.0)
    return np.asarray(np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]))


def test_the_usual_test_function_has_its_exact_indices() -> None:
    """Ishigami and Homma's function with a = 7 and b = 0.1, whose integrals are known."""
    found = indices(answers(ishigami, factors=3, base=4096), seed=1)
    one = 0.5 * (1.0 + 0.1 * math.pi**4 / 5.0) ** 2
    two = 7.0**2 / 8.0
    both = 0.1**2 * math.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    first = np.array([one, two, 0.0]) / (one + two + both)
    total = np.array([one + both, two, both]) / (one + two + both)
    assert [index.first[0] for index in found] == pytest.approx(first, abs=0.01)
    assert [index.total[0] for index in found] == pytest.approx(total, abs=0.01)
    for index, alone, together in zip(found, first, total, strict=True):
        assert index.first[1] <= alone <= index.first[2]
        assert index.total[1] <= together <= index.total[2]


def test_a_product_of_weights_has_its_exact_indices() -> None:
    """Sobol's G function: the share of a factor follows from its weight alone."""
    weights = np.array([0.0, 1.0, 4.5, 9.0, 99.0])

    def product(chances: Floats) -> Floats:
        sides = (np.abs(4.0 * chances - 2.0) + weights[:, None]) / (1.0 + weights[:, None])
        return np.asarray(np.prod(sides, axis=0))

    found = indices(answers(product, factors=5, base=4096), seed=1)
    own = 1.0 / (3.0 * (1.0 + weights) ** 2)
    variance = np.prod(1.0 + own) - 1.0
    total = own * np.prod(1.0 + own) / (1.0 + own) / variance
    assert [index.first[0] for index in found] == pytest.approx(own / variance, abs=0.015)
    assert [index.total[0] for index in found] == pytest.approx(total, abs=0.015)


def test_salib_finds_the_same_from_the_same_answers() -> None:
    given = answers(ishigami, factors=3, base=256)
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0.0, 1.0]] * 3}
    theirs = sobol.analyze(problem, given.ravel(), calc_second_order=False, seed=1)
    found = indices(given, seed=1)
    # SALib centres on all answers at once and we on one group's, which moves the second decimal.
    assert [index.first[0] for index in found] == pytest.approx(theirs["S1"], abs=0.02)
    assert [index.total[0] for index in found] == pytest.approx(theirs["ST"], abs=1e-9)


def test_in_a_sum_first_and_total_are_the_same_and_make_up_all() -> None:
    def total(chances: Floats) -> Floats:
        return np.asarray(3.0 * chances[0] + 2.0 * chances[1] + chances[2])

    found = indices(answers(total, factors=3, base=2048), seed=1)
    shares = [9.0 / 14.0, 4.0 / 14.0, 1.0 / 14.0]
    assert [index.first[0] for index in found] == pytest.approx(shares, abs=0.005)
    assert [index.total[0] for index in found] == pytest.approx(shares, abs=0.005)
    assert sum(index.first[0] for index in found) == pytest.approx(1.0, abs=0.01)


def test_a_shifted_and_stretched_answer_has_the_same_indices() -> None:
    given = answers(ishigami, factors=3, base=256)
    plain, moved = indices(given, seed=1), indices(1e6 - 40.0 * given, seed=1)
    for one, other in zip(plain, moved, strict=True):
        assert one.first == pytest.approx(other.first, abs=1e-6)
        assert one.total == pytest.approx(other.total, abs=1e-6)


def test_more_base_rows_narrow_the_intervals() -> None:
    few, many = (indices(answers(ishigami, factors=3, base=n), seed=1) for n in (256, 4096))
    for one, other in zip(few, many, strict=True):
        width, narrow = (index.total[2] - index.total[1] for index in (one, other))
        # Sixteen times the rows, a quarter of the width.
        assert narrow == pytest.approx(width / 4.0, rel=0.35)


def test_what_changes_nothing_has_no_share_at_all() -> None:
    def first_alone(chances: Floats) -> Floats:
        return np.asarray(chances[0])

    idle = indices(answers(first_alone, factors=2, base=64), seed=1)[1]
    assert idle.first == idle.total == (0.0, 0.0, 0.0)


def test_a_lost_run_takes_only_its_own_group_along() -> None:
    given = answers(ishigami, factors=3, base=256)
    lost = given.copy()
    lost[5, 2] = np.nan
    whole, part = indices(given, seed=1), indices(lost, seed=1)
    assert part[0] == whole[0]
    assert part[2] == whole[2]
    rest = np.delete(given, 5, axis=0)
    assert part[1] == indices(rest, seed=1)[1]


def test_the_rough_totals_put_the_factors_in_their_order() -> None:
    rough = totals(answers(ishigami, factors=3, base=1024))
    exact = indices(answers(ishigami, factors=3, base=1024), seed=1)
    assert rough == pytest.approx([index.total[0] for index in exact], rel=0.02)


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib.analyze", None)
    with pytest.raises(Refusal, match=r"pip install 'threonate\[sensitivity\]'"):
        estimator()


def test_an_answer_that_is_always_the_same_has_no_totals() -> None:
    assert totals(np.ones((16, 5))).tolist() == [0.0, 0.0, 0.0]
