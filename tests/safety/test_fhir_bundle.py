"""A record fills the facts of one person, and says what of it was not used."""

import json

import pytest
from tests.safety.fhir.record import (
    FOLDER,
    SNOMED,
    TODAY,
    bundle,
    condition,
    example,
    patient,
)

from threonate.people.sex import Sex
from threonate.refusal import Refusal
from threonate.safety.condition import Condition
from threonate.safety.fhir.bundle import bundle_facts, facts_of_bundle, read_bundle
from threonate.safety.intake import Intake
from threonate.safety.magnesium_source import Kind, MagnesiumSource


def test_the_record_of_release_4_fills_the_facts() -> None:
    facts = read_bundle(FOLDER / "r4.json", today=TODAY)
    assert facts.age == 68
    assert facts.sex is Sex.FEMALE
    # 2.0 mg/dL / 2.4305; 150 lb x 0.45359237; both by hand.
    assert facts.serum == pytest.approx(0.822876, rel=1e-6)
    assert facts.weight == pytest.approx(68.0389, rel=1e-6)
    assert facts.egfr == 52
    assert facts.systolic == 128
    assert facts.conditions == {Condition.KIDNEY_DISEASE}
    assert [each.lookup.found[0].id for each in facts.medicines] == ["TH-01", "TC-01"]
    assert [each.times for each in facts.medicines] == [(390,), (450, 1170)]
    assert facts.intakes == (Intake(667, 750), Intake(1334, 1320))


def test_four_hundred_milligrams_of_magnesium_oxide_hold_241_of_magnesium() -> None:
    # 400 x 24.305 / 40.304.
    (source,) = read_bundle(FOLDER / "r4.json", today=TODAY).other
    assert source.elemental == pytest.approx(241.2, abs=0.05)
    assert source.kind is Kind.SUPPLEMENT


def test_the_record_of_release_5_fills_the_facts() -> None:
    facts = read_bundle(FOLDER / "r5.json", today=TODAY)
    assert facts.age == 45
    assert facts.sex is Sex.MALE
    assert facts.serum == pytest.approx(0.85)
    # CKD-EPI 2021 by hand: 142 x (1.018/0.9)^-1.2 x 0.9938^45.
    assert facts.egfr == pytest.approx(92.6, abs=0.1)
    assert facts.heart_rate is None
    assert facts.conditions == {Condition.MYASTHENIA}
    assert {each.name: each.times for each in facts.medicines} == {
        "dolutegravir": (450,),
        "gabapentin": (),
    }
    # Two times 4 mmol of 24.305 mg.
    assert facts.other[0].elemental == pytest.approx(194.44)


def test_what_was_passed_over_is_told() -> None:
    notes = " ".join(bundle_facts(example("r5"), today=TODAY).notes)
    for word in ("further pages", "preliminary", "not-taking", "oat porridge"):
        assert word in notes
    assert "red cells" in " ".join(bundle_facts(example("r4"), today=TODAY).notes)


@pytest.mark.parametrize("name", ["r4", "r5"])
def test_text_and_file_say_the_same(name: str) -> None:
    path = FOLDER / f"{name}.json"
    text = path.read_text(encoding="utf-8")
    assert read_bundle(text, today=TODAY) == read_bundle(path, today=TODAY)


def test_the_examples_are_fhir_to_another_program() -> None:
    release5 = pytest.importorskip("fhir.resources.bundle")
    release4 = pytest.importorskip("fhir.resources.R4B.bundle")
    release4.Bundle.model_validate_json(json.dumps(example("r4")))
    release5.Bundle.model_validate_json(json.dumps(example("r5")))


def test_what_is_said_wins_and_lists_are_joined() -> None:
    facts = facts_of_bundle(
        example("r4"),
        today=TODAY,
        egfr=70,
        weight=None,
        conditions=("heart failure",),
        medicines=("ciprofloxacin 08:00",),
        other=(MagnesiumSource("powder", 100),),
        intakes=(Intake(1000, 1300),),
        pregnant=False,
    )
    assert (facts.egfr, facts.egfr_months) == (70, None)
    assert facts.weight == pytest.approx(68.0389, rel=1e-6)
    assert facts.conditions == {Condition.KIDNEY_DISEASE, Condition.HEART_FAILURE}
    assert len(facts.medicines) == 3
    assert [each.name for each in facts.other] == ["magnesium oxide", "powder"]
    assert facts.intakes == (Intake(1000, 1300),)


def test_a_zero_that_is_said_is_not_overheard() -> None:
    with pytest.raises(Refusal, match="eGFR is 0"):
        facts_of_bundle(example("r4"), today=TODAY, egfr=0)


def test_a_pregnant_man_is_asked_back() -> None:
    record = bundle(patient(gender="male"), condition((SNOMED, "77386006")))
    with pytest.raises(Refusal, match="which of the two is right"):
        facts_of_bundle(record, today=TODAY)
