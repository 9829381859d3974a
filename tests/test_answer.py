"""The answer is one honest sentence, and a document whose numbers are those of the course."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from threonate.answer import document, sentence
from threonate.answer.dependence import debts, dependences, grades
from threonate.answer.number import counted, figures, percent, signed, signed_percent, span
from threonate.course import Course
from threonate.dose import Dose, Regimen, Salt
from threonate.evidence.grade import Grade
from threonate.people import Person
from threonate.refusal import Refusal
from threonate.simulation import simulate


@pytest.fixture(scope="module")
def course() -> Course:
    return simulate(Person(name="Mary"), Regimen.daily(weeks=4), compare=["oxide"], draws=300)


@pytest.fixture(scope="module")
def found(course: Course) -> dict[str, Any]:
    return document(course)


def numbers(value: object) -> Iterator[float]:
    """Every number in a document."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, float):
        yield value


def test_the_sentence_says_what_was_taken_and_how_sure_it_is(course: Course) -> None:
    said = sentence(course)
    assert said.startswith("After 4 weeks of 2,000 mg of magnesium L-threonate a day (144 mg")
    assert said.count("certainty") == 3
    assert "90 % interval" in said
    assert "rats of one laboratory that nobody has checked in people" in said
    assert said.count(". ") == 2


def test_words_are_told_with_what_they_rest_on(course: Course) -> None:
    of_words = sentence(course).partition(". ")[2]
    assert of_words.startswith("It predicts about ")
    assert "certainty F" in of_words
    assert of_words.endswith("so an interval above zero is no sign of a benefit.")


@pytest.mark.parametrize("claim", ["memory", "sleep", "anxiety", "cogniti"])
def test_nothing_is_claimed_beyond_the_neuron(course: Course, claim: str) -> None:
    assert claim not in sentence(course)


def test_without_threonate_no_rat_is_named() -> None:
    said = sentence(simulate(regimen=Regimen.daily(weeks=1).in_form("oxide"), draws=3))
    assert "rats" not in said
    assert "nobody has measured it in people" in said


def test_nothing_taken_changes_nothing() -> None:
    course = simulate(regimen=Regimen.none(weeks=1), draws=3)
    assert sentence(course) == "Nothing is taken, so nothing changes."
    assert document(course)["mass_balance"]["swallowed"] == 0.0


def test_one_draw_has_no_interval() -> None:
    assert "no doubt drawn, no interval" in sentence(
        simulate(regimen=Regimen.daily(weeks=1), draws=1)
    )


def test_a_regimen_without_a_plan_is_told_by_its_magnesium() -> None:
    doses = [Dose(8.0, 4.0, 0.0, Salt.find("chloride"))]
    said = sentence(simulate(regimen=Regimen.of(doses, length=72.0), draws=3))
    # 4 mmol of 24.305 mg
    assert said.startswith("After 3 days of this regimen (97.2 mg of magnesium in all)")


def test_the_document_survives_json(found: dict[str, Any]) -> None:
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert all(map(math.isfinite, numbers(found)))


def test_the_quantities_are_those_of_the_course(course: Course, found: dict[str, Any]) -> None:
    for estimate in course.estimates():
        one = found["quantities"][estimate.quantity.key]
        assert (one["baseline"], one["value"]) == (estimate.baseline, estimate.value)
        assert one["change_low"] == estimate.change_low
    serum = found["quantities"]["serum"]
    # 24.305 g/mol over ten: mmol/L to mg/dL
    assert serum["familiar"]["value"] == pytest.approx(serum["value"] * 2.4305)
    assert found["quantities"]["threonate"]["change_percent"] is None


def test_the_regimen_is_told_in_compound_and_in_magnesium(found: dict[str, Any]) -> None:
    regimen = found["regimen"]
    assert regimen["compound_mg_per_day"] == pytest.approx(2000.0)
    assert regimen["elemental_mg_per_day"] == pytest.approx(144.0)
    # The first of four weeks at half
    assert regimen["elemental_mg_in_all"] == pytest.approx(3.5 * 7 * 144.0)
    assert (regimen["doses_per_day"], regimen["weeks"]) == (2, 4)


