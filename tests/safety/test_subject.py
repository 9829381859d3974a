"""A person and a regimen become the facts of a check, and facts become a person and a regimen."""

import pytest

from threonate.dose import MAGNESIUM_MASS, Dose, Product, Regimen, Salt
from threonate.people import Person
from threonate.people.sex import Sex
from threonate.refusal import Refusal
from threonate.safety.facts import Facts
from threonate.safety.intake import Intake
from threonate.safety.magnesium_source import MagnesiumSource
from threonate.safety.place import Place
from threonate.safety.subject import egfr_of, facts_of, full_day, person_of, regimen_of


def test_the_usual_day_is_a_third_in_the_morning_and_two_thirds_at_night() -> None:
    facts = facts_of(Person(), Regimen.daily())
    # 2,000 mg as 1/3 at 08:00 and 2/3 at 21:30; at 7.2 % 144 mg of magnesium.
    assert [(i.compound, i.time) for i in facts.intakes] == [(666.667, 480), (1333.333, 1290)]
    assert facts.compound == 2000.0
    assert facts.elemental == 144.0
    assert facts.other == ()
    assert facts.weeks == 12


def test_the_gentle_first_week_is_not_the_day_that_counts() -> None:
    assert facts_of(Person(), Regimen.daily(weeks=2)).compound == 2000.0
    # Half of the day's amount is all there is in a week of titration, taken at night.
    assert facts_of(Person(), Regimen.daily(weeks=1)).compound == pytest.approx(1000.0)


def test_a_missed_dose_was_still_meant_to_be_taken() -> None:
    regimen = Regimen.daily(weeks=2).missing(day=14, dose=1).missing(day=14, dose=2)
    assert facts_of(Person(), regimen).compound == 2000.0


def test_a_label_decides_how_much_compound_a_milligram_is() -> None:
    rich = Product("rich", Salt.find("l-threonate"), compound=1000, elemental=80)
    facts = facts_of(Person(), Regimen.daily(rich, titrate=False))
    assert facts.compound == pytest.approx(1000.0, abs=0.01)
    assert facts.elemental == pytest.approx(80.0)


def test_another_salt_is_other_magnesium() -> None:
    facts = facts_of(Person(), Regimen.daily("citrate", elemental=300, titrate=False))
    assert facts.compound == 0.0
    assert facts.elemental is None
    assert facts.other == (MagnesiumSource("magnesium citrate", 300.0),)


def test_two_products_together_are_told_apart() -> None:
    both = Regimen.daily(titrate=False) + Regimen.daily("oxide", elemental=240, titrate=False)
    facts = facts_of(Person(), both)
    # Without a plan the compound is read at 7.2 %, as its labels are.
    assert facts.compound == pytest.approx(2000.0, abs=0.01)
    assert [(each.name, each.elemental) for each in facts.other] == [("magnesium oxide", 240.0)]


def test_a_drip_is_not_for_this_check() -> None:
    facts = facts_of(Person(), Regimen.infusion(10.0, start="08:00", duration=4.0))
    assert facts.intakes == ()
    assert facts.other == ()


def test_food_never_counts() -> None:
    meal = Dose(time=8.0, magnesium=5.0, threonate=0.0, salt=Salt.find("food"))
    assert full_day(Regimen.of([meal])) == ()


def test_nothing_taken_is_nothing_to_check() -> None:
    assert facts_of(Person(), Regimen.none()).compound == 0.0


def test_the_fullest_day_of_the_last_week_counts() -> None:
    salt = Salt.find("l-threonate")
    amounts = {0: 9.0, 10: 2.0, 12: 4.0, 14: 3.0}
    doses = [Dose(24.0 * day + 8, mmol, 2 * mmol, salt) for day, mmol in amounts.items()]
    doses += [Dose(24.0 * day + 8, 1.0, 2.0, salt) for day in range(15, 20)]
    # The last seven days with a dose begin at 12; the 9 mmol long before are over.
    assert full_day(Regimen.of(doses))[0].magnesium == 4.0


def test_what_is_known_of_the_person_goes_along() -> None:
    person = Person.of(age=70, sex="male", weight=80, egfr=42, serum=0.9, medicines="omeprazole")
    facts = facts_of(person, Regimen.daily(), place=Place.US, by_clinician=True)
    assert (facts.age, facts.sex, facts.weight, facts.egfr) == (70, Sex.MALE, 80, 42)
    assert facts.serum == 0.9
    assert facts.place is Place.US
    assert facts.by_clinician
    assert [row.ingredient for row in facts.medicines[0].lookup.found] == ["omeprazole"]


def test_creatinine_stands_for_an_egfr() -> None:
    # CKD-EPI 2021: 1.5 mg/dL in a man of 70 is 49.7 mL/min per 1.73 m2.
    person = Person.of(age=70, sex="male", creatinine=1.5)
    assert egfr_of(person) == pytest.approx(49.7, abs=0.3)
    assert egfr_of(Person()) is None


def test_a_stated_filtration_is_brought_to_the_usual_surface() -> None:
    # 6 L/h are 100 mL/min; on 1.73 m2 that is an eGFR of 100, on a larger body less.
    assert egfr_of(Person(filtration=6.0)) == pytest.approx(100.0)
    # Du Bois: 0.007184 x 100^0.425 x 190^0.725 = 2.28 m2, so 100 x 1.73 / 2.28 = 75.9.
    assert egfr_of(Person(filtration=6.0, weight=100, height=190)) == pytest.approx(75.9, abs=0.2)


def test_facts_become_a_regimen_with_the_same_day() -> None:
    facts = Facts(intakes=(Intake(667, 8 * 60), Intake(1334, 22 * 60)), elemental=144)
    regimen = regimen_of(facts)
    assert regimen.days == 84
    assert len(regimen.doses) == 168
    first, second = regimen.doses[:2]
    assert (first.time, second.time) == (8.0, 22.0)
    assert first.magnesium + second.magnesium == pytest.approx(144 / MAGNESIUM_MASS)
    assert first.magnesium / second.magnesium == pytest.approx(0.5)


def test_intakes_without_a_time_get_one() -> None:
    regimen = regimen_of(Facts(intakes=(Intake(1334), Intake(667))))
    assert [dose.time for dose in regimen.doses[:2]] == [8.0, 21.5]


def test_a_label_that_cannot_be_true_is_read_as_silent() -> None:
    # 2,000 mg of magnesium in 2,000 mg of compound is impossible; 7.2 % of it is 144 mg.
    regimen = regimen_of(Facts(intakes=(Intake(2000, 480),), elemental=2000))
    assert regimen.daily_elemental == pytest.approx(144.0)


def test_no_intake_is_no_regimen() -> None:
    assert regimen_of(Facts()).doses == ()


def test_there_and_back_again() -> None:
    asked = facts_of(Person(age=66, egfr=50), Regimen.daily())
    back = facts_of(person_of(asked), regimen_of(asked))
    assert back.compound == pytest.approx(asked.compound, abs=0.01)
    assert (back.age, back.egfr, back.weeks) == (asked.age, asked.egfr, asked.weeks)


def test_medicines_without_an_effect_on_magnesium_stay_out_of_the_model() -> None:
    facts = Facts.of(age=60, medicines=["omeprazole 08:00", "doxycycline 07:30", "no such thing"])
    assert [medicine.name for medicine in person_of(facts).medicines] == ["omeprazole"]


def test_the_model_describes_no_child() -> None:
    with pytest.raises(Refusal, match="adults only"):
        person_of(Facts(age=12))
