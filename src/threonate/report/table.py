"""A table is the numbers behind a picture: shown on the page, and kept as CSV."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass

from threonate.answer.number import figures

Cell = str | float


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, and the unit of its numbers, empty for words."""

    name: str
    unit: str = ""

    @property
    def header(self) -> str:
        """The name with its unit, as in ``serum [mmol/L]``."""
        return f"{self.name} [{self.unit}]" if self.unit else self.name


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, columns and rows; the first cell of a row names it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def lines(self) -> list[list[str]]:
        """The rows as a person reads them."""
        return [[shown(cell) for cell in row] for row in self.rows]

    def csv(self) -> str:
        """The rows as CSV with every digit kept; what does not exist stays empty."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(column.header for column in self.columns)
        writer.writerows([_kept(cell) for cell in row] for row in self.rows)
        return text.getvalue()


def shown(cell: Cell) -> str:
    """Write a cell to three digits."""
    return cell if isinstance(cell, str) else figures(cell)


def _kept(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    number = float(cell)
    return repr(number) if math.isfinite(number) else ""
