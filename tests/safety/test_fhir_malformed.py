"""A malformed record is refused in one sentence with the path, and nothing crashes."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.safety.fhir.record import (
    FOLDER,
    TODAY,
    bundle,
    dosage,
    example,
    found_in,
    observation,
    patient,
    statement,
)

from threonate.refusal import Refusal
from threonate.safety.facts import Facts
from threonate.safety.fhir.bundle import facts_of_bundle, parse

WRONG: list[tuple[object, str]] = [
    ([], "Bundle is a list"),
    (7, "Bundle is 7"),
    ({}, "The resourceType is ''"),
    ({"resourceType": "Patient"}, "The resourceType is 'Patient'; give a FHIR Bundle"),
    ({"resourceType": "Bundle", "type": "transaction"}, "Bundle.type is 'transaction'"),
    ({**bundle(), "entry": {}}, "Bundle.entry is an object"),
    ({**bundle(), "entry": [[]]}, r"Bundle.entry\[0\] is a list"),
    ({**bundle(), "entry": [{}]}, r"Bundle.entry\[0\] has no resource"),
    (bundle({}), r"Bundle.entry\[0\].resource has no resourceType"),
    (bundle(patient(birthDate="20.5.1961")), r"resource.birthDate is '20.5.1961'"),
    (bundle(patient(birthDate="1961-02-30")), r"resource.birthDate is '1961-02-30'"),
    (bundle(patient(birthDate="2030-01-01")), "after today"),
    (bundle(patient(birthDate="1870-01-01")), "156 years"),
    (bundle(patient(birthDate=1961)), "resource.birthDate is 1961"),
    (bundle(patient(gender="F")), r"resource.gender is 'F'"),
    (bundle(observation("2601-3", "0.9", "mmol/L")), "valueQuantity.value is '0.9'"),
    (bundle(observation("2601-3", None, "mmol/L")), "valueQuantity has no value"),
    (bundle(observation("2601-3", [], "mmol/L")), "valueQuantity.value is a list"),
    (bundle(observation("2601-3", 10**400, "mmol/L")), "a number beyond all measure"),
    (bundle(observation("2601-3", 20, "mmol/L")), r"valueQuantity: Serum magnesium is 20 mmol/L"),
    (bundle(observation("29463-7", 700, "kg")), "valueQuantity: Weight is 700 kg"),
    (bundle(observation("2601-3", 1, "mmol/L", valueQuantity=None)), "has no valueQuantity"),
    (bundle(observation("2601-3", 1, "mmol/L", valueQuantity=[])), "valueQuantity is a list"),
    (bundle(observation("2601-3", 1, "mmol/L") | {"code": None}), "has no code"),
    (bundle(observation("2601-3", 1, "mmol/L", effectiveDateTime="soon")), "is 'soon'"),
    (bundle(statement("x", dosage=[{"timing": {"repeat": {"timeOfDay": ["25:00"]}}}])), "25:00"),
    (bundle(statement("x", dosage={})), "resource.dosage is an object"),
    (bundle(statement("magnesium", dosage=[dosage(-5, "mg", daily=1)])), "above zero"),
    (bundle(statement("magnesium", dosage=[dosage(5, "mg", daily=99)])), "99 times a day"),
]


@pytest.mark.parametrize(("document", "told"), WRONG, ids=range(len(WRONG)))
def test_it_is_refused_in_one_sentence_with_the_path(document: object, told: str) -> None:
    with pytest.raises(Refusal, match=told) as refusal:
        facts_of_bundle(document, today=TODAY)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1, column 1"),
        ('{"resourceType": ', "is not JSON at line 1"),
        ("<Bundle/>", "is XML"),
        ('{"type": 1, "type": 2}', "'type' is given twice"),
        ('{"value": NaN}', "NaN is not a number"),
        ("[" * 100_000, "nested too deeply"),
        (f'{{"value": {"9" * 5000}}}', "too long"),
    ],
)
def test_text_that_is_no_json_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        parse(text)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be read"):
        parse(tmp_path / "none.json")


def test_a_modifier_that_is_not_understood_is_not_ignored() -> None:
    found = found_in(statement("levothyroxine", modifierExtension=[{"url": "urn:x"}]))
    assert not found.medicines
    assert "modifier" in found.notes[0]


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["final", "active", "mg", "mEq", "2601-3", "#drug", "9999-12-31", "0000"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path, *(place for key, each in inside for place in places(each, (*path, key)))]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), name=st.sampled_from(["r4", "r5"]))
def test_a_damaged_record_gives_facts_or_a_refusal(data: Any, name: str) -> None:
    document = example(name)
    for _ in range(data.draw(st.integers(1, 4))):
        *way, last = data.draw(st.sampled_from([each for each in places(document) if each]))
        holder: Any = document
        for key in way:
            holder = holder[key]
        if data.draw(st.booleans()):
            holder[last] = data.draw(ANYTHING)
        else:
            del holder[last]
    answered(document)


@settings(deadline=None, max_examples=200)
@given(document=ANYTHING)
def test_anything_at_all_gives_facts_or_a_refusal(document: object) -> None:
    answered(document)
    answered({"resourceType": "Bundle", "type": "collection", "entry": document})


@settings(deadline=None, max_examples=200)
@given(cut=st.integers(0, 6000), put=st.text(max_size=3))
def test_damaged_text_gives_facts_or_a_refusal(cut: int, put: str) -> None:
    text = FOLDER.joinpath("r4.json").read_text(encoding="utf-8")
    try:
        document = parse(text[:cut] + put + text[cut + 1 :])
    except Refusal:
        return
    answered(document)


def answered(document: object) -> None:
    try:
        facts = facts_of_bundle(document, today=TODAY)
    except Refusal as refusal:
        told = str(refusal)
        assert told.endswith((".", "?"))
        assert "\n" not in told
        assert told.encode("utf-8")
    else:
        assert isinstance(facts, Facts)
