"""The folder of a report: the page, the tables and the document, put in place together."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from threonate.answer import document
from threonate.course import Course
from threonate.export.staging import staged
from threonate.report.figure import figures
from threonate.report.figure.figure import Figure
from threonate.report.page import page
from threonate.report.picture import png, svg
from threonate.report.sheet import sheets
from threonate.report.theme import Format

PAGE = "report.html"


def write_report(course: Course, folder: str | Path = "out") -> Path:
    """Write ``report.html``, ``answer.json`` and ``tables/*.csv``; returns the page's path.

    Everything is made before anything is put in place: a failure leaves the folder as it was.
    Raises Refusal for a place that cannot be written.
    """
    target = Path(folder)
    with staged(target) as draft:
        for name, text in _texts(course).items():
            place = draft / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="")
    return target / PAGE


def write_pictures(course: Course, folder: str | Path = "out") -> list[Path]:
    """Write every chart as ``pictures/*.png`` on white paper; returns their paths."""
    target = Path(folder)
    drawn = {f"pictures/{f.key}.png": png(f.draw(Format.WIDE)) for f in figures(course)}
    with staged(target) as draft:
        (draft / "pictures").mkdir()
        for name, picture in drawn.items():
            (draft / name).write_bytes(picture)
    return [target / name for name in drawn]


def _pictures(shown: Sequence[Figure]) -> dict[str, tuple[str, str]]:
    """Draw every figure for a desk and for a phone, two at a time."""
    charts = [
        (figure.draw(form), f"{figure.key}{mark}")
        for figure in shown
        for form, mark in ((Format.WIDE, ""), (Format.NARROW, "-n"))
    ]
    with ThreadPoolExecutor(2) as workers:
        drawn = list(workers.map(lambda chart: svg(chart[0], name=chart[1]), charts))
    return {f.key: (drawn[2 * i], drawn[2 * i + 1]) for i, f in enumerate(shown)}


def _texts(course: Course) -> Mapping[str, str]:
    """Every file of the report by its place in the folder."""
    answer: dict[str, Any] = document(course)
    shown = figures(course)
    pictures = _pictures(shown)
    tables = {f"tables/{name}.csv": table.csv() for name, table in sheets(course, answer).items()}
    written = json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=2)
    return {PAGE: page(course, answer, shown, pictures), "answer.json": f"{written}\n", **tables}
