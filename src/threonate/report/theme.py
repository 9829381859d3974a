"""How every chart looks: quiet axes, plain type, room for its labels."""

from __future__ import annotations

from enum import Enum
from typing import Any

from threonate.report.palette import Colour

FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"


class Format(Enum):
    """The width of a chart's plot: a desk, or a phone."""

    WIDE = 636
    NARROW = 236

    @property
    def columns(self) -> int:
        """How many small plots stand side by side."""
        return 3 if self is Format.WIDE else 1

    @property
    def third(self) -> int:
        """The width of one small plot of three."""
        return 186 if self is Format.WIDE else Format.NARROW.value


def config() -> dict[str, Any]:
    """Give the settings that all charts share."""
    ink, quiet, rule = Colour.INK.light, Colour.QUIET.light, Colour.RULE.light
    edge = Colour.EDGE.light
    return {
        "aria": False,
        "background": None,
        "font": FONT,
        "padding": {"left": 4, "right": 12, "top": 4, "bottom": 4},
        "view": {"stroke": None},
        "title": {"color": ink, "fontSize": 13, "fontWeight": 600, "anchor": "start", "offset": 8},
        "axis": {
            "labelColor": quiet,
            "titleColor": quiet,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelLimit": 0,
            "gridColor": rule,
            "domainColor": edge,
            "tickColor": edge,
            "titlePadding": 8,
        },
        "axisX": {"grid": False},
        "axisY": {"domain": False, "ticks": False, "minExtent": 34, "labelPadding": 6},
        "legend": {
            "orient": "bottom",
            "title": None,
            "labelColor": ink,
            "labelFontSize": 12,
            "labelLimit": 0,
            "symbolType": "stroke",
            "symbolSize": 500,
            "symbolStrokeWidth": 2.5,
            "columnPadding": 18,
            "rowPadding": 4,
            "offset": 6,
        },
        "text": {"color": ink, "fontSize": 12},
        "line": {"strokeWidth": 2.25},
        "concat": {"spacing": 18},
    }
