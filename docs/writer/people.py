"""The page of the people who swallow the dose."""

import inspect
import tomllib
from importlib.resources import files

from threonate import people
from threonate.evidence.parameter import load_room
from threonate.people.medicine import Effect
from writer.number import LEGEND, assumed, numbers, origins
from writer.text import table, written_by_hand_in

FOLDER = "src/threonate/people"
HEAD = ("Medicine or condition", "Acts on", "Known as", "Number")
ACTS = {"kidney": "the kidney's threshold", "gut": "the gut's transport capacity"}


def page() -> str:
    """Write the page of people."""
    found = list(load_room("threonate.people").values())
    return "\n".join(
        (
            written_by_hand_in(FOLDER),
            "# People\n",
            inspect.cleandoc(people.__doc__ or "") + "\n",
            f"Files: [person.py](../../{FOLDER}/person.py), "
            f"[personalise.py](../../{FOLDER}/personalise.py), "
            f"[parameters.toml](../../{FOLDER}/parameters.toml). "
            "[All rooms](../index.md#the-rooms), [grades](../glossary.md#grade).\n",
            "## Medicines and conditions\n",
            "Factors of different kinds multiply; two medicines of one kind count once.\n",
            table(HEAD, map(_medicine, Effect)),
            "## Numbers\n",
            LEGEND,
            numbers(found),
            "## Where the numbers come from\n",
            origins(found),
            *assumed(found),
        )
    )


def _medicine(effect: Effect) -> tuple[str, ...]:
    text = files("threonate.people").joinpath("medicines.toml").read_text(encoding="utf-8")
    row = tomllib.loads(text)[effect.value]
    names = ", ".join(row["medicines"]) or ", ".join(row["also"][:2])
    number = f"[`{effect.value}`](#people.{effect.value})"
    return effect.title[:1].upper() + effect.title[1:], ACTS[effect.target.value], names, number
