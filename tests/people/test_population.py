"""A population has the published margins, and each of its persons follows from seed and id."""

import pickle
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.dose import Regimen
from threonate.people import population
from threonate.people.ages import Ages
from threonate.people.creatinine import creatinine_of
from threonate.people.criterion import Criterion
from threonate.people.kidney_function import ckd_epi_2021
from threonate.people.person import Person
from threonate.people.population import Population
from threonate.people.region import Region
from threonate.people.sex import Sex
from threonate.refusal import Refusal
from threonate.simulation import follow_crowd

MANY = 100_000
SURE = 4.5
"""So many standard errors are never passed by chance alone."""

# As published: mean and SD of weight (kg), height (cm), diet (mg/day) and serum (mmol/L).
WOMEN = {"weight": (76.4, 20), "height": (161.9, 7.1), "diet": (256, 77), "serum": (0.804, 0.054)}
MEN = {"weight": (88.8, 20), "height": (175.9, 7.6), "diet": (338, 101), "serum": (0.819, 0.057)}

# Adults of the US by decade from 18 to 29 on, and the share of women, in round numbers.
ADULTS = (0.209, 0.174, 0.157, 0.166, 0.151, 0.095, 0.048)
DECADES = (18, 30, 40, 50, 60, 70, 80, 90)


@pytest.fixture(scope="module")
def adults() -> pd.DataFrame:
    return Population().table(0, MANY)


def of_one_age(years: float, sex: str = "female") -> pd.DataFrame:
    share = 1.0 if sex == "female" else 0.0
    return Population(ages=Ages(low=years, high=years), women=share).table(0, MANY)


# --- margins -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("sex", "published"), [("female", WOMEN), ("male", MEN)])
def test_margins_are_the_published_ones(
    adults: pd.DataFrame, sex: str, published: dict[str, tuple[float, float]]
) -> None:
    found = adults[adults.sex == sex]
    for name, (mean, sd) in published.items():
        error = sd / np.sqrt(len(found))
        # Weights by age were recalled; together they miss the published mean by half a per cent.
        allowed = 0.006 * mean if name == "weight" else SURE * error
        assert found[name].mean() == pytest.approx(mean, abs=allowed), name
        assert found[name].std() == pytest.approx(sd, rel=0.02), name


def test_the_median_filtration_is_near_that_of_adults(adults: pd.DataFrame) -> None:
    # 94.5 was published; the line through recalled means by age is stated with a doubt of 5 %.
    assert adults.egfr.median() == pytest.approx(94.5, rel=0.05)


@pytest.mark.parametrize(("years", "mean", "sd"), [(45, 99.5, 15.5), (65, 81.5, 17.5)])
def test_filtration_falls_with_age_and_spreads(years: float, mean: float, sd: float) -> None:
    found = of_one_age(years, "male").egfr
    # The cut at the top takes a little of the upper tail.
    assert found.mean() == pytest.approx(mean, rel=0.01)
    assert found.std() == pytest.approx(sd, rel=0.08)


def test_adults_are_as_old_as_they_are_counted(adults: pd.DataFrame) -> None:
    counted = np.histogram(adults.age, DECADES)[0] / MANY
    assert counted == pytest.approx(ADULTS, abs=SURE * 0.5 / np.sqrt(MANY))


def test_women_are_half_of_the_young_and_most_of_the_old(adults: pd.DataFrame) -> None:
    female = adults.sex == "female"
    assert female.mean() == pytest.approx(0.513, abs=0.006)
    assert female[adults.age < 30].mean() == pytest.approx(0.495, abs=0.015)
    assert female[adults.age >= 80].mean() == pytest.approx(0.605, abs=0.03)


def test_older_europeans_have_more_magnesium_in_serum() -> None:
    serum = Population(region=Region.EU).table(0, MANY).serum
    assert serum.mean() == pytest.approx(0.84, abs=SURE * 0.06 / np.sqrt(MANY))
    assert serum.std() == pytest.approx(0.06, rel=0.02)


def test_the_old_eat_less_and_are_shorter(adults: pd.DataFrame) -> None:
    men = adults[adults.sex == "male"]
    young, old = men[men.age < 30], men[men.age >= 70]
    assert old.diet.mean() / young.diet.mean() == pytest.approx(0.85, abs=0.02)
    # Half a centimetre a decade after 30; those from 70 to 90 have lost about 2.4 cm.
    assert young.height.mean() - old.height.mean() == pytest.approx(2.4, abs=0.4)


