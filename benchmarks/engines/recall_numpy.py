"""The network as it is usually written in NumPy: full matrices and their products."""

from __future__ import annotations

import time

import numpy as np

from engines.recall_task import Outcome, Task


class Engine:
    """Single-precision matrices; BLAS does the work."""

    def run(self, task: Task, persons: int) -> Outcome:
        """Build each person's network and complete every cue, all cues side by side."""
        found, seconds = [], []
        for person in range(persons):
            begin = time.perf_counter()
            found.append(_person(task, np.random.default_rng(person)))
            seconds.append(time.perf_counter() - begin)
        valid, spurious, correlation = (np.array(part) for part in zip(*found, strict=True))
        return Outcome(valid, spurious, correlation, seconds)


def _person(task: Task, source: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    n, single = task.cells, np.float32
    patterns = (source.random((task.patterns, n), dtype=single) < task.sparseness).astype(single)
    shared = patterns.T @ patterns
    chance = 1.0 - (1.0 - task.potentiated) ** shared
    connected = source.random((n, n), dtype=single) < task.connection
    weights = (connected & (source.random((n, n), dtype=single) < chance)).astype(single)
    np.fill_diagonal(weights, 0.0)
    stored = patterns[: task.items].astype(bool)
    share = np.where(stored, task.valid, task.spurious)
    firing = (source.random(stored.shape, dtype=single) < share).astype(single)
    for _ in range(task.cycles):
        inputs = firing @ weights
        level = task.threshold + task.inhibition * firing.sum(axis=1, keepdims=True)
        wobble = task.noise * np.sqrt(inputs) * source.standard_normal(inputs.shape, dtype=single)
        firing = (inputs + wobble > level).astype(single)
    hits, size, active = (firing * stored).sum(axis=1), stored.sum(axis=1), firing.sum(axis=1)
    correlation = [
        np.corrcoef(a, b)[0, 1] if 0 < a.sum() < n else 0.0
        for a, b in zip(firing, stored, strict=True)
    ]
    return hits / size, (active - hits) / (n - size), np.array(correlation)
