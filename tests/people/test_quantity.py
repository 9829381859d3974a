"""What people write about themselves is read in any usual unit, or refused with the remedy."""

import pytest

from threonate.people.quantity import (
    AGE,
    CREATININE,
    DIET,
    EGFR,
    FILTRATION,
    HEIGHT,
    SERUM,
    WEIGHT,
    Quantity,
    parse,
)
from threonate.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "quantity", "expected"),
    [
        ("60", AGE, 60),
        ("60 years", AGE, 60),
        ("0.9", CREATININE, 0.9),
        # 80 µmol of 113.12 g/mol in a litre are 9.05 mg.
        ("80 umol/L", CREATININE, 0.90496),
        ("80 µmol/l", CREATININE, 0.90496),
        ("80 μmol/L", CREATININE, 0.90496),
        ("0.08 mmol/L", CREATININE, 0.90496),
        ("75 mL/min/1.73 m²", EGFR, 75),
        ("75 ml/min/1.73m^2", EGFR, 75),
        ("100 mL/min", FILTRATION, 6.0),
        ("0.85 mmol/L", SERUM, 0.85),
        # 20 mg in a litre over 24.305 g/mol.
        ("2.0 mg/dL", SERUM, 0.82288),
        ("1.7 mEq/L", SERUM, 0.85),
        ("2 mmol/L", SERUM, 2.0),
        ("165 lb", WEIGHT, 74.8427),
        ("72kg", WEIGHT, 72),
        ("1.75 m", HEIGHT, 175),
        ("69 in", HEIGHT, 175.26),
        ("5.5 ft", HEIGHT, 167.64),
        ("5 ft 11 in", HEIGHT, 180.34),
        ("5'11\"", HEIGHT, 180.34),
        ("13.166 mmol/day", DIET, 320.0),
        ("0.32 g/day", DIET, 320.0),
        ("3.2e2 mg/day", DIET, 320.0),
    ],
)
def test_a_measurement_is_read_in_the_unit_it_is_written_in(
    text: str, quantity: Quantity, expected: float
) -> None:
    assert parse(text, quantity) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("given", "quantity", "says"),
    [
        (80, CREATININE, "Creatinine 80 looks like µmol/L; write '80 umol/L'."),
        ("80", CREATININE, "write '80 umol/L'"),
        ("80 mg/dL", CREATININE, "outside 0.2 to 20 mg/dL"),
        (2.0, SERUM, "looks like mg/dL; write '2 mg/dL', or '2 mmol/L' if that is meant"),
        (1.75, HEIGHT, "write '1.75 m'"),
        (69, HEIGHT, "write '69 in'"),
        (350, WEIGHT, "write '350 lb'"),
        (13, DIET, "write '13 mmol/day'"),
    ],
)
def test_a_number_in_another_unit_is_met_with_that_unit(
    given: float | str, quantity: Quantity, says: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        quantity.read(given)
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "quantity", "says"),
    [
        (300, AGE, "Age is 300 years, outside 18 to 120 years; the model describes adults only."),
        (17, AGE, "adults only"),
        (-5, EGFR, "eGFR is -5 mL/min/1.73 m2, outside 2 to 200"),
        (29.9, WEIGHT, "outside 30 to 300 kg"),
        ("600 lb", WEIGHT, None),
        ("700 lb", WEIGHT, "Weight is 317.5 kg (from '700 lb')"),
        (240, HEIGHT, "outside 120 to 230 cm"),
        (2001, DIET, "outside 20 to 2000 mg/day"),
        (0.2, SERUM, "outside 0.3 to 3 mmol/L"),
        (float("nan"), WEIGHT, "must be a finite number of kg between 30 and 300"),
        ("inf", WEIGHT, "finite"),
        ("-Infinity kg", WEIGHT, "finite"),
        (10**400, AGE, "finite number of years"),
        (True, AGE, "finite number of years"),
        (None, AGE, "finite number of years"),
        ([70], WEIGHT, "finite number of kg"),
        ("heavy", WEIGHT, "Weight is 'heavy'; write a number with a decimal point"),
        ("", WEIGHT, "write a number"),
        ("1,2 mg/dL", CREATININE, "decimal point"),
        ("70 stone", WEIGHT, "unknown unit 'stone'; use kg or lb"),
        ("100 mL/min", EGFR, "unknown unit 'mL/min'"),
    ],
)
def test_what_no_adult_can_have_is_refused_in_one_sentence(
    given: float | str, quantity: Quantity, says: str | None
) -> None:
    if says is None:
        assert quantity.read(given) == pytest.approx(272.155, abs=1e-3)
        return
    with pytest.raises(Refusal) as refusal:
        quantity.read(given)
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "quantity", [AGE, WEIGHT, HEIGHT, CREATININE, EGFR, FILTRATION, DIET, SERUM]
)
def test_the_limits_themselves_are_allowed(quantity: Quantity) -> None:
    assert quantity.check(quantity.low) == quantity.low
    assert quantity.check(quantity.high) == quantity.high
