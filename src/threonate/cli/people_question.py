"""What a question about many people asks: how to draw them, or where real ones are written."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.people.population import Population

WHO = "Who is drawn"
ONLY = "Only those with"
REAL = "Real persons instead"

MOST = 10_000_000
"""More persons than this are no table any more."""


def _option(panel: str, words: str, *names: str, metavar: str = "TEXT") -> Any:
    return typer.Option(*names, help=words, rich_help_panel=panel, metavar=metavar)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleQuestion:
    """A population as written; what is None is as adults are."""

    count: Annotated[
        int | None, _option(WHO, "How many persons: 1000 if not said.", metavar="NUMBER")
    ] = None
    age: Annotated[
        str | None, _option(WHO, "Ages in years: '50-70', '>=65'.", metavar="LIMITS")
    ] = None
    age_mean: Annotated[
        float | None,
        _option(WHO, "The mean age of a normal distribution instead.", metavar="YEARS"),
    ] = None
    age_sd: Annotated[
        float | None, _option(WHO, "Its standard deviation.", "--age-sd", metavar="YEARS")
    ] = None
    sex: Annotated[str | None, _option(WHO, "Only female or only male.", metavar="SEX")] = None
    women: Annotated[
        str | None,
        _option(WHO, "The exact share of women: 0.6 or 60%.", metavar="SHARE"),
    ] = None
    region: Annotated[
        str | None,
        _option(WHO, "us or eu: whose serum magnesium; us if not said.", metavar="REGION"),
    ] = None
    seed: Annotated[
        int | None, _option(WHO, "What the draws begin with: 1 if not said.", metavar="NUMBER")
    ] = None
    egfr: Annotated[
        str | None, _option(ONLY, "eGFR: '>60' or '60-90'.", "--egfr", metavar="LIMITS")
    ] = None
    creatinine: Annotated[
        str | None, _option(ONLY, "Creatinine: '<1.2', '<106 umol/L'.", metavar="LIMITS")
    ] = None
    diet: Annotated[
        str | None, _option(ONLY, "Magnesium from food in mg a day: '<250'.", metavar="LIMITS")
    ] = None
    serum: Annotated[
        str | None, _option(ONLY, "Serum magnesium in mmol/L: '<0.75'.", metavar="LIMITS")
    ] = None
    weight: Annotated[str | None, _option(ONLY, "Weight in kg: '50-100'.", metavar="LIMITS")] = None
    height: Annotated[str | None, _option(ONLY, "Height in cm: '>150'.", metavar="LIMITS")] = None
    from_: Annotated[
        Path | None,
        _option(REAL, "A table of persons, with columns as in person files.", "--from",
                metavar="CSV"),
    ] = None  # fmt: skip
    fhir: Annotated[
        list[Path] | None,
        _option(REAL, "A FHIR bundle about one person; repeatable.", "--fhir", metavar="FILE"),
    ] = None


IMPORTED = ("from_", "fhir")
"""The options that bring real persons."""


def asks_for_real(question: PeopleQuestion) -> bool:
    """Whether real persons are read; drawing options beside them are refused."""
    real = [name for name in IMPORTED if getattr(question, name)]
    if not real:
        return False
    if len(real) > 1:
        raise Refusal("--from and --fhir stand alone; give one of them.")
    known = ("region", *IMPORTED)
    drawn = [
        item.name
        for item in fields(question)
        if item.name not in known and getattr(question, item.name) is not None
    ]
    if drawn:
        raise Refusal(
            f"--{drawn[0].replace('_', '-')} draws virtual persons, and --{real[0].rstrip('_')} "
            "reads real ones; leave one of them out."
        )
    return True


def read_count(question: PeopleQuestion) -> int:
    """How many persons are asked for."""
    count = 1000 if question.count is None else question.count
    if not 1 <= count <= MOST:
        raise Refusal(f"{count:,} persons were asked for; use 1 to {MOST:,}.")
    return count


def read_population(question: PeopleQuestion) -> Population:
    """The population that a question asks for."""
    from threonate.people.criterion import ASKED
    from threonate.people.population import Population

    return Population.of(
        age=question.age,
        age_mean=question.age_mean,
        age_sd=question.age_sd,
        women=_women(question),
        region=question.region or "us",
        seed=1 if question.seed is None else question.seed,
        **{name: getattr(question, name) for name in ASKED},
    )


def _women(question: PeopleQuestion) -> float | None:
    """The share of women that a share or a sex asks for."""
    from threonate.people.criterion import read_share

    if question.sex is None:
        return None if question.women is None else read_share(question.women)
    if question.women is not None:
        raise Refusal("--sex asks for one sex and --women for a share; give one of them.")
    from threonate.people.sex import Sex

    return 1.0 if Sex.of(question.sex) is Sex.FEMALE else 0.0
