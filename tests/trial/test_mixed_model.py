"""The mixed model is what restricted maximum likelihood finds, found otherwise."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.optimize import minimize

from threonate.engine.record import Floats, Integers
from threonate.trial.comparison import ancova
from threonate.trial.mixed_model import mixed_model

ARM: Integers = np.repeat([0, 1], [20, 24])
VISITS = 3


def scores(trials: int) -> Floats:
    chance = np.random.default_rng(5)
    lasting = chance.standard_normal((trials, len(ARM), 1))
    found = 0.7 * lasting + 0.7 * chance.standard_normal((trials, len(ARM), 1 + VISITS))
    found[:, :, 1:] += 0.5 * (ARM == 1)[None, :, None]
    return np.asarray(found)


def leaving(trials: int) -> Integers:
    chance = np.random.default_rng(6)
    return np.asarray(chance.choice(VISITS + 1, p=[0.04, 0.1, 0.16, 0.7], size=(trials, len(ARM))))


def by_likelihood(before: Floats, after: Floats, seen: Integers) -> tuple[float, float]:
    """Maximise the restricted likelihood of one trial person by person: the last difference."""
    people = np.flatnonzero(seen)
    rows = [np.kron(np.eye(VISITS), [1.0, float(ARM[i]), before[i]])[: seen[i]] for i in people]
    told = [after[i, : seen[i]] for i in people]

    def fit(free: Floats) -> tuple[float, Floats, Floats]:
        lower = np.zeros((VISITS, VISITS))
        lower[np.tril_indices(VISITS)] = free
        covariance = lower @ lower.T
        information, sums, size = np.zeros((9, 9)), np.zeros(9), 0.0
        inverses = [np.linalg.inv(covariance[: len(y), : len(y)]) for y in told]
        for x, y, inverse in zip(rows, told, inverses, strict=True):
            information += x.T @ inverse @ x
            sums += x.T @ inverse @ y
            size -= np.linalg.slogdet(inverse)[1]
        found = np.linalg.solve(information, sums)
        for x, y, inverse in zip(rows, told, inverses, strict=True):
            size += (y - x @ found) @ inverse @ (y - x @ found)
        size += np.linalg.slogdet(information)[1]
        return float(size), np.asarray(found, dtype=np.float64), information

    start = np.eye(VISITS)[np.tril_indices(VISITS)]
    best = minimize(lambda free: fit(free)[0], start, method="BFGS", options={"gtol": 1e-6})
    _, found, information = fit(best.x)
    return float(found[-2]), float(np.sqrt(np.linalg.inv(information)[-2, -2]))


def test_with_gaps_it_is_restricted_maximum_likelihood() -> None:
    found, seen = scores(3), leaving(3)
    before, after = found[:, :, 0], found[:, :, 1:]
    ours = mixed_model(before, after, arm=ARM, arms=2, seen=seen)
    for trial in range(3):
        estimate, error = by_likelihood(before[trial], after[trial], seen[trial])
        assert ours.estimate[trial, 0] == pytest.approx(estimate, abs=1e-5)
        assert ours.error[trial, 0] == pytest.approx(error, rel=1e-5)


def test_without_gaps_it_is_the_adjusted_comparison_at_the_last_visit() -> None:
    found = scores(4)
    before, after = found[:, :, 0], found[:, :, 1:]
    everybody = np.full((4, len(ARM)), VISITS)
    ours = mixed_model(before, after, arm=ARM, arms=2, seen=everybody)
    plain = ancova(before, after[:, :, -1], arm=ARM, arms=2, stayed=everybody == VISITS)
    assert ours.estimate == pytest.approx(plain.estimate, abs=1e-12)
    assert ours.error == pytest.approx(plain.error, abs=1e-12)
    assert ours.p == pytest.approx(plain.p, abs=1e-12)


def test_it_agrees_with_the_random_intercept_of_another_package() -> None:
    """Scores that share one lasting part: both models are right, and the other knows a bit more."""
    found, seen = scores(4), leaving(4)
    ours = mixed_model(found[:, :, 0], found[:, :, 1:], arm=ARM, arms=2, seen=seen)
    for trial in range(4):
        person, visit = np.nonzero(seen[trial][:, None] > np.arange(VISITS))
        base = np.column_stack([np.ones(len(person)), ARM[person], found[trial, person, 0]])
        columns = np.concatenate([base * (visit == v)[:, None] for v in range(VISITS)], axis=1)
        theirs = sm.MixedLM(found[trial, person, 1 + visit], columns, groups=person).fit()
        # The last visit's arm stands before the last column.
        assert ours.estimate[trial, 0] == pytest.approx(theirs.fe_params[-2], abs=0.08)
        assert ours.error[trial, 0] == pytest.approx(theirs.bse_fe[-2], rel=0.2)


def test_nothing_is_found_as_often_as_alpha_allows() -> None:
    chance = np.random.default_rng(7)
    lasting = chance.standard_normal((4000, len(ARM), 1))
    found = lasting + chance.standard_normal((4000, len(ARM), 1 + VISITS))
    seen = chance.choice(VISITS + 1, p=[0.04, 0.1, 0.16, 0.7], size=(4000, len(ARM)))
    ours = mixed_model(found[:, :, 0], found[:, :, 1:], arm=ARM, arms=2, seen=seen)
    # Four standard errors of a share of 5 % in 4,000 trials.
    assert (ours.p < 0.05).mean() == pytest.approx(0.05, abs=0.014)


def test_too_few_people_give_nothing() -> None:
    found = scores(1)
    seen = np.where(np.arange(len(ARM)) % 11 == 0, VISITS, 0)[None, :]
    ours = mixed_model(found[:, :, 0], found[:, :, 1:], arm=ARM, arms=2, seen=seen)
    assert np.isnan(ours.estimate).all()
