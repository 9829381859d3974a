"""Whatever people swallow: nothing is lost, nothing is negative, more is never less."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threonate import path
from threonate.dose import Regimen
from threonate.people import Person
from threonate.simulation import simulate

doses = st.floats(50.0, 1600.0)
ages = st.integers(18, 95)
forms = st.sampled_from(["l-threonate", "citrate", "oxide", "chloride", "glycinate", "hydroxide"])
AMOUNTS = [i for i, s in enumerate(path.system().states) if not s.startswith("brain.")]


@settings(max_examples=25)
@given(dose=doses, age=ages, form=forms, egfr=st.floats(8.0, 130.0), fed=st.booleans())
def test_mass_is_conserved_and_amounts_are_never_negative(
    *, dose: float, age: int, form: str, egfr: float, fed: bool
) -> None:
    regimen = Regimen.daily(form, compound=dose, weeks=1, with_food=fed, titrate=False)
    course = simulate(Person(age=age, egfr=egfr), regimen, draws=4)
    balance = course.where_did_it_go()
    assert abs(balance["residual"]) < 1e-9 * balance["swallowed"]
    assert course.arms[1].states[:, :, AMOUNTS].min() > -1e-9


@settings(max_examples=15)
@given(dose=doses, more=st.floats(1.05, 2.0), form=forms)
def test_more_is_never_less(dose: float, more: float, form: str) -> None:
    def serum(amount: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        regimen = Regimen.daily(form, compound=amount, weeks=1, titrate=False)
        course = simulate(regimen=regimen, draws=4)
        return np.asarray(course.readings[course.arms[1].name]["serum"])

    assert np.all(serum(dose * more) >= serum(dose) - 1e-6)


@settings(max_examples=15)
@given(first=st.floats(0.1, 0.9), dose=doses)
def test_splitting_never_changes_the_amount_swallowed(first: float, dose: float) -> None:
    split = Regimen.daily(compound=dose, weeks=1, split=[first, 1 - first], titrate=False)
    whole = Regimen.daily(compound=dose, weeks=1, times=["08:00"], titrate=False)
    assert split.total == pytest.approx(whole.total, rel=1e-9)
