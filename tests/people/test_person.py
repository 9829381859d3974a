"""A person is an adult who is possible, in words that people use."""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from threonate.people.medicine import Effect
from threonate.people.person import REFERENCE, Person
from threonate.people.sex import Sex
from threonate.refusal import Refusal


def test_nobody_in_particular_is_a_woman_of_60() -> None:
    person = Person()
    assert (person.age, person.sex) == (60, Sex.FEMALE)
    assert person.weight is person.egfr is person.diet is person.serum is None
    assert person == Person.of()


def test_a_person_is_read_from_what_people_write() -> None:
    person = Person.of(
        age="72 years",
        sex="M",
        weight="180 lb",
        height="1.80 m",
        creatinine="110 umol/L",
        diet="14 mmol/day",
        serum="1.9 mg/dL",
        medicines="Lasix, omeprazole 20 mg",
        name="A",
    )
    assert (person.age, person.sex, person.height) == (72, Sex.MALE, 180)
    assert person.weight == pytest.approx(81.647, abs=1e-3)
    assert person.creatinine == pytest.approx(1.2443, abs=1e-4)
    assert person.diet == pytest.approx(340.27)
    assert person.serum == pytest.approx(0.78173, abs=1e-5)
    assert [medicine.effect for medicine in person.medicines] == [
        Effect.LOOP_DIURETIC,
        Effect.PPI,
    ]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"age": 300}, "adults only"),
        ({"age": 12}, "adults only"),
        ({"age": None}, "Age is None"),
        ({"egfr": -5}, "outside 2 to 200"),
        ({"sex": "x"}, "'female' or 'male'"),
        ({"sex": 3}, "'female' or 'male'"),
        ({"creatinine": 80}, "80 umol/L"),
        ({"weight": float("nan")}, "finite"),
        ({"height": float("inf")}, "finite"),
        ({"serum": 1.9}, "1.9 mg/dL"),
        ({"diet": 0}, "150 to 500"),
        ({"medicines": ["aspirin"]}, "leave it out"),
        ({"medicines": [3]}, "write its name"),
        ({"medicines": 3}, "list of names"),
        ({"name": 3}, "in quotes"),
    ],
)
def test_an_impossible_person_is_refused_in_one_sentence(given: dict[str, Any], says: str) -> None:
    with pytest.raises(Refusal) as refusal:
        Person.of(**given)
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "given", [{"age": 300}, {"egfr": -5}, {"creatinine": 80}, {"weight": float("nan")}]
)
def test_no_way_of_making_a_person_goes_around_the_limits(given: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        Person(**given)


def test_creatinine_and_an_egfr_that_disagree_are_refused() -> None:
    # 1.0 mg/dL in a woman of 50 is an eGFR of 68.6; a quarter more is 85.8.
    assert Person(age=50, creatinine=1.0, egfr=85).estimated_filtration == 85
    with pytest.raises(Refusal, match="a woman of 50 an eGFR of 69, not 86; correct one"):
        Person(age=50, creatinine=1.0, egfr=86)
    with pytest.raises(Refusal, match="not 54"):
        Person(age=50, creatinine=1.0, egfr=54)


def test_creatinine_alone_gives_the_estimate() -> None:
    estimate = Person(age=50, sex=Sex.MALE, creatinine=1.0).estimated_filtration
    assert estimate == pytest.approx(91.69, abs=0.01)


def test_a_medicine_named_twice_is_taken_once() -> None:
    assert len(Person.of(medicines=["Losec", "omeprazole", ""]).medicines) == 1


def test_a_person_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        REFERENCE.age = 30  # type: ignore[misc]


def test_a_person_is_told_in_a_few_words() -> None:
    person = Person.of(weight=72, egfr=85, diet=300, serum=0.8, medicines=["Losec"])
    assert person.describe() == (
        "a 60-year-old woman, 72 kg, eGFR 85, 300 mg of magnesium a day from food, "
        "serum magnesium 0.80 mmol/L, with omeprazole"
    )
    assert Person(age=45, sex=Sex.MALE).describe() == "a 45-year-old man"
