"""A course answers where the magnesium went and what the answer depends on."""

import numpy as np
import pytest

from threonate.course import Course
from threonate.dose import Dose, Regimen, Route, Salt
from threonate.refusal import Refusal
from threonate.simulation import simulate


@pytest.fixture(scope="module")
def course() -> Course:
    return simulate(regimen=Regimen.daily(weeks=4, titrate=False), draws=300)


def test_every_milligram_is_found(course: Course) -> None:
    balance = course.where_did_it_go()
    assert balance["swallowed"] == pytest.approx(28 * 144.0, rel=1e-12)
    found = sum(balance[place] for place in ("urine", "faeces", "sweat", "stored"))
    assert found == pytest.approx(balance["swallowed"], rel=1e-9)
    assert abs(balance["residual"]) < 1e-9 * balance["swallowed"]


def test_what_the_places_hold_adds_up_to_what_is_stored(course: Course) -> None:
    held = sum(course.stored_in().values())
    assert held == pytest.approx(course.where_did_it_go()["stored"], rel=1e-12)


def test_what_is_absorbed_is_swallowed_less_faeces_and_gut_and_plus_new_secretion(
    course: Course,
) -> None:
    balance, gut = course.where_did_it_go(), course.stored_in()["gut"]
    net = balance["swallowed"] - balance["faeces"] - gut
    # Secretion follows serum, half of it; serum rises by some 3 %, of 0.45 mmol a day.
    assert 0.0 < balance["absorbed"] - net < 28 * 0.45 * 24.305 * 0.5 * 0.06


def test_the_brain_answer_depends_most_on_whether_rats_tell_about_people(course: Course) -> None:
    strongest = course.influence["csf"][0]
    assert strongest.parameter == "brain.translation"
    assert strongest.share > 0.5


def test_what_the_search_or_the_regimen_set_is_not_called_ignorance(course: Course) -> None:
    named = {i.parameter for found in course.influence.values() for i in found}
    assert not named & {"blood.usual_concentration", "kidney.threshold_factor", "gut.diet"}


def test_daily_urine_and_sweat_and_balance_equal_what_is_absorbed_when_steady(
    course: Course,
) -> None:
    untreated = course.sight("without")
    days = course.times[-1] / 24.0
    absorbed = untreated.absorbed()[:, -1] / days
    rate, share = course.parameters["gut.secretion_rate"], course.parameters["gut.responsive_share"]
    fold = course.parameters["blood.usual_concentration"]
    fold = fold / course.parameters["blood.reference_concentration"]
    secreted = 24.0 * rate * ((1 - share) + share * fold)
    lost = (untreated.state("kidney.urine")[:, -1] + untreated.state("blood.sweat")[:, -1]) / days
    assert absorbed - secreted == pytest.approx(lost, rel=1e-5)


def test_intervals_contain_their_medians(course: Course) -> None:
    for found in course.estimates():
        assert found.low <= found.value <= found.high
        assert found.change_low <= found.change <= found.change_high
        assert np.isfinite([found.baseline, found.value, found.change]).all()


def test_a_dose_at_the_last_midnight_has_not_entered() -> None:
    doses = [Dose(24.0 * day, 4.0, 0.0, Salt.find("chloride")) for day in range(4)]
    course = simulate(regimen=Regimen.of(doses, length=72.0), draws=3)
    balance = course.where_did_it_go()
    assert balance["swallowed"] == pytest.approx(3 * 4.0 * 24.305, rel=1e-12)
    assert abs(balance["residual"]) < 1e-9 * balance["swallowed"]


def test_only_the_part_of_a_drip_that_has_run_counts() -> None:
    drip = Dose(20.0, 10.0, 0.0, Salt.find("sulfate"), route=Route.INTRAVENOUS, duration=10.0)
    course = simulate(regimen=Regimen.of([drip], length=24.0), draws=3)
    balance = course.where_did_it_go()
    assert balance["swallowed"] == pytest.approx(4.0 * 24.305, rel=1e-12)
    assert abs(balance["residual"]) < 1e-9 * balance["swallowed"]


def test_a_medicine_that_nobody_takes_has_no_influence(course: Course) -> None:
    assert not {"people.sglt2_inhibitor", "people.ppi"} & set(course.drawn)


def test_the_serum_curve_is_read_with_its_own_area(course: Course) -> None:
    read = course.read_out("serum")
    assert read.area == pytest.approx(
        24.0 * course.readings[course.arms[1].name]["serum"], rel=2e-4
    )
    assert np.all(read.minimum <= read.trough)
    assert np.all(read.trough <= read.maximum)


def test_what_is_not_a_curve_or_not_known_is_refused(course: Course) -> None:
    with pytest.raises(Refusal, match="not a curve"):
        course.read_out("urine")
    with pytest.raises(Refusal, match="Did you mean 'serum'"):
        course.estimate("serun")
    with pytest.raises(Refusal, match="was not simulated"):
        course.arm("magnesium oxide")


def test_more_samples_show_the_peak_between_the_hours() -> None:
    week = Regimen.daily(weeks=1, titrate=False)
    fine = [144.0 + minute / 60 for minute in range(0, 24 * 60, 10)]
    few, many = (simulate(regimen=week, draws=3, samples=s) for s in ((), fine))
    assert np.all(many.read_out().maximum >= few.read_out().maximum)
    with pytest.raises(Refusal, match="use times from 0 to 168 h"):
        simulate(regimen=week, draws=3, samples=[169.0])
