"""People who differ: each trait as it is published, and held where it is given."""

import numpy as np
import pytest

from threonate.engine.record import Floats
from threonate.evidence.parameter import Distribution
from threonate.people.ages import Ages
from threonate.people.crowd import Crowd
from threonate.people.medicine import Effect, Medicine
from threonate.people.population import Population
from threonate.sensitivity.factor import Versions
from threonate.sensitivity.trait import PERSONAL, Traits
from threonate.simulation import all_parameters

SIXTY = {"age": 60.0, "sex": 1.0}


def people(traits: Traits, *, count: int = 4000) -> Versions:
    chances = np.random.default_rng(1).random((count, len(traits.factors)))
    return traits.versions(chances)


def crowd(traits: Traits) -> Crowd:
    return people(traits).crowd


def names(traits: Traits) -> set[str]:
    return {factor.name for factor in traits.factors}


def test_what_people_differ_in_is_seven_traits_and_how_their_bodies_work() -> None:
    found = names(Traits())
    assert {factor.name for factor in PERSONAL} <= found
    assert {"threonate.apparent_clearance", "gut.passive_rate", "synapse.own_density"} <= found


def test_the_spread_of_a_trait_is_not_drawn_twice() -> None:
    assert not names(Traits()) & {"people.diet", "people.weight_women", "people.serum_men"}


def test_women_of_sixty_weigh_76_kg_and_differ_by_a_quarter() -> None:
    weight = crowd(Traits(held=SIXTY)).weight
    assert weight.mean() == pytest.approx(76.0, rel=0.015)
    assert weight.std() / weight.mean() == pytest.approx(0.26, abs=0.015)


def test_their_kidneys_filter_86_with_an_sd_of_17() -> None:
    egfr = crowd(Traits(held=SIXTY)).egfr
    # 140 - 0.9 x 60, and 13 + 0.1 x 40.
    assert egfr.mean() == pytest.approx(86.0, abs=1.0)
    assert egfr.std() == pytest.approx(17.0, abs=0.7)
    assert egfr.min() >= 15.0
    assert egfr.max() <= 140.0


def test_their_serum_is_that_of_women() -> None:
    serum = crowd(Traits(held=SIXTY)).serum
    assert serum.mean() == pytest.approx(0.804, abs=0.003)
    assert serum.std() == pytest.approx(0.054, abs=0.002)


def test_their_food_varies_by_three_tenths() -> None:
    diet = crowd(Traits(held=SIXTY)).diet
    assert diet.std() / diet.mean() == pytest.approx(0.30, abs=0.015)


def test_people_are_those_of_the_population() -> None:
    theirs, ours = Population().crowd(0, 8000), people(Traits(), count=8000).crowd
    for name in ("age", "female", "weight", "height", "egfr", "diet", "serum"):
        drawn, own = (getattr(each, name).astype(float) for each in (theirs, ours))
        # Four standard errors of the difference of two means.
        assert abs(drawn.mean() - own.mean()) < 4.0 * drawn.std() * np.sqrt(2.0 / 8000), name
        assert own.std() == pytest.approx(drawn.std(), rel=0.05), name


def test_the_tall_are_heavier_and_the_heavy_eat_more() -> None:
    found = crowd(Traits(held=SIXTY))
    columns = np.array([np.log(found.weight), found.height, np.log(found.diet), found.serum])
    correlation = np.corrcoef(columns)
    assert correlation[0, 1] == pytest.approx(0.35, abs=0.04)
    assert correlation[0, 2] == pytest.approx(0.10, abs=0.04)
    assert correlation[0, 3] == pytest.approx(-0.10, abs=0.04)
    assert correlation[2, 3] == pytest.approx(0.10, abs=0.04)


def test_ages_lie_where_they_are_asked_for() -> None:
    age = crowd(Traits(Ages.of("50-70"))).age
    assert 50.0 <= age.min() < 51.0
    assert 69.0 < age.max() <= 70.0


def test_a_trait_that_is_held_is_the_same_in_all_and_no_factor() -> None:
    traits = Traits(held={"diet": 300.0, "sex": 0.0})
    assert not names(traits) & {"diet", "sex"}
    assert (crowd(traits).diet == 300.0).all()
    assert not crowd(traits).female.any()


def test_a_medicine_is_taken_by_all() -> None:
    found = crowd(Traits(medicines=(Medicine.find("omeprazole"),)))
    assert found.takes[Effect.PPI].all()


def test_their_values_are_true_and_not_measured() -> None:
    assert crowd(Traits()).is_exact


def test_bodies_work_at_different_rates_about_the_stated_one() -> None:
    drawn: dict[str, Floats] = people(Traits()).drawn
    number = all_parameters()["threonate.apparent_clearance"]
    logs = np.log(drawn[number.name] / number.value)
    assert logs.mean() == pytest.approx(0.0, abs=0.02)
    assert logs.std() == pytest.approx(np.sqrt(np.log1p(0.4**2)), abs=0.02)


def test_nothing_is_in_doubt() -> None:
    drawn = people(Traits(), count=50).drawn
    fixed = all_parameters()["brain.rat_gain"]
    assert (drawn[fixed.name] == fixed.value).all()


def test_people_differ_in_a_world_that_can_be() -> None:
    for name, number in all_parameters().items():
        if number.distribution is Distribution.BERNOULLI:
            assert (people(Traits(), count=50).drawn[name] == 1.0).all()
