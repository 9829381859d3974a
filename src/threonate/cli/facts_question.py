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
UNASKED = ("name", "height", "diet")
"""What the person file of a simulation may hold beside that; it changes nothing here."""


def read_facts(question: FactsQuestion) -> Facts:
    """The facts of a bundle or a file, with what the options say; no dose yet.

    What is typed wins; conditions, symptoms, medicines and other magnesium are added to each other.
    """
    said = {
        FIELDS[item.name]: value
        for item in fields(question)
        if item.name in FIELDS and (value := getattr(question, item.name)) not in (None, False)
    }
    if question.person is not None:
        said = _beside(_read_file(question.person), said)
    if question.fhir is not None:
        return _read_bundle(question.fhir, said)
    return facts_from(said)


def facts_from(said: dict[str, Any]) -> Facts:
    """Facts from the arguments of `Facts.of`, where other magnesium is still text."""
    from threonate.safety.batch import NUMBERS
    from threonate.safety.facts import Facts
    from threonate.safety.magnesium_source import MagnesiumSource

    numbers = {key: NUMBERS[key].read(said[key]) for key in NUMBERS if said.get(key) is not None}
    sources = [
        MagnesiumSource.of(each) if isinstance(each, str) else each
        for each in said.get("other", ())
    ]
    return Facts.of(**{**said, **numbers, "other": sources})


def with_intakes(facts: Facts, *, dose: str | None, times: str | None, split: str | None) -> Facts:
    """The facts with what is meant to be taken; intakes of a bundle stand where nothing is said."""
    from threonate.safety.intake import intakes_of

    if facts.intakes and dose is None and times is None and split is None:
        return facts
    return replace(facts, intakes=intakes_of(dose, times=times, split=split))


def _beside(file: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """What a file says with what is typed, of which nothing is lost that comes in numbers."""
    from threonate.safety.batch import LISTS

    lists = {key: [*file.get(key, ()), *said.get(key, ())] for key in LISTS}
    return file | said | {key: found for key, found in lists.items() if found}


def _read_file(path: Path) -> dict[str, Any]:
    from threonate.dose.document import read_document
    from threonate.refusal import nearest

    known = {**{value: value for value in FIELDS.values()}, **FIELDS}
    said: dict[str, Any] = {}
    for key, value in read_document(path).items():
        if key in UNASKED:
            continue
        if key not in known:
            near = nearest(key, known) or f" The keys are: {', '.join(FIELDS.values())}."
            raise Refusal(f"{path.name}: '{key}' is not a fact that is asked here.{near}")
        if known[key] in said:
            raise Refusal(f"{path.name}: '{key}' says '{known[key]}' again; write one of the two.")
        if value is not None:
            said[known[key]] = _fitting(known[key], value, path.name)
    return said


def _fitting(key: str, value: Any, file: str) -> Any:
    """A value of a file in the form that its key has: texts, a truth, or one number or text."""
    from threonate.safety.batch import LISTS, TRUTHS

    if key in LISTS:
        found = [value] if isinstance(value, str) else value
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            return found
        raise Refusal(f"{file}: '{key}' must be a list of texts, such as ['a', 'b'].")
    if key in TRUTHS and not isinstance(value, bool):
        raise Refusal(f"{file}: '{key}' is {value!r}; write true or false.")
    return value


def _read_bundle(path: Path, said: dict[str, Any]) -> Facts:
    """What a bundle says, and what it says that is not read is told."""
    from datetime import datetime

    from threonate.cli.voice import note
    from threonate.safety.fhir.bundle import bundle_facts, parse

    found = bundle_facts(parse(path), today=datetime.now().astimezone().date())
    for each in found.notes:
        note(each)
    return facts_from(found.beside(**said))
