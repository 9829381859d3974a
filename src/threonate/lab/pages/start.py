"""The start: the worked example, already answered, and the three roads as three doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.visit import Visit

if TYPE_CHECKING:
    from threonate.lab.followed import Followed
    from threonate.report.evidence import Found

BY_BODY, BY_TRIALS = "by the model of the body", "by trials in people"
"""The two roads to a number."""

CARDS = {
    "serum": "Magnesium in the blood",
    "csf": "Magnesium in the fluid around the brain",
    "words": "Words learned from a list of 15, read five times",
}
"""The quantities of the body that stand beside the sentence, in everybody's words."""


class StartQuestion(Question):
    """Nothing is asked at the start."""


class Card(Answer):
    """One change in words, with its 90 % interval, its road and how certain it is."""

    label: str
    said: str
    between: str
    by: str
    grade: str
    grade_meaning: str
    why: str


class StartAnswer(Answer):
    """The answer for the usual person and regimen, in one sentence and in numbers.

    ``body`` is what the model of the body says, ``trials`` what trials in people say; chances are
    0 to 1, for memory and thinking.
    """

    sentence: str
    body: str
    trials: str
    benefit: float
    noticeable: float
    person: str
    regimen: str
    cautions: list[str]
    cards: list[Card]


def show(_: StartQuestion, visit: Visit) -> Shown:
    """Answer the usual question by both roads, each computed once."""
    from threonate.lab.following import usual
    from threonate.lab.outcome import gathered

    found, known = usual(visit.lab), gathered(visit.lab)
    answer = StartAnswer(
        sentence=_sentence(known),
        body=found.sentence,
        trials=known.answer,
        benefit=known.thinking.benefit,
        noticeable=known.thinking.noticeable,
        person=found.person,
        regimen=found.regimen,
        cautions=list(found.cautions),
        cards=[*_of_body(found), _of_trials(known)],
    )
    return Shown(answer)


def _sentence(known: Found) -> str:
    """Whether it helps, in one sentence for everybody."""
    thinking = known.thinking
    start = "Trials make it likely" if thinking.most[0] > 0.0 else "Nobody can say yet"
    return (
        f"{start} that it helps memory: trials in people give {100 * thinking.benefit:.0f} chances "
        f"in 100 of any gain, where 50 would be a coin toss, and {100 * thinking.noticeable:.0f} "
        "of one large enough to notice; that it reaches the brain was shown in rats alone."
    )


def _of_body(found: Followed) -> list[Card]:
    from threonate.lab.follow_answer import number_of

    numbers = (number_of(key, found, found.daily.days[-1]) for key in CARDS)
    return [
        Card(
            label=CARDS[number.quantity],
            said=number.said,
            between=number.between,
            by=BY_BODY,
            grade=number.grade,
            grade_meaning=number.grade_meaning,
            why=number.why,
        )
        for number in numbers
    ]


def _of_trials(known: Found) -> Card:
    """The same list of words as the body's road reads, as trials lead to expect it."""
    from threonate.answer.number import signed
    from threonate.lab.outcome import address_of
    from threonate.studies.domain import Domain

    pairs = zip(known.expected, known.forests, strict=True)
    expected, of = next(pair for pair in pairs if pair[0].domain is Domain.EM)
    words = next(each for each in expected.readings if each.task.value.endswith("word list"))
    return Card(
        label=CARDS["words"],
        said=f"{signed(words.middle, digits=1)} words",
        between=f"{signed(words.low)} to {signed(words.high)}",
        by=BY_TRIALS,
        grade=of.certainty.value,
        grade_meaning=of.certainty.meaning,
        why=address_of(Domain.EM),
    )


START = Page(
    address="/start",
    title="What does magnesium L-threonate do?",
    question=StartQuestion,
    answer=StartAnswer,
    show=show,
    template="start.html.j2",
    summary="The worked example, answered by trials and by the body.",
)
