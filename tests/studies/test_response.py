"""How an effect grows with dose and time and differs between people."""

import numpy as np
import pytest

from threonate.studies.belief import prior_draws, stated_belief
from threonate.studies.domain import Domain
from threonate.studies.response import boast, response, share_of_dose, share_of_time

HALF = np.array([10.0])


def test_the_usual_dose_gives_the_whole_effect_and_none_gives_nothing() -> None:
    assert share_of_dose(25.0, half_dose=HALF, usual_dose=25.0)[0] == pytest.approx(1.0)
    assert share_of_dose(0.0, half_dose=HALF, usual_dose=25.0)[0] == 0.0
    # 12.5/22.5 over 25/35 = 0.7778: half the dose keeps three quarters of the effect.
    assert share_of_dose(12.5, half_dose=HALF, usual_dose=25.0)[0] == pytest.approx(
        0.7778, abs=1e-4
    )


def test_six_weeks_of_a_time_of_5_7_hold_three_quarters_of_twelve() -> None:
    onset = np.array([5.7])
    share = share_of_time(6.0, onset=onset) / share_of_time(12.0, onset=onset)
    assert share[0] == pytest.approx(0.74, abs=0.005)


def test_at_the_reference_people_dose_and_end_the_effect_is_the_stated_one() -> None:
    draws = prior_draws(stated_belief(), draws=50, seed=1)
    found = response(
        draws,
        domain=Domain.EM,
        dose=25.0,
        week=1e6,
        age=55.0,
        impaired=0.0,
        belief=stated_belief(),
    )
    assert found == pytest.approx(draws["EM"])


def test_an_independent_trial_of_the_pure_compound_boasts_of_nothing() -> None:
    draws = prior_draws(stated_belief(), draws=50, seed=1)
    assert not boast(draws, sponsor=0.0, combination=0.0).any()
    assert (boast(draws, sponsor=1.0, combination=0.0) > 0.0).all()
