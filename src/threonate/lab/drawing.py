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

BELOW = {"/claims": "/trials", "/predict": "/trials", "/rooms": "/why"}
"""Pages that stand beside a main one, without a link of their own."""


def draw(page: Page, shown: Shown, *, address: str, twin: str, **beside: Any) -> str:
    """Draw a page with its answer, seen at ``address``; ``beside`` is shown with every page."""
    return _drawn(
        page.template,
        address=address,
        twin=twin,
        **{
            "page": page,
            "answer": shown.answer,
            "errors": shown.errors,
            **beside,
            **shown.context,
        },
    )


def draw_alone(template: str, *, title: str, address: str, twin: str = "", **shown: Any) -> str:
    """Draw what stands for itself: it answers no question."""
    return _drawn(template, address=address, twin=twin, page={"title": title}, **shown)


def _drawn(template: str, *, address: str, **shown: Any) -> str:
    written: str = (
        environment()
        .get_template(template)
        .render(address=address, section=section(address), links=LINKS, **shown)
    )
    return written


def section(address: str) -> str:
    """The main page that an address belongs to, or nothing."""
    first = f"/{address.split('/')[1]}" if address.startswith("/") else ""
    return BELOW.get(first, first)


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
