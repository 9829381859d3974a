"""Healthy people of an age have a mean and a spread, and a band says what it borrows."""

import math

import numpy as np
import pytest

from threonate.evidence.source import load_sources
from threonate.mind.norm import Measure, Task, load_norms, norm, read_norms
from threonate.refusal import Refusal

GOOD = """
[one]
task = "Rey word list"
measure = "total"
age_low = 20
age_high = 29
mean = 56.1
sd = 7.3
unit = "1"
source = "schmidt1996"
"""


def test_the_sixties_recall_43_words_over_five_trials() -> None:
    found = norm(Task.REY, measure=Measure.TOTAL, age=64.5)
    assert (found.mean, found.sd, found.reused) == (43.4, 7.7, False)


def test_halfway_between_two_bands_lies_the_mean_of_both() -> None:
    found = norm(Task.REY, measure=Measure.TOTAL, age=49.5)
    assert found.mean == pytest.approx((51.1 + 47.6) / 2)
    assert found.sd == pytest.approx((8.6 + 8.1) / 2)


@pytest.mark.parametrize(("age", "words"), [(16.0, 53.9), (17.5, 53.9), (100.0, 37.1)])
def test_beyond_the_middle_of_the_last_band_its_own_numbers_hold(age: float, words: float) -> None:
    assert norm(Task.REY, measure=Measure.TOTAL, age=age).mean == words


def test_the_oldest_borrow_the_seventies_and_say_so() -> None:
    for measure in (Measure.TOTAL, Measure.DELAYED, Measure.INTERFERENCE_LIST):
        oldest = norm(Task.REY, measure=measure, age=90)
        assert oldest.reused
        assert oldest.mean == norm(Task.REY, measure=measure, age=74.5).mean
    assert not norm(Task.REY, measure=Measure.AFTER_INTERFERENCE, age=90).reused


@pytest.mark.parametrize("age", [15.9, 100.1, math.nan])
def test_an_age_without_norms_is_refused(age: float) -> None:
    with pytest.raises(Refusal, match="16 to 100 years"):
        norm(Task.REY, measure=Measure.TOTAL, age=age)


def test_a_population_without_the_measure_is_refused_with_those_that_have_it() -> None:
    with pytest.raises(Refusal, match="Australian men, tertiary education"):
        norm(Task.SYMBOL_DIGIT, measure=Measure.SCORE, age=40)


def test_a_spread_that_was_not_seen_is_no_number() -> None:
    assert math.isnan(norm(Task.TRAILS, measure=Measure.PART_A, age=72).sd)


@pytest.mark.parametrize(
    ("measure", "words", "spreads"),
    [(Measure.TOTAL, -3.7, -0.47), (Measure.DELAYED, -0.82, -0.29)],
)
def test_a_decade_costs_as_many_words_as_published(
    measure: Measure, words: float, spreads: float
) -> None:
    ages = np.arange(24.5, 75.0, 10.0)
    norms = [norm(Task.REY, measure=measure, age=float(age)) for age in ages]
    slope = 10 * np.polyfit(ages, [n.mean for n in norms], 1)[0]
    assert slope == pytest.approx(words, abs=0.05 if measure is Measure.TOTAL else 0.005)
    assert slope / np.mean([n.sd for n in norms]) == pytest.approx(spreads, abs=0.005)


def test_five_trials_add_up_to_their_total() -> None:
    trials = [Measure(f"trial {k}") for k in range(1, 6)]
    groups = {n.population for n in load_norms().values() if n.source == "wallace2017"}
    assert len(groups) == 4
    for group in groups:
        for age in (63.5, 80.0):
            five = [norm(Task.REY, measure=t, age=age, population=group).mean for t in trials]
            total = norm(Task.REY, measure=Measure.TOTAL, age=age, population=group)
            assert sum(five) == pytest.approx(total.mean, abs=0.06)


def test_the_groups_of_the_trial_by_trial_norms_are_145_people() -> None:
    sizes = [
        n.n
        for n in load_norms().values()
        if n.source == "wallace2017" and n.measure is Measure.TOTAL
    ]
    assert sum(sizes) == 145


def test_every_norm_has_a_source_and_a_believable_spread() -> None:
    for found in load_norms().values():
        assert found.source in load_sources()
        assert math.isnan(found.sd) or 0 < found.sd < found.mean, found.key
        assert not found.age_low > found.age_high


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('source = "schmidt1996"', 'source = "nobody"', "not in evidence/sources.toml"),
        ('measure = "total"', 'measure = "totals"', "Did you mean 'total'"),
        ("mean = 56.1", "", "has no mean"),
        ('unit = "1"', 'unit = "1"\nmood = "good"', "unknown key 'mood'"),
    ],
)
def test_a_norm_that_does_not_say_enough_is_refused(old: str, new: str, message: str) -> None:
    assert read_norms(GOOD)["one"].middle == 24.5
    with pytest.raises(Refusal, match=message):
        read_norms(GOOD.replace(old, new))
