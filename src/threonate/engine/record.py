"""Doses, meals, drips and samples merged into one sorted list of records per person.

Tie rule: what is sampled at the time of a dose is sampled before it, unless asked otherwise; then
everything that enters at that time enters together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Event:
    """Something enters: an amount through one of the model's inputs, at once or over a duration."""

    time: float
    input: int
    amount: float
    duration: float = 0.0


@dataclass(frozen=True, slots=True)
class Records:
    """What happens to each person and when; one row serves all persons where they share it.

    ``times``, ``drips`` and ``slots`` have shape (rows, records), ``amounts`` (rows, records,
    inputs), ``counts`` (rows,). Times in h, amounts in mmol or the input's own unit, drips in
    mmol/h with -1 for no change; ``slots`` is the index of the sample taken, or -1.
    """

    times: Floats
    counts: Integers
    amounts: Floats
    drips: Floats
    slots: Integers
    samples: int = field(default=0)

    @property
    def rows(self) -> int:
        """The number of distinct schedules."""
        return len(self.counts)

    def take(self, persons: Integers) -> Records:
        """Select persons; a shared schedule stays shared."""
        if self.rows == 1:
            return self
        return Records(
            times=self.times[persons],
            counts=self.counts[persons],
            amounts=self.amounts[persons],
            drips=self.drips[persons],
            slots=self.slots[persons],
            samples=self.samples,
        )


def merge(
    events: Sequence[Event],
    *,
    samples: Sequence[float],
    inputs: int,
    begin: float = 0.0,
    after_dose: bool = False,
) -> Records:
    """Merge one person's events and sample times, in hours, into a single schedule."""
    amounts: dict[float, Floats] = {}
    drips: dict[float, float] = {}
    for event in events:
        if event.duration > 0.0:
            rate = event.amount / event.duration
            drips[event.time] = drips.get(event.time, 0.0) + rate
            stop = event.time + event.duration
            drips[stop] = drips.get(stop, 0.0) - rate
        else:
            row = amounts.setdefault(event.time, np.zeros(inputs))
            row[event.input] += event.amount
    ranked = [(time, 2 if after_dose else 0, slot) for slot, time in enumerate(sorted(samples))]
    return _arrange(amounts, _running(drips), ranked, inputs, begin)


def stack(records: Sequence[Records]) -> Records:
    """Put the schedules of several persons side by side, padded to the longest."""
    if len(records) == 1:
        return records[0]
    longest = max(record.times.shape[1] for record in records)

    def padded(part: str, value: float) -> list[NDArray[np.float64]]:
        arrays = [getattr(record, part) for record in records]
        widths = [[(0, 0), (0, longest - a.shape[1]), *[(0, 0)] * (a.ndim - 2)] for a in arrays]
        pairs = zip(arrays, widths, strict=True)
        return [np.pad(a, width, constant_values=value) for a, width in pairs]

    return Records(
        times=np.concatenate(padded("times", np.inf)),
        counts=np.concatenate([record.counts for record in records]),
        amounts=np.concatenate(padded("amounts", 0.0)),
        drips=np.concatenate(padded("drips", -1.0)),
        slots=np.concatenate(padded("slots", -1)).astype(np.int64),
        samples=max(record.samples for record in records),
    )


def _running(drips: dict[float, float]) -> dict[float, float]:
    """Turn changes of the drip into the rate that holds from each time on."""
    rate = 0.0
    running = {}
    for time in sorted(drips):
        rate += drips[time]
        # Rates that cancel on paper may leave a rounding residue; a closed drip is exactly closed.
        rate = 0.0 if abs(rate) < 1e-12 else rate
        running[time] = rate
    return running


def _arrange(
    amounts: dict[float, Floats],
    drips: dict[float, float],
    samples: list[tuple[float, int, int]],
    inputs: int,
    begin: float,
) -> Records:
    """Sort by time, then rank: 0 for samples before a dose, 1 for what enters, 2 for later ones."""
    rows = [(begin, -1, -1), *sorted([*((time, 1, -1) for time in {*amounts, *drips}), *samples])]
    nothing = np.zeros(inputs)
    enters = [(time, amounts.get(time, nothing), drips.get(time, -1.0)) for time, _, _ in rows]
    return Records(
        times=np.array([[time for time, _, _ in rows]]),
        counts=np.array([len(rows)]),
        amounts=np.array(
            [
                [
                    a if kind == 1 else nothing
                    for (_, kind, _), (_, a, _) in zip(rows, enters, strict=True)
                ]
            ]
        ),
        drips=np.array(
            [
                [
                    d if kind == 1 else -1.0
                    for (_, kind, _), (_, _, d) in zip(rows, enters, strict=True)
                ]
            ]
        ),
        slots=np.array([[slot for _, _, slot in rows]], dtype=np.int64),
        samples=len(samples),
    )
