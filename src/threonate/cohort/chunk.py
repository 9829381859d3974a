"""A chunk is a stretch of persons who are followed at once, by this process or by another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from threonate.cohort.column import RENAMED, TAKES, change_of
from threonate.cohort.design import Design
from threonate.cohort.fingerprint import fingerprint
from threonate.cohort.source import Source
from threonate.people.crowd import COLUMNS, Crowd
from threonate.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Task:
    """All that another process needs to follow one chunk."""

    number: int
    crowd: Crowd
    design: Design


@dataclass(frozen=True, slots=True)
class Chunk:
    """What a chunk came to: columns by name, and what the process that followed it computes with.

    Columns of a person are (n,), those of an arm (arms n,), arm after arm.
    """

    number: int
    persons: int
    columns: Mapping[str, Any]
    made_with: Mapping[str, str]


def task(number: int, *, source: Source, design: Design) -> Task:
    """Ask the source for the persons of a chunk; raises Refusal where it has too few."""
    ids = design.persons(number)
    crowd = source.crowd(ids.start, ids.stop)
    if crowd.ids != ids:
        raise Refusal(
            f"The persons {ids.start} to {ids.stop - 1} were asked for and {len(crowd)} came; ask "
            f"for at most {ids.start + len(crowd)} persons."
        )
    return Task(number, crowd, design)


def follow_chunk(task: Task) -> Chunk:
    """Follow the persons of a chunk through every arm, and read off what was asked for."""
    from threonate.simulation import follow_crowd

    design, crowd = task.design, task.crowd
    course = follow_crowd(
        crowd,
        design.plans,
        seed=design.seed,
        spread=design.spread,
        doubt=design.doubt,
        device=design.device,
    )
    columns = _known(crowd)
    for key in design.quantities:
        found = np.array([course.reading(key, arm=arm) for arm in design.arms])
        columns[key] = found.ravel()
        columns[change_of(key)] = (found - found[0]).ravel()
    return Chunk(task.number, len(crowd), columns, fingerprint())


def _known(crowd: Crowd) -> dict[str, Any]:
    """What is known of each person before anything is taken."""
    nobody = np.zeros(len(crowd), dtype=np.bool_)
    return {
        "id": np.array(crowd.ids),
        **{RENAMED.get(name, name): getattr(crowd, name) for name in COLUMNS},
        **{name: crowd.takes.get(effect, nobody) for effect, name in TAKES.items()},
    }