def test_stated_ages_are_normal_between_their_ends() -> None:
    ages = Population.of(age="50-70", age_mean=58, age_sd=5).table(0, MANY).age
    assert ages.between(50, 70).all()
    # Of a normal of 58 and 5 cut at 50 and 70: mean and SD by integration.
    at = np.linspace(50, 70, 20_001)
    density = np.exp(-(((at - 58) / 5) ** 2) / 2)
    mean = np.average(at, weights=density)
    sd = np.sqrt(np.average((at - mean) ** 2, weights=density))
    assert ages.mean() == pytest.approx(mean, abs=0.07)
    assert ages.std() == pytest.approx(sd, rel=0.02)


# --- what varies together ----------------------------------------------------------------------


def test_traits_vary_together_as_stated() -> None:
    found = of_one_age(50)
    scores = pd.DataFrame(
        {
            "weight": np.log(found.weight),
            "height": found.height,
            "diet": np.log(found.diet),
            "serum": found.serum,
            "egfr": found.egfr,
        }
    ).corr()
    stated = {
        ("weight", "height"): 0.35,
        ("weight", "diet"): 0.10,
        ("weight", "serum"): -0.10,
        ("diet", "serum"): 0.10,
        ("height", "diet"): 0.0,
        ("height", "serum"): 0.0,
        ("egfr", "weight"): 0.0,
        ("egfr", "serum"): 0.0,
    }
    for (one, other), correlation in stated.items():
        assert scores.loc[one, other] == pytest.approx(correlation, abs=SURE / np.sqrt(MANY)), (
            one,
            other,
        )


# --- creatinine --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("egfr", "sex", "creatinine"),
    [
        # 142 x 0.9938^60 x 1.012 = 98.95, times (0.5 / 0.7)^-0.241 = 1.0845.
        (107.31, Sex.FEMALE, 0.5),
        # 142 x 0.9938^60 = 97.78, times (1.4 / 0.9)^-1.2 = 0.5885.
        (57.54, Sex.MALE, 1.4),
        # At the bend the estimate is what age and sex alone give.
        (98.95, Sex.FEMALE, 0.7),
    ],
)
def test_creatinine_is_what_gives_the_estimate(egfr: float, sex: Sex, creatinine: float) -> None:
    female = np.array([sex is Sex.FEMALE])
    found = creatinine_of(np.array([egfr]), age=np.array([60.0]), female=female)
    assert found[0] == pytest.approx(creatinine, rel=1e-3)


@given(creatinine=st.floats(0.2, 20), age=st.floats(18, 120), sex=st.sampled_from(Sex))
def test_the_equation_turned_around_gives_back_creatinine(
    creatinine: float, age: float, sex: Sex
) -> None:
    egfr = ckd_epi_2021(creatinine, age=age, sex=sex)
    female = np.array([sex is Sex.FEMALE])
    found = creatinine_of(np.array([egfr]), age=np.array([age]), female=female)
    assert found[0] == pytest.approx(creatinine, rel=1e-9)


def test_everybody_drawn_can_be_a_person() -> None:
    for row in Population(seed=7).table(0, 500).drop(columns="id").to_dict("records"):
        person = Person.of(**{str(name): value for name, value in row.items()})
        assert person.estimated_filtration == person.egfr
    assert Population().table(0, MANY).creatinine.min() >= 0.3


# --- bits --------------------------------------------------------------------------------------

SOME = Population.of(age="50-70", women=0.6, egfr=">60", diet="<260", seed=3)


@given(
    cuts=st.lists(st.integers(1, 299), max_size=4, unique=True).map(sorted),
    population=st.sampled_from([SOME, Population(), Population(women=0.31, seed=5)]),
)
def test_bits_do_not_depend_on_where_a_population_is_cut(
    cuts: list[int], population: Population
) -> None:
    ends = [0, *cuts, 300]
    parts = [population.table(a, b) for a, b in pairwise(ends)]
    pd.testing.assert_frame_equal(
        population.table(0, 300), pd.concat(parts, ignore_index=True), check_exact=True
    )


def test_bits_do_not_depend_on_the_block() -> None:
    whole = SOME.table(4000, 4300)
    assert np.array_equal(SOME.table(0, 4300).iloc[4000:].to_numpy(), whole.to_numpy())


