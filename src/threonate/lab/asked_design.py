"""The design that a page is asked for: typed into fields, written as text, or one to start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from threonate.lab.design_example import find_example
from threonate.lab.design_text import design_text
from threonate.lab.form import Form
from threonate.lab.trial_field import FIELDS, fields_of
from threonate.lab.trial_form import TrialForm
from threonate.refusal import Refusal
from threonate.trial.design import Design
from threonate.trial.design_file import design_of

FIRST = "next_trial"
"""The design that is shown where nothing was asked."""

LONGEST = 16_000
"""Letters of a design that is written as text."""

FILE = "The design"
"""What a refusal calls the text."""


@dataclass(frozen=True, slots=True)
class AskedDesign:
    """A design, None where it could not be read, with the fields and the text that show it.

    ``is_more_than_fields`` tells that the fields cannot hold all of it.
    """

    design: Design | None
    typed: Mapping[str, str]
    text: str
    about: str = ""
    is_more_than_fields: bool = False


def asked_design(asked: Mapping[str, str], form: Form) -> AskedDesign:
    """Find the design of a question; what is wrong with it stands in ``form``."""
    typed = {name: asked.get(name, "") for name in FIELDS}
    if asked.get("source") == "text" or (asked.get("toml") and not any(typed.values())):
        return _written(asked.get("toml", ""), typed, form)
    if any(typed.values()):
        design = TrialForm(typed, form).design()
        text = "" if design is None else design_text(design)
        return AskedDesign(design, typed, text)
    with form.field("start"):
        return _started(asked.get("start") or FIRST)
    return AskedDesign(None, typed, "")


def _started(key: str) -> AskedDesign:
    example = find_example(key)
    typed = fields_of(example.design)
    return AskedDesign(example.design, typed, example.text, example.about)


def _written(text: str, typed: Mapping[str, str], form: Form) -> AskedDesign:
    with form.field("toml"):
        if len(text) > LONGEST:
            raise Refusal(f"The text has {len(text):,} letters; use at most {LONGEST:,}.")
        design = _read(text)
        written = fields_of(design)
        again = TrialForm(written, Form()).design()
        return AskedDesign(design, written, text, is_more_than_fields=not _same(again, design))
    return AskedDesign(None, typed, text)


def _read(text: str) -> Design:
    try:
        return design_of(text.replace("\r\n", "\n"), file=FILE)
    except RecursionError as error:
        raise Refusal(f"{FILE}: its lists are nested too deep; write them flat.") from error


def _same(one: Design | None, other: Design) -> bool:
    """The fields show the control last, so the order of the arms does not count."""
    return one is not None and design_text(_in_order(one)) == design_text(_in_order(other))


def _in_order(design: Design) -> Design:
    return replace(design, arms=(*design.treated, design.control))
