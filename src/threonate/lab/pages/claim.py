"""One claim, opened: what speaks for and against it, and what the model says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from threonate.lab.job import Job
from threonate.lab.missing import missing, shortened, thing_address
from threonate.lab.outcome import address_of
from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.usual_course import usual_course
from threonate.lab.visit import Visit
from threonate.lab.work_answer import WorkAnswer, refused, work_of
from threonate.refusal import Refusal
from threonate.studies.domain import Domain

if TYPE_CHECKING:
    from threonate.course import Course
    from threonate.studies.claim import Claim

PREDICTED = "These are predictions of a mechanism, not measurements."
BOUND_TO_GAIN = (
    "Adapted synapses cannot lose in this model, so an interval above zero is no sign of a benefit."
)
ADAPTED = frozenset(("density", "potentiation", "recall", "words", "delayed"))
"""The quantities that follow from adapted synapses."""

ELSEWHERE = {"salts": "/why#forms"}
"""Where a command of the program has its page here."""


class ClaimQuestion(Question):
    """The number of the claim is a part of the address."""


class Said(BaseModel):
    """What the model says of one quantity after the usual twelve weeks in a person of 60."""

    model_config = ConfigDict(frozen=True)

    quantity: str
    label: str
    unit: str
    change: float | None
    low: float | None
    high: float | None
    grade: str
    address: str


class Command(BaseModel):
    """A command of the program that speaks to the claim, with its page here if it has one."""

    model_config = ConfigDict(frozen=True)

    command: str
    address: str | None


class ClaimAnswer(Answer):
    """One claim with the best evidence either way."""

    number: int
    claim: str
    verdict: str
    grade: str
    grade_meaning: str
    best_for: str | None
    best_against: str | None
    change: str
    verified: bool
    domain: str | None
    domain_address: str | None
    is_safety: bool
    says: tuple[Said, ...] | None
    commands: tuple[Command, ...]
    remarks: tuple[str, ...]
    work: WorkAnswer | None


def show(_: ClaimQuestion, visit: Visit) -> Shown:
    """Open a claim, or say which number is nearest."""
    from threonate.studies.claim import find_claim, load_claims

    asked, last = visit.parts["number"], len(load_claims())
    try:
        claim = find_claim(asked)
    except Refusal:
        near = _nearest(asked, last)
        return missing(
            f"'{shortened(asked)}' is not the number of a claim; they are numbered 1 to {last}.",
            near=near,
            address=f"/claims/{near}",
            otherwise="/claims",
        )
    return _opened(claim, visit, last)


def _nearest(asked: str, last: int) -> str:
    try:
        number = float(asked)
    except ValueError:
        return ""
    return "" if math.isnan(number) else f"{min(max(number, 1.0), float(last)):.0f}"


def _opened(claim: Claim, visit: Visit, last: int) -> Shown:
    from threonate.answer.number import signed
    from threonate.quantity import QUANTITIES

    keys = {quantity.key for quantity in QUANTITIES}
    told = [name for name in claim.named if name in keys]
    found = _course(claim, visit) if told else None
    job = found if isinstance(found, Job) else None
    why_not = found if isinstance(found, Refusal) else None
    says = None if isinstance(found, (Job, Refusal)) else tuple(_said(name, found) for name in told)
    answer = ClaimAnswer(
        number=claim.number,
        claim=claim.text,
        verdict=claim.verdict,
        grade=claim.grade,
        grade_meaning=claim.meaning,
        best_for=claim.best_for or None,
        best_against=claim.best_against or None,
        change=claim.change,
        verified=claim.verified,
        domain=claim.domain.label if claim.domain else None,
        domain_address=_address(claim),
        is_safety=claim.domain in (Domain.SAFETY, Domain.TOL),
        says=says,
        commands=tuple(_command(name) for name in claim.named if name not in keys),
        remarks=_remarks(told),
        work=work_of(job),
    )
    beside = {"last": last, "signed": signed, "heading": f"Claim {claim.number}"}
    shown = Shown(answer, {"job": job, "why_not": str(why_not or ""), **beside})
    return refused(shown, why_not)


def _course(claim: Claim, visit: Visit) -> Course | Job | Refusal:
    """The worked example, the work on it, or why there is none; the claim itself stands."""
    try:
        return usual_course(visit, then=f"/claims/{claim.number}")
    except Refusal as refusal:
        return refusal


def _address(claim: Claim) -> str | None:
    from threonate.studies.belief import MODELLED

    return address_of(claim.domain) if claim.domain in MODELLED else None


def _remarks(told: Sequence[str]) -> tuple[str, ...]:
    if not told:
        return ()
    return (PREDICTED, BOUND_TO_GAIN) if ADAPTED & set(told) else (PREDICTED,)


def _command(name: str) -> Command:
    return Command(command=f"threonate {name}", address=ELSEWHERE.get(name))


def _said(name: str, course: Course | None) -> Said:
    from threonate.answer.dependence import grades
    from threonate.answer.number import finite

    assert course is not None  # noqa: S101 - it was followed, or nothing is told
    found = course.estimate(name)
    absolute = found.quantity.absolute or found.baseline == 0.0
    middle, low, high = (
        (found.change, found.change_low, found.change_high) if absolute else found.percent
    )
    return Said(
        quantity=name,
        label=found.quantity.label,
        unit=found.quantity.unit if absolute else "%",
        change=finite(middle),
        low=finite(low),
        high=finite(high),
        grade=grades(course)[name].value,
        address=thing_address(name),
    )


CLAIM = Page(
    address="/claims/{number}",
    title="One claim, opened",
    question=ClaimQuestion,
    answer=ClaimAnswer,
    show=show,
    template="claim.html.j2",
    summary="One claim: verdict, for, against, what would change it, and what the model says.",
)
