"""A figure is a chart with its title, what it shows in one sentence, and its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from threonate.report.table import Table
from threonate.report.theme import Format

if TYPE_CHECKING:
    from altair.typing import ChartType


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture of a course; ``draw`` builds the Altair chart for a desk or a phone."""

    key: str
    title: str
    reading: str
    table: Table
    draw: Callable[[Format], ChartType]
