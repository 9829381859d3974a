"""A few dozen persons through a week, and what their stores hold."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from threonate.cohort import Design, Listed
from threonate.cohort.stream import Progress
from threonate.dose import Regimen
from threonate.people import Person
from threonate.people.crowd import Crowd
from threonate.people.sex import Sex

COUNT = 60
CHUNK = 16
PLAN = Regimen.daily(weeks=1)


def listed(count: int = COUNT) -> Listed:
    return Listed(
        Crowd.of([
            Person(age=30 + place % 50, sex=list(Sex)[place % 2], egfr=60 + place % 40)
            for place in range(count)
        ])
    )  # fmt: skip


def designed(**other: Any) -> Design:
    arms = {"l-threonate": PLAN, "citrate": PLAN.in_form("citrate")}
    return replace(Design(plans=arms, count=COUNT, chunk=CHUNK), **other)


def content(folder: Path) -> dict[str, bytes]:
    """Everything in a store, by the names of the files."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def rows(query: str) -> list[Any]:
    """What DuckDB answers."""
    found = duckdb.sql(query)
    assert found is not None
    return found.fetchall()


def stop_after(persons: int, error: BaseException) -> Progress:
    """Progress that ends the run once so many persons are in the store."""

    def tell(done: int) -> None:
        if done >= persons:
            raise error

    return tell
