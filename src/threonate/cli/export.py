"""The command ``export``: the model, the doses or the course leave in a format of the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from threonate.cli.question import Question, asking
from threonate.cli.voice import note

if TYPE_CHECKING:
    import pandas as pd

    from threonate.cli.subject import Subject

FORMAT = "The file"


class Kind(StrEnum):
    """What can be written."""

    SBML = "sbml"
    EVENTS = "events"
    CSV = "csv"


@asking
def export(
    question: Question,
    kind: Annotated[
        Kind,
        typer.Argument(
            metavar="sbml|events|csv",
            help="sbml: the model with its doses; events: the doses as a table of events; csv: the "
            "course over time.",
            show_default=False,
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            help="The file to write; standard output if not said.",
            metavar="FILE",
            rich_help_panel=FORMAT,
        ),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(
            metavar="NUMBER",
            help="csv: so many versions of the person; if not said, one with the stated numbers.",
            rich_help_panel=FORMAT,
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(help="csv: what the draws begin with.", rich_help_panel=FORMAT)
    ] = 1,
) -> None:
    """Write the model, the doses or the course of a person to a file."""
    from threonate.cli.subject import subjects, the_subject

    if kind is Kind.SBML:
        from threonate.export.model import person_to_sbml

        subject = the_subject(question)
        _put(person_to_sbml(subject.person, subject.regimen, announce=note), out)
    elif kind is Kind.EVENTS:
        _put(_events(subjects(question)), out)
    else:
        _put(_table(subjects(question), draws=draws, seed=seed, announce=note), out)


def _put(text: str, out: Path | None) -> None:
    """A file is written whole or not at all."""
    if out is None:
        import sys

        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        return
    from threonate.dose.writing import write_whole

    write_whole(out, text)
    note(f"Written: {out}")


def _events(asked: Sequence[Subject]) -> str:
    from threonate.dose.events import format_events

    return format_events({subject.id or "1": subject.regimen for subject in asked})


def _table(
    asked: Sequence[Subject], *, draws: int | None, seed: int, announce: Callable[[str], None]
) -> str:
    import pandas as pd

    from threonate.export.table import to_csv

    frames = [_frame(subject, draws, seed, announce) for subject in asked]
    return to_csv(pd.concat(frames, ignore_index=True), units={})


def _frame(
    subject: Subject, draws: int | None, seed: int, announce: Callable[[str], None]
) -> pd.DataFrame:
    from threonate.simulation import simulate

    course = simulate(
        subject.person,
        subject.regimen,
        draws=1 if draws is None else draws,
        seed=seed,
        doubt=draws is not None,
        announce=announce,
    )
    frame = course.to_pandas()
    frame.insert(0, "ID", subject.id or "1")
    return frame
