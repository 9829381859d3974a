"""What a study found is a number, a bound or a direction, and none of it is from a held-out one."""

import re
import tomllib
from importlib.resources import files

import pytest

from threonate.refusal import Refusal
from threonate.studies.domain import POOLED, Domain
from threonate.studies.effect import Censoring, EffectKind, load_effects, read_effects
from threonate.studies.effect_size import hedges_g, smallest_significant, standard_error
from threonate.studies.study import Use, load_studies

THREE = ("lopresti", "hausenblas", "nct02237235")

GOOD = """
[one]
study = "liu2016"
domain = "G"
outcome = "composite"
week = 12
kind = "hedges g"
estimate = 0.89
se = 0.32
low = 0.29
high = 1.53
use = true
"""

BOUND = """
[one]
study = "ni2023"
domain = "SLS"
outcome = "PSQI"
week = 12
kind = "cohen d"
se = 0.19
low = -0.38
high = 0.38
censoring = "interval"
use = true
"""


def used() -> dict[tuple[str, str, float | None], tuple[float | None, ...]]:
    return {
        (e.study, e.domain.value, e.week): (e.estimate, e.se, e.low, e.high)
        for e in load_effects()
        if e.use
    }


def test_the_pooled_model_takes_what_the_plan_names_and_no_more() -> None:
    bound, silent = (None, 0.19, -0.38, 0.38), (None, None, None, None)
    assert used() == {
        ("liu2016", "G", 6.0): (0.66, 0.31, 0.06, 1.28),
        ("liu2016", "G", 12.0): (0.89, 0.32, 0.29, 1.53),
        ("liu2016", "EM", 12.0): (0.43, 0.32, None, None),
        ("liu2016", "ATT", 12.0): (None, 0.30, -0.61, 0.61),
        ("zhang2022", "EM", 4.29): (None, 0.19, 0.0, None),
        ("ni2023", "G", 12.0): bound,
        ("ni2023", "SLS", 12.0): bound,
        ("ni2023", "ANX", 12.0): bound,
        ("ni2023", "MOOD", 12.0): bound,
        ("nct03601169", "SLS", 2.0): silent,
        ("mmfs205_ad", "G", None): silent,
    }
    assert len(used()) == sum(e.use for e in load_effects())


def test_no_outcome_of_a_held_out_trial_is_anywhere() -> None:
    held = {key for key, study in load_studies().items() if study.use is Use.HELDOUT}
    assert len(held) == 3
    assert not held & {effect.study for effect in load_effects()}
    for name in ("effects.toml", "claims.toml"):
        text = files("threonate.studies").joinpath(name).read_text(encoding="utf-8").casefold()
        assert not any(name in text for name in THREE)


@pytest.mark.parametrize("study", ["lopresti2026", "hausenblas2024", "nct02237235"])
def test_an_outcome_of_a_held_out_trial_is_refused(study: str) -> None:
    for row in (GOOD, GOOD.replace("use = true", "use = false")):
        with pytest.raises(Refusal, match="held out"):
            read_effects(row.replace("liu2016", study), studies=load_studies())


def test_the_numbers_of_liu_follow_from_what_was_printed() -> None:
    printed = {e.week: e for e in load_effects() if e.kind is EffectKind.COHEN_D and e.estimate}
    assert printed[6.0].estimate == 0.67
    for effect in load_effects():
        if effect.use and effect.study == "liu2016" and effect.domain is Domain.G:
            d = printed[6.0].estimate if effect.week == 6.0 else 0.91
            g = hedges_g(d or 0.0, 23, 21)
            assert effect.estimate == pytest.approx(g, abs=0.005)
            assert effect.se == pytest.approx(standard_error(g, 23, 21), abs=0.005)


def test_a_bound_is_the_smallest_significant_difference_of_its_arms() -> None:
    bounds = [e for e in load_effects() if e.censoring is Censoring.INTERVAL]
    assert len(bounds) == 6
    for effect in bounds:
        study = load_studies()[effect.study]
        arms = (study.active or 0, study.control or 0)
        assert effect.high == pytest.approx(smallest_significant(*arms), abs=0.005)
        assert effect.high == -(effect.low or 0.0)
        assert effect.se == pytest.approx(standard_error(0.0, *arms), abs=0.005)


