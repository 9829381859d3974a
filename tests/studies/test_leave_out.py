"""Each trial predicted from the others."""

import math

import pytest

from threonate.studies.domain import Domain
from threonate.studies.leave_out import Prediction, Predictor, leave_out, verdicts
from threonate.studies.pooling import load_pool


@pytest.fixture(scope="module")
def predictions() -> tuple[Prediction, ...]:
    return leave_out(load_pool(), draws=100_000)


def test_every_outcome_is_predicted_by_everybody(predictions: tuple[Prediction, ...]) -> None:
    assert len(predictions) == len(load_pool().outcomes) * len(Predictor)


def test_nothing_expected_scores_the_last_composite_by_hand(
    predictions: tuple[Prediction, ...],
) -> None:
    (found,) = (
        each
        for each in predictions
        if each.predictor is Predictor.NULL
        and (each.outcome.domain, each.outcome.week, each.trial) == (Domain.G, 12.0, "liu2016")
    )
    # A normal of 0 and 0.32 at 0.89: z = 2.78125.
    assert found.log == pytest.approx(math.log(0.32 * math.sqrt(2 * math.pi)) + 2.78125**2 / 2)
    assert (found.half, found.most) == (False, False)


def test_a_bound_is_scored_by_the_chance_of_it(predictions: tuple[Prediction, ...]) -> None:
    (found,) = (
        each
        for each in predictions
        if each.predictor is Predictor.NULL and each.outcome.domain is Domain.MOOD
    )
    # Two standard errors either side of nothing hold 95.45 %.
    assert found.log == pytest.approx(-math.log(0.9545), abs=1e-4)
    assert found.ranked is None


def test_the_model_beats_the_simple_ways_on_the_log_score(
    predictions: tuple[Prediction, ...],
) -> None:
    found = {each.predictor: each for each in verdicts(predictions)}
    assert all(
        found[Predictor.MODEL].log < each.log
        for who, each in found.items()
        if who is not Predictor.MODEL
    )
    assert found[Predictor.MODEL].most >= 0.75