def test_the_crowd_and_the_table_are_the_same_persons() -> None:
    crowd, table = SOME.crowd(10, 60), SOME.table(10, 60)
    assert crowd.ids == range(10, 60)
    assert crowd.is_exact
    assert np.isnan(crowd.filtration).all()
    for name in ("age", "weight", "height", "egfr", "diet", "serum"):
        assert np.array_equal(getattr(crowd, name), table[name])
    assert np.array_equal(crowd.female, table.sex == "female")


def test_another_seed_gives_other_persons_and_the_same_gives_the_same() -> None:
    one, other = Population(seed=1).table(0, 50), Population(seed=2).table(0, 50)
    assert not np.isin(one.weight, other.weight).any()
    pd.testing.assert_frame_equal(one, Population(seed=1).table(0, 50), check_exact=True)


def test_a_population_travels_to_another_process() -> None:
    there = pickle.loads(pickle.dumps(SOME))  # noqa: S301 - our own bytes
    assert there == SOME
    pd.testing.assert_frame_equal(there.table(0, 20), SOME.table(0, 20), check_exact=True)


def test_who_fits_at_once_is_the_same_with_and_without_criteria() -> None:
    all_, only = Population().table(0, 2000), Population.of(egfr=">60").table(0, 2000)
    fits = all_.egfr >= 60
    pd.testing.assert_frame_equal(all_[fits], only[fits], check_exact=True)
    assert (only.egfr >= 60).all()


# --- quotas and criteria -----------------------------------------------------------------------


@given(share=st.floats(0, 1), pairs=st.integers(1, 400), seed=st.integers(0, 99))
def test_the_share_of_women_is_exact(share: float, pairs: int, seed: int) -> None:
    count = 2 * pairs
    women = int(Population(women=share, seed=seed).crowd(0, count).female.sum())
    assert abs(women - count * share) <= 0.5


def test_women_and_men_come_in_no_fixed_order() -> None:
    female = Population(women=0.5).crowd(0, 4000).female.reshape(-1, 2)
    assert (female.sum(axis=1) == 1).all()
    assert female[:, 0].mean() == pytest.approx(0.5, abs=0.05)


@given(
    low=st.floats(18, 70),
    wide=st.floats(0, 20),
    egfr=st.floats(40, 90),
    diet=st.floats(230, 600),
    serum=st.floats(0.7, 0.8),
    begin=st.integers(0, 10**9),
)
def test_criteria_always_hold(
    low: float, wide: float, egfr: float, diet: float, serum: float, begin: int
) -> None:
    asked = Population(
        ages=Ages(low=low, high=low + wide),
        criteria=(
            Criterion("egfr", egfr, 200),
            Criterion("diet", 20, diet),
            Criterion("serum", serum, 3),
        ),
    )
    crowd = asked.crowd(begin, begin + 40)
    assert ((crowd.age >= low) & (crowd.age <= low + wide)).all()
    assert (crowd.egfr >= egfr).all()
    assert (crowd.diet <= diet).all()
    assert (crowd.serum >= serum).all()
    assert crowd.ids == range(begin, begin + 40)


