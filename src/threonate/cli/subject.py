"""A subject is one person with one regimen, made from the words of a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from threonate.cli.question import Question
from threonate.refusal import Refusal, nearest

if TYPE_CHECKING:
    from threonate.dose.regimen import Regimen
    from threonate.people.person import Person

PLAN = ("dose", "form", "split", "times", "weeks", "titrate", "start")
"""The options that a regimen file or a table of events says by itself."""

MEASURED = ("age", "sex", "weight", "height", "creatinine", "egfr", "diet", "serum")
"""The options that are fields of a person under the same name."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who takes what; ``id`` is empty unless a table of events names several persons."""

    id: str
    person: Person
    regimen: Regimen


def subjects(question: Question) -> tuple[Subject, ...]:
    """Everyone that a question is about: one person, or each person of a table of events."""
    person = read_subject_person(question)
    return tuple(
        Subject(id_, person, _without_missed(regimen, question.missed or ()))
        for id_, regimen in _regimens(question, person).items()
    )


def the_subject(question: Question) -> Subject:
    """The one person that a question is about; several are refused."""
    found = subjects(question)
    if len(found) > 1:
        ids = ", ".join(subject.id for subject in found[:8])
        raise Refusal(
            f"The table of events has {len(found)} persons and only one can be taken here; choose "
            f"with --id, such as {ids}."
        )
    return found[0]


def read_subject_person(question: Question) -> Person:
    """The person of the file, if any, with what the options say instead."""
    from threonate.people.person import Person
    from threonate.people.person_file import person_document, read_person
    from threonate.safety.subject import medicine_of

    said: dict[str, Any] = {
        name: value for name in MEASURED if (value := getattr(question, name)) is not None
    }
    if question.drug:
        said["medicines"] = [medicine_of(name) for name in question.drug]
    if question.person is None:
        return Person.of(**said)
    person = read_person(question.person, find=medicine_of)
    return Person.of(**{**person_document(person), "medicines": person.medicines, **said})


def _regimens(question: Question, person: Person) -> Mapping[str, Regimen]:
    if question.events is not None:
        _refuse_beside(question, "--events", (*PLAN, "regimen"))
        return _from_events(question)
    if question.id is not None:
        raise Refusal("--id chooses a person from a table of events; give the table by --events.")
    if question.regimen is not None:
        from threonate.dose.regimen_file import read_regimen

        _refuse_beside(question, "--regimen", PLAN)
        return {"": read_regimen(question.regimen, weight=person.weight)}
    return {"": _planned(question)}


def _from_events(question: Question) -> Mapping[str, Regimen]:
    from threonate.dose.events import read_events

    assert question.events is not None  # noqa: S101 - the caller has looked
    found = read_events(question.events)
    if question.id is None:
        return found if len(found) > 1 else {"": next(iter(found.values()))}
    if question.id not in found:
        listed = nearest(question.id, found) or f" It has {', '.join(list(found)[:8])}."
        raise Refusal(f"{question.events.name} has no person with ID '{question.id}'.{listed}")
    return {"": found[question.id]}


def _planned(question: Question) -> Regimen:
    """The article's regimen with what the options say instead."""
    from threonate.dose.amount import parse_amount
    from threonate.dose.regimen import Regimen

    said: dict[str, Any] = {}
    if question.dose is not None:
        amount = parse_amount(question.dose)
        said |= {"compound": amount.compound, "elemental": amount.elemental}
    if question.times is not None:
        said["times"] = _listed(question.times)
    if question.split is not None:
        said["split"] = _listed(question.split)
    if question.weeks is not None:
        said["weeks"] = _number(question.weeks, "weeks")
    if question.titrate is not None:
        said["titrate"] = question.titrate
    return Regimen.daily(
        question.form or "l-threonate",
        with_food=not question.fasted,
        start=question.start,
        **said,
    )


def _without_missed(regimen: Regimen, missed: tuple[str, ...] | list[str]) -> Regimen:
    for text in missed:
        match = re.fullmatch(r"(\d{1,6}):(\d{1,3})", text.strip())
        if match is None:
            raise Refusal(
                f"'{text}' names no dose; write the day and the dose of that day, such as '10:2'."
            )
        regimen = regimen.missing(day=int(match[1]), dose=int(match[2]))
    return regimen


def _refuse_beside(question: Question, file: str, options: tuple[str, ...]) -> None:
    """A file that says what is taken does not stand beside options that say it too."""
    given = [name for name in options if getattr(question, name) is not None]
    if question.fasted:
        given.append("fasted")
    if given:
        raise Refusal(
            f"{file} and --{given[0]} both say what is taken; leave one of them out, or change the "
            "file."
        )


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _number(text: str, name: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Refusal(f"--{name} is '{text}'; write a number, such as --{name} 12.") from None
