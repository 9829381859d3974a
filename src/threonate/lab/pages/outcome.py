"""One outcome: what each trial found, what they say together, and what one of them carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from threonate.lab.missing import missing, nearest_of, shortened
from threonate.lab.outcome import (
    Finding,
    Outcome,
    Span,
    address_of,
    domain_of,
    finding,
    gathered,
    outcome,
    slug,
)
from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.study_design import StudyDesign, designs_of
from threonate.lab.visit import Visit
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.report.evidence import Found
    from threonate.studies.domain import Domain
    from threonate.studies.forest import Forest


class OutcomeQuestion(Question):
    """The outcome is a part of the address."""


class Pooled(BaseModel):
    """The plain pool: every trial at its word, a bound as its middle; 95 %."""

    model_config = ConfigDict(frozen=True)

    mean: float
    low: float
    high: float
    trials: int


class Carried(BaseModel):
    """The average full effect without one study, in SD."""

    model_config = ConfigDict(frozen=True)

    without: str
    effect: float


class Beside(BaseModel):
    """What was found in another way, which no pool can weigh."""

    model_config = ConfigDict(frozen=True)

    study: str
    outcome: str
    product: str
    found: str


class OutcomeAnswer(Answer):
    """One outcome: its trials, what they say together, and what one of them carries."""

    sentence: str
    science: str
    outcome: Outcome
    full_effect: Span
    plain_pool: Pooled | None
    findings: tuple[Finding, ...]
    carried: tuple[Carried, ...]
    beside: tuple[Beside, ...]
    studies: tuple[StudyDesign, ...]


def show(_: OutcomeQuestion, visit: Visit) -> Shown:
    """Show one outcome, or say which name is nearest."""
    from threonate.studies.belief import MODELLED

    asked = visit.parts["domain"]
    try:
        domain = domain_of(asked)
    except Refusal:
        return _missing(f"There is no outcome '{shortened(asked)}'.", asked)
    if domain not in MODELLED:
        words = f"The outcomes of {domain.label} share no scale, so they are not pooled."
        return _missing(words, "")
    answer, figures, pictures = visit.lab.once(
        ("outcome", domain), lambda: _made(gathered(visit.lab), domain)
    )
    heading = f"{domain.label[:1].upper()}{domain.label[1:]}"
    return Shown(answer, {"figures": figures, "pictures": pictures, "heading": heading})


def _missing(words: str, asked: str) -> Shown:
    from threonate.studies.belief import MODELLED

    whole = {slug(each): each for each in MODELLED}
    # A single word of a name is often all that somebody remembers.
    spelt = {word: each for name, each in whole.items() for word in name.split("-")} | whole
    near = nearest_of(asked, spelt)
    label, address = (spelt[near].label, address_of(spelt[near])) if near else ("", "")
    return missing(words, near=label, address=address, otherwise="/trials")


def _made(found: Found, domain: Domain) -> tuple[OutcomeAnswer, Any, Any]:
    from threonate.lab.trial_figure import carried, drawn, figures_of

    expected, forest = next(
        pair for pair in zip(found.expected, found.forests, strict=True) if pair[0].domain is domain
    )
    told = outcome(expected, forest)
    answer = OutcomeAnswer(
        sentence=_sentence(told, forest),
        science=_science(told, forest),
        outcome=told,
        full_effect=_full(forest),
        plain_pool=_plain(forest),
        findings=tuple(map(finding, forest.rows)),
        carried=tuple(Carried(without=name, effect=mean) for name, mean in carried(forest)),
        beside=tuple(
            Beside(study=b.study, outcome=b.outcome, product=b.product, found=b.found)
            for b in forest.beside
        ),
        studies=designs_of(row.study for row in forest.rows),
    )
    figures = figures_of(forest)
    return answer, figures, drawn(figures)


def _full(forest: Forest) -> Span:
    from threonate.studies.forest import reach

    low, lower, middle, upper, high = reach(forest.domain, posterior=forest.posterior)
    return Span(middle=middle, half_low=lower, half_high=upper, low=low, high=high)


def _plain(forest: Forest) -> Pooled | None:
    if forest.plain is None:
        return None
    low, high = forest.plain.interval
    return Pooled(mean=forest.plain.mean, low=low, high=high, trials=forest.plain.trials)


def _sentence(told: Outcome, forest: Forest) -> str:
    count = len(told.trials)
    if not count:
        return (
            f"No trial of magnesium L-threonate has a number for {told.label}. What is expected "
            "here is belief, not evidence."
        )
    mixed = {row.study for row in forest.rows if row.combination}
    who = ", ".join(
        f"{name} with other ingredients" if name in mixed else name for name in told.trials
    )
    shown = "show a benefit" if told.effect.low > 0.0 else "leave open whether anything is gained"
    return (
        f"For {told.label}, {count} {'trial' if count == 1 else 'trials'} of magnesium "
        f"L-threonate ({who}) {_verb(shown, count)}: {100 * told.benefit:.0f} chances in 100 of "
        f"any gain, {100 * told.noticeable:.0f} of one large enough to notice."
    )


def _verb(words: str, count: int) -> str:
    verb, _, rest = words.partition(" ")
    return words if count > 1 else f"{verb}s {rest}"


def _science(told: Outcome, forest: Forest) -> str:
    from threonate.report.evidence import sd

    full, effect = _full(forest), told.effect
    return (
        f"The average full effect is {sd(full.middle)} SD (90 % interval {sd(full.low)} to "
        f"{sd(full.high)}); in a new group of people like the usual one, {sd(effect.middle)} SD "
        f"({sd(effect.low)} to {sd(effect.high)})."
    )


OUTCOME = Page(
    address="/trials/{domain}",
    title="One outcome, trial by trial",
    question=OutcomeQuestion,
    answer=OutcomeAnswer,
    show=show,
    template="trials_outcome.html.j2",
    summary="One outcome: every trial with who paid and its risk of bias, and what one carries.",
)
