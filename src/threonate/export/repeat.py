"""A repeat is the same thing entering the body again and again at equal intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Records
from threonate.refusal import Refusal

DAY = 24.0


@dataclass(frozen=True, slots=True)
class Repeat:
    """What enters at ``first``, ``first + every``, ... ``times`` times over, in hours.

    ``amounts`` holds one number per input; ``drip`` is the drip's new rate or -1 for no change.
    """

    first: float
    every: float
    times: int
    amounts: tuple[float, ...]
    drip: float = -1.0


def repeats(records: Records) -> tuple[Repeat, ...]:
    """Fold one person's records into as few repeats as their clock times allow, by first time.

    Every repeat returns the very times of the records, to the last bit of a double.
    """
    if records.rows != 1:
        raise Refusal(
            f"An SBML file tells the days of one person and {records.rows} were given; "
            "export them one at a time."
        )
    alike: dict[tuple[object, ...], list[float]] = {}
    for index in range(records.counts[0]):
        amounts = tuple(float(amount) for amount in records.amounts[0, index])
        time, drip = float(records.times[0, index]), float(records.drips[0, index])
        if np.any(amounts) or drip >= 0.0:
            alike.setdefault((round(math.fmod(time, DAY), 9), amounts, drip), []).append(time)
    found = [
        Repeat(first, every, times, amounts, drip)  # type: ignore[arg-type]
        for (_, amounts, drip), moments in alike.items()
        for first, every, times in _runs(moments)
    ]
    return tuple(sorted(found, key=lambda repeat: repeat.first))


def _runs(moments: Iterable[float]) -> Iterator[tuple[float, float, int]]:
    """Cut sorted times into runs of equal steps."""
    run: list[float] = []
    for moment in moments:
        if len(run) > 1 and run[0] + len(run) * (run[1] - run[0]) != moment:
            yield run[0], run[1] - run[0], len(run)
            run = []
        run.append(moment)
    if run:
        yield run[0], run[1] - run[0] if len(run) > 1 else DAY, len(run)
