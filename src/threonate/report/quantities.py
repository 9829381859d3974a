"""The quantities as a reader sees them: rounded, signed, in the unit that people know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from threonate.answer.number import figures, percent, signed, signed_percent

Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One quantity in words: before, after, change, 90 % interval, grade and familiar unit."""

    key: str
    label: str
    unit: str
    before: str
    after: str
    change: str
    interval: str
    familiar_before: str
    familiar_after: str
    grade: str
    meaning: str


def quantities(found: Mapping[str, Found]) -> list[Row]:
    """Write every quantity of a document."""
    return [_row(key, one) for key, one in found.items()]


def rest(document: Mapping[str, Any]) -> list[tuple[str, list[Row]]]:
    """Write the quantities of every compared salt, by its name."""
    return [(name, quantities(arm["quantities"])) for name, arm in document["arms"].items()]


def _row(key: str, one: Found) -> Row:
    if one["change_percent"] is None or one["counted_in"] == "unit":
        change = f"{signed(one['change'])} {one['unit']}"
        interval = f"{figures(one['change_low'])} to {figures(one['change_high'])}"
    else:
        change = signed_percent(one["change_percent"])
        interval = _between(one["change_percent_low"], one["change_percent_high"])
    known = one["familiar"]
    return Row(
        key,
        one["label"],
        "× baseline" if one["unit"] == "x baseline" else one["unit"],
        figures(one["baseline"]),
        figures(one["value"]),
        change,
        interval,
        _familiar(known, "baseline"),
        _familiar(known, "value"),
        one["grade"],
        one["grade_meaning"],
    )


def _familiar(known: Found | None, key: str) -> str:
    return f"{figures(known[key])} {known['unit']}" if known else ""


def _between(low: float, high: float) -> str:
    return f"{percent(low)} to {percent(high)} %"
