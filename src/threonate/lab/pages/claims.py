"""What is commonly said about the compound, each sentence with a verdict."""

from __future__ import annotations

from collections import Counter

from pydantic import BaseModel, ConfigDict

from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.visit import Visit


class ClaimsQuestion(Question):
    """Words that a claim must hold, and the grade it must have."""

    words: str = ""
    grade: str = ""


class ClaimLine(BaseModel):
    """One claim in short."""

    model_config = ConfigDict(frozen=True)

    number: int
    claim: str
    grade: str
    grade_meaning: str
    verdict: str
    verified: bool
    address: str


class GradeCount(BaseModel):
    """How many claims carry a grade."""

    model_config = ConfigDict(frozen=True)

    grade: str
    meaning: str
    count: int


class ClaimsAnswer(Answer):
    """The claims that were asked for, and how many there are of each grade."""

    claims: tuple[ClaimLine, ...]
    grades: tuple[GradeCount, ...]
    total: int


def show(question: ClaimsQuestion, _: Visit) -> Shown:
    """Show every claim, or those with the words and the grade asked for."""
    from threonate.studies.claim import load_claims

    known = load_claims()
    counts = Counter(claim.grade for claim in known)
    meanings = {claim.grade: claim.meaning for claim in known}
    grades = tuple(
        GradeCount(grade=grade, meaning=meanings[grade], count=count)
        for grade, count in sorted(counts.items())
    )
    choices = [("", "any"), *((each.grade, f"{each.grade}: {each.meaning}") for each in grades)]
    beside = {"grades": grades, "choices": choices}
    errors = {}
    if question.grade and question.grade not in counts:
        listed = ", ".join(sorted(counts))
        errors["grade"] = f"'{question.grade[:40]}' is no grade of a claim; use one of {listed}."
        return Shown(None, beside, errors)
    words = question.words.casefold().split()
    lines = tuple(
        ClaimLine(
            number=claim.number,
            claim=claim.text,
            grade=claim.grade,
            grade_meaning=claim.meaning,
            verdict=claim.verdict,
            verified=claim.verified,
            address=f"/claims/{claim.number}",
        )
        for claim in known
        if question.grade in ("", claim.grade)
        and all(word in f"{claim.text} {claim.verdict}".casefold() for word in words)
    )
    answer = ClaimsAnswer(claims=lines, grades=grades, total=len(known))
    return Shown(answer, beside)


CLAIMS = Page(
    address="/claims",
    title="What is claimed, and the verdict",
    question=ClaimsQuestion,
    answer=ClaimsAnswer,
    show=show,
    template="claims.html.j2",
    summary="The sentences commonly said about the compound, each with a grade and a verdict.",
)
