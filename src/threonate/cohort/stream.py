"""A cohort streams into its store: chunk after chunk, so that memory is bounded by the chunk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path

from threonate.cohort.chunk import Chunk, Task, follow_chunk, task
from threonate.cohort.column import table
from threonate.cohort.design import Design
from threonate.cohort.fingerprint import fingerprint
from threonate.cohort.manifest import manifest
from threonate.cohort.results import Results
from threonate.cohort.source import Source
from threonate.cohort.store import Store
from threonate.cohort.workers import Workers, reach, workers
from threonate.refusal import Refusal
from threonate.simulation import Announce, kernel, silent

Progress = Callable[[int], None]
"""Is told how many persons are in the store: first those that were, then after each chunk."""


def unseen(persons: int) -> None:
    """Nobody looks on."""


def run_cohort(
    source: Source,
    design: Design,
    folder: str | Path,
    *,
    resume: bool = False,
    scheduler: str | None = None,
    progress: Progress = unseen,
    announce: Announce = silent,
) -> Results:
    """Follow a cohort into a store, and open it.

    A run that was stopped at any moment goes on with ``resume`` and ends with the same bytes as one
    that was not; a chunk that is damaged is followed again. ``scheduler`` is the address of a Dask
    cluster, whose workers follow the same chunks with the same bits. Raises Refusal for a store of
    another design or version, for a disk that takes no more, and for workers that are gone; what is
    in the store then stays.
    """
    asked, place = manifest(source, design), Path(folder)
    if scheduler is not None:
        # A run that cannot begin leaves no store behind, which would stand in the way of the next.
        reach(scheduler)
    store = Store.resume(place, asked) if resume else Store.create(place, asked)
    todo = store.missing
    done = design.count - sum(len(design.persons(number)) for number in todo)
    progress(done)
    tasks = (task(number, source=source, design=design) for number in todo)
    if todo:
        if scheduler is None:
            kernel(announce, device=design.device)
        with workers(scheduler) as crew:
            for chunk in _followed(crew, tasks):
                _keep(store, chunk, design)
                done += chunk.persons
                progress(done)
    store.finish()
    return Results(store)


def _followed(crew: Workers, tasks: Iterator[Task]) -> Iterator[Chunk]:
    """Chunks as they are done; never more than ``crew.ahead`` of them are on their way."""
    waiting: set[Future[Chunk]] = set()
    while True:
        while len(waiting) < crew.ahead and (one := next(tasks, None)) is not None:
            waiting.add(crew.submit(follow_chunk, one))
        if not waiting:
            return
        done = crew.first_of(waiting)
        waiting -= done
        while done:
            yield crew.result(done.pop())


def _keep(store: Store, chunk: Chunk, design: Design) -> None:
    """Write a chunk that was followed by the same model on the same kind of machine."""
    _refuse_stranger(chunk.made_with)
    rows = table(chunk.columns, arms=design.arms, quantities=design.quantities)
    store.write(chunk.number, rows, rows=chunk.persons)


def _refuse_stranger(made_with: Mapping[str, str]) -> None:
    for name, own in fingerprint().items():
        if made_with.get(name) != own:
            raise Refusal(
                f"A worker of the cluster has another {name} ({made_with.get(name)}) than this "
                f"computer ({own}), so that its results would differ in their last digits; give "
                "both the same, and go on with --resume."
            )
