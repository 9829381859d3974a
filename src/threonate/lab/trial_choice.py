"""What can be chosen in the form for a trial, by field, in plain words."""

from __future__ import annotations

from functools import cache

Choices = tuple[tuple[str, str], ...]


@cache
def choices() -> dict[str, Choices]:
    """Every list of choices: what is written in the address, and its words."""
    return {
        "measure": (("", "nothing"), *_tests(), *_levels()),
        "salt": _salts(),
        "study": (("", "none"), *_studies()),
        "sponsored": (("no", "nobody who gains"), ("yes", "the maker"), ("unknown", "unknown")),
        "model": (
            ("ancova", "at the last visit, adjusted for the start"),
            ("mixed", "all visits together (mixed model)"),
            ("change", "change since the start, unadjusted"),
        ),
        "onset": (
            ("fitted", "as fast as the trials leave possible"),
            ("mechanism", "as fast as each brain takes up magnesium"),
        ),
        "form": (("same", "the same test again"), ("parallel", "a new version each time")),
    }


def _tests() -> Choices:
    from threonate.studies.belief import MODELLED

    return tuple((domain.value, f"tests: {domain.label}") for domain in MODELLED)


def _levels() -> Choices:
    from threonate.quantity import find_quantity
    from threonate.trial.endpoint import QUANTITIES

    return tuple((key, f"level: {find_quantity(key).label.lower()}") for key in QUANTITIES)


def _salts() -> Choices:
    from threonate.dose.salt import load_salts

    return tuple((key, salt.name) for key, salt in load_salts().items())


def _studies() -> Choices:
    from threonate.lab.design_example import design_examples

    return tuple(
        (each.design.study, each.design.name) for each in design_examples() if each.design.study
    )
