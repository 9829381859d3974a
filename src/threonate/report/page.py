"""The page: one HTML file that holds everything, asks nothing of the network and runs no script."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from threonate.answer.number import counted, figures, percent, span
from threonate.course import Course
from threonate.evidence.grade import Grade
from threonate.report.figure.figure import Figure
from threonate.report.palette import repaint, variables_dark, variables_light
from threonate.report.quantities import quantities, rest

if TYPE_CHECKING:
    from jinja2 import Environment

Pictures = Mapping[str, tuple[str, str]]
"""The chart of each figure as SVG, for a desk and for a phone."""

KEY = ("serum", "csf", "words")
"""The quantities on the cards below the answer."""

LISTED = 12
"""So many sources stand in the open; the others wait behind a summary."""


def page(
    course: Course, document: Mapping[str, Any], shown: Sequence[Figure], pictures: Pictures
) -> str:
    """Write the report of a course, whose numbers are those of its document."""
    rows = quantities(document["quantities"])
    written: str = (
        environment()
        .get_template("report.html.j2")
        .render(
            document=document,
            title=_title(document),
            style=style(),
            cards=[row for row in rows if row.key in KEY],
            taken=_taken(course, document),
            rows=rows,
            asked=_asked(document),
            figures={figure.key: figure for figure in shown},
            pictures=pictures,
            rest=rest(document),
            depends=document["depends_on"],
            sources=document["sources"][:LISTED],
            others=document["sources"][LISTED:],
            grades=list(Grade),
        )
    )
    return written


def fragment(course: Course) -> str:
    """Write the answer and its table as a piece of HTML, for a notebook."""
    from threonate.answer import document

    found = document(course)
    written: str = (
        environment()
        .get_template("fragment.html.j2")
        .render(answer=found["answer"], rows=quantities(found["quantities"]))
    )
    return written


@cache
def style() -> str:
    """The style sheet with its colours filled in."""
    sheet = files("threonate.report").joinpath("template/report.css").read_text(encoding="utf-8")
    return (
        sheet.replace("/* light */", variables_light())
        .replace("/* dark */", variables_dark())
        .replace("/* repaint */", repaint())
    )


@cache
def environment() -> Environment:
    """Every value is escaped unless it was drawn here."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("threonate.report", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"percent": percent, "tied": tied}
    return made


def tied(text: str) -> str:
    """Keep a number and its unit, and the letter of a salt and its name, on one line."""
    return _LOOSE.sub("\N{NO-BREAK SPACE}", text).replace("L-t", "L\N{NON-BREAKING HYPHEN}t")


_LOOSE = re.compile(r"(?<=\d) (?=%|mg\b|mmol\b|µmol\b)")


def _title(document: Mapping[str, Any]) -> str:
    regimen = document["regimen"]
    what = regimen["salt"] or "no magnesium"
    return f"{what[0].upper()}{what[1:]} for {span(regimen['weeks'] * 7)}"


def _taken(course: Course, document: Mapping[str, Any]) -> dict[str, str]:
    """The magnesium of a day, from food and from the dose."""
    from threonate.dose import MAGNESIUM_MASS

    food = float(course.meals.mean()) * MAGNESIUM_MASS
    dose = document["regimen"]["elemental_mg_per_day"] or 0.0
    return {"food": figures(food), "dose": figures(dose), "both": figures(food + dose)}


def _asked(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was put in, as names and words."""
    regimen, person = document["regimen"], document["person"]
    who = person["description"]
    asked = [("Regimen", regimen["description"]), ("Person", f"{who[0].upper()}{who[1:]}.")]
    if person["name"]:
        asked.insert(1, ("Name", person["name"]))
    if document["arms"]:
        asked.append(("Compared with", "; ".join(document["arms"])))
    if regimen["missed"]:
        asked.append(("Missed", counted(regimen["missed"], "dose")))
    followed = f"{document['draws']:,} versions of this person, each with other numbers that fit"
    asked.append(("Followed", f"{followed} what is known (seed {document['seed']})"))
    asked.append(("Made with", f"Threonate {document['version']}"))
    return asked
