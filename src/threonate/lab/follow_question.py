"""What is asked of a dose that is followed, as an address holds it, and as scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from threonate.lab.form import Form
from threonate.lab.page import Question
from threonate.lab.scenario import (
    LONGEST,
    MOST,
    NAMES,
    Scenario,
    parse,
    read_scenario,
    vary,
    written,
)
from threonate.refusal import Refusal

LAST_DAY = 7 * LONGEST
"""The last day of the longest regimen; of a shorter one its own last day is shown instead."""


class FollowQuestion(Question):
    """Who takes what, on which day it is looked at, and which scenarios stand beside it.

    Every field may be empty: a woman of 60, and 2,000 mg of magnesium L-threonate a day for twelve
    weeks. ``scenario`` changes some of them, such as 'age:80;form:citrate'; ``change`` and ``to``
    add one more. ``wait`` answers when all is computed, unless that takes longer than a minute.
    """

    age: str = ""
    sex: str = ""
    weight: str = ""
    egfr: str = ""
    diet: str = ""
    serum: str = ""
    medicines: str = ""
    form: str = ""
    dose: str = ""
    times: str = ""
    meals: str = ""
    begin: str = ""
    weeks: str = ""
    scenario: tuple[str, ...] = ()
    change: str = ""
    to: str = ""
    day: str = ""
    organ: str = ""
    wait: str = ""


def link(question: FollowQuestion, *, at: str = "", **changed: Any) -> str:
    """The address of the same question with some fields changed; ``at`` is a place on the page."""
    asked = {**question.model_dump(), **changed}
    asked.pop("wait")
    pairs = [
        (name, each)
        for name, value in asked.items()
        for each in (value if isinstance(value, (tuple, list)) else [value])
        if each
    ]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f"/follow{query}{f'#{at}' if at else ''}"


def read_scenarios(question: FollowQuestion, form: Form) -> list[Scenario]:
    """Read the form's own scenario and those beside it; what is wrong stands in the form."""
    fields = fields_of_form(question)
    own = read_scenario(fields, form)
    if own is None:
        return []
    found = [own]
    texts = list(dict.fromkeys(question.scenario))
    # However many are sent, only so many are read that one of them can be unticked.
    for text in texts[:MOST]:
        with form.field("scenario"):
            found.append(vary(fields, text))
    if question.change or question.to:
        with form.field("to"):
            found.append(vary(fields, _added(question)))
    different = list({each.key: each for each in reversed(found)}.values())[::-1]
    if len(different) > MOST or len(texts) > MOST:
        form.errors["to"] = f"{MOST} can stand beside each other; untick one first."
    return different


def _added(question: FollowQuestion) -> str:
    """What the last row of the form adds, as a scenario."""
    if not question.change:
        raise Refusal("Choose what is to be different.")
    if not question.to:
        raise Refusal("Write to what it changes, such as '80' for an age, or 'none' for medicines.")
    return f"{question.change}:{question.to.replace(';', ',')}"


def fields_of_form(question: FollowQuestion) -> dict[str, str]:
    """The fields of the person and the regimen."""
    return {name: getattr(question, name) for name in (*NAMES, "weeks")}


def read_day(text: str) -> int:
    """Read a day of the regimen."""
    try:
        day = int(text)
    except ValueError:
        day = 0
    if not 1 <= day <= LAST_DAY:
        raise Refusal(f"'{text[:20]}' is no day; write a whole number from 1 to {LAST_DAY}.")
    return day


def readable(texts: Sequence[str]) -> list[str]:
    """The scenarios that can be read, so that a wrong one can be unticked beside the others."""
    found = []
    for text in texts[: MOST - 1]:
        try:
            found.append(written(parse(text)))
        except Refusal:
            found.append(text)
    return found