def test_the_milligrams_add_up_in_every_arm(found: dict[str, Any]) -> None:
    for outcome in (found, *found["arms"].values()):
        balance = outcome["mass_balance"]
        out = sum(balance[place] for place in ("urine", "faeces", "sweat", "stored", "residual"))
        assert out == pytest.approx(balance["swallowed"])


def test_the_brain_is_graded_as_assumed(found: dict[str, Any]) -> None:
    assert found["quantities"]["csf"]["grade"] == "F"
    assert found["quantities"]["csf"]["grade_meaning"] == "assumed"


def test_sources_come_by_how_much_the_answer_owes_them(course: Course) -> None:
    shares = [debt.share for debt in debts(course)]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.0 + 1e-9
    assert dependences(course)[0].parameter.name == "brain.translation"


def test_few_draws_are_owned_up_to() -> None:
    notes = document(simulate(regimen=Regimen.daily(weeks=1), draws=20))["notes"]
    assert any(note.startswith("Only 20 draws") for note in notes)


def test_numbers_are_written_as_people_read_them() -> None:
    assert figures(0.83459) == "0.835"
    assert figures(11592.0) == "11,592"
    assert figures(-0.5) == "−0.500"
    assert figures(math.nan) == "not defined"
    assert signed(0.0241) == "+0.024"
    assert (percent(2.884), percent(25.95), percent(-0.04)) == ("2.9", "26", "0.0")
    assert (signed_percent(2.884), signed_percent(-3.0)) == ("+2.9 %", "−3.0 %")
    assert (counted(1, "week"), span(84), span(10)) == ("1 week", "12 weeks", "10 days")


def test_the_share_of_a_slow_form_that_dissolves_weighs_in_its_grade() -> None:
    slow = simulate(regimen=Regimen.daily("oxide", elemental=300, weeks=2), draws=500)
    assert {grades(slow)[key] for key in ("absorbed", "serum", "urine", "csf")} == {Grade.F}


def test_without_doubt_nothing_looks_more_certain() -> None:
    course = simulate(regimen=Regimen.daily(weeks=1), draws=20, doubt=False, spread=True)
    assert set(grades(course).values()) == {Grade.F}


def test_a_drip_is_not_said_to_be_unmeasured() -> None:
    drip = Regimen.infusion(30.0, start="08:00", duration=8.0, length=48)
    assert "patients who were given magnesium by vein" in sentence(simulate(regimen=drip, draws=5))


def test_a_week_of_steps_is_told_by_what_was_taken() -> None:
    """Seven evenings of half the amount hold 504 mg; 2,000 mg a day is never reached."""
    told = sentence(simulate(regimen=Regimen.daily(weeks=1), draws=5))
    assert "504 mg of magnesium in all" in told
    assert "2,000" not in told


def test_failing_kidneys_and_high_or_low_serum_are_warned_of() -> None:
    def notes(person: Person) -> str:
        return " ".join(document(simulate(person, Regimen.daily(weeks=1), draws=20))["notes"])

    assert "Do not use it" in notes(Person(egfr=3))
    assert "is too high" in notes(Person(serum=1.5))
    assert "ask a doctor before" in notes(Person(egfr=45))
    assert "out of its range" in notes(Person(serum=0.4))


def test_regimens_of_different_length_are_not_set_side_by_side() -> None:
    with pytest.raises(Refusal, match="give both the same length"):
        simulate(regimen=Regimen.daily(weeks=4), compare=[Regimen.daily(weeks=2)], draws=2)


def test_ten_times_the_usual_dose_is_not_passed_over() -> None:
    course = simulate(regimen=Regimen.daily(compound=20_000, weeks=2), draws=5)
    assert "1,440 mg of magnesium a day" in " ".join(document(course)["notes"])
    usual = simulate(regimen=Regimen.daily(weeks=2), draws=5)
    assert "upper level" not in " ".join(document(usual)["notes"])


def test_the_two_groups_behind_the_median_are_told() -> None:
    """The chance that the rats' effect translates is 0.6, so four in ten have none."""
    assert "in 4 of 10 simulations" in sentence(simulate(regimen=Regimen.daily(weeks=2), draws=500))
