"""A simulation says first what a check would say, and refuses only where help is needed."""

import pytest

from threonate.dose import Regimen
from threonate.people import Person
from threonate.people.medicine import Medicine
from threonate.refusal import Refusal
from threonate.safety.warning import heed, warning


def test_a_healthy_person_is_not_warned() -> None:
    assert warning(heed(Person(), Regimen.daily())) == ""


@pytest.mark.parametrize("egfr", [29, 20, 14, 8])
def test_failing_kidneys_are_warned_of_and_still_simulated(egfr: float) -> None:
    told = warning(heed(Person(egfr=egfr), Regimen.daily()))
    assert told.startswith("Do not use it")
    assert f"eGFR {egfr}" in told
    assert "threonate check" in told


@pytest.mark.parametrize(("egfr", "says"), [(30, "decides"), (44, "decides"), (50, "1,000 mg")])
def test_what_a_doctor_decides_is_told_too(egfr: float, says: str) -> None:
    told = warning(heed(Person(egfr=egfr), Regimen.daily()))
    assert says in told
    assert f"eGFR {egfr}" in told or f"eGFR of {egfr}" in told
    assert "\n" not in told


def test_what_is_asked_first_is_told_too() -> None:
    assert "eGFR" in warning(heed(Person(age=75), Regimen.daily()))
    assert warning(heed(Person(age=75, egfr=90), Regimen.daily())) == ""


@pytest.mark.parametrize("name", ["raltegravir", "tacrolimus"])
def test_a_medicine_of_the_check_alone_is_warned_of(name: str) -> None:
    person = Person(medicines=(Medicine(name, None),))
    assert name in warning(heed(person, Regimen.daily()))


def test_high_serum_is_warned_of() -> None:
    told = warning(heed(Person(serum=1.2), Regimen.daily()))
    assert told.startswith("Stop all magnesium")
    assert told.count("(") == told.count(")") == 1


def test_dangerous_serum_is_not_simulated() -> None:
    with pytest.raises(Refusal, match=r"emergency help now.*call 112"):
        heed(Person(serum=2.5), Regimen.daily())


def test_a_drip_and_nothing_at_all_are_not_checked() -> None:
    drip = Regimen.infusion(10.0, start="08:00", duration=4.0)
    assert heed(Person(egfr=10), drip) is None
    assert heed(Person(serum=2.5), Regimen.none()) is None
    assert warning(None) == ""


def test_two_reasons_are_counted() -> None:
    assert "(and 1 more)" in warning(heed(Person(egfr=20, serum=1.2), Regimen.daily()))


def test_a_healthy_kidney_is_not_warned_of() -> None:
    assert warning(heed(Person(egfr=90), Regimen.daily())) == ""
