"""The water maze as a picture: latencies over the days, and paths of the first and last day."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from threonate.engine.record import Floats
from threonate.maze.navigation import Navigation
from threonate.maze.request import Task
from threonate.report.figure.panel import plain
from threonate.report.palette import Colour
from threonate.report.picture import Chart

SIDE = 230
"""The height of each panel, and the width of a pool."""

ROUND = 64
"""Corners of a drawn circle."""


def maze(navigation: Navigation) -> Chart:
    """Draw the latencies with the middle 90 % of the rats beside a rat's paths on two days."""
    days = navigation.latency.shape[1]
    pools = [_paths(navigation, navigation.first[0], "One rat's swims on the first day", day=1)]
    if days > 1:
        title = f"The same rat's on day {days}"
        pools.append(_paths(navigation, navigation.last[0], title, day=days))
    return {"hconcat": [_latencies(navigation), *pools], "spacing": 24}


def _latencies(navigation: Navigation) -> dict[str, Any]:
    """Days tell what is learned where the platform stays, and swims where it moves daily."""
    stays = navigation.request.task is Task.REFERENCE
    means = navigation.by_day() if stays else navigation.by_swim()
    title = "Day" if stays else "Swim of the day, mean of all days"
    rows = [asdict(mean) for mean in means]
    x = {
        **plain("at"),
        "axis": {"title": title, "values": [mean.at for mean in means], "format": "d"},
        "scale": {"nice": False},
    }
    y = {"axis": {"title": None, "tickCount": 5}, "scale": {"zero": True}}
    colour = Colour.WITH.light
    return {
        "title": "Seconds to the platform",
        "width": SIDE,
        "height": SIDE,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "area", "color": colour, "opacity": 0.2},
                "encoding": {"x": x, "y": {**plain("low"), **y}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line", "color": colour, "point": {"color": colour}},
                "encoding": {"x": x, "y": {**plain("latency"), **y}},
            },
        ],
    }


def _paths(navigation: Navigation, swims: Floats, title: str, *, day: int) -> dict[str, Any]:
    tracks = [
        {"x": float(x), "y": float(y), "swim": str(swim + 1), "at": at}
        for swim, points in enumerate(swims)
        for at, (x, y) in enumerate(points[~np.isnan(points[:, 0])])
    ]
    pool = navigation.pool
    wall = _circle(np.zeros(2), pool.radius)
    platform = _circle(navigation.platforms[0, day - 1], pool.platform_radius)
    return {
        "title": title,
        "width": SIDE,
        "height": SIDE,
        "layer": [
            _line(wall, Colour.EDGE),
            _line(tracks, Colour.WITH, detail="swim", thin=True),
            _line(platform, Colour.WITHOUT),
        ],
        "resolve": {"scale": {"x": "shared", "y": "shared"}},
    }


def _line(
    rows: list[dict[str, Any]], colour: Colour, *, detail: str = "", thin: bool = False
) -> dict[str, Any]:
    scale = {"zero": False, "nice": False}
    told = {"detail": {"field": detail, "type": "nominal"}} if detail else {}
    return {
        "data": {"values": rows},
        "mark": {
            "type": "line",
            "color": colour.light,
            "strokeWidth": 1.0 if thin else 2.5,
            "opacity": 0.7 if thin else 1.0,
        },
        "encoding": {
            "x": {**plain("x"), "axis": None, "scale": scale},
            "y": {**plain("y"), "axis": None, "scale": scale},
            "order": plain("at"),
            **told,
        },
    }


def _circle(middle: Floats, radius: float) -> list[dict[str, Any]]:
    turns = np.linspace(0.0, 2 * np.pi, ROUND + 1)
    return [
        {"x": float(middle[0] + radius * c), "y": float(middle[1] + radius * s), "at": at}
        for at, (c, s) in enumerate(zip(np.cos(turns), np.sin(turns), strict=True))
    ]
