"""What the trials found: every outcome by certainty and size, and every trial by its design."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from threonate.evidence.grade import Grade
from threonate.lab.outcome import Outcome, gathered, outcome
from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.study_design import StudyDesign, designs
from threonate.lab.visit import Visit

if TYPE_CHECKING:
    from threonate.report.evidence import Found


class TrialsQuestion(Question):
    """Nothing is asked: everything is shown."""


class Asked(BaseModel):
    """Whom, how much and how long the expectations are about."""

    model_config = ConfigDict(frozen=True)

    age_years: float
    compound_mg_per_day: float
    elemental_mg_per_day: float
    weeks: float


class TrialsAnswer(Answer):
    """Every outcome with its certainty and size, and every trial by its design."""

    sentence: str
    science: str
    driver: str
    paid: str
    asked: Asked
    noticeable: float
    outcomes: tuple[Outcome, ...]
    trials: tuple[StudyDesign, ...]


def show(_: TrialsQuestion, visit: Visit) -> Shown:
    """Show every outcome, made once."""
    answer, figure, pictures = visit.lab.once("trials page", lambda: _made(gathered(visit.lab)))
    grades = [(grade.value, grade.meaning) for grade in Grade]
    return Shown(answer, {"figure": figure, "pictures": pictures, "grades": grades})


def _made(found: Found) -> tuple[TrialsAnswer, Any, Any]:
    from threonate.lab.certainty_figure import certainty_figure
    from threonate.lab.trial_figure import drawn
    from threonate.report.evidence import AGE, DOSE, WEEKS, elemental
    from threonate.studies.belief import convention

    outcomes = tuple(map(outcome, found.expected, found.forests))
    trials = designs()
    noticeable = convention("noticeable")
    answer = TrialsAnswer(
        sentence=_sentence(outcomes),
        science=found.answer,
        driver=found.driver,
        paid=who_paid(trials),
        asked=Asked(
            age_years=AGE,
            compound_mg_per_day=DOSE,
            elemental_mg_per_day=elemental(DOSE),
            weeks=WEEKS,
        ),
        noticeable=noticeable,
        outcomes=outcomes,
        trials=trials,
    )
    figure = certainty_figure(outcomes, noticeable=noticeable)
    return answer, figure, drawn([figure])


def _sentence(outcomes: Sequence[Outcome]) -> str:
    """The answer in the words of people, about memory and thinking."""
    thinking = outcomes[0]
    gained = 100.0 * thinking.benefit
    felt = 100.0 * thinking.noticeable
    start = "make a gain likely" if thinking.effect.low > 0.0 else "do not settle whether it helps"
    return (
        f"Trials in people {start} memory and thinking: {gained:.0f} chances in 100 of any gain, "
        f"where 50 would be a coin toss, and {felt:.0f} of one large enough to notice."
    )


def who_paid(trials: Sequence[StudyDesign]) -> str:
    """Count who stands behind the trials of the compound."""
    maker, free, unknown = (
        [each.label for each in trials if each.linked is state] for state in (True, False, None)
    )
    free_told = (
        f"{len(free)} {'was' if len(free) == 1 else 'were'} known to be independent"
        if free
        else "none is known to be independent"
    )
    return (
        f"Of {len(trials)} trials of the compound, its makers ran or paid for {len(maker)} "
        f"({', '.join(maker)}), {free_told}, and for {len(unknown)} nobody here could verify "
        "who paid."
    )


TRIALS = Page(
    address="/trials",
    title="What trials in people found",
    question=TrialsQuestion,
    answer=TrialsAnswer,
    show=show,
    template="trials.html.j2",
    summary="Every outcome by certainty and size, and who paid for the trials.",
)
