"""A simulation says first what a check would say, and refuses only where help is needed."""

import pytest

from threonate.dose import Regimen
from threonate.people import Person
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


@pytest.mark.parametrize("egfr", [30, 44, 50, 90])
def test_what_is_not_forbidden_is_left_to_the_check(egfr: float) -> None:
    assert warning(heed(Person(egfr=egfr), Regimen.daily())) == ""


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
