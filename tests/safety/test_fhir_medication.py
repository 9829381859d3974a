"""A medicine of a record is the right one or is asked back."""

from typing import Any

import pytest
from tests.safety.fhir.record import ATC, RXNORM, coded, dosage, found_in, statement

from threonate.refusal import Refusal
from threonate.safety.interaction import load_interactions


@pytest.mark.parametrize(
    "row", [each for each in load_interactions().values() if each.rxcui], ids=lambda r: r.id
)
def test_every_rxnorm_code_finds_its_row(row: Any) -> None:
    concept = coded(RXNORM, row.rxcui)
    found = found_in(statement(medicationCodeableConcept=concept)).medicines
    assert row.id in [each.id for each in found[0].lookup.found]


@pytest.mark.parametrize(
    ("code", "ingredient"),
    [
        ("J01MA02", "ciprofloxacin"),
        ("C02KX05", "riociguat"),
        ("C02AC01", "any antihypertensive (uncontrolled BP)"),
    ],
)
def test_atc_finds_a_substance_before_its_class(code: str, ingredient: str) -> None:
    found = found_in(statement(medicationCodeableConcept=coded(ATC, code))).medicines
    assert [each.ingredient for each in found[0].lookup.found] == [ingredient]


@pytest.mark.parametrize(
    ("text", "ingredient"),
    [
        ("levothyroxine sodium 0.05 MG Oral Tablet [Synthroid]", "levothyroxine"),
        ("24 HR diltiazem hydrochloride 120 MG Oral Capsule", "diltiazem"),
    ],
)
def test_the_name_of_a_clinical_drug_is_understood(text: str, ingredient: str) -> None:
    (medicine,) = found_in(statement(text)).medicines
    assert [each.ingredient for each in medicine.lookup.found] == [ingredient]


def test_each_ingredient_of_a_combination_is_looked_up() -> None:
    found = found_in(statement("carbidopa 25 MG / levothyroxine 50 MCG / nonsense 1 MG"))
    rows = [[row.id for row in each.lookup.found] for each in found.medicines]
    assert ["TH-01"] in rows
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Dolutegravir 50 MG / Rilpivirine 25 MG Oral Tablet", [["IN-02"]]),
        ("ramipril 5 MG / spironolactone 25 MG Oral Tablet", [[], ["DK-03"]]),
        ("metformin 500 mg + raltegravir 400 mg", [[], ["IN-04"]]),
        ("metformin 1000", [[]]),
    ],
)
def test_no_ingredient_behind_a_strength_is_lost(text: str, rows: list[list[str]]) -> None:
    found = found_in(statement(text)).medicines
    assert [[row.id for row in each.lookup.found] for each in found] == rows


def test_magnesium_of_which_no_dose_can_be_read_stays_a_medicine() -> None:
    (medicine,) = found_in(statement("magnesium glycinate")).medicines
    assert medicine.is_magnesium


def test_a_name_nobody_knows_is_kept_to_be_asked_back() -> None:
    (medicine,) = found_in(statement("Ciprofloxacyn")).medicines
    assert not medicine.lookup.found
    assert "ciprofloxacin" in medicine.lookup.near


def test_a_code_that_contradicts_the_name_is_refused() -> None:
    wrong = statement(medicationCodeableConcept=coded(RXNORM, "10582", text="ciprofloxacin"))
    with pytest.raises(Refusal, match="coded as levothyroxine but worded as"):
        found_in(wrong)


def test_a_prescription_and_a_statement_of_one_medicine_are_one() -> None:
    request = statement("Synthroid", resourceType="MedicationRequest", status="active")
    request["dosageInstruction"] = [{"timing": {"repeat": {"timeOfDay": ["06:30:00"]}}}]
    (medicine,) = found_in(request, statement("levothyroxine")).medicines
    assert medicine.times == (390,)


@pytest.mark.parametrize(
    "more",
    [
        {"status": "stopped"},
        {"status": "on-hold"},
        {"status": "entered-in-error"},
        {"effectivePeriod": {"end": "2026-05-19"}},
        {"effectivePeriod": {"end": "2026-04"}},
    ],
)
def test_what_is_over_is_not_taken(more: dict[str, Any]) -> None:
    found = found_in(statement("levothyroxine", **more))
    assert not found.medicines
    assert "not counted as taken" in found.notes[0]


def test_a_course_that_ends_today_or_later_is_taken() -> None:
    for end in ("2026-05", "2026-05-20", "2027"):
        assert found_in(statement("levothyroxine", effectivePeriod={"end": end})).medicines


def test_a_meal_is_no_time_of_day() -> None:
    when = [{"timing": {"repeat": {"when": ["HS"]}}}]
    found = found_in(statement("levothyroxine", dosage=when))
    assert found.medicines[0].times == ()
    assert "HS" in found.notes[0]


def test_a_dose_in_drops_does_not_matter_for_a_medicine() -> None:
    found = found_in(statement("levothyroxine", dosage=[dosage(5, "[drp]", "06:30")]))
    assert found.medicines[0].times == (390,)


def test_a_reference_to_nothing_is_refused() -> None:
    lost = statement()
    del lost["medicationCodeableConcept"]
    with pytest.raises(Refusal, match=r"entry\[0\].resource.medicationReference.reference"):
        found_in({**lost, "medicationReference": {"reference": "Medication/none"}})
    with pytest.raises(Refusal, match="names no medicine"):
        found_in(lost)
