"""From studies to what a model can weigh."""

import math
from dataclasses import replace

import pytest

from threonate.refusal import Refusal
from threonate.studies.belief import MODELLED, stated_belief
from threonate.studies.domain import Domain
from threonate.studies.effect import load_effects
from threonate.studies.pooling import load_pool, pooled, trial_of
from threonate.studies.study import held_out, load_studies


def test_the_pool_holds_three_reported_trials_and_two_silent_ones() -> None:
    pool = load_pool()
    assert set(pool.reported) == {"liu2016", "ni2023", "zhang2022"}
    assert {each.trial for each in pool.unreported} == {"nct03601169", "mmfs205_ad"}
    assert not held_out() & {trial.name for trial in pool.trials}


def test_the_first_trial_enters_with_its_printed_numbers() -> None:
    found = {
        (o.domain, o.week): (o.low, o.high, o.error)
        for o in load_pool().outcomes
        if o.trial == "liu2016" and o.printed
    }
    assert found == {
        (Domain.G, 6.0): (0.66, 0.66, 0.31),
        (Domain.G, 12.0): (0.89, 0.89, 0.32),
        (Domain.EM, 12.0): (0.43, 0.43, 0.32),
    }


def test_a_null_result_enters_as_bounds_and_a_direction_as_one() -> None:
    bounds = {(o.trial, o.domain): (o.low, o.high) for o in load_pool().outcomes if not o.printed}
    assert bounds["ni2023", Domain.G] == (-0.38, 0.38)
    assert bounds["zhang2022", Domain.EM] == (0.0, math.inf)
    assert sum(o.trial == "zhang2022" for o in load_pool().outcomes) == 1


def test_every_reported_trial_has_one_headline_the_last_composite() -> None:
    heads = [o for o in load_pool().outcomes if o.headline]
    assert sorted(o.trial for o in heads) == sorted(load_pool().reported)
    (liu,) = (o for o in heads if o.trial == "liu2016")
    assert (liu.domain, liu.week) == (Domain.G, 12.0)


def test_a_trial_that_is_held_out_is_refused() -> None:
    name = next(iter(held_out()))
    leaked = replace(next(e for e in load_effects() if e.use), study=name)
    with pytest.raises(Refusal, match="held out"):
        pooled(load_studies(), effects=[leaked])


def test_what_was_not_stated_stays_unsure() -> None:
    ni = trial_of(load_studies()["ni2023"])
    assert ni.age_sd > 0.0
    assert ni.dose_sdlog > 0.0
    liu = trial_of(load_studies()["liu2016"])
    assert (liu.age, liu.age_sd, liu.dose_sdlog) == (57.3, 0.0, 0.0)
    assert liu.dose == pytest.approx(25.0)


def test_the_fingerprint_changes_with_data_and_belief() -> None:
    pool, belief = load_pool(), stated_belief()
    assert pool.digest() == pool.digest(belief)
    assert pool.without("ni2023").digest() != pool.digest()
    assert pool.digest(replace(belief, composite_mean=0.2)) != pool.digest()


def test_a_trial_that_is_not_there_cannot_be_left_out() -> None:
    with pytest.raises(Refusal, match="not in the pool"):
        load_pool().without("liu2017")


def test_only_what_shares_a_scale_is_modelled() -> None:
    assert Domain.TOL not in MODELLED
    assert len(MODELLED) == 10
