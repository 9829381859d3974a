"""A figure is a chart with its title, one sentence that reads it, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from threonate.report.picture import Chart
from threonate.report.table import Table
from threonate.report.theme import Format


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``draw`` makes its chart for a desk or a phone."""

    key: str
    title: str
    reading: str
    table: Table
    draw: Callable[[Format], Chart]
