"""Resources of FHIR as short as a test needs them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from threonate.safety.fhir.bundle import bundle_facts
from threonate.safety.fhir.found import BundleFacts

TODAY = date(2026, 5, 20)
FOLDER = Path(__file__).parent
UCUM = "http://unitsofmeasure.org"
LOINC = "http://loinc.org"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ATC = "http://www.whocc.no/atc"
SNOMED = "http://snomed.info/sct"
ICD = "http://hl7.org/fhir/sid/icd-10"


def example(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FOLDER.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return found


def bundle(*resources: dict[str, Any]) -> dict[str, Any]:
    entries = [{"resource": each} for each in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def found_in(*resources: dict[str, Any]) -> BundleFacts:
    return bundle_facts(bundle(*resources), today=TODAY)


def patient(**more: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", "birthDate": "1970-01-01", "gender": "female", **more}


def observation(code: str, value: object, unit: str, **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": LOINC, "code": code}]},
        "effectiveDateTime": "2026-05-01",
        "valueQuantity": {"value": value, "unit": unit, "system": UCUM, "code": unit},
        **more,
    }


def condition(*codings: tuple[str, str], text: str = "", status: str = "active") -> dict[str, Any]:
    return {
        "resourceType": "Condition",
        "clinicalStatus": {"coding": [{"code": status}]},
        "code": {
            "coding": [{"system": system, "code": code} for system, code in codings],
            "text": text,
        },
    }


def statement(text: str = "", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationStatement",
        "status": "active",
        "medicationCodeableConcept": {"text": text},
        **more,
    }


def dosage(value: float, unit: str, *times: str, daily: int | None = None) -> dict[str, Any]:
    repeat: dict[str, Any] = {"timeOfDay": [f"{time}:00" for time in times]} if times else {}
    if daily is not None:
        repeat |= {"frequency": daily, "period": 1, "periodUnit": "d"}
    quantity = {"value": value, "unit": unit, "system": UCUM, "code": unit}
    return {"timing": {"repeat": repeat}, "doseAndRate": [{"doseQuantity": quantity}]}


def coded(system: str, *codes: str, text: str = "") -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code} for code in codes], "text": text}
