"""A scenario says who takes what, in few words, and refuses what it cannot be."""

import pytest

from threonate.lab.form import Form
from threonate.lab.scenario import parse, read_scenario, vary, written
from threonate.refusal import Refusal


def test_an_empty_form_is_the_usual_person_and_regimen() -> None:
    scenario = read_scenario({}, Form())
    assert scenario is not None
    assert scenario.person.age == 60
    assert scenario.regimen.daily_elemental == pytest.approx(144, abs=1)
    assert scenario.regimen.days == 84


def test_a_scenario_changes_only_what_it_names() -> None:
    scenario = vary({"age": "70", "weight": "80", "form": ""}, "age:80")
    assert scenario.person.age == 80
    assert scenario.person.weight == 80
    assert scenario.name == "age 80"


def test_another_form_holds_the_same_magnesium() -> None:
    usual = read_scenario({}, Form())
    citrate = vary({"form": ""}, "form:citrate")
    assert usual is not None
    assert citrate.regimen.total == pytest.approx(usual.regimen.total)
    assert citrate.regimen.total_threonate == 0.0
    assert citrate.name == "magnesium citrate"


def test_the_order_in_which_a_scenario_is_written_does_not_matter() -> None:
    assert written(parse("form:oxide; age: 80")) == written(parse("age:80;form:oxide"))


@pytest.mark.parametrize(
    "text",
    ["", "age", "age:", "shoe:44", "age:7", "form:cirtate", "dose:5", "times:25:00", "weeks:4"],
)
def test_what_no_scenario_can_be_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        vary({"form": ""}, text)


def test_a_misspelt_field_is_met_with_the_nearest() -> None:
    with pytest.raises(Refusal, match="Did you mean 'serum'"):
        parse("serun:0.8")


def test_each_mistake_stands_beside_its_own_field() -> None:
    form = Form()
    wrong = {"age": "7", "dose": "5", "weeks": "many", "times": "25:00", "medicines": "blub"}
    assert read_scenario(wrong, form) is None
    assert set(form.errors) == set(wrong)


def test_a_medicine_that_only_the_check_knows_changes_nothing() -> None:
    scenario = read_scenario({"medicines": "doxycycline"}, Form())
    assert scenario is not None
    assert [medicine.effect for medicine in scenario.person.medicines] == [None]
