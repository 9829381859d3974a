"""A picture is a chart drawn by Vega without a browser: SVG for the page, PNG for elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from threonate.report.theme import config

Chart = Mapping[str, Any]
"""A chart in Vega-Lite, whose grammar the compiler that draws it knows best."""

SHARPNESS = 2.0
"""Pixels of a PNG for each unit of its chart."""


def svg(chart: Chart, *, name: str) -> str:
    """Draw a chart as SVG that may stand inside a page; ``name`` keeps its inner names its own."""
    import vl_convert

    return _slender(vl_convert.vegalite_to_svg({**chart, "config": config()}), name)


def png(chart: Chart) -> bytes:
    """Draw a chart as PNG on white paper."""
    import vl_convert

    paper = {**chart, "config": {**config(), "background": "#ffffff"}}
    drawn: bytes = vl_convert.vegalite_to_png(paper, scale=SHARPNESS)
    return drawn


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
