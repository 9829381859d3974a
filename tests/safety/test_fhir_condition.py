"""A condition of a record is one that decides something, by its code or exact name."""

import pytest
from tests.safety.fhir.record import (
    ICD,
    SNOMED,
    TODAY,
    bundle,
    coded,
    condition,
    found_in,
    observation,
    patient,
)

from threonate.safety.condition import Condition
from threonate.safety.fhir.bundle import facts_of_bundle
from threonate.safety.fhir.condition import load_coded


@pytest.mark.parametrize(
    ("system", "code", "expected"),
    [
        (SNOMED, "709044004", Condition.KIDNEY_DISEASE),
        (SNOMED, "46177005", Condition.DIALYSIS),
        (SNOMED, "91637004", Condition.MYASTHENIA),
        (SNOMED, "84114007", Condition.HEART_FAILURE),
        (ICD, "N18.2", Condition.KIDNEY_DISEASE),
        (ICD, "N18.5", Condition.DIALYSIS),
        ("http://hl7.org/fhir/sid/icd-10-cm", "N186", Condition.DIALYSIS),
        (ICD, "G70.0", Condition.MYASTHENIA),
        (ICD, "I50.1", Condition.HEART_FAILURE),
        (ICD, "I44.2", Condition.HEART_BLOCK),
    ],
)
def test_a_code_names_it(system: str, code: str, expected: Condition) -> None:
    assert found_in(condition((system, code))).conditions == {expected}


def test_a_mild_heart_block_is_none() -> None:
    assert not found_in(condition((ICD, "I44.0"))).conditions


def test_an_exact_name_stands_in_for_a_code() -> None:
    assert found_in(condition(text="Heart failure")).conditions == {Condition.HEART_FAILURE}
    vague = found_in(condition(text="Hart failure"))
    assert not vague.conditions
    assert "Hart failure" in vague.notes[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ESRD on hemodialysis", Condition.DIALYSIS),
        ("Complete heart block", Condition.HEART_BLOCK),
        ("Third degree AV block", Condition.HEART_BLOCK),
        ("Chronic kidney disease stage 3b", Condition.KIDNEY_DISEASE),
    ],
)
def test_another_wording_of_the_same_counts(text: str, expected: Condition) -> None:
    found = found_in(condition(text=text))
    assert found.conditions == {expected}
    assert not found.unread


@pytest.mark.parametrize(
    "text", ["no heart failure", "diabetes insipidus", "family history of CKD"]
)
def test_what_is_not_known_stands_in_the_facts(text: str) -> None:
    found = found_in(condition(text=text))
    assert not found.conditions
    assert found.unread == (text,)
    facts = facts_of_bundle(bundle(patient(), condition(text=text)), today=TODAY)
    assert facts.unread == (text,)
    assert not found_in(condition(text=text, status="resolved")).unread


def test_an_end_stage_kidney_is_not_called_dialysis_alone() -> None:
    (found,) = found_in(condition((ICD, "N18.5"))).conditions
    assert "end-stage" in found.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Magnesium", {Condition.INTOLERANCE}),
        ("Gelatin", {Condition.INTOLERANCE}),
        ("Pollen", set()),
    ],
)
def test_an_allergy_counts_if_it_is_to_magnesium(text: str, expected: set[Condition]) -> None:
    allergy = condition(text=text) | {"resourceType": "AllergyIntolerance"}
    assert found_in(allergy).conditions == expected
    gone = condition(text=text, status="resolved") | {"resourceType": "AllergyIntolerance"}
    assert not found_in(gone).conditions


@pytest.mark.parametrize("status", ["inactive", "remission", "resolved"])
def test_what_is_over_does_not_count(status: str) -> None:
    assert not found_in(condition((SNOMED, "84114007"), status=status)).conditions


def test_what_was_refuted_does_not_count() -> None:
    denied = condition((SNOMED, "84114007")) | {
        "verificationStatus": {"coding": [{"code": "refuted"}]}
    }
    assert not found_in(denied).conditions


def test_without_a_status_it_counts_and_is_told() -> None:
    silent = condition((SNOMED, "84114007"))
    del silent["clinicalStatus"]
    found = found_in(silent)
    assert found.conditions == {Condition.HEART_FAILURE}
    assert "as if it were" in found.notes[0]


def test_a_stage_of_kidney_disease_stands_in_for_the_egfr() -> None:
    # KDIGO G4 is 15 to 29.
    found = found_in(condition((ICD, "N18.4")))
    assert found.egfr == 15
    measured = found_in(condition((ICD, "N18.4")), observation("33914-3", 25, "mL/min/{1.73_m2}"))
    assert measured.egfr == 25


def test_pregnancy_is_read_from_a_condition_and_from_an_observation() -> None:
    assert found_in(condition((SNOMED, "77386006"))).pregnant
    status = observation("82810-3", 0, "mg")
    del status["valueQuantity"]
    status["valueCodeableConcept"] = coded(SNOMED, "77386006")
    assert found_in(status).pregnant


def test_no_code_stands_for_two_conditions_of_the_kidney() -> None:
    every = [code for each in load_coded().values() for code in each.snomed]
    assert len(every) == len(set(every))


def test_what_was_read_is_among_the_codes() -> None:
    for each in load_coded().values():
        assert set(each.read) <= {*each.snomed, *each.icd}
