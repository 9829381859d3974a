"""A picture is a chart drawn by Vega without a browser: SVG for the page, PNG for elsewhere."""

from __future__ import annotations

import re
from threading import Thread
from typing import TYPE_CHECKING, Any

from threonate.report.theme import config

if TYPE_CHECKING:
    from altair.typing import ChartType

SHARPNESS = 2.0
"""Pixels of a PNG for each unit of its chart."""


def svg(chart: ChartType, *, name: str) -> str:
    """Draw a chart as SVG that may stand inside a page; ``name`` keeps its inner names its own."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(_specification(chart), vl_version=_dialect())
    return _slender(drawn, name)


def png(chart: ChartType) -> bytes:
    """Draw a chart as PNG on white paper."""
    import vl_convert

    paper = _specification(chart)
    paper["config"]["background"] = "#ffffff"
    drawn: bytes = vl_convert.vegalite_to_png(paper, vl_version=_dialect(), scale=SHARPNESS)
    return drawn


def warm_up() -> Thread:
    """Wake the drawing engine in the background; it needs half a second before its first chart."""
    import vl_convert

    nothing = {"data": {"values": [{}]}, "mark": "point"}
    waking = Thread(target=vl_convert.vegalite_to_svg, args=(nothing,), daemon=True)
    waking.start()
    return waking


def _specification(chart: ChartType) -> dict[str, Any]:
    """Write a chart in Vega-Lite; Altair's check of every word costs more than the drawing."""
    written: dict[str, Any] = chart.to_dict(validate=False)
    return {**written, "config": config()}


def _dialect() -> str:
    """The version of Vega-Lite that Altair writes, as the drawing engine names it."""
    from altair import SCHEMA_VERSION

    return "_".join(SCHEMA_VERSION.split(".")[:2])


_FINE = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_IDLE = re.compile(
    r' (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink|version)="[^"]*"'
    r'| (?:opacity|stroke-opacity|fill-opacity)="1"'
)
_EMPTY = re.compile(r'<path(?: d="(?:M0,0h0v0h0Z)?"| display="none")+/>|<g></g>')
_INNER = re.compile(r'((?: id="|url\(#))')


def _slender(drawn: str, name: str) -> str:
    """Take out what a page does not need: third decimals, idle attributes, empty shapes."""
    drawn = _FINE.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), drawn)
    drawn = _INNER.sub(rf"\g<1>{name}-", _IDLE.sub("", drawn))
    before = ""
    while before != drawn:
        before, drawn = drawn, _EMPTY.sub("", drawn)
    return drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
