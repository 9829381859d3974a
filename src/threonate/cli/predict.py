"""The command ``predict``: what trials lead a person, or the next trial, to expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.voice import say, say_json

if TYPE_CHECKING:
    from threonate.studies.prediction import Expectation
    from threonate.studies.trial_design import Outlook

HEADS = (
    "Outcome",
    "Expected, SD",
    "50 %",
    "90 %",
    "Any gain",
    "Above 0.2 SD",
    "A trial",
    "As a test",
)
TRIAL = ("Outcome", "True, SD (90 %)", "As found, SD (90 %)", "p < 0.05", "In favour")

SPONSORED = (
    "As found: what the trial would print, chance and, with --sponsored, the maker's lean "
    "included. True: the effect behind it."
)

CLOSING = (
    "SD: standard deviations between people, against placebo. 'A trial' says whether a trial of "
    "the compound measured the outcome; where none did, the number is what was believed before. It "
    "is the mean of a group like this person; how far one person differs nobody has measured. Not "
    "medical advice."
)


def _option(words: str, *names: str, metavar: str = "NUMBER") -> Any:
    return typer.Option(*names, help=words, metavar=metavar)


def predict(
    *,
    age: Annotated[float, _option("Age in years.")] = 60.0,
    dose: Annotated[float, _option("Magnesium L-threonate in mg of the compound a day.")] = 2000.0,
    weeks: Annotated[float, _option("Weeks of taking it.")] = 12.0,
    weight: Annotated[float | None, _option("Weight in kg.")] = None,
    impaired: Annotated[
        bool, typer.Option("--impaired", help="Memory or thinking already fails.")
    ] = False,
    arm: Annotated[
        int | None, _option("Forecast a trial instead, with so many people in each arm.", "--arm")
    ] = None,
    sponsored: Annotated[
        bool, typer.Option("--sponsored", help="The maker pays for the trial.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say what trials lead a person, or with --arm the next trial, to expect."""
    if arm is not None:
        _trial(
            arm,
            age=age,
            dose=dose,
            weeks=weeks,
            weight=weight,
            impaired=impaired,
            sponsored=sponsored,
            json=json,
        )
        return
    from threonate.studies.prediction import predict
    from threonate.studies.reach import reach

    beyond = reach().beyond(age=age, dose=dose, weeks=weeks)
    found = predict(age=age, dose=dose, weeks=weeks, weight=weight, impaired=impaired)
    if json:
        documents = [_document(expected) for expected in found]
        say_json({"beyond_trials": list(beyond), "domains": documents})
        return
    from threonate.cli.table import draw_table

    memory = next(expected for expected in found if expected.domain.value == "G")
    told = (
        f"After {weeks:g} weeks of {dose:,.0f} mg of magnesium L-threonate a day, people of "
        f"{age:g} are expected to change by {_sd(memory.middle)} SD in memory and thinking (90 % "
        f"interval {_sd(memory.most[0])} to {_sd(memory.most[1])}): "
        f"{100 * memory.benefit:.0f} chances in 100 of any gain, "
        f"{100 * memory.noticeable:.0f} of more than 0.2 SD."
    )
    table = draw_table(HEADS, map(_row, found), numbers=HEADS[1:6])
    say("\n\n".join((" ".join((*beyond, told)), table, CLOSING)))


def _row(expected: Expectation) -> tuple[str, ...]:
    reading = expected.readings[0] if expected.readings else None
    return (
        expected.domain.label,
        _sd(expected.middle),
        f"{_sd(expected.half[0])} to {_sd(expected.half[1])}",
        f"{_sd(expected.most[0])} to {_sd(expected.most[1])}",
        f"{100 * expected.benefit:.0f} %",
        f"{100 * expected.noticeable:.0f} %",
        "yes" if expected.informed else "no",
        ""
        if reading is None
        else f"{reading.middle:+.1f}{_unit(reading.unit)}, {reading.task.value}".replace("-", "−"),
    )


def _unit(unit: str) -> str:
    return "" if unit == "1" else f" {unit}"


def _document(expected: Expectation) -> dict[str, Any]:
    return {
        "domain": expected.domain.value,
        "label": expected.domain.label,
        "value": expected.middle,
        "half": list(expected.half),
        "most": list(expected.most),
        "benefit": expected.benefit,
        "noticeable": expected.noticeable,
        "placebo": expected.placebo,
        "measured_in_a_trial": expected.informed,
        "tests": [
            {
                "task": reading.task.value,
                "measure": reading.measure.value,
                "unit": reading.unit,
                "value": reading.middle,
                "low": reading.low,
                "high": reading.high,
            }
            for reading in expected.readings
        ],
    }


def _trial(
    arm: int,
    *,
    age: float,
    dose: float,
    weeks: float,
    weight: float | None,
    impaired: bool,
    sponsored: bool,
    json: bool,
) -> None:
    from threonate.studies.belief import MODELLED, convention
    from threonate.studies.trial_design import Design, Endpoint, forecast

    design = Design(
        active=arm,
        control=arm,
        dose=dose / (convention("usual_weight") if weight is None else weight),
        age=age,
        endpoints=tuple(Endpoint(domain.label, domain, weeks) for domain in MODELLED),
        linked=sponsored,
        impaired=impaired,
    )
    found = forecast(design)
    if json:
        say_json(_outlook(found))
        return
    from threonate.cli.table import draw_table

    rows = [
        (
            one.endpoint.name,
            _span(one.true),
            _span(one.quantiles),
            f"{100 * one.significant:.0f} %",
            f"{100 * one.positive:.0f} %",
        )
        for one in found.run
    ]
    told = (
        f"A trial with {arm} people in each arm would print p < 0.05 in favour of memory and "
        f"thinking with a chance of {100 * found.run[0].positive:.0f} in 100; differences below "
        f"{1.96 * found.run[0].error:.2f} SD it could not tell from none."
    )
    say(f"{told}\n\n{draw_table(TRIAL, rows, numbers=TRIAL[1:])}\n\n{SPONSORED}")


def _outlook(found: Outlook) -> dict[str, Any]:
    return {
        "chance_published": found.chance_published,
        "endpoints": [
            {
                "name": one.endpoint.name,
                "domain": one.endpoint.domain.value,
                "week": one.endpoint.week,
                "true": list(one.true),
                "found": list(one.quantiles),
                "significant": one.significant,
                "positive": one.positive,
                "error": one.error,
            }
            for one in found.run
        ],
    }


def _span(quantiles: tuple[float, ...]) -> str:
    low, _, middle, _, high = quantiles
    return f"{_sd(middle)} ({_sd(low)} to {_sd(high)})"


def _sd(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")
