"""The command ``check``: is this safe for this person, and why."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.facts_question import FactsQuestion, read_facts, with_intakes
from threonate.cli.question import with_options
from threonate.cli.voice import note, say, say_json
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.kidney_course import KidneyCourse
    from threonate.safety.facts import Facts
    from threonate.safety.fhir.issue import Release
    from threonate.safety.verdict import Verdict
    from threonate.safety.wording import Reader

TAKEN = "What is taken"
ANSWER = "The answer"
ALONE = "--batch takes everything from its table; leave out all other options but --out."
STEP = 500
"""Progress is told every so many rows."""


def _option(panel: str, words: str, *names: str, metavar: str = "TEXT") -> Any:
    return typer.Option(*names, help=words, rich_help_panel=panel, metavar=metavar)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckQuestion(FactsQuestion):
    """A person and what they mean to take as written."""

    dose: Annotated[
        str | None,
        _option(TAKEN, "A day's amount with its unit; '2000 mg' if not said.", metavar="AMOUNT"),
    ] = None
    times: Annotated[
        str | None,
        _option(TAKEN, "Times of the doses, such as '08:00,21:30'.", metavar="TIMES"),
    ] = None
    split: Annotated[
        str | None, _option(TAKEN, "The share at each time, such as '1/3,2/3'.", metavar="SHARES")
    ] = None
    magnesium: Annotated[
        str | None,
        _option(TAKEN, "Magnesium that the label states for the day: '144 mg'.", metavar="AMOUNT"),
    ] = None
    weeks: Annotated[
        float | None, _option(TAKEN, "For how many weeks it is taken.", metavar="NUMBER")
    ] = None


def _check(
    question: CheckQuestion,
    *,
    reader: Annotated[
        str, _option(ANSWER, "person or professional.", "--for", metavar="READER")
    ] = "person",
    simulate: Annotated[
        bool | None,
        _option(
            ANSWER,
            "Follow serum magnesium beside the kidney rule; done where the eGFR is known.",
            "--simulate/--no-simulate",
        ),
    ] = None,
    json: Annotated[bool, _option(ANSWER, "Print the verdict as JSON.", "--json")] = False,
    out: Annotated[
        Path | None,
        _option(
            ANSWER,
            "A folder for check.html and check.json; with --batch the table of answers.",
            metavar="PATH",
        ),
    ] = None,
    fhir_out: Annotated[
        Path | None,
        _option(
            ANSWER, "A file for the verdict as FHIR DetectedIssues.", "--fhir-out", metavar="FILE"
        ),
    ] = None,
    fhir_version: Annotated[
        str, _option(ANSWER, "R4 or R5.", "--fhir-version", metavar="RELEASE")
    ] = "R4",
    batch: Annotated[
        Path | None,
        _option(ANSWER, "Check every row of a table instead of one person.", metavar="CSV"),
    ] = None,
) -> None:
    """Check whether magnesium L-threonate is safe for a person, and what to do about it.

    Without options: 2,000 mg a day for somebody of whom nothing is known.
    """
    from threonate.safety.check import check as ask
    from threonate.safety.fhir.issue import Release
    from threonate.safety.wording import Reader, page

    if batch is not None:
        if (reader, simulate, json, fhir_out, fhir_version) != ("person", None, False, None, "R4"):
            raise Refusal(ALONE)
        _batch(question, batch, out)
        return
    audience, version = Reader.of(reader), Release.of(fhir_version)
    facts = _read(question)
    verdict = ask(facts)
    wanted = facts.egfr is not None if simulate is None else simulate
    course = _followed(facts) if wanted else None
    if fhir_out is not None:
        _write_issues(verdict, fhir_out, version=version)
    if out is not None:
        from threonate.report.checked import write_check

        note(f"Report: {write_check(verdict, course, out)}")
    if json:
        from threonate.report.checked import check_document

        say_json(check_document(verdict, course))
    else:
        say(page(verdict, reader=audience, beside=_simulated(course, audience)))


check = with_options(CheckQuestion, _check)


def _read(question: CheckQuestion) -> Facts:
    """The facts with what is meant to be taken."""
    from threonate.dose.amount import parse_amount
    from threonate.safety.batch import NUMBERS

    person = read_facts(question)
    facts = with_intakes(person, dose=question.dose, times=question.times, split=question.split)
    told = question.dose is not None or facts.intakes == person.intakes
    stated = None
    if question.magnesium is not None:
        stated = parse_amount(question.magnesium).milligrams
    weeks = None if question.weeks is None else NUMBERS["weeks"].read(question.weeks)
    return replace(facts, weeks=weeks, elemental=stated or facts.elemental, dose_told=told)


def _batch(question: CheckQuestion, table: Path, out: Path | None) -> None:
    """Rows are answered as they are read; those that make no sense are named at the end."""
    from threonate.safety.batch import check_table, write_answers

    if question != CheckQuestion():
        raise Refusal(ALONE)
    place = out or table.with_name(f"{table.stem}_checked.csv")
    if place.exists() and place.samefile(table):
        raise Refusal(f"--out is the table itself, {table.name}; name another file.")
    count, refused = write_answers(check_table(table), place, progress=_progress)
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    note(f"{count:,} {'row' if count == 1 else 'rows'} checked: {place}")
    if refused:
        shown = ", ".join(refused[:8]) + (" and others" if len(refused) > 8 else "")
        raise Refusal(
            f"{len(refused):,} of {count:,} rows could not be checked ({shown}); the column "
            f"'refused' of {place.name} says why, and the others are complete."
        )


def _progress(count: int) -> None:
    if count % STEP == 0 and sys.stderr.isatty():
        sys.stderr.write(f"\r{count:,} rows checked")
        sys.stderr.flush()


def _followed(facts: Facts) -> KidneyCourse | None:
    """The kidney rule beside the body model, unless the model does not describe this person."""
    from threonate.kidney_course import follow_facts

    try:
        return follow_facts(facts, announce=note)
    except Refusal as refusal:
        # The rule stands without the simulation, so this must not stop the check.
        note(f"Not simulated: {refusal}")
        return None


def _simulated(course: KidneyCourse | None, reader: Reader) -> str:
    if course is None:
        return ""
    from threonate.kidney_course import REMARKS
    from threonate.safety.wording import Reader

    if reader is Reader.PERSON:
        told = [each.says for each in REMARKS if not each.sources]
    else:
        told = [f"{each.says} {', '.join(each.sources)}".strip() for each in REMARKS]
    lines = "\n".join(f"- {each}" for each in told)
    return (
        f"The kidney rule, simulated: {course.simulated} The rule decides, not the model.\n{lines}"
    )


def _write_issues(verdict: Verdict, path: Path, *, version: Release) -> None:
    """The verdict as a FHIR bundle; the file is replaced only when all of it is made."""
    from json import dumps

    from threonate.dose.writing import write_whole
    from threonate.safety.fhir.issue import issue_bundle

    bundle = issue_bundle(verdict, version=version, when=datetime.now(UTC))
    write_whole(path, f"{dumps(bundle, ensure_ascii=False, allow_nan=False, indent=2)}\n")
    note(f"FHIR bundle: {path}")
