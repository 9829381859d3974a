"""The command ``sensitivity``: which traits of people, or which unknowns, decide an answer."""

from __future__ import annotations

import json as writer
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.question import Question, asking
from threonate.cli.voice import say, say_json, speaker
from threonate.export.staging import staged
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.cli.subject import Subject
    from threonate.report.figure.figure import Figure
    from threonate.sensitivity import Sensitivity
    from threonate.sensitivity.factor import Variation

HEADS = ("What varies", "Grade", "With the others", "90 % interval", "Alone", "90 % interval of it")

LEAST = 0.005
"""Totals below this share of the variance are left out of the table; JSON has them all."""

CLOSING = (
    "With the others: how much of the variance would stay if everything else were the same. Alone: "
    "how much would go if this were the same. Where the first is larger, it acts together with "
    "others. No share is below zero: where chance puts one there, it stands as 0, and --json has "
    "what was found. A larger --base leaves less to chance."
)


def _option(words: str, *names: str, metavar: str = "NUMBER") -> Any:
    return typer.Option(*names, help=words, metavar=metavar)


@asking
def sensitivity(
    question: Question,
    *,
    quantity: Annotated[str, _option("The quantity that is taken apart.", metavar="NAME")] = "csf",
    of: Annotated[
        str,
        _option(
            "'ignorance': what nobody knows about one person; 'traits': what people differ in, "
            "except those that are given.",
            metavar="CAUSE",
        ),
    ] = "ignorance",
    level: Annotated[
        bool, typer.Option("--level", help="Its level at the end rather than its change.")
    ] = False,
    base: Annotated[int, _option("Base rows, a power of two: 256, or 4096 to be sure.")] = 256,
    factors: Annotated[int, _option("How many are looked at one by one.")] = 20,
    ages: Annotated[
        str | None, _option("The ages of people, such as '50-70'; with traits.", metavar="AGES")
    ] = None,
    seed: Annotated[int, _option("What the draws begin with.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    out: Annotated[
        Path | None,
        _option("A folder for sensitivity.svg, .csv and .json.", metavar="DIR"),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the answer alone.")] = False,
) -> None:
    """Share an answer's variance out: what matters most, in people or in what nobody knows."""
    from threonate.cli.subject import the_subject
    from threonate.sensitivity import sensitivity
    from threonate.sensitivity.outcome import Reading

    subject = the_subject(question)
    found = sensitivity(
        _variation(question, subject, of, ages),
        subject.regimen,
        quantity=quantity,
        reading=Reading.LEVEL if level else Reading.CHANGE,
        base=base,
        factors=factors,
        seed=seed,
        announce=speaker(quiet=quiet),
    )
    if out is not None:
        from threonate.report.figure.sensitivity import matters

        write_figure(matters(found), found.document(), out)
    say_json(found.document()) if json else say(_sentence(found) if quiet else _page(found))


def write_figure(figure: Figure, document: dict[str, Any], out: Path) -> None:
    """Put a figure, its table and its numbers into a folder, all or nothing."""
    from threonate.report.picture import svg
    from threonate.report.theme import Format

    with staged(out) as draft:
        drawn = svg(figure.draw(Format.WIDE), name=figure.key)
        (draft / f"{figure.key}.svg").write_text(drawn, encoding="utf-8")
        (draft / f"{figure.key}.csv").write_text(figure.table.csv(), encoding="utf-8")
        text = writer.dumps(document, ensure_ascii=False, allow_nan=False)
        (draft / f"{figure.key}.json").write_text(f"{text}\n", encoding="utf-8")


def _variation(question: Question, subject: Subject, of: str, ages: str | None) -> Variation:
    from threonate.people.ages import Ages
    from threonate.sensitivity.factor import Cause
    from threonate.sensitivity.ignorance import Ignorance
    from threonate.sensitivity.trait import Traits

    if Cause.find(of) is Cause.TRAITS:
        span = Ages() if ages is None else Ages.of(ages)
        return Traits(span, _held(question, subject), subject.person.medicines)
    if ages is not None:
        raise Refusal("--ages says how people differ; give it with --of traits, or give --age.")
    return Ignorance(subject.person)


def _held(question: Question, subject: Subject) -> dict[str, float]:
    """The traits that the question gives, which then do not vary."""
    from threonate.cli.subject import MEASURED
    from threonate.people.person_file import person_document, read_person
    from threonate.people.sex import Sex

    given = {name for name in MEASURED if getattr(question, name) is not None}
    if question.person is not None:
        given |= set(person_document(read_person(question.person))) & set(MEASURED)
    person = subject.person
    held = {name: getattr(person, name) for name in given - {"sex", "creatinine"}}
    if "sex" in given:
        held["sex"] = float(person.sex is Sex.FEMALE)
    if "creatinine" in given:
        if not {"age", "sex"} <= given:
            raise Refusal(
                "--creatinine tells how the kidneys filter only with --age and --sex; give them "
                "too, or give --egfr."
            )
        held["egfr"] = person.estimated_filtration
    return held


def _sentence(found: Sensitivity) -> str:
    from threonate.answer.number import figures, percent, signed
    from threonate.quantity import find_quantity
    from threonate.sensitivity.factor import Cause
    from threonate.sensitivity.outcome import Reading

    quantity, first = find_quantity(found.quantity), found.effects[0]
    size = figures if found.reading is Reading.LEVEL else signed
    middle, low, high = (size(end) for end in found.answer)
    what = "level" if found.reading is Reading.LEVEL else "change"
    over = "over what nobody knows" if found.cause is Cause.IGNORANCE else "in people who differ"
    total, begin, end = (percent(100.0 * max(0.0, part)) for part in first.index.total)
    says = first.factor.says
    return (
        f"{quantity.label}: the {what} is {middle} {quantity.unit} {over} (90 % of it {low} to "
        f"{high}). What decides it most: {says[0].lower()}{says[1:].rstrip('.')}; this has a part "
        f"in {total} % of the variance (90 % interval {begin} to {end} %)."
    )


def _page(found: Sensitivity) -> str:
    from threonate.cli.table import draw_table

    rows = [
        (
            each.factor.says.rstrip("."),
            "" if each.factor.grade is None else each.factor.grade.value,
            *shown(each.index.total),
            *shown(each.index.first),
        )
        for each in found.effects
        if each.index.total[0] >= LEAST
    ]
    left = len(found.effects) - len(rows)
    below = f"{left} more have a part in less than {100 * LEAST:g} % each." if left else ""
    lost = f"{100 * found.lost:.1f} % of the runs found no steady day." if found.lost else ""
    runs = f"{found.runs:,} versions were followed, from {found.base:,} base rows."
    table = draw_table(HEADS, rows, numbers=HEADS[2:])
    note = " ".join(part for part in (below, runs, lost, _rough(found)) if part)
    parts = (_sentence(found), table, note, _world(found), CLOSING)
    return "\n\n".join(part for part in parts if part)


def _world(found: Sensitivity) -> str:
    """In which world people differ, which nobody knows."""
    from threonate.sensitivity.factor import Cause

    if found.cause is Cause.IGNORANCE:
        return ""
    return (
        "Everybody here lives where threonate does in a human brain what it does in rats "
        "(brain.translation = 1), which nobody knows; --of ignorance has both cases."
    )


def _rough(found: Sensitivity) -> str:
    if not found.is_rough:
        return ""
    return (
        f"With {found.base} base rows the shares of what matters most come out too large and their "
        "intervals too narrow; use --base 256 or more."
    )


def shown(share: tuple[float, float, float]) -> tuple[str, str]:
    """Write a share and its interval in per cent; what lies below zero by chance is zero."""
    middle, low, high = (f"{100 * max(0.0, part):.0f}" for part in share)
    return f"{middle} %", f"{low} to {high} %"
