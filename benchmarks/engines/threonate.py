"""Our own kernel on its default steps."""

from __future__ import annotations

from model_race.task import Task

from threonate import path
from threonate.engine.ensemble import follow
from threonate.engine.record import Floats
from threonate.simulation import kernel


class Engine:
    """``threonate.engine.ensemble.follow`` with one thread per core."""

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers

    def prepare(self, task: Task) -> None:
        """Load the kernel from the cache or compile it."""
        self.kernel = kernel()
        self.run(task.take(0, 8))

    def run(self, task: Task) -> Floats:
        """Follow all persons at once; (n, samples, states)."""
        journey = follow(self.kernel, task.cohort, task.records, path.ENTRIES, workers=self.workers)
        return journey.samples
