"""The body reproduces the reference results of its specification, within their printed rounding.

A few values with more digits come from an independent implementation in SciPy under the settings
named here.
"""

import numpy as np
import pytest

from threonate.engine.record import Floats
from threonate.validation.protocol.adult import adult, eating, steady, watch
from threonate.validation.protocol.chronic import diet, supplement
from threonate.validation.protocol.disease import medicine_shift
from threonate.validation.protocol.gut import dose_ratio, food_effect, single_dose
from threonate.validation.protocol.vein import infusion_serum, infusion_urine, loading_recovery

Drawn = dict[str, Floats]
MEALS = ("08:00", "19:00")
SPLIT = ("08:00", "21:30")

DOCUMENTED_EXCEPTIONS = {
    "+365 mg between meals": "exact dose times are not stated; 11:00 and 22:00 come within 6e-4",
    "fasting single doses": "within 1 to 4 %; how breakfast was skipped is not stated",
    "Lu 2002": "weight and the dose per hour are not stated; misses stand in the validation",
    "oxide-like, 12 weeks": "met only when a third dissolves at once and the rest is lost; ours "
    "dissolves slowly, which helps absorption, and the rest reaches the colon",
    "kidney disease at 15 and 10 mL/min": "printed after about 240 days; ours is the steady state",
    "urine against intake": "printed for slightly smaller capacities than the final ones",
}
"""Reference results that the final numbers do not reproduce, and why; see docs/decisions.md."""


@pytest.fixture(scope="module")
def level(stated: Drawn) -> Drawn:
    """The stated numbers with a kidney that keeps no hours, as most reference results have."""
    return {**stated, "kidney.circadian_amplitude": np.zeros(1)}


@pytest.fixture(scope="module")
def undamaged(level: Drawn) -> Drawn:
    """The same, where a filtration below 90 mL/min does not also lower the threshold."""
    return {**level, "people.ckd_slope": np.zeros(1)}


def within(found: Floats | float, expected: float, digits: int) -> bool:
    """Tell whether a number rounds to the printed one."""
    return abs(float(np.squeeze(found)) - expected) <= 0.51 * 10.0**-digits


def test_the_steady_day(level: Drawn) -> None:
    seen = watch(steady(adult(level)), [], [0.0, 24.0], days=1)
    passed = {s: seen.state(s)[0, 1] for s in ("kidney.urine", "gut.faeces", "blood.sweat")}
    assert passed["kidney.urine"] == pytest.approx(3.69583, rel=1e-4)
    assert passed["gut.faeces"] == pytest.approx(9.31018, rel=1e-4)
    assert passed["blood.sweat"] == pytest.approx(0.16, rel=1e-4)
    assert seen.state("blood.exposure")[0, 1] / 24 == pytest.approx(0.850, abs=1e-3)
    stores = ("fast_tissue", "muscle", "red_cells", "exchangeable_bone", "deep_bone")
    places = ["blood.plasma", "blood.rapid", *(f"stores.{store}" for store in stores)]
    assert sum(seen.state(p)[0, 0] for p in places) == pytest.approx(1012.0, abs=1.0)


def test_serum_over_the_steady_day(level: Drawn) -> None:
    serum = watch(steady(adult(level)), [], [float(hour) for hour in range(24)], days=1).serum[0]
    assert serum.max() == pytest.approx(0.859, abs=1e-3)
    assert serum.min() == pytest.approx(0.837, abs=1e-3)


def test_urine_over_the_clock(stated: Drawn) -> None:
    hours = [3.0 * block for block in range(9)]
    urine = watch(steady(adult(stated)), [], hours, days=1).state("kidney.urine")[0]
    printed = (0.201, 0.161, 0.119, 0.107, 0.116, 0.144, 0.178, 0.207)
    # The exact periodic day lies up to 0.0006 below the printed run, which had not settled.
    assert np.diff(urine) / 3 == pytest.approx(printed, abs=0.0011)


@pytest.mark.parametrize(
    ("dose", "fed", "fasted", "slow"),
    [
        (0.32, 0.79, 0.76, 0.82),
        (0.74, 0.72, 0.66, 0.79),
        (1.48, 0.60, 0.53, 0.72),
        (2.59, 0.48, 0.41, 0.63),
        (2.88, 0.46, 0.39, 0.61),
        (3.33, 0.43, 0.36, None),
        (5.93, 0.32, 0.26, 0.46),
        (7.83, 0.27, 0.23, None),
        (10.0, 0.24, 0.20, 0.35),
        (12.3, 0.21, 0.18, 0.32),
    ],
)
def test_the_fraction_absorbed_falls_with_the_dose(
    stated: Drawn, dose: float, fed: float, fasted: float, slow: float | None
) -> None:
    assert within(single_dose(stated, dose=dose), fed, 2)
    assert within(single_dose(stated, dose=dose, fed=False), fasted, 2)
    if slow is not None:
        # The reference run of the slow form was stopped after a day and a half.
        found = single_dose(stated, dose=dose, fed=False, dissolution=0.2, hours=36.0)
        assert within(found, slow, 2)


