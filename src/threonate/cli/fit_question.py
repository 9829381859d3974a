"""What a fit asks: measurements of whom, who took what, and which numbers they are to tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.question import Question
from threonate.refusal import Refusal, nearest

if TYPE_CHECKING:
    from threonate.calibration import Data, Measurement
    from threonate.calibration.problem import Problem
    from threonate.people import Person

FITTED = "What is fitted"
PETAB = (".yaml", ".yml")
"""The endings of a PEtab problem's file."""


def _option(words: str, *names: str, metavar: str = "TEXT") -> Any:
    return typer.Option(*names, help=words, rich_help_panel=FITTED, metavar=metavar)


@dataclass(frozen=True, slots=True, kw_only=True)
class FitQuestion(Question):
    """A question with the numbers to fit, and who was measured where they are several."""

    parameters: Annotated[
        str | None,
        _option("The numbers to fit: gut.jejunal_capacity,kidney.splay.", metavar="NAMES"),
    ] = None
    prior: Annotated[
        list[str] | None,
        _option(
            "Another prior: 'NAME=LOW:HIGH' or 'NAME=VALUE~PERCENT%'; repeatable.", metavar="PRIOR"
        ),
    ] = None
    given: Annotated[
        list[str] | None,
        _option(
            "A number that is not fitted, otherwise than written: 'brain.translation=0' where "
            "threonate is to do nothing in a human brain; repeatable.",
            metavar="NAME=VALUE",
        ),
    ] = None
    people: Annotated[
        Path | None, _option("Who was measured, a row each by id.", metavar="CSV")
    ] = None
    whose: Annotated[
        str | None,
        _option(
            "own: the numbers of one person, whom spread and doubt allow; shared: of all, doubt "
            "alone. If not said, by how many were measured.",
            metavar="WHOSE",
        ),
    ] = None


def read_problem(question: FitQuestion, data: Path, *, announce: Callable[[str], None]) -> Problem:
    """The problem of a file of measurements or of a PEtab problem; raises Refusal for neither."""
    if data.suffix.lower() in PETAB:
        from threonate.export.petab import read_petab

        _refuse_beside(question)
        return read_petab(data, announce=announce)
    from threonate.calibration import read_prior, steady_problem
    from threonate.calibration.given import read_given
    from threonate.simulation import all_parameters

    found = _data(question, data)
    announce(f"{found.describe()[:1].upper()}{found.describe()[1:]}.")
    return steady_problem(
        found,
        [name.strip() for name in (question.parameters or "").split(",") if name.strip()],
        priors=[read_prior(text, known=all_parameters()) for text in question.prior or ()],
        whose=_whose(question.whose),
        given=dict(read_given(text, known=all_parameters()) for text in question.given or ()),
        announce=announce,
    )


def choice(text: str, kind: Any, option: str) -> Any:
    """A word of an option becomes what it means; raises Refusal for another word."""
    names = [one.value for one in kind]
    if text not in names:
        raise Refusal(f"{option} is '{text}'; write {' or '.join(names)}.{nearest(text, names)}")
    return kind(text)


def _data(question: FitQuestion, file: Path) -> Data:
    from threonate.calibration import Data, read_measurements
    from threonate.cli.subject import subjects

    measured = _of_one(read_measurements(file), question.id, file.name)
    asked = subjects(question)
    return Data.of(
        measured,
        people=_people(question, asked[0].person),
        regimens={subject.id: subject.regimen for subject in asked},
    )


def _of_one(measured: Sequence[Measurement], id_: str | None, file: str) -> tuple[Measurement, ...]:
    """The measurements of the one person that --id chooses, or all."""
    if id_ is None:
        return tuple(measured)
    found = tuple(one for one in measured if one.id == id_)
    if not found:
        raise Refusal(f"{file} has no measurement of '{id_}'; correct --id or leave it out.")
    return found


def _people(question: FitQuestion, person: Person) -> Mapping[str, Person]:
    if question.people is None:
        return {"": person}
    from threonate.cli.subject import MEASURED
    from threonate.people.people_file import read_people

    given = [name for name in (*MEASURED, "person", "drug") if getattr(question, name)]
    if given:
        raise Refusal(f"--people and --{given[0]} both say who was measured; leave one out.")
    return read_people(question.people)


def _refuse_beside(question: FitQuestion) -> None:
    """A PEtab problem says everything itself."""
    usual = FitQuestion()
    for item in fields(question):
        if getattr(question, item.name) != getattr(usual, item.name):
            raise Refusal(f"A PEtab problem says everything itself; leave --{item.name} out.")


def _whose(text: str | None) -> Any:
    from threonate.calibration import Whose

    return None if text is None else choice(text, Whose, "--whose")
