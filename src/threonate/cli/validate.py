"""The command ``validate``: every published number is set against what the model gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from threonate.cli.voice import note, say, say_json
from threonate.export.staging import staged

if TYPE_CHECKING:
    from threonate.validation import Verdict

HEADS = ("", "Anchor", "Quantity", "Published", "Simulated", "90 % interval", "Passes in", "Use")
NUMBERS = ("Published", "Simulated", "90 % interval", "Passes in")


def validate(
    *,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    only: Annotated[
        str | None, typer.Option(help="One set of anchors, such as 'gut'.", metavar="SET")
    ] = None,
    draws: Annotated[
        int | None, typer.Option(help="Draws for the interval of each value.", metavar="NUMBER")
    ] = None,
    seed: Annotated[int, typer.Option(help="What the draws begin with.", metavar="NUMBER")] = 1,
    out: Annotated[
        Path, typer.Option(help="The folder for the figures, one for each set.", metavar="DIR")
    ] = Path("out/validation"),
    figures: Annotated[
        bool, typer.Option("--figures/--no-figures", help="Draw the figures.")
    ] = True,
) -> None:
    """Set every published number against the model's own; misses stay visible."""
    from threonate.validation import to_json, validate

    verdicts = validate(only=only, seed=seed, **({} if draws is None else {"draws": draws}))
    if figures:
        from threonate.validation import write_figures

        with staged(out) as draft:
            write_figures(verdicts, draft)
    say_json(to_json(verdicts)) if json else say(_page(verdicts))
    if figures:
        (note if json else say)(f"Figures: {out}")


def _page(verdicts: Sequence[Verdict]) -> str:
    from threonate.cli.table import draw_table

    table = draw_table(HEADS, (_row(verdict) for verdict in verdicts), numbers=NUMBERS)
    return "\n".join([table, *_counts(verdicts)])


def _row(verdict: Verdict) -> tuple[str, ...]:
    anchor = verdict.anchor
    unit = "" if anchor.unit == "1" else anchor.unit
    return (
        "pass" if verdict.passed else "MISS",
        anchor.id,
        anchor.quantity,
        "direction only" if anchor.published is None else f"{anchor.published:.4g} {unit}",
        f"{verdict.simulated:.4g}",
        f"{verdict.low:.3g} to {verdict.high:.3g}",
        f"{anchor.accept_low:.3g} to {anchor.accept_high:.3g}",
        anchor.use.value,
    )


def _counts(verdicts: Sequence[Verdict]) -> list[str]:
    uses = dict.fromkeys(verdict.anchor.use for verdict in verdicts)
    return [
        f"{use.value}: {sum(v.passed for v in found)} of {len(found)} within their band"
        for use in uses
        for found in [[verdict for verdict in verdicts if verdict.anchor.use is use]]
    ]
