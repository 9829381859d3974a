"""A question is who takes what; every command about a person asks it with the same options."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Concatenate, ParamSpec, TypeVar, get_type_hints

import typer

Own = ParamSpec("Own")
Asked = TypeVar("Asked")

DOSE = "The dose"
PERSON = "The person"


def _option(panel: str, words: str, *names: str, metavar: str = "TEXT") -> Any:
    return typer.Option(*names, help=words, rich_help_panel=panel, metavar=metavar)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseQuestion:
    """What is taken, as written; what is None is the article's regimen."""

    dose: Annotated[
        str | None,
        _option(
            DOSE,
            "A day's amount with its unit: '2000 mg', '144 mg magnesium', '6 mmol'.",
            metavar="AMOUNT",
        ),
    ] = None
    form: Annotated[
        str | None,
        _option(DOSE, "The salt: l-threonate, citrate, oxide and others.", metavar="FORM"),
    ] = None
    split: Annotated[
        str | None,
        _option(DOSE, "The share of the day at each time, such as '1/3,2/3'.", metavar="SHARES"),
    ] = None
    times: Annotated[
        str | None, _option(DOSE, "The times of day, such as '08:00,21:30'.", metavar="TIMES")
    ] = None
    weeks: Annotated[
        str | None, _option(DOSE, "For how many weeks: 12 if not said.", metavar="NUMBER")
    ] = None
    titrate: Annotated[
        bool | None,
        _option(
            DOSE, "Start with half the dose for a week, in the evening.", "--titrate/--no-titrate"
        ),
    ] = None
    fasted: Annotated[
        bool, _option(DOSE, "Take every dose on an empty stomach, not with food.", "--fasted")
    ] = False
    regimen: Annotated[
        Path | None, _option(DOSE, "A regimen file (TOML, YAML or JSON).", metavar="FILE")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(DoseQuestion):
    """Who takes what, as written; what is None is the article's regimen in a 60-year-old."""

    start: Annotated[
        str | None, _option(DOSE, "The first day, such as '2026-03-01'.", metavar="DATE")
    ] = None
    missed: Annotated[
        list[str] | None,
        _option(
            DOSE,
            "A dose that is not taken, such as '10:2' on day 10; repeatable.",
            metavar="DAY:DOSE",
        ),
    ] = None
    events: Annotated[
        Path | None,
        _option(DOSE, "A table of dosing events (ID, TIME, AMT, ...).", metavar="CSV"),
    ] = None
    id: Annotated[
        str | None,
        _option(DOSE, "The one person to take from the table of events.", "--id", metavar="ID"),
    ] = None
    age: Annotated[
        str | None, _option(PERSON, "Age in years: 60 if not said.", metavar="YEARS")
    ] = None
    sex: Annotated[str | None, _option(PERSON, "female or male.", metavar="SEX")] = None
    weight: Annotated[
        str | None, _option(PERSON, "Weight in kg, or with its unit.", metavar="WEIGHT")
    ] = None
    height: Annotated[
        str | None, _option(PERSON, "Height in cm, or with its unit.", metavar="HEIGHT")
    ] = None
    creatinine: Annotated[
        str | None,
        _option(
            PERSON, "Serum creatinine in mg/dL, or with its unit: '80 umol/L'.", metavar="LEVEL"
        ),
    ] = None
    egfr: Annotated[
        str | None,
        _option(PERSON, "Estimated filtration in mL/min per 1.73 m2.", "--egfr", metavar="RATE"),
    ] = None
    diet: Annotated[
        str | None, _option(PERSON, "Magnesium from food in mg a day.", metavar="AMOUNT")
    ] = None
    serum: Annotated[
        str | None,
        _option(PERSON, "Serum magnesium before the first dose in mmol/L.", metavar="LEVEL"),
    ] = None
    drug: Annotated[
        list[str] | None, _option(PERSON, "A medicine that is taken; repeatable.", metavar="NAME")
    ] = None
    person: Annotated[
        Path | None,
        _option(PERSON, "A person file; options beside it win.", metavar="FILE"),
    ] = None


def asking(command: Callable[Concatenate[Question, Own], None]) -> Callable[..., None]:
    """A command that takes a question is given the question's options beside its own."""
    return with_options(Question, command)


def with_options(
    kind: type[Asked], command: Callable[Concatenate[Asked, Own], None]
) -> Callable[..., None]:
    """A command gets the fields of ``kind`` as options beside its own, and an instance of it."""
    hints = get_type_hints(kind, include_extras=True)
    own = inspect.signature(command, eval_str=True)
    options = [
        inspect.Parameter(
            item.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=item.default,
            annotation=hints[item.name],
        )
        for item in fields(kind)  # type: ignore[arg-type]
    ]

    @wraps(command)
    def run(**given: Any) -> None:
        question = kind(**{option.name: given.pop(option.name) for option in options})
        command(question, **given)  # type: ignore[call-arg]

    mine = list(own.parameters.values())[1:]
    positional = [p for p in mine if p.kind is not inspect.Parameter.KEYWORD_ONLY]
    keyword = [p for p in mine if p.kind is inspect.Parameter.KEYWORD_ONLY]
    parameters = [*positional, *options, *keyword]
    # Typer reads both: the order and defaults from one, the types from the other.
    run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    del run.__wrapped__
    return run
