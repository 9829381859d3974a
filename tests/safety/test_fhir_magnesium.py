"""Magnesium in a record is the compound or counts with it, in elemental milligrams."""

from typing import Any

import pytest
from tests.safety.fhir.record import ATC, RXNORM, UCUM, coded, dosage, found_in, statement

from threonate.refusal import Refusal
from threonate.safety.intake import Intake
from threonate.safety.magnesium_source import Kind


@pytest.mark.parametrize(
    ("concept", "dose", "elemental", "kind"),
    [
        (coded(RXNORM, "6574"), dosage(150, "mg", daily=2), 300.0, Kind.SUPPLEMENT),
        # Mg(OH)2 weighs 58.319: 1,200 x 24.305 / 58.319.
        (coded(RXNORM, "6581"), dosage(1200, "mg", daily=1), 500.1, Kind.ANTACID),
        (coded(ATC, "A02AA04"), dosage(1.2, "g", daily=1), 500.1, Kind.ANTACID),
        (coded(ATC, "A12CC10"), dosage(400, "mg", daily=1), 241.2, Kind.SUPPLEMENT),
        # Twelve mEq are six mmol: 6 x 24.305, in the morning and at night.
        (coded(ATC, "A12CC99"), dosage(12, "meq", "08:00", "20:00"), 291.66, Kind.SUPPLEMENT),
        ({"text": "Magnesium"}, dosage(5, "mmol", daily=1), 121.525, Kind.SUPPLEMENT),
    ],
)
def test_other_magnesium_is_counted_as_elemental(
    concept: dict[str, Any], dose: dict[str, Any], elemental: float, kind: Kind
) -> None:
    found = found_in(statement(medicationCodeableConcept=concept, dosage=[dose]))
    (source,) = found.other
    assert source.elemental == pytest.approx(elemental, abs=0.05)
    assert source.kind is kind
    assert not found.medicines


def test_tablets_are_not_guessed() -> None:
    concept = coded(RXNORM, "6582", text="magnesium oxide")
    tablets = dosage(2, "{tbl}", daily=1)
    found = found_in(statement(medicationCodeableConcept=concept, dosage=[tablets]))
    assert not found.other
    assert [each.name for each in found.medicines] == ["magnesium oxide"]
    assert "how many mg a day" in found.notes[0]


@pytest.mark.parametrize(
    "quantity",
    [
        {"value": 10, "unit": "mEq"},
        {"value": 10, "unit": "mEq", "system": UCUM, "code": "mEq"},
    ],
)
def test_a_bare_milliequivalent_is_refused(quantity: dict[str, Any]) -> None:
    dose = dosage(1, "mg", daily=1) | {"doseAndRate": [{"doseQuantity": quantity}]}
    with pytest.raises(Refusal, match="write meq"):
        found_in(statement("magnesium citrate", dosage=[dose]))


def test_the_compound_at_no_stated_time_is_still_counted() -> None:
    found = found_in(statement("Magnesium L-threonate", dosage=[dosage(1, "g", daily=2)]))
    assert found.intakes == (Intake(1000), Intake(1000))


def test_capsules_of_the_compound_are_asked_back() -> None:
    found = found_in(statement("Magnesium L-threonate", dosage=[dosage(3, "{capsule}", daily=1)]))
    assert not found.intakes
    assert "say the dose yourself" in found.notes[0]


def test_the_compound_prescribed_and_stated_is_taken_once() -> None:
    doses = [dosage(1, "g", "22:00")]
    request = statement("magtein", resourceType="MedicationRequest", dosageInstruction=doses)
    found = found_in(request, statement("Magnesium L-threonate", dosage=doses))
    assert found.intakes == (Intake(1000, 1320),)


def test_a_medicine_that_only_contains_magnesium_is_a_medicine() -> None:
    found = found_in(statement("esomeprazole magnesium", dosage=[dosage(20, "mg", daily=1)]))
    assert not found.other
    assert len(found.medicines) == 1
