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


def test_a_scenario_that_is_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(Refusal, match="201 letters, and 200"):
        parse(f"sex:male;{' ' * 185}egfr:90")


def test_what_is_said_twice_is_refused() -> None:
    with pytest.raises(Refusal, match="'age' is given twice, as '80' and as '30'"):
        parse("age:80;age:30")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("meals:food", "with food"),
        ("meals:fasting", "on an empty stomach"),
        ("begin:half", "half the dose in the first week"),
        ("begin:full", "the full dose from the first day"),
    ],
)
def test_a_scenario_is_named_by_what_it_says_of_meals_and_the_first_week(
    text: str, name: str
) -> None:
    assert vary({"form": "", "meals": "fasting", "begin": "full"}, text).name == name


def test_a_scenario_may_say_what_is_usual_where_the_form_says_otherwise() -> None:
    fasting = {"form": "", "meals": "fasting", "begin": "full"}
    assert all(dose.with_food for dose in vary(fasting, "meals:food").regimen.doses)
    halved, full = vary(fasting, "begin:half").regimen, vary(fasting, "begin:full").regimen
    assert halved.total < full.total


@pytest.mark.parametrize("text", ["meals:nope", "begin:xyz"])
def test_meals_and_the_first_week_know_few_words(text: str) -> None:
    form, (key, value) = Form(), text.split(":")
    with pytest.raises(Refusal, match=f"'{value}' is given for {key}; write"):
        vary({"form": ""}, text)
    assert read_scenario({key: value}, form) is None
    assert set(form.errors) == {key}


@pytest.mark.parametrize(
    ("fields", "text"),
    [({}, "age:60"), ({"age": "60.0"}, "age:60"), ({"dose": "2000 mg"}, "dose:2 g")],
)
def test_the_same_person_and_regimen_are_the_same_question(
    fields: dict[str, str], text: str
) -> None:
    asked = read_scenario(fields, Form())
    assert asked is not None
    assert vary({"form": "", **fields}, text).key == asked.key
    assert vary({"form": "", **fields}, "age:61;medicines:omeprazole").key != asked.key


@pytest.mark.parametrize("weeks", ["0.143", "0.2", "104"])
def test_weeks_are_followed_from_the_first_to_the_last_that_is_told(weeks: str) -> None:
    assert read_scenario({"weeks": weeks}, Form()) is not None


@pytest.mark.parametrize("weeks", ["0.142", "104.1", "nan"])
def test_fewer_or_more_weeks_are_refused_with_what_is_followed(weeks: str) -> None:
    form = Form()
    assert read_scenario({"weeks": weeks}, form) is None
    assert "write 0.143 (one day) to 104" in form.errors["weeks"]


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


def test_medicines_can_be_taken_away() -> None:
    fields = {"medicines": "furosemide"}
    found = vary(fields, "medicines:none")
    assert found.person.medicines == ()
    assert found.name == "without medicines"
