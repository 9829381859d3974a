"""Many persons through one kernel: blocks on all cores, the same bits however they are divided."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from threonate.engine.device import Device
from threonate.engine.kernel import LANES, Kernel
from threonate.engine.record import Floats, Integers, Records
from threonate.engine.system import System
from threonate.refusal import Refusal

GRID = (0.08, 1.35, 1.0)
"""First step after something enters (h), growth from step to step, largest step (h)."""

TOLERANCE = 5e-3
"""The largest error that one step may estimate, relative to the state and its floor."""

FINEST = 6
"""How often a person's steps may be halved before the run is given up."""


def whole(parameters: Mapping[str, Floats]) -> float:  # noqa: ARG001 - one share for everyone
    """All of an amount enters."""
    return 1.0


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an input goes: a share of the amount, per person, enters a state at once."""

    input: int
    state: str
    share: Callable[[Mapping[str, Floats]], Floats | float] = whole


@dataclass(frozen=True, slots=True)
class Cohort:
    """Persons ready to be followed: every parameter by name (n,), and ``start`` (states, n)."""

    parameters: Mapping[str, Floats]
    start: Floats

    @property
    def persons(self) -> int:
        """The number of persons."""
        return int(self.start.shape[1])

    def take(self, persons: Integers) -> Cohort:
        """Select persons."""
        chosen = {name: values[persons] for name, values in self.parameters.items()}
        return Cohort(chosen, self.start[:, persons])


@dataclass(frozen=True, slots=True)
class Journey:
    """What was seen: ``samples`` (n, samples, states), ``finish`` (states, n), ``error`` (n,)."""

    samples: Floats
    finish: Floats
    error: Floats


def follow(
    kernel: Kernel,
    cohort: Cohort,
    records: Records,
    entries: Sequence[Entry],
    *,
    workers: int | None = None,
    grid: tuple[float, float, float] = GRID,
    tolerance: float = TOLERANCE,
) -> Journey:
    """Follow every person through their records; persons whose error is too large go again, finer.

    Raises Refusal if a person cannot be followed to the tolerance with the finest steps.
    """
    run = _runner(kernel, entries, grid, workers)
    finest = np.ones(cohort.persons)
    journey = run(cohort, records, finest)
    # A NaN fails the comparison, so it counts as too large.
    while (coarse := np.flatnonzero(~(journey.error <= tolerance))).size:
        finest[coarse] *= 0.5
        if finest.min() < 0.5**FINEST:
            raise _too_hard(coarse.size, cohort.persons)
        again = run(cohort.take(coarse), records.take(coarse), finest[coarse])
        journey.samples[coarse] = again.samples
        journey.finish[:, coarse] = again.finish
        journey.error[coarse] = again.error
    return journey


def pass_once(
    kernel: Kernel, cohort: Cohort, records: Records, entries: Sequence[Entry]
) -> Journey:
    """Follow every person once on the usual steps, whatever the error: for searches."""
    return _runner(kernel, entries, GRID, None)(cohort, records, np.ones(cohort.persons))


def _runner(
    kernel: Kernel,
    entries: Sequence[Entry],
    grid: tuple[float, float, float],
    workers: int | None,
) -> Callable[[Cohort, Records, Floats], Journey]:
    """Choose what follows persons on the kernel's device."""
    if kernel.device is Device.CUDA:
        from threonate.engine.cuda import Launch

        return Launch(kernel, entries, grid)
    return _Run(kernel, entries, grid, workers or os.cpu_count() or 1)


def _too_hard(failed: int, persons: int) -> Refusal:
    return Refusal(
        f"{failed} of {persons} persons could not be followed accurately; their doses or traits "
        "lie outside what the model can integrate. Check the doses and parameters, or follow them "
        "one by one to find the cause."
    )


@dataclass(frozen=True, slots=True)
class _Run:
    kernel: Kernel
    entries: Sequence[Entry]
    grid: tuple[float, float, float]
    workers: int

    def __call__(self, cohort: Cohort, records: Records, finest: Floats) -> Journey:
        n, states = cohort.persons, self.kernel.system.states
        journey = Journey(
            np.zeros((n, records.samples, len(states))), np.zeros((len(states), n)), np.zeros(n)
        )
        arguments = self._arguments(cohort, records, finest)

        def work(begin: int) -> None:
            end = min(begin + stride, n)
            self.kernel.follow(
                begin,
                end,
                *arguments,
                _workspace(self.kernel.slots),
                journey.samples,
                journey.finish,
                journey.error,
            )

        stride = _stride(n, self.workers)
        begins = range(0, n, stride)
        if len(begins) == 1 or self.workers == 1:
            for begin in begins:
                work(begin)
        else:
            with ThreadPoolExecutor(self.workers) as pool:
                list(pool.map(work, begins))
        return journey

    def _arguments(self, cohort: Cohort, records: Records, finest: Floats) -> tuple[object, ...]:
        n = cohort.persons
        return (
            _shared(records.times, n),
            _shared(records.counts, n).copy(),
            _shared(records.amounts, n),
            _shared(records.drips, n),
            _shared(records.slots, n),
            *numbers(self.kernel.system, self.entries, cohort),
            finest,
            np.array(self.grid),
        )


def numbers(
    system: System, entries: Sequence[Entry], cohort: Cohort
) -> tuple[Integers, Integers, Floats, Floats, Floats]:
    """Arrange the entries' inputs, states and shares (entries, n), the parameters and the start."""
    n = cohort.persons
    return (
        np.array([entry.input for entry in entries]),
        np.array([system.states.index(entry.state) for entry in entries]),
        np.array([np.broadcast_to(entry.share(cohort.parameters), n) for entry in entries]),
        np.array([cohort.parameters[name] for name in system.parameters]),
        cohort.start,
    )


def _stride(persons: int, workers: int) -> int:
    """Persons per task: whole blocks, a few tasks per worker, none larger than the caches like."""
    blocks = -(-persons // LANES)
    per_task = max(1, min(32, -(-blocks // (4 * workers))))
    return per_task * LANES


def _shared(array: object, persons: int) -> np.ndarray:
    """Repeat a shared row for every person without copying it."""
    rows = np.asarray(array)
    if rows.shape[0] == persons and persons > 1:
        return rows
    strides = (0, *rows.strides[1:])
    return np.lib.stride_tricks.as_strided(rows, (persons, *rows.shape[1:]), strides)


def _workspace(slots: int) -> Floats:
    """Allocate a worker's numbers on a cache line; misalignment costs up to 40 %."""
    raw = np.zeros(slots * LANES + 8)
    offset = (-(raw.ctypes.data // 8)) % 8
    return raw[offset : offset + slots * LANES]
