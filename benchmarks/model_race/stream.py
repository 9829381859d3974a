"""A crowd streamed through the kernel: chunk after chunk, five numbers kept of each person."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from model_race.task import DAYS, Task, task
from threonate import path
from threonate.baseline import DAY
from threonate.engine.ensemble import follow
from threonate.engine.record import Floats
from threonate.simulation import kernel

READ_OUTS = ("serum", "urine", "red_cells", "csf", "neuronal")
"""Of the last day: mean serum (mmol/L) and urine (mmol); at its end: red cells (mmol), levels."""


def stream(persons: int, *, chunk: int) -> Iterator[NDArray[np.float32]]:
    """Draw, settle and follow so many persons; yields (n, read-outs) of one chunk at a time."""
    for begin in range(0, persons, chunk):
        size = min(chunk, persons - begin)
        some = task(size, begin=begin, samples=(DAY * (DAYS - 1), DAY * DAYS))
        yield _read(_follow(some))


def _follow(some: Task) -> Floats:
    return follow(kernel(), some.cohort, some.records, path.ENTRIES).samples


def _read(samples: Floats) -> NDArray[np.float32]:
    index = path.system().states.index
    before, after = samples[:, 0], samples[:, 1]

    def gained(state: str) -> Floats:
        return np.asarray(after[:, index(state)] - before[:, index(state)])

    columns = (
        gained("blood.exposure") / DAY,
        gained("kidney.urine"),
        after[:, index("stores.red_cells")],
        after[:, index("brain.lumbar")],
        after[:, index("brain.neuron")],
    )
    return np.column_stack(columns).astype(np.float32)