def test_a_product_of_five_ingredients_gives_one_direction() -> None:
    zhang = [e for e in load_effects() if e.study == "zhang2022"]
    directions = [e for e in zhang if e.censoring is Censoring.DIRECTION]
    assert (len(directions), sum(e.use for e in zhang)) == (6, 1)
    assert all((e.low, e.high, e.estimate) == (0.0, None, None) for e in directions)


def test_arms_without_a_control_enter_no_pool() -> None:
    for effect in load_effects():
        if effect.study in ("surman2021", "wroolie2017", "wu2023"):
            assert not effect.use
            assert load_studies()[effect.study].use is Use.CALIBRATE


def test_fewer_points_of_insomnia_are_a_benefit() -> None:
    found = {(e.study, e.outcome): e.estimate for e in load_effects()}
    assert found["schuster2025", "ISI"] == 1.6
    assert found["mah2021", "time to fall asleep"] == 17.36
    assert found["tarleton2017", "PHQ-9"] == 6.0


def test_figures_that_nobody_settled_stand_side_by_side() -> None:
    trails = [e for e in load_effects() if e.domain is Domain.EF and e.week == 12.0]
    assert {e.estimate for e in trails} == {19.9, 10.3}
    assert not any(e.verified or e.use for e in trails)


def test_every_row_is_of_a_known_study_and_none_is_written_twice() -> None:
    rows = load_effects()
    assert len(rows) == 123
    assert len({(e.study, e.domain, e.outcome, e.week, e.kind) for e in rows}) == len(rows)
    with_rows = {e.study for e in rows}
    assert with_rows == {key for key, s in load_studies().items() if s.use is not Use.HELDOUT}
    text = files("threonate.studies").joinpath("effects.toml").read_text(encoding="utf-8")
    assert len(tomllib.loads(text)) == len(rows)


def test_a_remembered_number_is_marked() -> None:
    for effect in load_effects():
        if re.search(r"remembered|second-hand", effect.note, re.IGNORECASE):
            assert not effect.verified, (effect.study, effect.outcome)
    assert sum(not e.verified for e in load_effects()) > 20


def test_a_domain_is_found_by_either_of_its_names() -> None:
    for domain in Domain:
        assert Domain.of(domain.value.lower()) is domain
        assert Domain.of(f" {domain.label.upper()} ") is domain
    assert len(POOLED) == 11
    assert not Domain.MIGRAINE.pooled
    with pytest.raises(Refusal, match="Did you mean 'attention'"):
        Domain.of("atention")


@pytest.mark.parametrize(
    ("row", "old", "new", "message"),
    [
        (GOOD, 'study = "liu2016"', 'study = "liu2061"', "Did you mean 'liu2016'"),
        (GOOD, 'domain = "G"', 'domain = "GG"', "Did you mean 'G'"),
        (GOOD, 'kind = "hedges g"', 'kind = "hedge g"', "Did you mean 'hedges g'"),
        (GOOD, "se = 0.32", "sd_error = 0.32", "unknown key"),
        (GOOD, "se = 0.32", "se = 0.0", "above 0"),
        (GOOD, "se = 0.32", "", "needs a week, an se"),
        (GOOD, "week = 12", "", "needs a week, an se"),
        (GOOD, "week = 12", "week = -1", "from the first dose"),
        (GOOD, "estimate = 0.89", "estimate = 8.9", "outside low = 0.29"),
        (GOOD, "estimate = 0.89", "", "needs an estimate"),
        (GOOD, "low = 0.29", "low = 2.9", "low is the smaller one"),
        (GOOD, "hedges g", "within", "kind in standard deviations"),
        (GOOD, "estimate = 0.89", "estimate = nan", "finite number"),
        (GOOD.replace("0.89", "1.2"), "hedges g", "proportion", "a share lies between 0 and 1"),
        (GOOD, "liu2016", "tao2022", "is context"),
        (GOOD, "hedges g", "unreported", "reported = true"),
        (BOUND, "low = -0.38\n", "", "both low and high"),
        (BOUND, "low = -0.38", "low = -0.38\nestimate = 0.1", "a printed number is not censored"),
        (BOUND, '"interval"', '"direction"', "either low = 0 or high = 0"),
    ],
)
def test_an_effect_that_makes_no_sense_is_refused(
    row: str, old: str, new: str, message: str
) -> None:
    assert old in row
    with pytest.raises(Refusal, match=re.escape(message)) as refused:
        read_effects(row.replace(old, new), studies=load_studies(), file="mine.toml")
    assert str(refused.value).startswith("mine.toml: one ")
