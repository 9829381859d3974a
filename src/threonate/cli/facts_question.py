"""What a check or a plan asks of a person: the same options for both commands."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.safety.facts import Facts

PERSON = "The person"
TAKEN = "What is taken"


def _option(panel: str, words: str, *names: str, metavar: str = "TEXT") -> Any:
    return typer.Option(*names, help=words, rich_help_panel=panel, metavar=metavar)


def _flag(panel: str, words: str, name: str) -> Any:
    return typer.Option(name, help=words, rich_help_panel=panel)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsQuestion:
    """A person as written; what is None is not known."""

    age: Annotated[str | None, _option(PERSON, "Age in years.", metavar="YEARS")] = None
    sex: Annotated[str | None, _option(PERSON, "female or male.", metavar="SEX")] = None
    weight: Annotated[
        str | None, _option(PERSON, "Weight in kg, or with its unit.", metavar="WEIGHT")
    ] = None
    egfr: Annotated[
        str | None,
        _option(PERSON, "Estimated filtration in mL/min per 1.73 m2.", "--egfr", metavar="RATE"),
    ] = None
    egfr_months: Annotated[
        float | None, _option(PERSON, "How many months old the eGFR is.", metavar="NUMBER")
    ] = None
    creatinine: Annotated[
        str | None,
        _option(PERSON, "Creatinine in mg/dL, or with its unit: '80 umol/L'.", metavar="LEVEL"),
    ] = None
    serum: Annotated[
        str | None,
        _option(PERSON, "Serum magnesium with its unit: '0.85 mmol/L'.", metavar="LEVEL"),
    ] = None
    heart_rate: Annotated[
        str | None, _option(PERSON, "Heart rate at rest, per minute.", metavar="NUMBER")
    ] = None
    systolic: Annotated[
        str | None, _option(PERSON, "Upper blood pressure in mmHg.", metavar="NUMBER")
    ] = None
    days_without_stool: Annotated[
        float | None, _option(PERSON, "Days without stool, if it swells.", metavar="NUMBER")
    ] = None
    pregnant: Annotated[bool, _flag(PERSON, "Pregnant.", "--pregnant")] = False
    breastfeeding: Annotated[bool, _flag(PERSON, "Breastfeeding.", "--breastfeeding")] = False
    condition: Annotated[
        list[str] | None,
        _option(PERSON, "A condition, such as 'heart failure'; repeatable.", metavar="NAME"),
    ] = None
    symptom: Annotated[
        list[str] | None,
        _option(PERSON, "A symptom, such as 'fainting'; repeatable.", metavar="NAME"),
    ] = None
    drug: Annotated[
        list[str] | None,
        _option(
            PERSON,
            "A medicine by any name, with its times if known: 'doxycycline 07:30,19:30'; "
            "repeatable.",
            metavar="NAME",
        ),
    ] = None
    other: Annotated[
        list[str] | None,
        _option(
            TAKEN,
            "Other magnesium a day: '250 mg magnesium', 'antacid: 400 mg magnesium hydroxide'; "
            "repeatable.",
            metavar="AMOUNT",
        ),
    ] = None
    place: Annotated[
        str | None,
        _option(PERSON, "EU, UK, US or CA: whose limits hold. EU if not said.", metavar="PLACE"),
    ] = None
    by_clinician: Annotated[
        bool, _flag(PERSON, "A clinician knows of this and follows it.", "--by-clinician")
    ] = False
    strict: Annotated[
        bool, _flag(TAKEN, "Ask the longest gap that any source asks.", "--strict")
    ] = False
    person: Annotated[
        Path | None,
        _option(PERSON, "A file (TOML, YAML, JSON) with the same keys.", metavar="FILE"),
    ] = None
    fhir: Annotated[
        Path | None,
        _option(PERSON, "A FHIR R4 or R5 bundle about the person.", "--fhir", metavar="FILE"),
    ] = None


FIELDS = {
    "age": "age",
    "sex": "sex",
    "weight": "weight",
    "egfr": "egfr",
    "egfr_months": "egfr_months",
    "creatinine": "creatinine",
    "serum": "serum",
    "heart_rate": "heart_rate",
    "systolic": "systolic",
    "days_without_stool": "days_without_stool",
    "pregnant": "pregnant",
    "breastfeeding": "breastfeeding",
    "condition": "conditions",
    "symptom": "symptoms",
    "drug": "medicines",
    "other": "other",
    "place": "place",
    "by_clinician": "by_clinician",
    "strict": "strict",
}
"""The argument of `Facts.of` that each option fills."""


def read_facts(question: FactsQuestion) -> Facts:
    """The facts of a bundle or a file, with what the options say instead; no dose yet."""
    said = {
        FIELDS[item.name]: value
        for item in fields(question)
        if item.name in FIELDS and (value := getattr(question, item.name)) not in (None, False)
    }
    if question.person is not None:
        said = _read_file(question.person) | said
    if question.fhir is not None:
        return _read_bundle(question.fhir, said)
    return facts_from(said)


def facts_from(said: dict[str, Any]) -> Facts:
    """Facts from the arguments of `Facts.of`, where other magnesium is still text."""
    from threonate.safety.facts import Facts
    from threonate.safety.magnesium_source import MagnesiumSource

    sources = [
        MagnesiumSource.of(each) if isinstance(each, str) else each
        for each in said.get("other", ())
    ]
    return Facts.of(**{**said, "other": sources})


def with_intakes(facts: Facts, *, dose: str | None, times: str | None, split: str | None) -> Facts:
    """The facts with what is meant to be taken; intakes of a bundle stand where nothing is said."""
    from threonate.safety.intake import intakes_of

    if facts.intakes and dose is None and times is None and split is None:
        return facts
    return replace(facts, intakes=intakes_of(dose, times=times, split=split))


def _read_file(path: Path) -> dict[str, Any]:
    from threonate.dose.document import read_document
    from threonate.refusal import nearest

    table = {key: value for key, value in read_document(path).items() if value is not None}
    known = {**{value: value for value in FIELDS.values()}, **FIELDS}
    for key in table:
        if key not in known:
            near = nearest(key, known) or f" The keys are: {', '.join(FIELDS.values())}."
            raise Refusal(f"{path.name}: '{key}' is not a fact that is asked here.{near}")
    said = {known[key]: value for key, value in table.items()}
    for key in ("conditions", "symptoms", "medicines", "other"):
        if isinstance(said.get(key), str):
            said[key] = [said[key]]
        if not isinstance(said.get(key, []), list):
            raise Refusal(f"{path.name}: '{key}' must be a list of texts, such as ['a', 'b'].")
    for key in ("pregnant", "breastfeeding", "by_clinician", "strict"):
        if not isinstance(said.get(key, False), bool):
            raise Refusal(f"{path.name}: '{key}' is {said[key]!r}; write true or false.")
    return said


def _read_bundle(path: Path, said: dict[str, Any]) -> Facts:
    """What a bundle says, and what it says that is not read is told."""
    from datetime import datetime

    from threonate.cli.voice import note
    from threonate.safety.fhir.bundle import bundle_facts, parse

    found = bundle_facts(parse(path), today=datetime.now().astimezone().date())
    for each in found.notes:
        note(each)
    return facts_from(found.beside(**said))
