"""Designs to start from: those of published trials, and two that nobody has run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from threonate.refusal import Refusal, nearest
from threonate.trial.design import Design
from threonate.trial.design_file import design_of

ORDER = (
    "next_trial",
    "brain_magnesium",
    "liu2016",
    "zhang2022",
    "ni2023",
    "hausenblas2024",
    "lopresti2026",
    "nct02237235",
)


@dataclass(frozen=True, slots=True)
class DesignExample:
    """A design that ships with the lab: ``about`` is what its file says of it first."""

    key: str
    text: str
    about: str
    design: Design


@cache
def design_examples() -> tuple[DesignExample, ...]:
    """Every design to start from, the two that nobody has run first."""
    return tuple(map(_read, ORDER))


def find_example(key: str) -> DesignExample:
    """Find a design by its name; raises Refusal for one that is not here."""
    for example in design_examples():
        if example.key == key:
            return example
    raise Refusal(
        f"There is no design '{key[:40]}' to start from.{nearest(key[:40], ORDER)} Use "
        f"{', '.join(ORDER)}."
    )


def _read(key: str) -> DesignExample:
    text = files("threonate.lab").joinpath(f"design/{key}.toml").read_text(encoding="utf-8")
    lines = (line.removeprefix("# ") for line in text.split("\n\n")[0].splitlines())
    return DesignExample(key, text, " ".join(lines), design_of(text, file=f"{key}.toml"))
