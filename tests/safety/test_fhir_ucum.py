"""Units are read by their codes; a mmol of magnesium is 24.305 mg and two milliequivalents."""

import pytest

from threonate.refusal import Refusal
from threonate.safety.fhir.ucum import (
    UNITS,
    creatinine_concentration,
    find_unit,
    magnesium_concentration,
    magnesium_mass,
)


@pytest.mark.parametrize(
    ("value", "code", "milligrams"),
    [
        (144, "mg", 144.0),
        (0.144, "g", 144.0),
        (1, "mmol", 24.305),
        (2, "meq", 24.305),
        # Twelve mmol is the least that labels treat a deficit with: 12 x 24.305.
        (12, "mmol", 291.66),
        (1000, "umol", 24.305),
    ],
)
def test_an_amount_of_magnesium_weighs(value: float, code: str, milligrams: float) -> None:
    assert magnesium_mass(value, find_unit(code)) == pytest.approx(milligrams, rel=1e-12)


@pytest.mark.parametrize(
    ("value", "code", "millimoles"),
    [
        (1, "mmol/L", 1.0),
        (2, "meq/L", 1.0),
        (2.4305, "mg/dL", 1.0),
        (24.305, "mg/L", 1.0),
        (850, "umol/L", 0.85),
        # 2.0 mg/dL / 2.4305, by hand.
        (2.0, "mg/dL", 0.822876),
    ],
)
def test_serum_magnesium_is_the_same_in_every_unit(
    value: float, code: str, millimoles: float
) -> None:
    found = magnesium_concentration(value, find_unit(code))
    assert found == pytest.approx(millimoles, rel=1e-6)


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    # One mg/dL of creatinine, which weighs 113.12 g/mol, is 88.4 umol/L.
    [(1.0, "mg/dL", 1.0), (88.4, "umol/L", 1.0), (0.0884, "mmol/L", 1.0), (10, "mg/L", 1.0)],
)
def test_creatinine_is_read_in_mass_and_moles(value: float, code: str, expected: float) -> None:
    assert creatinine_concentration(value, find_unit(code)) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    ("code", "size"),
    [("[lb_av]", 453_592.37), ("kg", 1_000_000), ("d", 24), ("wk", 168), ("min", 1 / 60)],
)
def test_masses_and_times_have_their_sizes(code: str, size: float) -> None:
    assert UNITS[code].size == pytest.approx(size)


@pytest.mark.parametrize(
    ("code", "instead"),
    [
        ("mEq", "write meq."),
        ("mEq/L", "write meq/L."),
        ("MG", "write mg."),
        ("mg/dl", "write mg/dL."),
        ("mEq/dl", "mmol/L"),
        ("mmHg", "mm[Hg]"),
        ("", "mg"),
    ],
)
def test_another_spelling_is_no_unit_and_the_right_one_is_told(code: str, instead: str) -> None:
    with pytest.raises(Refusal) as told:
        find_unit(code)
    assert "is not a UCUM unit read here" in str(told.value)
    assert instead in str(told.value)
