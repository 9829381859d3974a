"""What a design alone says about what a trial will find."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import nct
from scipy.stats import t as student

from threonate.refusal import Refusal
from threonate.studies.belief import QUANTITIES
from threonate.studies.domain import Domain
from threonate.studies.posterior import Posterior, equal_weights, load_posterior
from threonate.studies.study import load_studies
from threonate.studies.trial_design import Design, Endpoint, design_of, forecast

THINKING = Endpoint("composite", Domain.G, 12.0)
DESIGN = Design(50, 50, 25.0, 55.0, (THINKING,))


def certain(**known: float) -> Posterior:
    """A world in which every quantity is known: no effect, no boast, no spread, all published."""
    plain = dict.fromkeys(QUANTITIES, 0.0)
    plain |= {"onset": 1e-3, "half_dose": 10.0, "published": 1.0}
    draws = {name: np.full(2000, value) for name, value in (plain | known).items()}
    return equal_weights(draws, load_posterior().record)


def test_without_an_effect_one_trial_in_twenty_is_significant() -> None:
    (found,) = forecast(DESIGN, posterior=certain()).run
    assert found.significant == pytest.approx(0.05, abs=0.006)
    assert found.positive == pytest.approx(0.025, abs=0.005)
    assert found.error == pytest.approx(0.2, abs=0.002)


@pytest.mark.parametrize("effect", [0.2, 0.4, 0.6])
def test_power_is_that_of_the_t_test(effect: float) -> None:
    (found,) = forecast(DESIGN, posterior=certain(G=effect)).run
    line = student.ppf(0.975, 98)
    power = nct.sf(line, 98, effect * 5.0) + nct.cdf(-line, 98, effect * 5.0)
    assert found.significant == pytest.approx(power, abs=0.02)


def test_the_first_trial_had_the_power_that_its_size_gives() -> None:
    """With 23 and 21 people and a true 0.4, power is about 24 %; significant ones show 0.79."""
    design = replace(DESIGN, active=23, control=21)
    found = forecast(design, posterior=certain(G=0.4, published=0.0))
    assert found.run[0].positive == pytest.approx(0.24, abs=0.03)
    assert found.published[0].quantiles[2] == pytest.approx(0.77, abs=0.04)


def test_a_published_trial_looks_better_than_the_same_trial_run() -> None:
    found = forecast(DESIGN)
    assert found.published[0].quantiles[2] > found.run[0].quantiles[2]
    assert found.published[0].significant > found.run[0].significant
    assert found.published[0].true[2] > found.run[0].true[2]
    assert 0.0 < found.chance_published < 1.0


def test_a_maker_and_other_ingredients_add() -> None:
    plain = forecast(DESIGN).run[0].quantiles[2]
    assert forecast(replace(DESIGN, linked=True)).run[0].quantiles[2] > plain + 0.05
    assert forecast(replace(DESIGN, combination=True)).run[0].quantiles[2] > plain + 0.1
    unknown = forecast(replace(DESIGN, linked=None)).run[0].quantiles[2]
    assert plain < unknown < forecast(replace(DESIGN, linked=True)).run[0].quantiles[2]


def test_a_noisy_test_shrinks_an_effect_and_adjustment_sharpens_it() -> None:
    noisy = replace(DESIGN, endpoints=(replace(THINKING, reliability=0.85 / 4),))
    world = certain(G=0.4)
    # A quarter of the reliability halves an effect in standard deviations.
    (found,) = forecast(noisy, posterior=world).run
    assert found.quantiles[2] == pytest.approx(0.2, abs=0.01)
    (sharp,) = forecast(replace(DESIGN, retest=0.8), posterior=world).run
    assert sharp.error == pytest.approx(0.2 * 0.6, abs=0.002)


def test_more_people_narrow_a_forecast() -> None:
    def width(people: int) -> float:
        (found,) = forecast(replace(DESIGN, active=people, control=people)).run
        return found.quantiles[4] - found.quantiles[0]

    assert width(20) > width(100) > width(1000)


def test_a_held_out_trial_is_forecast_from_its_design() -> None:
    design = design_of(load_studies()["hausenblas2024"], endpoints=(THINKING,))
    assert (design.active, design.control) == (40, 40)
    assert design.age == 45.0
    assert design.linked is True
    assert design.dose == pytest.approx(1000 / 70)


def test_a_design_that_nobody_could_run_is_refused() -> None:
    for change in ({"active": 1}, {"dose": -1.0}, {"retest": 1.0}, {"endpoints": ()}):
        with pytest.raises(Refusal):
            replace(DESIGN, **change)
    for endpoint in (
        replace(THINKING, domain=Domain.TOL),
        replace(THINKING, week=0.0),
        replace(THINKING, reliability=1.5),
    ):
        with pytest.raises(Refusal):
            replace(DESIGN, endpoints=(endpoint,))
