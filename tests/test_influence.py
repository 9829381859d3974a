"""Rank correlation finds what an answer depends on."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from threonate.evidence.grade import Grade
from threonate.influence import grade_of, influences

RANDOM = np.random.default_rng(2)
PARAMETERS = {name: RANDOM.lognormal(size=800) for name in ("strong", "weak", "idle")}
PARAMETERS["coin"] = (RANDOM.random(800) < 0.5).astype(float)
ANSWER = 3 * np.log(PARAMETERS["strong"]) - np.log(PARAMETERS["weak"]) + PARAMETERS["coin"]


def test_correlations_are_spearman_s_ties_included() -> None:
    for found in influences(PARAMETERS, ANSWER):
        expected = spearmanr(PARAMETERS[found.parameter], ANSWER).statistic
        assert found.correlation == pytest.approx(expected, abs=1e-12)


def test_the_strongest_comes_first_and_chance_is_left_out() -> None:
    found = influences(PARAMETERS, ANSWER)
    assert found[0].parameter == "strong"
    assert "idle" not in {influence.parameter for influence in found}


def test_an_answer_is_as_sure_as_the_weakest_number_that_it_needs() -> None:
    found = influences(PARAMETERS, ANSWER)
    grades = {"strong": Grade.B, "weak": Grade.D, "coin": Grade.A, "idle": Grade.F}
    assert grade_of(found, grades) is Grade.D


def test_an_answer_that_never_varies_depends_on_nothing() -> None:
    assert influences(PARAMETERS, np.ones(800)) == ()
