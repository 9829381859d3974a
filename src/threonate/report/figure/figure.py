"""A figure is a chart with its title, one sentence that reads it, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from threonate.report.picture import Chart, svg
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

    def pictures(self) -> tuple[str, str]:
        """Draw the chart as SVG for a desk and for a phone, which may stand on one page."""
        wide, narrow = self.draw(Format.WIDE), self.draw(Format.NARROW)
        return svg(wide, name=self.key), svg(narrow, name=f"{self.key}-n")
