"""The command ``salts``: every form of magnesium that can be swallowed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from threonate.cli.voice import say, say_json

if TYPE_CHECKING:
    from threonate.dose.salt import Salt

HEADS = ("Form", "Name", "Magnesium", "In 100 mg Mg", "Solubility", "Dissolves", "Grade")
NUMBERS = ("Magnesium", "In 100 mg Mg", "Dissolves")


def salts(*, json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List the forms of magnesium: what they hold, and how they dissolve."""
    from threonate.cli.table import draw_table
    from threonate.dose.salt import load_salts

    known = load_salts().values()
    if json:
        say_json({"salts": [_document(salt) for salt in known]})
        return
    say(draw_table(HEADS, (_row(salt) for salt in known), numbers=NUMBERS))


def _row(salt: Salt) -> tuple[str, ...]:
    return (
        salt.key,
        salt.name,
        f"{100 * salt.label_fraction:.1f} %",
        f"{100 / salt.label_fraction:,.0f} mg",
        salt.solubility.value,
        f"{100 * salt.dissolved_fraction:.0f} %",
        salt.grade.value,
    )


def _document(salt: Salt) -> dict[str, Any]:
    return {
        "key": salt.key,
        "name": salt.name,
        "formula": salt.formula,
        "molar_mass": salt.molar_mass,
        "magnesium_fraction": salt.magnesium_fraction,
        "label_fraction": salt.label_fraction,
        "threonate_fraction": salt.threonate_fraction,
        "solubility": salt.solubility.value,
        "dissolved_fraction": salt.dissolved_fraction,
        "dissolution_rate": salt.dissolution_rate,
        "coating_delay": salt.coating_delay,
        "grade": salt.grade.value,
        "basis": salt.basis,
        "sources": list(salt.source),
        "aliases": list(salt.aliases),
        "note": salt.note,
    }
