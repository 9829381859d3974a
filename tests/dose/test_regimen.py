"""A regimen lays what a person takes out on the clock."""

import math
import pickle
from datetime import date

import pytest

from threonate.dose import (
    NO_TITRATION,
    Dose,
    Portion,
    Product,
    Regimen,
    Route,
    Salt,
    Step,
    Titration,
)
from threonate.dose.plan import parse_split
from threonate.refusal import Refusal

MGT = Salt.find("l-threonate")


def test_the_usual_regimen_is_144_mg_a_day_for_twelve_weeks() -> None:
    regimen = Regimen.daily()
    assert regimen.daily_elemental == pytest.approx(144)
    assert regimen.length == 12 * 7 * 24
    # one dose a day in week one, then two: 7 + 77 x 2
    assert len(regimen.doses) == 161
    # (7 x 72 + 77 x 144) / 24.305 mmol
    assert regimen.total == pytest.approx(11592 / 24.305)
    assert regimen.mean_elemental == pytest.approx(138)


def test_the_larger_part_is_swallowed_in_the_evening() -> None:
    morning, evening = Regimen.daily(titrate=False).doses[:2]
    assert (morning.time, evening.time) == (8, 21.5)
    assert morning.elemental == pytest.approx(48)
    assert evening.elemental == pytest.approx(96)
    assert morning.threonate == pytest.approx(2 * 2000 / 3 / 312.51, rel=1e-6)
    assert morning.with_food
    assert morning.route is Route.ORAL


def test_the_first_week_is_half_the_dose_in_the_evening() -> None:
    doses = Regimen.daily().doses
    assert [dose.time for dose in doses[:8]] == [21.5 + 24 * day for day in range(7)] + [24 * 7 + 8]
    assert all(dose.elemental == pytest.approx(72) for dose in doses[:7])


def test_a_titration_of_ones_own_rises_in_steps() -> None:
    steps = Titration((Step(1, 1 / 3, Portion.LAST), Step(4, 0.5), Step(8, 1.0)))
    regimen = Regimen.daily(titrate=steps, weeks=2)
    per_day = [sum(d.elemental for d in regimen.doses if d.day == day) for day in (1, 3, 4, 7, 8)]
    assert per_day == pytest.approx([48, 48, 72, 72, 144])


def test_steps_out_of_order_or_out_of_range_are_refused() -> None:
    with pytest.raises(Refusal, match="in order"):
        Titration((Step(8, 0.5), Step(1, 1.0)))
    with pytest.raises(Refusal, match="days count from 1"):
        Step(0, 0.5)
    for share in (0.0, 1.5, -1.0, math.nan):
        with pytest.raises(Refusal, match="above 0"):
            Step(1, share)


def test_one_portion_or_three_share_the_day_equally() -> None:
    once = Regimen.daily(times=["21:30"], titrate=False, weeks=1)
    assert [dose.elemental for dose in once.doses] == pytest.approx([144] * 7)
    thrice = Regimen.daily(times=["08:00", "13:00", "21:30"], titrate=False, weeks=1)
    assert thrice.doses[1].elemental == pytest.approx(48)


def test_a_missed_dose_lowers_the_amount_swallowed() -> None:
    whole = Regimen.daily()
    short = whole.missing(day=10, dose=2)
    assert whole.total - short.total == pytest.approx(96 / 24.305)
    assert all(dose.time != 9 * 24 + 21.5 for dose in short.doses)
    assert len(whole.doses) == 161


def test_doses_keep_their_numbers_when_one_is_missed() -> None:
    none_left = Regimen.daily().missing(day=10, dose=1).missing(day=10, dose=2)
    assert not [dose for dose in none_left.doses if dose.day == 10]


def test_a_missing_dose_that_was_never_planned_is_refused() -> None:
    with pytest.raises(Refusal, match="Day 1 has no dose 2: 1 planned"):
        Regimen.daily().missing(day=1, dose=2)
    with pytest.raises(Refusal, match="count from 1"):
        Regimen.daily().missing(day=0, dose=1)


def test_a_late_dose_moves_and_nothing_else_does() -> None:
    late = Regimen.daily().shifted(day=10, dose=1, by=3)
    times = {dose.time for dose in late.doses}
    assert 9 * 24 + 11 in times
    assert 9 * 24 + 8 not in times
    assert late.total == Regimen.daily().total


def test_a_dose_cannot_leave_the_regimen_or_be_moved_when_missed() -> None:
    regimen = Regimen.daily(titrate=False)
    with pytest.raises(Refusal, match="outside the regimen"):
        regimen.shifted(day=1, dose=1, by=-9)
    with pytest.raises(Refusal, match="outside the regimen"):
        regimen.shifted(day=84, dose=2, by=math.nan)
    with pytest.raises(Refusal, match="is missed"):
        regimen.missing(day=2, dose=1).shifted(day=2, dose=1, by=1)


