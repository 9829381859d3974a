"""What the form that follows a dose shows: what is asked, what is near, and what was saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from threonate.lab.carried import PERSON, REGIMEN, address, fields_of, to_safe
from threonate.lab.follow_question import FollowQuestion, fields_of_form, link, readable
from threonate.lab.saved_choice import Keep, offered
from threonate.lab.saved_item import Kind
from threonate.lab.scenario import MOST, Scenario
from threonate.lab.visit import Visit

IDEAS = (
    ("form:citrate", "the same magnesium as citrate"),
    ("form:oxide", "the same magnesium as oxide"),
    ("age:30", "at 30"),
    ("age:80", "at 80"),
    ("egfr:40", "with weak kidneys (eGFR 40)"),
    ("medicines:omeprazole", "with omeprazole"),
    ("meals:fasting", "on an empty stomach"),
)
"""Scenarios that one click adds."""

CHANGES = (
    ("", "Choose"),
    ("dose", "another dose"),
    ("form", "another form of magnesium"),
    ("times", "other times"),
    ("age", "another age"),
    ("sex", "the other sex"),
    ("weight", "another weight"),
    ("egfr", "other kidneys (eGFR)"),
    ("diet", "other food (mg a day)"),
    ("serum", "another serum level"),
    ("medicines", "other medicines"),
)


def form_context(
    question: FollowQuestion, scenarios: Sequence[Scenario], visit: Visit
) -> dict[str, Any]:
    """What the form shows whatever the answer."""
    kept = [each.text for each in scenarios[1:]] or list(readable(question.scenario))
    settled = question.model_copy(update={"scenario": tuple(kept), "change": "", "to": ""})
    names = {each.text: each.name for each in scenarios}
    ideas = [
        (words, link(settled, scenario=(*kept, text), at="compared"))
        for text, words in IDEAS
        if text not in kept
    ]
    return {
        "salts": [("", "magnesium L-threonate"), *_salts(question.form)],
        "changes": CHANGES,
        "kept": [(text, names.get(text, text)) for text in kept],
        "ideas": ideas if len(kept) < MOST - 1 else [],
        "is_typed": question.change or question.to,
        "settled": settled,
        "is_example": not any(fields_of_form(settled).values()),
        "job": None,
        "link": lambda at="", **changed: link(settled, at=at, **changed),
        "safe_address": to_safe(fields_of_form(question)),
        "keeps": _keeps(settled),
        "people": _taken_up(settled, visit, Kind.PERSON, PERSON),
        "regimens": _taken_up(settled, visit, Kind.REGIMEN, REGIMEN),
    }


def _salts(asked: str) -> list[tuple[str, str]]:
    """Every other form of magnesium by its name; the usual one stands first already."""
    from threonate.dose.salt import load_salts

    found = load_salts().items()
    return [(key, each.name) for key, each in found if key != "l-threonate" or key == asked]


def _keeps(settled: FollowQuestion) -> tuple[Keep, ...]:
    """All of it can be saved, or the person or the regimen alone, to be taken up beside others."""
    whole = "this comparison" if settled.scenario else "this person with what is taken"
    fields = fields_of_form(settled)
    return (
        Keep(Kind.SCENARIO, whole, link(settled)),
        Keep(Kind.PERSON, "the person alone", address({n: fields[n] for n in PERSON})),
        Keep(Kind.REGIMEN, "what is taken alone", address({n: fields[n] for n in REGIMEN})),
    )


def _taken_up(
    settled: FollowQuestion, visit: Visit, kind: Kind, names: Sequence[str]
) -> list[tuple[str, str]]:
    """Saved people or regimens, each with the address that puts it into this question."""

    def taken(saved: str) -> str:
        fields = fields_of(saved)
        return link(settled, **{name: fields.get(name, "") for name in names})

    return offered(visit, kind, taken)
