"""A chart is read closely: the same Vega-Lite as on the page, whose plots can be moved and widened.

A plot is zoomed along the axes that it shows and that hold numbers; bars with their names are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from threonate.report.figure.figure import Figure
from threonate.report.picture import Chart
from threonate.report.theme import Format, config

TOGETHER = ("hconcat", "vconcat", "concat")


def vega_lite(figure: Figure, form: Format = Format.WIDE) -> dict[str, Any]:
    """The chart of a figure with everything that draws it alike elsewhere."""
    return {**zoomable(figure.draw(form)), "config": config()}


def zoomable(chart: Chart) -> dict[str, Any]:
    """The chart with each plot's axes free to move; what is drawn at first stays the same."""
    numbers = count(1)
    return _freed(chart, lambda: f"zoom{next(numbers)}")


def _freed(chart: Chart, name: Callable[[], str]) -> dict[str, Any]:
    for way in TOGETHER:
        if way in chart:
            return {**chart, way: [_freed(part, name) for part in chart[way]]}
    if "spec" in chart:
        return {**chart, "spec": _freed(chart["spec"], name)}
    if "layer" in chart:
        return {**chart, "layer": _freed_layer(chart, name)}
    axes = list(_axes(chart.get("encoding", {})))
    return {**chart, **_bound(axes, name)}


def _freed_layer(chart: Chart, name: Callable[[], str]) -> list[Any]:
    """Layers share their axes, so the one that moves most of them moves them for all."""
    shared = chart.get("encoding", {})
    found = [list(_axes({**shared, **layer.get("encoding", {})})) for layer in chart["layer"]]
    most = max(range(len(found)), key=lambda i: len(found[i]))
    return [
        {**layer, **_bound(found[i], name)} if i == most and "layer" not in layer else layer
        for i, layer in enumerate(chart["layer"])
    ]


def _axes(encoding: Chart) -> Iterator[str]:
    for axis in ("x", "y"):
        shown = encoding.get(axis, {})
        kind = shown.get("type")
        if kind in ("quantitative", "temporal") and shown.get("axis", {}) is not None:
            yield axis


def _bound(axes: list[str], name: Callable[[], str]) -> dict[str, Any]:
    if not axes:
        return {}
    moved = {"type": "interval", "encodings": axes}
    return {"params": [{"name": name(), "select": moved, "bind": "scales"}]}
