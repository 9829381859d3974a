"""The page of the salts."""

import inspect
from collections.abc import Callable

from threonate import dose
from threonate.dose.salt import Range, Salt, load_salts
from writer.text import NOTHING, number, percent, sentence, sources, table, written_by_hand_in

FOLDER = "src/threonate/dose"
HEAD = ("Form", "Formula", "g/mol", "Magnesium", "On labels", "Threonate", "In water")
DISSOLVING = ("Form", "Dissolves", "People differ", "Rate, 1/h", "Coating, h", "Grade", "Leans on")

OPENING = (
    "Masses and magnesium fractions follow from the formula. *On labels* is the share that the "
    "trade prints where it differs; a label that states no magnesium is read at its lower end. "
    "*Threonate* is in mmol for each mmol of magnesium. A label that claims more magnesium than "
    "the formula allows is refused with the arithmetic.\n"
)
ASSUMED = (
    "How much of each form dissolves in a person, and how fast, is assumed for all of them: the "
    "sources below are what the assumption leans on, not a measurement of it. What does not "
    "dissolve reaches the colon.\n"
)


def page() -> str:
    """Write the page of doses and salts."""
    salts = list(load_salts().values())
    return "\n".join(
        (
            written_by_hand_in(f"{FOLDER}/salts.toml"),
            "# Dose\n",
            inspect.cleandoc(dose.__doc__ or "") + "\n",
            f"Files: [salts.toml](../../{FOLDER}/salts.toml), "
            f"[regimen.py](../../{FOLDER}/regimen.py), [events.py](../../{FOLDER}/events.py). "
            "[All rooms](../index.md#the-rooms).\n",
            "## Forms of magnesium\n",
            OPENING,
            table(HEAD, map(_chemistry, salts)),
            "## How they dissolve\n",
            ASSUMED,
            table(DISSOLVING, map(_dissolution, salts)),
            "## Why\n",
            "".join(map(_reason, salts)),
        )
    )


def _chemistry(salt: Salt) -> tuple[str, ...]:
    labelled = salt.labelled
    return (
        f"`{salt.key}`",
        salt.formula,
        f"{salt.molar_mass:.2f}",
        f"{100 * salt.magnesium_fraction:.2f} %",
        f"{100 * labelled.low:.3g} to {100 * labelled.high:.3g} %" if labelled else NOTHING,
        f"{salt.threonate_per_magnesium:g}" if salt.threonate_ions else NOTHING,
        salt.solubility.value,
    )


def _dissolution(salt: Salt) -> tuple[str, ...]:
    return (
        f"`{salt.key}`",
        _range(salt.dissolved, percent),
        percent(salt.dissolved.spread),
        _range(salt.rate, number) if salt.rate else "at once",
        _range(salt.delay, number) if salt.delay else NOTHING,
        salt.grade.value,
        sources(salt.source),
    )


def _range(found: Range, write: Callable[[float], str]) -> str:
    if found.low == found.high:
        return write(found.value)
    return f"{write(found.value)} ({write(found.low)} to {write(found.high)})"


def _reason(salt: Salt) -> str:
    also = f" Also called {', '.join(salt.aliases)}." if salt.aliases else ""
    note = f" {sentence(salt.note)}" if salt.note else ""
    basis = sentence(salt.basis[:1].upper() + salt.basis[1:])
    return f"- **{salt.name}**: {basis}{note}{also}\n"