def test_forgetfulness_is_drawn_once_from_its_seed() -> None:
    regimen = Regimen.daily()
    forgetful = regimen.skipping(probability=0.3, seed=7)
    assert forgetful.doses == forgetful.doses == regimen.skipping(probability=0.3, seed=7).doses
    assert 80 < len(forgetful.doses) < 145
    assert regimen.skipping(probability=0, seed=1).doses == regimen.doses
    assert not regimen.skipping(probability=1, seed=1).doses
    with pytest.raises(Refusal, match="use 0 to 1"):
        regimen.skipping(probability=1.2, seed=1)


def test_some_days_of_the_week_are_free() -> None:
    # 1 March 2026 is a Sunday.
    regimen = Regimen.daily(weekdays=["mon", "thu"], start="2026-03-01", titrate=False, weeks=1)
    assert regimen.start == date(2026, 3, 1)
    assert sorted({dose.day for dose in regimen.doses}) == [2, 5]
    undated = Regimen.daily(weekdays=["mon"], titrate=False, weeks=1)
    assert {dose.day for dose in undated.doses} == {1}


def test_each_portion_may_have_its_own_meal() -> None:
    morning, evening = Regimen.daily(with_food=[True, False], titrate=False).doses[:2]
    assert morning.with_food
    assert not evening.with_food
    assert not Regimen.daily(with_food=False).doses[0].with_food


def test_a_product_is_taken_in_the_proportions_of_its_label() -> None:
    capsule = Product("capsule", MGT, compound=667, elemental=50)
    assert Regimen.daily(capsule).daily_elemental == 50
    assert Regimen.daily(capsule, compound=2001).daily_elemental == pytest.approx(150)
    assert Regimen.daily(capsule, elemental=150).daily_elemental == pytest.approx(150)
    with pytest.raises(Refusal, match="not both"):
        Regimen.daily(capsule, compound=1, elemental=1)


def test_other_salts_need_an_amount() -> None:
    with pytest.raises(Refusal, match="How much magnesium oxide"):
        Regimen.daily("oxide")
    # 500 x 0.6031 = 301.5 mg
    assert Regimen.daily("oxide", compound=500).daily_elemental == pytest.approx(301.5, abs=0.1)


def test_the_same_magnesium_is_taken_in_another_form() -> None:
    regimen = Regimen.daily() + Regimen.bolus(4, start="10:00")
    citrate = regimen.in_form("citrate")
    assert citrate.total == pytest.approx(regimen.total)
    assert [dose.time for dose in citrate.doses] == [dose.time for dose in regimen.doses]
    assert {dose.salt.key for dose in citrate.doses} == {"citrate", "sulfate heptahydrate"}
    assert citrate.total_threonate == 0
    assert "citrate" in Regimen.daily().in_form("citrate").describe()


def test_an_infusion_runs_for_hours_and_a_bolus_does_not() -> None:
    drip = Regimen.infusion(8, start="09:00", duration=4)
    (dose,) = drip.doses
    assert (dose.time, dose.end, dose.magnesium, dose.route) == (9, 13, 8, Route.INTRAVENOUS)
    assert dose.threonate == 0
    assert drip.length == 24
    assert Regimen.bolus(8, start=30.0).doses[0].duration == 0
    assert Regimen.bolus(8, start=30.0).length == 48
    with pytest.raises(Refusal, match="duration"):
        Regimen.infusion(8, start=0.0, duration=0)


def test_regimens_side_by_side_hold_both_amounts() -> None:
    first = Regimen.daily(weeks=1)
    both = first + Regimen.infusion(8, start="09:00", duration=1)
    assert both.total == pytest.approx(first.total + 8)
    assert both.length == first.length
    assert [dose.time for dose in both.doses] == sorted(dose.time for dose in both.doses)


def test_regimens_with_different_start_dates_cannot_be_joined() -> None:
    with pytest.raises(Refusal, match="same start date"):
        Regimen.daily(start="2026-03-01") + Regimen.daily(start="2026-03-02")


def test_a_single_dose_and_no_dose_are_regimens() -> None:
    single = Regimen.single("citrate", elemental=300, with_food=False, length=48)
    assert single.total == pytest.approx(300 / 24.305)
    assert single.length == 48
    nothing = Regimen.none(weeks=2)
    assert nothing.doses == ()
    assert (nothing.total, nothing.daily_elemental, nothing.ends) == (0, 0, 0)
    assert nothing.describe() == "Nothing is taken."


