"""The command ``unknowns``: which groups of numbers that nobody knows decide the answer."""

from __future__ import annotations

from typing import Annotated

import typer

from threonate.cli.question import Question, asking
from threonate.cli.voice import note, say, say_json

HEADS = ("Group of unknowns", "With the others", "90 % interval", "Alone", "90 % interval of it")

CLOSING = (
    "With the others: how much of the variance would stay if everything else were known. Alone: "
    "how much would go if this group were known. Where the first is larger, the group acts "
    "together with others. A share below zero is chance."
)


@asking
def unknowns(
    question: Question,
    *,
    quantity: Annotated[
        str, typer.Option(help="The quantity whose change is taken apart.", metavar="NAME")
    ] = "words",
    draws: Annotated[
        int, typer.Option(help="Draws in each of the sets that are compared.", metavar="NUMBER")
    ] = 512,
    seed: Annotated[int, typer.Option(help="What the draws begin with.", metavar="NUMBER")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Take the doubt of an answer apart: what, if it were known, would settle it."""
    from threonate.cli.subject import the_subject
    from threonate.decomposition import unknowns

    subject = the_subject(question)
    found = unknowns(
        subject.person,
        subject.regimen,
        quantity=quantity,
        draws=draws,
        seed=seed,
        announce=note,
    )
    if json:
        shares = [share.document() for share in found]
        say_json({"quantity": quantity, "shares": shares, "draws": draws, "seed": seed})
        return
    from threonate.cli.table import draw_table

    rows = [(s.group, *_shown(s.together), *_shown(s.alone)) for s in found]
    first = found[0]
    told = (
        f"What decides the change of '{quantity}' most is {first.group}: it has a part in "
        f"{_shown(first.together)[0]} of the doubt (90 % interval {_shown(first.together)[1]}). "
        "Parts overlap and add to more than 100 %."
    )
    say("\n\n".join((told, draw_table(HEADS, rows, numbers=HEADS[1:]), CLOSING)))


def _shown(share: tuple[float, float, float]) -> tuple[str, str]:
    middle, low, high = (f"{100 * part:.0f}".replace("-", "−") for part in share)
    return f"{middle} %", f"{low} to {high} %"
