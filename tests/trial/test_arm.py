"""An arm takes a day's amount, for everybody or by weight."""

import numpy as np
import pytest
from tests.trial.made import PLACEBO, THREONATE

from threonate.dose import Salt
from threonate.refusal import Refusal
from threonate.trial.arm import Arm, Dose

THE_SALT = Salt.find("l-threonate")


def test_a_dose_for_everybody_weighs_less_on_the_heavier() -> None:
    dose = Dose.of("2000 mg")
    assert dose is not None
    found = dose.compound_per_weight(np.array([50.0, 80.0]), salt=THE_SALT)
    assert found == pytest.approx([40.0, 25.0])


def test_a_dose_by_weight_is_the_same_for_each_kilogram() -> None:
    dose = Dose.of("25 mg / kg")
    assert dose is not None
    assert dose.by_weight
    assert dose.compound_per_weight(np.array([50.0, 80.0]), salt=THE_SALT) == pytest.approx(25.0)
    plan = THREONATE.regimen(weeks=1, weight=80.0).plan
    assert plan is not None
    assert plan.product.compound == pytest.approx(2000.0)


def test_magnesium_is_told_from_the_compound() -> None:
    dose = Dose.of("144 mg magnesium")
    assert dose is not None
    # The label holds 7.2 % of magnesium.
    found = dose.compound_per_weight(np.array([80.0]), salt=THE_SALT)
    assert found == pytest.approx(2000.0 / 80.0)


def test_placebo_holds_nothing() -> None:
    assert Dose.of("Placebo") is None
    assert PLACEBO.regimen(weeks=2).doses == ()
    assert not PLACEBO.has_threonate
    assert not PLACEBO.is_pooled


def test_an_arm_of_one_is_refused() -> None:
    with pytest.raises(Refusal, match="n = 1"):
        Arm("alone", 1, None, THE_SALT, control=True)
