"""Published and hand-calculated values of the creatinine equation and of body surface."""

import pytest

from threonate.people.kidney_function import body_surface, ckd_epi_2021, filtration_rate
from threonate.people.sex import Sex


def test_the_national_kidney_foundation_gives_71_for_a_man_of_55_with_creatinine_1_2() -> None:
    assert round(ckd_epi_2021(1.2, age=55, sex=Sex.MALE)) == 71


# Each by logarithms: ln 142 + exponent * ln(creatinine / kappa) + age * ln 0.9938 (+ ln 1.012).
@pytest.mark.parametrize(
    ("creatinine", "age", "sex", "expected"),
    [
        (1.0, 50, Sex.MALE, 91.69),
        (1.0, 50, Sex.FEMALE, 68.63),
        (0.5, 30, Sex.FEMALE, 129.32),
        (0.6, 70, Sex.MALE, 103.85),
        (2.0, 72, Sex.FEMALE, 26.05),
        # At the bend only the age term is left: 142 * 0.9938^60 * 1.012.
        (0.7, 60, Sex.FEMALE, 98.95),
    ],
)
def test_filtration_follows_the_equation_on_both_sides_of_its_bend(
    creatinine: float, age: float, sex: Sex, expected: float
) -> None:
    assert ckd_epi_2021(creatinine, age=age, sex=sex) == pytest.approx(expected, abs=0.006)


def test_a_person_of_70_kg_and_170_cm_has_1_81_square_metres() -> None:
    assert body_surface(70.0, height=170.0) == pytest.approx(1.8097, abs=1e-4)


def test_an_egfr_of_100_at_the_standard_surface_is_six_litres_an_hour() -> None:
    assert filtration_rate(100.0, surface=1.73) == pytest.approx(6.0)


def test_a_small_person_filters_less_than_their_egfr_says() -> None:
    assert filtration_rate(100.0, surface=1.384) == pytest.approx(4.8)
