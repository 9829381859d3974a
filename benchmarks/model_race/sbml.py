"""The first person's weeks as SBML, and what to change in it for every other person."""

from __future__ import annotations

import numpy as np

from model_race.task import Task
from threonate import path
from threonate.engine.record import Floats
from threonate.evidence.source import load_sources
from threonate.export.sbml import PERSONAL, to_sbml
from threonate.export.sheet import plain


def sbml(task: Task) -> str:
    """Write the path, the first person's numbers and everyone's meals and doses."""
    names = [*path.system().parameters, *PERSONAL]
    starts = zip(path.system().states, task.cohort.start[:, 0], strict=True)
    return to_sbml(
        path.system(),
        parameters={name: float(task.cohort.parameters[name][0]) for name in names},
        start={name: float(value) for name, value in starts},
        records=task.records,
        entries=path.ENTRIES,
        known=path.parameters(),
        sources=load_sources(),
    )


def personal(task: Task) -> tuple[list[str], Floats]:
    """List the identifiers of what persons bring, and their values (n, parameters)."""
    names = [*path.system().parameters, *PERSONAL]
    values = [task.cohort.parameters[name] for name in names]
    return [plain(name) for name in names], np.array(values).T


def state_names() -> list[str]:
    """The identifiers of the states, in the system's order."""
    return [plain(name) for name in path.system().states]
