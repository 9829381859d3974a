"""The race itself: everyone warm, then rounds in turn, so that a slow minute is slow for all."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from engines import Entrant

from model_race.reference import LIMIT, Accuracy, compare
from model_race.stable import Stall
from model_race.task import Task
from threonate.engine.record import Floats

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: rounds, seconds of each run, and persons whose error is checked."""

    rounds: int
    seconds: float
    checked: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    engine: str
    cores: int
    persons_per_second: float
    max_relative_error: float
    max_state_error: float
    worst_state: str
    persons: int
    slowest: float
    fastest: float
    tolerance: float | None
    note: str

    def document(self) -> dict[str, Any]:
        """The row as JSON writes it."""
        return asdict(self)


@dataclass
class _Runner:
    stall: Stall
    accuracy: Accuracy
    persons: int
    rates: list[float]

    def row(self) -> Row:
        entrant = self.stall.entrant
        return Row(
            engine=entrant.name,
            cores=self.stall.cores,
            persons_per_second=statistics.median(self.rates),
            max_relative_error=self.accuracy.reported,
            max_state_error=self.accuracy.states,
            worst_state=self.accuracy.worst,
            persons=self.persons * len(self.stall.workers),
            slowest=min(self.rates),
            fastest=max(self.rates),
            tolerance=entrant.options.get("tolerance"),
            note=entrant.note
            if self.accuracy.reported <= LIMIT
            else f"MISSES 1e-4; {entrant.note}",
        )


def race(
    entrants: Iterable[Entrant], task: Task, truth: Floats, effort: Effort, say: Say
) -> tuple[list[Row], dict[str, str]]:
    """Run every entrant on one and on two cores; also return who could not start, and why."""
    runners: list[_Runner] = []
    absent: dict[str, str] = {}
    for entrant in entrants:
        say(f"preparing {entrant.name}")
        try:
            runners += [_warm(entrant, cores, task, truth, effort) for cores in (1, 2)]
        except Exception as error:  # noqa: BLE001 - whatever ails one engine, the others race on
            absent[entrant.name] = f"{type(error).__name__}: {str(error).splitlines()[0][:200]}"
            say(f"  absent: {absent[entrant.name]}")
    for number in range(effort.rounds):
        say(f"round {number + 1} of {effort.rounds}")
        for runner in runners:
            runner.rates.append(runner.stall.rate(runner.persons))
    for runner in runners:
        runner.stall.close()
    return [runner.row() for runner in runners], absent


def _warm(entrant: Entrant, cores: int, task: Task, truth: Floats, effort: Effort) -> _Runner:
    stall = Stall.of(entrant, cores, task)
    samples, _ = stall.samples(effort.checked)
    accuracy = compare(samples, truth[: effort.checked])
    _, pace = stall.samples(min(task.persons, effort.checked))
    # Short runs of fast engines measure their start; a second look sizes them well.
    trial = max(1, min(task.persons, int(pace * effort.seconds / 4)))
    _, pace = stall.samples(trial)
    persons = max(4, min(task.persons, int(pace * effort.seconds)))
    return _Runner(stall, accuracy, persons, [])
