"""Our own network, cell by cell."""

from __future__ import annotations

import time

import numpy as np

from engines.recall_task import Outcome, Task


class Engine:
    """``threonate.hippocampus.network``: build and recall, one person after the other."""

    def run(self, task: Task, persons: int) -> Outcome:
        """Build each person's network and complete every cue."""
        found, seconds = [], []
        for person in range(persons):
            begin = time.perf_counter()
            network = task.store(person)
            found.append(network.recall(range(task.items), seed=person, **task.cue, **task.rule))
            seconds.append(time.perf_counter() - begin)
        return Outcome(
            valid=np.array([one.valid for one in found]),
            spurious=np.array([one.spurious for one in found]),
            correlation=np.array([one.correlation for one in found]),
            seconds=seconds,
        )
