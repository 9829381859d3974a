"""The start: the worked example, already answered, and the three roads as three doors."""

from __future__ import annotations

from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.visit import Visit

CARDS = ("serum", "csf", "words")
"""The quantities that stand beside the sentence."""


class StartQuestion(Question):
    """Nothing is asked at the start."""


class Card(Answer):
    """One change in words, with its 90 % interval and how certain it is; ``why`` explains it."""

    label: str
    said: str
    between: str
    grade: str
    grade_meaning: str
    why: str


class StartAnswer(Answer):
    """The answer for the usual person and regimen: in one sentence, in full, and in numbers."""

    sentence: str
    rest: str
    person: str
    regimen: str
    cautions: list[str]
    cards: list[Card]


def show(_: StartQuestion, visit: Visit) -> Shown:
    """Answer the usual question, computed once."""
    from threonate.lab.follow_answer import number_of
    from threonate.lab.pages.follow import usual

    found = usual(visit.lab)
    numbers = [number_of(key, found, found.daily.days[-1]) for key in CARDS]
    first, rest = _parted(found.sentence)
    answer = StartAnswer(
        sentence=first,
        rest=rest,
        person=found.person,
        regimen=found.regimen,
        cautions=list(found.cautions),
        cards=[Card.model_validate(number, from_attributes=True) for number in numbers],
    )
    return Shown(answer)


def _parted(text: str) -> tuple[str, str]:
    """The first sentence of an answer, and what more it says."""
    first, stop, rest = text.partition(". ")
    return f"{first}{stop.strip()}", rest


START = Page(
    address="/start",
    title="What does magnesium L-threonate do?",
    question=StartQuestion,
    answer=StartAnswer,
    show=show,
    template="start.html.j2",
    summary="The worked example, answered.",
)
