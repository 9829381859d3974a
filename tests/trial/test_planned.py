"""What theory promises of a design agrees with textbooks, and with running it."""

import math
from dataclasses import replace

import pytest

from threonate.lab.design_example import find_example
from threonate.studies.domain import Domain
from threonate.trial.ability import people_by_normal
from threonate.trial.design import Analysis, Design
from threonate.trial.endpoint import DomainEndpoint
from threonate.trial.planned import equal_arms, person_sd, planned_people, planned_power
from threonate.trial.virtual import virtual_trial
from threonate.trial.volunteers import LEAST_TRUTHS


@pytest.fixture(scope="module")
def design() -> Design:
    return find_example("next_trial").design


def test_adjusting_for_the_first_measurement_leaves_what_it_does_not_tell() -> None:
    endpoint = DomainEndpoint("composite", Domain.G, retest=0.6)
    assert person_sd(endpoint, Analysis.ANCOVA) == pytest.approx(0.8)
    assert person_sd(endpoint, Analysis.CHANGE) == pytest.approx(math.sqrt(0.8))


def test_nobody_leaving_it_takes_what_the_textbook_says(design: Design) -> None:
    whole = replace(design, drop_out=0.0, analysis=Analysis.CHANGE)
    endpoint, arm = whole.endpoints[0], whole.treated[0]
    people = planned_people(whole, endpoint, arm, effect=0.2, power=0.8)
    sd = person_sd(endpoint, Analysis.CHANGE)
    assert people == pytest.approx(people_by_normal(0.2, sd=sd, power_wanted=0.8), rel=0.02)


@pytest.mark.parametrize("name", ["next_trial", "liu2016", "ni2023", "brain_magnesium"])
def test_running_a_design_finds_what_theory_promised(name: str) -> None:
    design = find_example(name).design
    ran = virtual_trial(design, replicates=200, volunteers=100, truths=LEAST_TRUTHS).headline
    people = min(ran.arm.n, design.control.n)
    for size in ran.sizes:
        effect = size.ability.effect
        promised = planned_power(design, ran.endpoint, ran.arm, effect=effect, people=people)
        assert promised == pytest.approx(size.ability.power, abs=0.03)


def test_unequal_arms_tell_as_much_as_equal_ones_between_them() -> None:
    # 1/100 + 1/200 = 2/133.3
    assert equal_arms(100, 200) == 133
    assert equal_arms(50, 50) == 50


def test_a_run_of_unequal_arms_finds_what_theory_promised(design: Design) -> None:
    arms = tuple(replace(arm, n=200 if arm.control else 100) for arm in design.arms)
    uneven = replace(design, arms=arms)
    ran = virtual_trial(uneven, replicates=200, volunteers=100, truths=LEAST_TRUTHS).headline
    effect = ran.sizes[0].ability.effect
    promised = planned_power(
        uneven, ran.endpoint, ran.arm, effect=effect, people=equal_arms(100, 200)
    )
    assert promised == pytest.approx(ran.sizes[0].ability.power, abs=0.03)
