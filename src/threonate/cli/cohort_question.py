"""What a cohort asks beside its size: what everyone takes, and who everyone is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.question import DoseQuestion, Question
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.cohort.source import Source
    from threonate.dose.regimen import Regimen

PEOPLE = "The persons"
CRITERIA = ("weight", "height", "creatinine", "egfr", "diet", "serum")
DRAWN = ("age", "women", "region", *CRITERIA)
"""The options that say who is drawn, and so do not stand beside a file of persons."""


def _option(panel: str, words: str, *names: str, metavar: str = "TEXT") -> Any:
    return typer.Option(*names, help=words, rich_help_panel=panel, metavar=metavar)


def _limits(words: str) -> Any:
    return _option(PEOPLE, words, metavar="LIMITS")


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortQuestion(DoseQuestion):
    """A regimen and a population as written."""

    age: Annotated[str | None, _limits("Years: '50-70', '>65'; adults if not said.")] = None
    women: Annotated[
        str | None,
        _option(PEOPLE, "The exact share of women: 0.6 or 60%.", metavar="SHARE"),
    ] = None
    region: Annotated[
        str | None, _option(PEOPLE, "us or eu, whose serum magnesium they have.", metavar="REGION")
    ] = None
    weight: Annotated[str | None, _limits("Weight in kg.")] = None
    height: Annotated[str | None, _limits("Height in cm.")] = None
    creatinine: Annotated[str | None, _limits("Serum creatinine in mg/dL.")] = None
    egfr: Annotated[
        str | None, _limits("Estimated filtration in mL/min per 1.73 m2, such as '>60'.")
    ] = None
    diet: Annotated[str | None, _limits("Magnesium from food in mg a day, such as '<260'.")] = None
    serum: Annotated[str | None, _limits("Serum magnesium before, in mmol/L.")] = None
    from_: Annotated[
        Path | None,
        _option(PEOPLE, "Real persons, a row each; ids are rows, from 0.", "--from", metavar="CSV"),
    ] = None


def plans(question: CohortQuestion, compare: Sequence[str]) -> dict[str, Regimen]:
    """The regimen and what it is compared with, by the salt that they hold."""
    from threonate.cli.subject import the_subject
    from threonate.dose.salt import Salt

    taken = {item.name: getattr(question, item.name) for item in fields(DoseQuestion)}
    regimen = the_subject(Question(**taken)).regimen
    arms = {_name(regimen): regimen}
    for form in compare:
        salt = Salt.find(form)
        if salt.key in arms:
            raise Refusal(f"{salt.key} is compared with itself; leave it out of --compare.")
        arms[salt.key] = regimen.in_form(salt)
    return arms


def source(question: CohortQuestion, *, seed: int) -> tuple[Source, int | None]:
    """Who is followed, and how many there are where their number is known."""
    if question.from_ is not None:
        return _real(question, question.from_)
    from threonate.people.ages import Ages
    from threonate.people.criterion import Criterion, read_share
    from threonate.people.population import Population
    from threonate.people.region import Region

    limits = {name: getattr(question, name) for name in CRITERIA}
    said: dict[str, Any] = {}
    if question.age is not None:
        said["ages"] = Ages.of(question.age)
    if question.women is not None:
        said["women"] = read_share(question.women)
    if question.region is not None:
        said["region"] = Region.of(question.region)
    criteria = tuple(Criterion.of(name, text) for name, text in limits.items() if text is not None)
    return Population(criteria=criteria, seed=seed, **said), None


def _real(question: CohortQuestion, path: Path) -> tuple[Source, int]:
    from threonate.cohort.source import Listed
    from threonate.people.crowd import Crowd
    from threonate.people.people_file import read_people

    given = next((name for name in DRAWN if getattr(question, name) is not None), None)
    if given is not None:
        raise Refusal(f"--from and --{given} both say who is followed; leave one of them out.")
    people = list(read_people(path).values())
    return Listed(Crowd.of(people)), len(people)


def _name(regimen: Regimen) -> str:
    """An arm is called by its salt."""
    return " and ".join(sorted({dose.salt.key for dose in regimen.doses})) or "nothing"
