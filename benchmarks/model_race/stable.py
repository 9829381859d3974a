"""Where engines wait for their turn: one process per core, warm, each with the same task."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

from engines import Entrant

from model_race.task import Task
from threonate.engine.record import Floats

_here: dict[str, Any] = {}


@dataclass
class Stall:
    """An entrant on one or more cores, prepared and warm."""

    entrant: Entrant
    cores: int
    workers: list[ProcessPoolExecutor]

    @classmethod
    def of(cls, entrant: Entrant, cores: int, task: Task) -> Stall:
        """Start the processes and prepare the engine in each, one after the other."""
        alone = entrant.threaded
        options = {"workers": cores} if alone else {}
        pinned = [None] if alone and cores > 1 else list(range(1 if alone else cores))
        workers = [_worker() for _ in pinned]
        for worker, core in zip(workers, pinned, strict=True):
            worker.submit(_prepare, entrant, options, task, core).result()
        return cls(entrant, cores, workers)

    def samples(self, persons: int) -> tuple[Floats, float]:
        """What the engine says of the first persons, and how many it follows a second."""
        samples, seconds = self.workers[0].submit(_samples, persons).result()
        return samples, persons / seconds

    def rate(self, persons: int) -> float:
        """Follow so many persons per process, all at once; return persons per second."""
        begin = time.perf_counter()
        waiting = [worker.submit(_run, persons) for worker in self.workers]
        for each in waiting:
            each.result()
        return persons * len(self.workers) / (time.perf_counter() - begin)

    def close(self) -> None:
        """End the processes."""
        for worker in self.workers:
            worker.shutdown()


def _worker() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def _prepare(entrant: Entrant, options: dict[str, Any], task: Task, core: int | None) -> None:
    if core is not None and hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {allowed[core % len(allowed)]})
    _here["engine"], _here["task"] = entrant.engine(**options), task
    with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing):  # noqa: PTH123
        _here["engine"].prepare(task)


def _samples(persons: int) -> tuple[Floats, float]:
    chosen = _here["task"].take(0, persons)
    begin = time.perf_counter()
    samples = _here["engine"].run(chosen)
    return samples, time.perf_counter() - begin


def _run(persons: int) -> None:
    _samples(persons)
