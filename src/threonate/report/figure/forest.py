"""A forest whose labels also say who is behind a trial, and how its design may have bent it."""

from __future__ import annotations

import json
from dataclasses import replace

from threonate.report.figure.evidence import forest_chart
from threonate.report.picture import Chart
from threonate.report.theme import Format
from threonate.studies.forest import Forest, Row
from threonate.studies.study import Risk

STEP = {Format.WIDE: 42, Format.NARROW: 54}
"""The height of a row: its label has two lines, on a phone three."""

MARGIN = {Format.WIDE: 270, Format.NARROW: 158}
"""Room for the labels, so that forests below each other share their axis."""

SPONSOR = {True: "maker-linked", False: "independent", None: "sponsor not verified"}
"""Who is behind a trial: its maker ran or paid for it, did not, or nobody checked."""


def behind(row: Row) -> str:
    """Say in few words who is behind a trial and how likely its design has bent the result."""
    risk = "" if row.risk is Risk.UNRATED else f", {row.risk.value} risk"
    return SPONSOR[row.linked] + (", several ingredients" * row.combination) + risk


def sponsored_forest(
    found: Forest, form: Format, *, small: bool = False, last: bool = True
) -> Chart:
    """Draw the forest of one outcome.

    A ``small`` one has a title and leaves out the plain pool, which says nothing new of a single
    trial; only the ``last`` of several below each other names its axis.
    """
    chart = dict(forest_chart(replace(found, plain=None) if small else found, form=form))
    names = [row["name"] for row in chart["data"]["values"]]
    shown = [row for row in found.rows if row.reported]
    lines = {name: _lines(row, form) for name, row in zip(names, shown, strict=False)}
    lines |= {name: name.split(", ") for name in names[len(shown) :]}
    for encoding in (layer["encoding"] for layer in chart["layer"]):
        if "y" in encoding:
            axis = encoding["y"]["axis"]
            axis |= {"labelExpr": f"{json.dumps(lines)}[datum.label]", "minExtent": MARGIN[form]}
            encoding["color"]["legend"] = None
        if "axis" in encoding["x"]:
            encoding["x"] |= {} if last else {"title": None}
    title = {"text": chart["title"], "frame": "group", "dx": 6 - MARGIN[form]} if small else None
    width = form.value - (MARGIN[form] if form is Format.WIDE else 16)
    return {**chart, "title": title, "width": width, "height": STEP[form] * len(names)}


def _lines(row: Row, form: Format) -> list[str]:
    when = "" if row.week is None else f", week {row.week:.0f}"
    if form is Format.WIDE:
        return [f"{row.study}{when}: {behind(row)}", row.outcome]
    return [f"{row.study}{when}", *behind(row).split(", ")]
