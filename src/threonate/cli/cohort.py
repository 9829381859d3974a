"""The command ``cohort``: many virtual or real persons through several arms, into a store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.cohort_question import CohortQuestion, plans, source
from threonate.cli.question import with_options
from threonate.cli.voice import note, say, say_json, speaker
from threonate.engine.device import Device, chosen
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.cohort.results import Results
    from threonate.cohort.summary import Line, Span

COUNT = 1000
"""Persons who are followed unless asked otherwise."""

HEADS = ("Quantity", "Arm", "Persons", "Median (90 % range)", "Unit", "Change (90 % range)")
NUMBERS = ("Persons",)
NONE = "–"

CLOSING = (
    "Ranges hold nine in ten persons: people differ, and the numbers of the model are in doubt. "
    "Change: each person against themselves untreated. This is a model and not medical advice."
)


def _option(words: str, *names: str, metavar: str = "NUMBER") -> Any:
    return typer.Option(*names, help=words, metavar=metavar)


def _cohort(
    question: CohortQuestion,
    *,
    out: Annotated[Path, _option("The folder for the results.", metavar="DIR")] = Path("cohort"),
    count: Annotated[
        int | None, _option(f"Persons: {COUNT:,}, or all of a file, if not said.")
    ] = None,
    quantities: Annotated[
        str, _option("What is kept of each person at the end.", metavar="KEYS")
    ] = "serum,csf",
    compare: Annotated[
        list[str] | None,
        _option("Another salt with the same magnesium beside it; repeatable.", metavar="FORM"),
    ] = None,
    seed: Annotated[int, _option("What the random draws begin with.")] = 1,
    chunk: Annotated[int | None, _option("Persons followed at once: 2048 if not said.")] = None,
    resume: Annotated[
        bool, _option("Go on with a run that was stopped; ask the same as before.", "--resume")
    ] = False,
    scheduler: Annotated[
        str | None,
        _option("Follow them on a Dask cluster: tcp://host:8786.", metavar="ADDRESS"),
    ] = None,
    device: Annotated[
        Device, _option("cpu, cuda (an NVIDIA GPU) or auto.", metavar="DEVICE")
    ] = Device.CPU,
    json: Annotated[bool, _option("Print one JSON document.", "--json")] = False,
    quiet: Annotated[bool, _option("Say nothing while working.", "--quiet")] = False,
) -> None:
    """Follow many persons through several arms; results stream to Parquet files in a folder.

    Stop it at any moment: with --resume it goes on, and ends with the same bytes. DuckDB, pandas
    and xarray read the results.
    """
    _refuse_without_parquet()
    from threonate.cohort import Design, run_cohort
    from threonate.simulation import CHUNK

    people, most = source(question, seed=seed)
    if most is not None and count is not None and count > most:
        raise Refusal(
            f"{question.from_} has {most} persons and --count asks for {count}; ask less."
        )
    design = Design(
        plans=plans(question, compare or ()),
        quantities=tuple(key.strip() for key in quantities.split(",") if key.strip()),
        count=(most or COUNT) if count is None else count,
        chunk=CHUNK if chunk is None else chunk,
        seed=seed,
        device=chosen(device),
    )
    with _stoppable(out), _watched(design.count, quiet=quiet) as progress:
        results = run_cohort(
            people,
            design,
            out,
            resume=resume,
            scheduler=scheduler,
            progress=progress,
            announce=speaker(quiet=quiet),
        )
    say_json(_document(results)) if json else say(_page(results))


cohort = with_options(CohortQuestion, _cohort)


def _refuse_without_parquet() -> None:
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise Refusal(
            "A cohort is written with PyArrow, which is not installed; install it with pip install "
            "'threonate[cohort]'."
        )


@contextmanager
def _stoppable(out: Path) -> Iterator[None]:
    """Who stops a run is told how it goes on."""
    try:
        yield
    except KeyboardInterrupt:
        note(f"Stopped; what is in {out} is kept, and --resume goes on with it.")
        raise


@contextmanager
def _watched(count: int, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A bar with the time left on a terminal, and nothing elsewhere."""
    from threonate.cohort.stream import unseen

    if quiet or not sys.stderr.isatty():
        yield unseen
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    shown = (MofNCompleteColumn(), TextColumn("persons"), BarColumn(), TimeRemainingColumn())
    with Progress(*shown, TextColumn("left"), console=Console(stderr=True)) as bar:
        job = bar.add_task("", total=count, start=False)

        def tell(persons: int) -> None:
            # What was there before says nothing about the speed.
            if bar.tasks[0].started:
                bar.update(job, completed=persons)
            else:
                bar.reset(job, total=count, completed=persons)

        yield tell


def _page(results: Results) -> str:
    from threonate.cli.table import draw_table

    lines, design = results.summary(), results.design
    treated = [line for line in lines if line.arm == results.arms[1]]
    followed = min(line.persons for line in treated)
    parts = [
        f"{followed:,} of {design['count']:,} persons were followed through {len(results.arms)} "
        f"arms.",
        draw_table(HEADS, _rows(lines), numbers=NUMBERS),
        CLOSING,
        f"Results: {results.store.folder} ({len(results.store.files)} Parquet files; "
        "units in manifest.json)",
    ]
    return "\n\n".join(parts)


def _rows(lines: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        treated = line.arm != lines[0].arm
        yield (
            line.quantity.label if not treated else "",
            line.arm,
            f"{line.persons:,}",
            _value(line.value),
            line.quantity.unit,
            _change(line) if treated else NONE,
        )


def _value(span: Span) -> str:
    from threonate.answer.number import figures

    return f"{figures(span.median)} ({figures(span.low)} to {figures(span.high)})"


def _change(line: Line) -> str:
    from threonate.answer.number import percent, signed, signed_percent

    if line.quantity.absolute:
        low, high = signed(line.change.low), signed(line.change.high)
        return f"{signed(line.change.median)} ({low} to {high}) {line.quantity.unit}"
    spread = f"{percent(line.percent.low)} to {percent(line.percent.high)} %"
    return f"{signed_percent(line.percent.median)} ({spread})"


def _document(results: Results) -> dict[str, Any]:
    """The table as plain values, with what made them."""
    return {
        "folder": str(results.store.folder),
        **{key: results.store.manifest[key] for key in ("made_with", "design", "persons")},
        "results": [_entry(line) for line in results.summary()],
    }


def _entry(line: Line) -> dict[str, Any]:
    from threonate.answer.number import finite

    spans = {"value": line.value, "change": line.change, "change_percent": line.percent}
    return {
        "quantity": line.quantity.key,
        "unit": line.quantity.unit,
        "arm": line.arm,
        "persons": line.persons,
        **{
            name: {end: finite(getattr(span, end)) for end in ("low", "median", "high")}
            for name, span in spans.items()
        },
    }
