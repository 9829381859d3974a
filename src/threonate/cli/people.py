"""The command ``people``: virtual persons from the published distributions, or real ones read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from threonate.cli.people_question import (
    PeopleQuestion,
    asks_for_real,
    read_count,
    read_population,
)
from threonate.cli.people_summary import Asked, people_document, people_page
from threonate.cli.question import with_options
from threonate.cli.voice import note, say, say_json
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.people.people_file import PeopleTable
    from threonate.people.person import Person

SUFFIXES = (".csv", ".html", ".png")
"""What can be written: a table, a page, a picture."""


def _people(
    question: PeopleQuestion,
    *,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            help="A file for the persons (.csv), a page (.html) or a picture (.png) of them; "
            "repeatable.",
            metavar="FILE",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Draw virtual persons as adults are, or read real ones, and set them beside the published.

    Without options: a thousand adults. The same seed gives the same persons, however many are
    asked for.
    """
    places = _places(out or (), question.from_)
    table = None
    if asks_for_real(question):
        asked, table, complaint = _read(question)
    else:
        asked, complaint = _drawn(question), ""
    for place in places:
        _write(asked, place)
    if table is not None and table.bad:
        complaint = f"{complaint}; {_keep_bad(table, places)}"
    if complaint and not len(asked.crowd):
        raise Refusal(complaint)
    if json:
        say_json(people_document(asked, is_listed=not places))
    else:
        say(people_page(asked))
    if places:
        note(f"Written: {', '.join(str(place) for place in places)}")
    if complaint:
        raise Refusal(complaint)


people = with_options(PeopleQuestion, _people)


def _places(out: Sequence[Path], source: Path | None) -> tuple[Path, ...]:
    for place in out:
        if place.suffix.casefold() not in SUFFIXES:
            raise Refusal(
                f"--out is '{place}'; end it in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}."
            )
        if source is not None and place.exists() and source.exists() and place.samefile(source):
            raise Refusal(f"--out is the table itself, {place.name}; name another file.")
    return tuple(out)


def _drawn(question: PeopleQuestion) -> Asked:
    population, count = read_population(question), read_count(question)
    return Asked(population.crowd(0, count), population.region, population=population)


def _read(question: PeopleQuestion) -> tuple[Asked, PeopleTable | None, str]:
    """Real persons, and a complaint about those who could not be read."""
    from threonate.people.crowd import Crowd
    from threonate.people.people_file import read_table
    from threonate.people.region import Region

    table, complaint = None, ""
    if question.from_ is not None:
        from threonate.safety.subject import medicine_of

        table = read_table(question.from_, find=medicine_of)
        found, complaint = table.people, table.complaint if table.bad else ""
    else:
        found, complaint = _read_bundles(question.fhir or [])
    region = Region.of(question.region or "us")
    return Asked(Crowd.of(list(found.values())), region, people=found), table, complaint


def _read_bundles(paths: Sequence[Path]) -> tuple[dict[str, Person], str]:
    """One person of each bundle, by the name of its file."""
    found: dict[str, Person] = {}
    bad = []
    for path in paths:
        try:
            if path.stem in found:
                raise Refusal(f"{path.name} has the name of another bundle; rename one of them.")
            found[path.stem] = _read_bundle(path)
        except Refusal as refusal:
            bad.append(f"{path.name}: {str(refusal).rstrip('.')}")
    told = f"{len(bad)} of {len(paths)} bundles are nobody ({'; '.join(bad)}); mend them."
    return found, told if bad else ""


def _read_bundle(path: Path) -> Person:
    """The person of a bundle; whatever else it says is told and left out."""
    from datetime import datetime

    from threonate.people.person import Person
    from threonate.safety.fhir.bundle import bundle_facts, parse
    from threonate.safety.subject import medicine_of

    said = bundle_facts(parse(path), today=datetime.now().astimezone().date())
    for each in said.notes:
        note(f"{path.name}: {each}")
    if said.age is None or said.sex is None:
        what = "age" if said.age is None else "sex"
        raise Refusal(f"The {what} is not known; everybody has one.")
    return Person.of(
        age=said.age,
        sex=said.sex,
        weight=said.weight,
        creatinine=said.creatinine,
        egfr=said.egfr,
        serum=said.serum,
        medicines=[medicine_of(each.name) for each in said.medicines],
    )


def _write(asked: Asked, place: Path) -> None:
    """The persons as a table, a page or a picture, as the name of the file says."""
    if place.suffix.casefold() == ".csv":
        _write_table(asked, place)
        return
    if not len(asked.crowd):
        return
    from threonate.report.people import write_people_page, write_people_picture

    if place.suffix.casefold() == ".png":
        write_people_picture(asked.crowd, place, region=asked.region)
    else:
        write_people_page(asked.crowd, place, region=asked.region, settings=asked.settings)


def _write_table(asked: Asked, place: Path) -> None:
    from threonate.people.people_file import write_drawn, write_people

    if asked.population is None:
        if asked.people:
            write_people(asked.people, place)
        return
    count = len(asked.crowd)

    def progress(done: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done:,} of {count:,} persons" if done < count else "\r\033[K")

    write_drawn(asked.population, count, place, progress=progress)


def _keep_bad(table: PeopleTable, places: Sequence[Path]) -> str:
    """The rows that are nobody are kept beside the others, and where is told."""
    from threonate.people.people_file import write_bad_rows

    tables = [place for place in places if place.suffix.casefold() == ".csv"]
    if not tables:
        return "the others are complete."
    place = tables[0].with_name(f"{tables[0].stem}_refused.csv")
    write_bad_rows(table, place)
    return f"the others are complete, and these rows are kept in {place.name} to be mended."