def test_drawing_again_does_not_bend_the_others() -> None:
    low_intake = Population.of(diet="<200").table(0, 30_000)
    everybody = Population(seed=9).table(0, MANY)
    among = everybody[everybody.diet < 200]
    for name in ("age", "weight", "diet", "serum", "creatinine"):
        error = np.hypot(
            among[name].std() / len(among) ** 0.5, low_intake[name].std() / 30_000**0.5
        )
        assert low_intake[name].mean() == pytest.approx(among[name].mean(), abs=SURE * error)
    assert (low_intake.sex == "female").mean() == pytest.approx(
        (among.sex == "female").mean(), abs=0.02
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (">60", 60, 200),
        (">= 60 mL/min/1.73 m2", 60, 200),
        ("<90", 2, 90),
        ("60-90", 60, 90),
        ("60 to 90 mL/min/1.73 m2", 60, 90),
        ("≤1 mL/s/1.73 m2", 2, 60),
    ],
)
def test_limits_are_read_as_people_write_them(text: str, low: float, high: float) -> None:
    assert Criterion.of("egfr", text) == Criterion("egfr", low, high)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"egfr": ">139", "diet": "<60"}, "Fewer than 1 in 500 adults of 18 to 90 years"),
        ({"egfr": ">139", "diet": "<60"}, "Magnesium in the diet to 60 mg/day: nobody"),
        ({"height": ">185", "women": 0.5}, "Fewer than 1 in 500 women of 18 to 90 years"),
        ({"weight": "<42", "women": 0.5}, "Fewer than 1 in 500 men of 18 to 90 years"),
        ({"egfr": "about 60"}, "write limits such as"),
        ({"egfr": "90-60"}, "runs backwards"),
        ({"egfr": ">500"}, "outside 2 to 200"),
        ({"creatinine": "<80"}, "looks like µmol/L"),
        ({"length": ">1"}, "nothing that a criterion can ask"),
        ({"age": "10-20"}, "outside 18 to 90"),
        ({"age": "70-50"}, "runs backwards"),
        ({"age_mean": 60.0}, "give both"),
        ({"age": "50-60", "age_mean": 65.0, "age_sd": 3.0}, "outside 50 to 60"),
        ({"age_mean": 65.0, "age_sd": 0.0}, "use 0.1 to 50"),
        ({"women": 1.2}, "from 0 to 1"),
        ({"women": float("nan")}, "from 0 to 1"),
        ({"region": "mars"}, "us or eu"),
    ],
)
def test_an_impossible_population_is_refused_in_one_sentence(
    asked: dict[str, Any], says: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        Population.of(**asked)
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_sex_that_is_not_asked_for_need_not_meet_the_criteria() -> None:
    assert (Population.of(height=">185", women=0).crowd(0, 20).height >= 185).all()
    tall = Population.of(height=">185").crowd(0, 500)
    assert tall.female.mean() < 0.05


def test_nobody_is_let_in_who_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    rare = Population.of(diet="<150")
    monkeypatch.setattr(population, "TRIES", 2)
    with pytest.raises(Refusal, match=r"Nobody who fits was found for person \d+ in 2 draws"):
        rare.crowd(0, 50)


def test_two_criteria_on_one_quantity_are_refused() -> None:
    with pytest.raises(Refusal, match="eGFR has two criteria"):
        Population(criteria=(Criterion("egfr", 60, 200), Criterion("egfr", 2, 90)))


@pytest.mark.parametrize(("begin", "end"), [(-1, 5), (5, 5), (6, 5)])
def test_no_persons_are_refused(begin: int, end: int) -> None:
    with pytest.raises(Refusal, match="ids begin at 0"):
        Population().crowd(begin, end)


# --- fingerprint -------------------------------------------------------------------------------


def test_every_setting_is_in_the_fingerprint() -> None:
    others = [
        Population(seed=2),
        Population(women=0.5),
        Population(women=0.5 + 1e-12),
        Population(region=Region.EU),
        Population(ages=Ages(low=50)),
        Population(criteria=(Criterion("egfr", 60, 200),)),
        Population(criteria=(Criterion("egfr", 60 + 1e-9, 200),)),
    ]
    prints = [each.fingerprint for each in (Population(), *others)]
    assert len(set(prints)) == len(prints)
    assert Population(women=0.5).fingerprint == prints[2]
    assert "0x" not in prints[0]


# --- how real they are -------------------------------------------------------------------------


def test_drawn_persons_pass_about_as_much_magnesium_as_measured() -> None:
    crowd = Population().crowd(0, 200)
    course = follow_crowd(crowd, {"mgt": Regimen.daily(weeks=1)}, doubt=False)
    serum, urine = course.reading("serum"), course.reading("urine")
    kept = np.isfinite(serum)
    assert kept.mean() >= 0.98
    # Serum is met, so it is as spread as it was drawn: 0.804 and 0.819, SD 0.054 and 0.057.
    assert np.mean(serum[kept]) == pytest.approx(0.812, abs=0.012)
    assert np.std(serum[kept]) == pytest.approx(0.056, rel=0.15)
    # Dutch adults pass 4.24 (SD 1.65) and 3.54 (SD 1.40) mmol a day, errors of collection included.
    for female, mean, sd in ((False, 4.24, 1.65), (True, 3.54, 1.40)):
        found = urine[kept & (crowd.female == female)]
        assert found.mean() == pytest.approx(mean, rel=0.2)
        assert 0.6 * sd < found.std() < sd


def test_serum_that_is_found_and_not_met_is_wider_than_published() -> None:
    crowd = replace(Population().crowd(0, 200), serum=np.full(200, np.nan))
    serum = follow_crowd(crowd, {"mgt": Regimen.daily(weeks=1)}, doubt=False).reading("serum")
    assert np.nanmean(serum) == pytest.approx(0.82, abs=0.03)
    assert np.nanstd(serum) > 0.057
