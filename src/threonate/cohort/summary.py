"""A summary tells each quantity in each arm: exact quantiles, a column at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from threonate.cohort.column import change_of
from threonate.quantity import Quantity, find_quantity

if TYPE_CHECKING:
    from pyarrow.dataset import Dataset

    from threonate.engine.record import Floats

RANGE = (0.05, 0.5, 0.95)
"""Nine in ten persons lie between the first and the last of these."""


@dataclass(frozen=True, slots=True)
class Span:
    """The middle of many persons, and the range of nine in ten of them."""

    low: float
    median: float
    high: float

    @staticmethod
    def of(values: Floats) -> Span:
        """The span of values (n,); NaN where there are none."""
        return Span(*map(float, np.quantile(values, RANGE))) if len(values) else Span(*[np.nan] * 3)


@dataclass(frozen=True, slots=True)
class Line:
    """One quantity in one arm: where ``persons`` ended, and how each differs from being untreated.

    ``percent`` is the change of each person relative to themselves untreated.
    """

    quantity: Quantity
    arm: str
    persons: int
    value: Span
    change: Span
    percent: Span


def lines(dataset: Dataset, *, arms: Sequence[str], quantities: Sequence[str]) -> Iterator[Line]:
    """Summarise a quantity after the other; only one quantity of one arm is in memory at a time."""
    for key in quantities:
        for arm in arms:
            value, change = _read(dataset, key, arm=arm)
            with np.errstate(divide="ignore", invalid="ignore"):
                percent = 100.0 * change / (value - change)
            yield Line(
                quantity=find_quantity(key),
                arm=arm,
                persons=len(value),
                value=Span.of(value),
                change=Span.of(change),
                percent=Span.of(percent[np.isfinite(percent)]),
            )


def _read(dataset: Dataset, key: str, *, arm: str) -> tuple[Floats, Floats]:
    """A quantity and its change in those of an arm who could be followed, (n,) each."""
    from pyarrow import compute

    names, rows = [key, change_of(key)], compute.field("arm") == arm
    found = dataset.to_table(columns=names, filter=rows).drop_null()
    value, change = (np.asarray(found.column(name).to_numpy()) for name in names)
    return value, change
