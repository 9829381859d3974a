"""Each sentence that is told about the compound has a verdict, with what speaks either way."""

from pathlib import Path
from typing import Any

import pytest

from threonate.lab.drawing import draw
from threonate.lab.job import Job, State
from threonate.lab.laboratory import Laboratory
from threonate.lab.page import Page, Question, Shown
from threonate.lab.pages.claim import CLAIM, ClaimQuestion
from threonate.lab.pages.claims import CLAIMS, ClaimsQuestion
from threonate.lab.usual_course import KEY, finished
from threonate.lab.visit import Visit
from threonate.refusal import Refusal
from threonate.simulation import simulate
from threonate.studies.claim import load_claims


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    made = Laboratory(Path(tmp_path_factory.mktemp("lab")) / "lab.sqlite3")
    made.once(KEY, lambda: simulate(draws=40))
    return made


def listed(lab: Laboratory, **asked: str) -> Shown:
    return CLAIMS.show(ClaimsQuestion(**asked), Visit(lab))


def opened(lab: Laboratory, number: str) -> Shown:
    return CLAIM.show(ClaimQuestion(), Visit(lab, parts={"number": number}))


def drawn(page: Page, shown: Shown, question: Question) -> str:
    return draw(page, shown, question=question, address="/", twin="/.json")


def told(shown: Shown) -> Any:
    assert shown.answer is not None
    return shown.answer


def test_every_claim_is_listed_with_its_verdict(lab: Laboratory) -> None:
    page = drawn(CLAIMS, listed(lab), ClaimsQuestion())
    assert len(told(listed(lab)).claims) == len(load_claims())
    assert page.count('class="verdict"') == len(load_claims())


def test_claims_are_found_by_words_and_grade(lab: Laboratory) -> None:
    grade = told(listed(lab, words="SLEEP")).claims[0].grade
    found = told(listed(lab, words="SLEEP", grade=grade)).claims
    assert found
    assert all("sleep" in f"{c.claim} {c.verdict}".casefold() for c in found)
    assert {c.grade for c in found} == {grade}


def test_a_grade_that_is_none_is_refused_beside_its_field(lab: Laboratory) -> None:
    shown = listed(lab, grade="Q", words="<b>mine</b>")
    assert shown.code == 422
    page = drawn(CLAIMS, shown, ClaimsQuestion(grade="Q", words="<b>mine</b>"))
    assert 'id="grade-error"' in page
    assert "&lt;b&gt;mine&lt;/b&gt;" in page


@pytest.mark.parametrize("claim", load_claims(), ids=lambda claim: str(claim.number))
def test_every_claim_opens(lab: Laboratory, claim: Any) -> None:
    shown = opened(lab, str(claim.number))
    page = drawn(CLAIM, shown, ClaimQuestion())
    assert "What would change our mind" in page
    assert told(shown).verdict == claim.verdict
    assert told(shown).best_against == (claim.best_against or None)


def test_what_the_model_says_links_to_why(lab: Laboratory) -> None:
    page = drawn(CLAIM, opened(lab, "4"), ClaimQuestion())
    assert '<a href="/why/csf">' in page
    assert "predictions of a mechanism, not measurements" in page


def test_a_change_that_can_only_be_a_gain_says_so(lab: Laboratory) -> None:
    by_words = next(c for c in load_claims() if "words" in c.named)
    remarks = told(opened(lab, str(by_words.number))).remarks
    assert any("cannot lose" in remark for remark in remarks)


@pytest.mark.parametrize(("asked", "near"), [("99", "39"), ("0", "1"), ("-3", "1"), ("4.4", "4")])
def test_an_unknown_number_is_met_with_the_nearest(lab: Laboratory, asked: str, near: str) -> None:
    shown = opened(lab, asked)
    assert shown.code == 404
    assert f"Did you mean '{near}'? It is at /claims/{near}." in shown.errors[""]


@pytest.mark.parametrize("asked", ["x", "nan", "inf", "", "<b>"])
def test_what_is_no_number_is_refused_without_a_fault(lab: Laboratory, asked: str) -> None:
    shown = opened(lab, asked)
    assert shown.code == 404
    assert "<b>" not in drawn(CLAIM, shown, ClaimQuestion())


def test_a_job_that_failed_is_told_in_its_own_words() -> None:
    job = Job("1", "work", "/", state=State.FAILED, error="It was refused.")
    with pytest.raises(Refusal, match="It was refused"):
        finished(job)


def test_a_job_that_goes_on_is_not_waited_for_without_end() -> None:
    assert not finished(Job("1", "work", "/", state=State.RUNNING), patience=0.01)
