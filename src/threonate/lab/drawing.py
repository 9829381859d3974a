"""Pages are drawn from templates, where every value is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from threonate.report.page import tied

if TYPE_CHECKING:
    from jinja2 import Environment

    from threonate.lab.page import Page, Shown

LINKS = (
    ("/follow", "Follow a dose"),
    ("/safe", "Is it safe, and when"),
    ("/trials", "What trials found"),
    ("/design", "Design a trial"),
    ("/why", "Why?"),
    ("/saved", "Saved"),
)
"""The main pages, by address and name."""


def draw(page: Page, shown: Shown, **beside: Any) -> str:
    """Draw a page with its answer; ``beside`` is what every page shows, such as who is there."""
    written: str = (
        environment()
        .get_template(page.template)
        .render(
            page=page,
            answer=shown.answer,
            errors=shown.errors,
            links=LINKS,
            **{**beside, **shown.context},
        )
    )
    return written


@cache
def environment() -> Environment:
    """Templates of the lab, and the parts of the report that they share."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("threonate.lab", "template"),
                PackageLoader("threonate.report", "template"),
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"tied": tied}
    return made
