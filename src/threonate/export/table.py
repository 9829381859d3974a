"""A table of numbers leaves as CSV, with the unit of every column in its header."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from threonate.dose.writing import write_whole
from threonate.refusal import Refusal, nearest

if TYPE_CHECKING:
    import pandas as pd


def to_csv(frame: pd.DataFrame, *, units: Mapping[str, str]) -> str:
    """Write a frame as CSV text whose headers read ``name [unit]``, with every digit kept.

    ``units`` maps columns, and the index by its name, to units; a dimensionless column has ``1``
    and a column of words is not in it. A named index becomes the first column. Refuses a unit for
    a column that the frame does not have.
    """
    columns = [*(str(name) for name in frame.index.names if name), *map(str, frame.columns)]
    for name in units:
        if name not in columns:
            raise Refusal(
                f"A unit was given for '{name}', which is no column of this table; "
                f"its columns are {', '.join(columns)}.{nearest(name, columns)}"
            )
    indexed = any(frame.index.names)
    flat = frame.reset_index() if indexed else frame
    headers = [f"{name} [{units[name]}]" if name in units else name for name in columns]
    return flat.to_csv(index=False, header=headers, lineterminator="\n")


def write_csv(path: str | Path, frame: pd.DataFrame, *, units: Mapping[str, str]) -> None:
    """Put a frame into a CSV file, whole or not at all."""
    write_whole(path, to_csv(frame, units=units))
