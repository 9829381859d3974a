"""The patient of a record has an age and a sex, and is one person."""

import pytest
from tests.safety.fhir.record import found_in, observation, patient

from threonate.refusal import Refusal


@pytest.mark.parametrize(
    ("born", "age"),
    [("1961-05-20", 65), ("1961-05-21", 64), ("1961-05", 65), ("1961", 65), ("2008-05-20", 18)],
)
def test_age_is_counted_in_whole_years(born: str, age: int) -> None:
    assert found_in(patient(birthDate=born)).age == age


def test_an_infant_has_months() -> None:
    assert found_in(patient(birthDate="2025-11-20")).age == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("gender", ["other", "unknown"])
def test_sex_may_stay_unknown(gender: str) -> None:
    assert found_in(patient(gender=gender)).sex is None


def test_two_patients_are_refused() -> None:
    with pytest.raises(Refusal, match="2 patients"):
        found_in(patient(), patient())


def test_what_is_about_somebody_else_is_refused() -> None:
    weight = observation("29463-7", 70, "kg", subject={"reference": "Patient/b"})
    with pytest.raises(Refusal, match="not the person"):
        found_in(patient(id="a"), weight)


def test_one_person_may_be_named_with_and_without_the_server() -> None:
    here = observation("29463-7", 70, "kg", subject={"reference": "Patient/b"})
    there = observation("8867-4", 70, "/min", subject={"reference": "https://x.y/f/Patient/b"})
    assert found_in(here, there).heart_rate == 70
