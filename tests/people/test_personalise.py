"""What a person is changes the body by the written rules, and nothing else."""

import numpy as np
import pytest

from threonate.evidence.parameter import load_parameters
from threonate.people.person import REFERENCE, Person
from threonate.people.personalise import Values, personalise
from threonate.people.sex import Sex

NOMINAL = {name: np.array([parameter.value]) for name, parameter in load_parameters().items()}


def body(person: Person, values: Values = NOMINAL) -> dict[str, float]:
    return {name: float(array[0]) for name, array in personalise(person, values).items()}


def reference(**traits: float) -> Person:
    """The reference adult with something else about them."""
    known = {"age": 40.0, "weight": 75.0, "filtration": 6.0, "diet": 320.0} | traits
    return Person(**known)  # type: ignore[arg-type]


def test_the_reference_adult_is_the_written_body() -> None:
    own = body(REFERENCE)
    changed = {name for name in NOMINAL if own[name] != NOMINAL[name][0]}
    assert changed == set()
    # 320 mg over 24.305 mg/mmol.
    assert own["gut.diet"] == pytest.approx(13.166, abs=5e-4)
    assert own["gut.food_available"] == 1
    assert np.isnan(own["people.target_serum"])


def test_twice_the_weight_doubles_volumes_and_stores() -> None:
    own = body(reference(weight=150))
    assert own["blood.central_volume"] == 32
    assert own["blood.rapid_volume"] == 32
    assert own["stores.muscle_mass"] == 700
    assert own["stores.deep_bone_mass"] == 940
    assert own["stores.red_cells_mass"] == 9


def test_the_two_volumes_of_blood_level_out_as_fast_in_a_heavy_person() -> None:
    own = body(reference(weight=150))
    assert own["blood.mixing_clearance"] / own["blood.rapid_volume"] == pytest.approx(9 / 16)


def test_twice_the_weight_raises_gut_capacity_by_two_thirds() -> None:
    # 2^0.75 = 1.6818.
    own = body(reference(weight=150))
    assert own["gut.jejunal_capacity"] == pytest.approx(0.058863, rel=1e-4)
    assert own["gut.ileal_capacity"] == pytest.approx(0.10343, rel=1e-4)


def test_threonate_is_cleared_alike_at_any_weight() -> None:
    own = body(reference(weight=150))
    assert own["threonate.apparent_clearance"] == 13.6
    assert own["gut.secretion_rate"] == 0.01875


def test_at_80_a_fifth_of_gut_capacity_is_gone_and_at_40_none() -> None:
    assert body(reference(age=80))["gut.jejunal_capacity"] == pytest.approx(0.028)
    assert body(reference(age=18))["gut.jejunal_capacity"] == pytest.approx(0.035)


def test_a_proton_pump_inhibitor_takes_away_fifteen_per_cent_of_gut_capacity() -> None:
    person = Person.of(age=40, weight=75, filtration=6, diet=320, medicines=["omeprazole"])
    own = body(person)
    assert own["gut.jejunal_capacity"] == pytest.approx(0.02975)
    assert own["kidney.threshold_factor"] == 1


@pytest.mark.parametrize(
    ("medicine", "factor"),
    [("Jardiance", 1.09), ("HCTZ", 0.98), ("Gitelman", 0.6), ("furosemide", 1.025)],
)
def test_a_medicine_shifts_the_renal_threshold(medicine: str, factor: float) -> None:
    own = body(Person.of(age=40, weight=75, filtration=6, diet=320, medicines=[medicine]))
    assert own["kidney.threshold_factor"] == pytest.approx(factor)
    assert own["gut.jejunal_capacity"] == pytest.approx(0.035)


# GFR in mL/min; 1 - 0.12 * (1 - GFR/90).
@pytest.mark.parametrize(
    ("rate", "factor"), [(120, 1.0), (100, 1.0), (90, 1.0), (60, 0.96), (30, 0.92), (15, 0.9)]
)
def test_kidney_disease_lowers_the_threshold_only_below_90(rate: float, factor: float) -> None:
    own = body(reference(filtration=rate * 0.06))
    assert own["kidney.threshold_factor"] == pytest.approx(factor)
    assert own["kidney.filtration_rate"] == pytest.approx(rate * 0.06)


def test_a_person_with_kidney_disease_eats_less_unless_they_say_what_they_eat() -> None:
    silent = Person(age=40, weight=75, filtration=0.9)
    # 320 mg * (1 - 0.25 * 75/90) over 24.305.
    assert body(silent)["gut.diet"] == pytest.approx(10.423, abs=1e-3)
    assert body(reference(filtration=0.9))["gut.diet"] == pytest.approx(13.166, abs=1e-3)


def test_an_egfr_is_brought_to_the_persons_own_surface() -> None:
    # 70 kg and 170 cm are 1.80971 m2; 60 * 1.80971 / 1.73 * 0.06.
    own = body(Person(weight=70, height=170, egfr=60))
    assert own["kidney.filtration_rate"] == pytest.approx(3.7658, abs=1e-4)


def test_creatinine_sets_filtration() -> None:
    own = body(Person(age=50, sex=Sex.MALE, weight=70, height=170, creatinine=1.0))
    assert own["kidney.filtration_rate"] == pytest.approx(91.6915 * 0.06276420, rel=1e-4)


def test_an_unmeasured_woman_of_60_is_typical_of_her_age() -> None:
    # 76 kg, 161.9 - 1.5 cm: 1.79674 m2; eGFR 140 - 54 = 86.
    own = body(Person())
    assert own["people.weight"] == 76
    assert own["kidney.filtration_rate"] == pytest.approx(5.3590, abs=1e-4)
    assert own["gut.diet"] == pytest.approx(13.166 * (1 - 0.25 * (1 - 89.317 / 90)), abs=1e-3)


@pytest.mark.parametrize(
    ("age", "sex", "weight"),
    [(18, Sex.MALE, 88), (39, Sex.FEMALE, 76), (40, Sex.MALE, 92), (85, Sex.FEMALE, 68)],
)
def test_an_unweighed_person_weighs_the_mean_of_their_age(
    age: float, sex: Sex, weight: float
) -> None:
    assert body(Person(age=age, sex=sex))["people.weight"] == weight


def test_a_given_serum_is_met_by_the_baseline() -> None:
    assert body(reference(serum=0.78))["people.target_serum"] == 0.78


def test_doubt_about_filtration_and_diet_stays_with_the_person() -> None:
    drawn = {
        **{name: np.repeat(value, 2) for name, value in NOMINAL.items()},
        "kidney.filtration_rate": np.array([6.0, 6.6]),
        "people.diet": np.array([320.0, 288.0]),
    }
    own = personalise(reference(filtration=3.0, diet=200), drawn)
    assert own["kidney.filtration_rate"] == pytest.approx([3.0, 3.3])
    assert own["gut.diet"] == pytest.approx([8.2288, 7.4059], abs=1e-4)


def test_the_drawn_numbers_are_left_as_they_were() -> None:
    before = {name: value.copy() for name, value in NOMINAL.items()}
    personalise(Person(weight=120, age=80, egfr=20), NOMINAL)
    assert all(np.array_equal(before[name], NOMINAL[name]) for name in before)
