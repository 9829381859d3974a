"""The command ``label``: what a product's label really says, and several side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.voice import say, say_json

if TYPE_CHECKING:
    from threonate.dose.label import Label

CERTIFICATION = "A mark is no proof that a product works; check it on the certifier's own list."
SILENT = "-"


def label(
    labels: Annotated[
        list[str],
        typer.Argument(
            metavar="LABEL...",
            help="What a label says, in quotes, such as 'Brand: 2000 mg magnesium L-threonate, "
            "144 mg magnesium, 3 capsules, 30 servings, 35 USD'. Also '34 % DV', 'size 00', "
            "'named 2000 mg', 'says ...' and 'mark USP'.",
        ),
    ],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read product labels: magnesium in a serving, impossible words, and what it costs."""
    from threonate.dose.label_text import read_label

    read = [read_label(text) for text in labels]
    if json:
        say_json({"labels": [_document(label) for label in read]})
        return
    say(_table(read))
    for label in read:
        for finding in label.findings():
            doubt = "" if finding.verified else " (rule not verified)"
            say(f"\n{label.name}, {finding.level.value}: {finding.says}{doubt}")
        for mark in label.marks:
            say(f"\n{label.name}, {mark.value}: {mark.proves} (not verified). {CERTIFICATION}")


def _table(labels: list[Label]) -> str:
    from threonate.cli.table import draw_table

    rows = (
        ("Form", *(label.salt.name for label in labels)),
        ("Compound in a serving", *(_mg(label.compound_amount) for label in labels)),
        ("Magnesium in a serving", *(_range(label) for label in labels)),
        ("Capsules in a serving", *(str(label.capsules) for label in labels)),
        ("Magnesium in a capsule", *(_range(label, label.capsules) for label in labels)),
        ("Capsules for up to 2,000 mg", *(_whole(label.capsules_for_studied) for label in labels)),
        ("A serving costs", *(_money(label, label.cost_of_serving) for label in labels)),
        ("100 mg magnesium cost", *(_money(label, label.cost_of_magnesium) for label in labels)),
    )
    names = [label.name for label in labels]
    return draw_table(("", *names), rows, numbers=names)


def _mg(value: float | None) -> str:
    return SILENT if value is None else f"{value:,.0f} mg"


def _whole(value: int | None) -> str:
    return SILENT if value is None else str(value)


def _range(label: Label, share: int = 1) -> str:
    low, high = label.magnesium_low, label.magnesium_high
    if low is None or high is None:
        return SILENT
    if low == high:
        return f"{low / share:,.0f} mg"
    return f"{low / share:,.0f} to {high / share:,.0f} mg"


def _money(label: Label, value: float | None) -> str:
    if value is None or label.price is None:
        return SILENT
    return f"{value:.2f} {label.price.currency}"


def _document(label: Label) -> dict[str, Any]:
    return {
        "name": label.name,
        "salt": label.salt.key,
        "compound_mg": label.compound_amount,
        "magnesium_mg": {"low": label.magnesium_low, "high": label.magnesium_high},
        "capsules": label.capsules,
        "capsules_for_2000_mg": label.capsules_for_studied,
        "cost": {
            "currency": None if label.price is None else label.price.currency,
            "serving": label.cost_of_serving,
            "per_100_mg_magnesium": label.cost_of_magnesium,
        },
        "findings": [
            {
                "code": finding.code,
                "level": finding.level.value,
                "says": finding.says,
                "verified": finding.verified,
            }
            for finding in label.findings()
        ],
        "marks": [
            {"mark": mark.value, "proves": mark.proves, "by_lot": mark.by_lot, "verified": False}
            for mark in label.marks
        ],
    }
