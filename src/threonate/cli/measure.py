"""The command ``measure``: which measurement would narrow an answer most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.question import Question, asking
from threonate.cli.sensitivity import shown, write_figure
from threonate.cli.voice import say, say_json, speaker

if TYPE_CHECKING:
    from threonate.sensitivity import Inquiry
    from threonate.sensitivity.measurement import Measurement

HEADS = ("Measurement", "People", "Of the interval", "90 % interval", "Of the variance", "Left")

KNOWN_HEADS = ("If this number were known exactly", "Grade", "Of the variance", "90 % interval")

CLOSING = (
    "Of the interval: how much of the 90 % interval a result is expected to take away, averaged "
    "over the results that are possible now. Where its own 90 % interval begins at 0, so many "
    "draws cannot tell it from nothing. Left: the width that is expected to stay. Errors of most "
    "measurements are assumed; --json gives each with its reason. What a study may get wrong "
    "beyond chance, such as its blinding, is not counted. An expected gain is no promise: one "
    "result may also widen what is believed."
)


def _option(words: str, *names: str, metavar: str = "NUMBER") -> Any:
    return typer.Option(*names, help=words, metavar=metavar)


@asking
def measure(
    question: Question,
    *,
    quantity: Annotated[
        str, _option("The quantity whose change is to be known.", metavar="NAME")
    ] = "words",
    by: Annotated[
        list[str] | None, _option("A measurement by its key; repeatable.", "--by", metavar="KEY")
    ] = None,
    measurements: Annotated[
        Path | None, _option("A TOML file of measurements of your own.", metavar="FILE")
    ] = None,
    people: Annotated[int | None, _option("People in each arm of every measurement.")] = None,
    draws: Annotated[int, _option("Versions of the person that are weighed.")] = 2000,
    seed: Annotated[int, _option("What the draws begin with.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    out: Annotated[
        Path | None, _option("A folder for measure.svg, .csv and .json.", metavar="DIR")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the answer alone.")] = False,
) -> None:
    """Say what to measure first: which measurement would narrow an answer most."""
    from threonate.cli.subject import the_subject
    from threonate.sensitivity import measure

    subject = the_subject(question)
    found = measure(
        subject.person,
        subject.regimen,
        quantity=quantity,
        measurements=_chosen(measurements, by or ()),
        people=people,
        draws=draws,
        seed=seed,
        announce=speaker(quiet=quiet),
    )
    if out is not None:
        from threonate.report.figure.sensitivity import worthwhile

        write_figure(worthwhile(found), found.document(), out)
    say_json(found.document()) if json else say(_sentence(found) if quiet else _page(found))


def _chosen(file: Path | None, keys: list[str] | tuple[()]) -> tuple[Measurement, ...]:
    from threonate.sensitivity.measurement import choose, load_measurements, read_measurements

    return choose(load_measurements() if file is None else read_measurements(file), keys)


def _sentence(found: Inquiry) -> str:
    from threonate.answer.number import figures, percent, signed
    from threonate.quantity import find_quantity

    quantity, first = find_quantity(found.quantity), found.measured[0]
    middle, low, high = (signed(end) for end in found.answer)
    title = first.measurement.title
    taken = percent(100.0 * max(0.0, first.worth.width[0]))
    return (
        f"{quantity.label}: the change is {middle} {quantity.unit} (90 % interval {low} to {high})."
        f" What would narrow this most: {title[0].lower()}{title[1:]}, in {first.measurement.who};"
        f" it is expected to take away {taken} % of the interval,"
        f" from {figures(found.width, digits=2)} to {figures(first.worth.width_left, digits=2)} "
        f"{quantity.unit}."
    )


def _page(found: Inquiry) -> str:
    from threonate.answer.number import figures
    from threonate.cli.table import draw_table

    rows = [
        (
            each.measurement.title,
            each.measurement.who,
            *shown(each.worth.width),
            shown(each.worth.variance)[0],
            figures(each.worth.width_left, digits=2),
        )
        for each in found.measured
    ]
    known = [
        (each.says.rstrip("."), each.grade.value, *shown(each.worth.variance))
        for each in found.known
    ]
    parts = [_sentence(found), draw_table(HEADS, rows, numbers=HEADS[2:])]
    if known:
        parts.append(draw_table(KNOWN_HEADS, known, numbers=KNOWN_HEADS[2:]))
    parts.append(CLOSING)
    if found.left_out:
        titles = "; ".join(each.title for each in found.left_out)
        parts.append(f"Without a result under this regimen: {titles}.")
    sharp = [each.measurement.title for each in found.measured if each.worth.is_sharp]
    if sharp:
        parts.append(
            f"Sharper than {found.draws:,} draws can tell: {'; '.join(sharp)}. Ask for more draws."
        )
    return "\n\n".join(parts)