def test_the_largest_dose_and_the_ratios(stated: Drawn) -> None:
    assert within(single_dose(stated, dose=41.5), 0.116, 3)
    assert within(dose_ratio(stated, small=0.74, large=2.59), 1.48, 2)
    assert within(food_effect(stated, dose=2.88), 19.0, 0)


def test_loads_by_vein(level: Drawn) -> None:
    assert within(loading_recovery(level, load=7.5, hours=1.0), 117.0, 0)
    assert within(loading_recovery(level, load=30.0, hours=8.0), 86.0, 0)
    assert within(loading_recovery(level, load=30.0, hours=8.0, net=True), 74.0, 0)


@pytest.mark.parametrize(
    ("serum", "rate", "filtration", "hours", "looks"),
    [
        (1.09, 3.0, 5.0, 12.0, ((1.0, 1.52), (6.0, 1.47), (12.0, 1.51))),
        (0.94, 2.6, 4.5, 25.0, ((0.5, 1.47), (7.0, 1.39), (25.0, 1.51))),
    ],
)
def test_patients_on_a_drip(
    undamaged: Drawn,
    serum: float,
    rate: float,
    filtration: float,
    hours: float,
    looks: tuple[tuple[float, float], ...],
) -> None:
    drip = {"serum": serum, "bolus": 10.0, "rate": rate, "hours": hours, "filtration": filtration}
    for at, expected in looks:
        assert within(infusion_serum(undamaged, **drip, at=at), expected, 2)


def test_a_patient_s_urine(undamaged: Drawn) -> None:
    found = infusion_urine(
        undamaged, serum=1.09, bolus=10.0, rate=3.0, hours=12.0, at=12.0, filtration=5.0
    )
    assert within(found, 26.8, 1)


@pytest.mark.parametrize(
    ("form", "magnesium", "times", "read", "expected", "digits"),
    [
        ("chloride", 365.0, MEALS, "serum", 0.032, 3),
        ("chloride", 365.0, MEALS, "urine", 1.40, 2),
        ("l-threonate", 144.0, SPLIT, "serum", 0.020, 3),
        ("l-threonate", 144.0, SPLIT, "morning", 0.022, 3),
        ("l-threonate", 144.0, SPLIT, "urine", 0.82, 2),
        ("l-threonate", 144.0, SPLIT, "red_cells", 0.8, 1),
        ("l-threonate", 144.0, SPLIT, "body", 4.0, 0),
        ("l-threonate", 144.0, MEALS, "serum", 0.016, 3),
        ("l-threonate", 144.0, MEALS, "urine", 0.64, 2),
        ("l-threonate", 144.0, ("21:30",), "serum", 0.021, 3),
        ("l-threonate", 144.0, ("21:30",), "urine", 0.88, 2),
    ],
)
def test_twelve_weeks(
    level: Drawn,
    form: str,
    magnesium: float,
    times: tuple[str, ...],
    read: str,
    expected: float,
    digits: int,
) -> None:
    found = supplement(level, form=form, magnesium=magnesium, times=times, days=84, read=read)
    assert within(found, expected, digits)


def test_medicines(level: Drawn) -> None:
    assert medicine_shift(level, medicine="dapagliflozin") == pytest.approx([0.078], abs=1.1e-3)
    assert medicine_shift(level, medicine="thiazide") == pytest.approx([-0.018], abs=1e-3)
    assert medicine_shift(level, medicine="omeprazole") == pytest.approx([-0.014], abs=1e-3)


def test_a_low_diet(level: Drawn) -> None:
    balance = diet(level, milligrams=107.0, days=72, read="balance")
    assert balance == pytest.approx([-1.04], abs=0.03)
    assert diet(level, milligrams=107.0, days=72, read="serum") == pytest.approx([0.798], abs=1e-3)
    assert within(diet(level, milligrams=107.0, days=72, read="urine") * 24.305, 52.0, 0)


def test_severe_depletion_is_slow_in_the_model(level: Drawn) -> None:
    looks = [0.0, 152.0, 656.0, 2144.0]
    seen = watch(eating(steady(adult(level)), 10.0), [], looks, days=90)
    assert seen.serum[0, 1:] == pytest.approx([0.74, 0.68, 0.60], abs=6e-3)
    cells = seen.state("stores.red_cells")[0]
    assert within(cells[3] / cells[0], 0.90, 2)