def test_a_coated_dose_enters_later_than_it_is_swallowed() -> None:
    (dose,) = Regimen.single("enteric coated", elemental=64).doses
    assert dose.entry_time - dose.time == 2.5


@pytest.mark.parametrize("amount", [0.0, -1.0, math.nan, math.inf])
def test_doses_that_are_not_positive_are_refused(amount: float) -> None:
    with pytest.raises(Refusal, match="above zero"):
        Regimen.daily(compound=amount)
    with pytest.raises(Refusal, match="above zero"):
        Regimen.daily(elemental=amount)
    with pytest.raises(Refusal, match="above zero"):
        Regimen.daily(weeks=amount)
    with pytest.raises(Refusal, match="above zero"):
        Regimen.bolus(amount, start="08:00")


def test_absurd_doses_are_refused() -> None:
    with pytest.raises(Refusal, match=r"25,000 mg .* more than 20,000 mg"):
        Regimen.daily(compound=25_000)
    with pytest.raises(Refusal, match=r"3,015 mg of elemental magnesium"):
        Regimen.daily("oxide", compound=5000)
    with pytest.raises(Refusal, match="on day 1"):
        Regimen.single("oxide", elemental=1500) + Regimen.single("oxide", elemental=1500)
    with pytest.raises(Refusal, match="into a vein"):
        Regimen.bolus(600, start="08:00")
    with pytest.raises(Refusal, match="weeks is not possible"):
        Regimen.daily(weeks=1e6)
    with pytest.raises(Refusal, match="at most 520 weeks"):
        Regimen.single(compound=2000, length=1e7)


def test_a_dose_needs_a_time_on_the_clock_of_the_plan() -> None:
    for time in (-1.0, math.nan, math.inf):
        with pytest.raises(Refusal, match="hours from the first midnight"):
            Dose(time=time, magnesium=1, threonate=0, salt=MGT)
    with pytest.raises(Refusal, match="threonate"):
        Dose(time=1, magnesium=1, threonate=-1, salt=MGT)
    with pytest.raises(Refusal, match="only an intravenous dose"):
        Dose(time=1, magnesium=1, threonate=0, salt=MGT, duration=2)
    with pytest.raises(Refusal, match="use 0 or more"):
        Dose(time=1, magnesium=1, threonate=0, salt=MGT, duration=-2, route=Route.INTRAVENOUS)
    with pytest.raises(Refusal, match="after the end"):
        Regimen.single(compound=2000, time=30.0, length=24)


def test_a_split_is_read_as_fractions_that_add_up_to_one() -> None:
    assert parse_split(["1/3", "2/3"]) == (1 / 3, 2 / 3)
    assert parse_split([0.25, 0.75]) == (0.25, 0.75)
    assert parse_split([0.333, 0.667]) == pytest.approx((0.333, 0.667))
    for bad, why in (
        ([0.5, 0.4], "adds up to 0.9"),
        ([], "empty"),
        (["1/0", "1"], "divides by zero"),
        (["x", "1"], "not a share"),
        ([math.nan, 1.0], "not a share"),
        ([0.0, 1.0], "takes nothing"),
        ([-0.5, 1.5], "takes nothing"),
    ):
        with pytest.raises(Refusal, match=why):
            parse_split(bad)


def test_times_shares_and_meals_must_agree_in_number() -> None:
    with pytest.raises(Refusal, match="2 times of day and 3 shares"):
        Regimen.daily(split=[0.2, 0.3, 0.5])
    with pytest.raises(Refusal, match="2 times of day and 1 meals"):
        Regimen.daily(with_food=[True])


def test_a_regimen_describes_itself_in_one_sentence() -> None:
    text = Regimen.daily(titrate=NO_TITRATION).missing(day=3, dose=1).describe()
    assert text == (
        "2,000 mg of magnesium L-threonate (144 mg of magnesium) a day, 667 mg at 08:00 with food"
        " and 1,333 mg at 21:30 with food, for 12 weeks, 1 missed."
    )
    assert "raised in steps" in Regimen.daily().describe()
    assert Regimen.bolus(10, start=0.0).describe() == (
        "1 dose with 243 mg of magnesium in all (magnesium sulfate heptahydrate, intravenous) in"
        " 1 day."
    )


def test_a_regimen_travels_between_processes() -> None:
    regimen = Regimen.daily()
    assert pickle.loads(pickle.dumps(regimen)) == regimen  # noqa: S301 - our own bytes


def test_compound_printed_as_magnesium_is_refused_with_the_powder_it_would_take() -> None:
    """2,000 mg at 7.2 % would be 27.8 g of powder."""
    with pytest.raises(Refusal, match=r"27\.8 g of powder"):
        Regimen.daily("l-threonate", elemental=2000)
