"""Is it safe: what a check says of a person, what to do about it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from threonate.lab.carried import to_follow
from threonate.lab.condition_choice import condition_choices
from threonate.lab.facts_form import read_facts, read_medicines
from threonate.lab.form import Form
from threonate.lab.kidney_answer import KidneyAnswer
from threonate.lab.kidney_job import ADDRESS as KIDNEY
from threonate.lab.kidney_job import FollowedKidney, followed
from threonate.lab.page import Answer, Page, Shown
from threonate.lab.safety_question import NOT_OF_THE_PERSON, SafetyQuestion
from threonate.lab.saved_choice import Keep
from threonate.lab.saved_item import Kind
from threonate.lab.verdict_answer import VerdictAnswer
from threonate.lab.visit import Visit

if TYPE_CHECKING:
    from threonate.safety.facts import Facts
    from threonate.safety.finding import Finding
    from threonate.safety.medicament import Medicament
    from threonate.safety.verdict import Verdict
    from threonate.safety.wording import Reader

ISSUES = "/safe/issues.json"
SHOWN = ("serum", "creatinine", "egfr_months", "heart_rate", "systolic", "days_without_stool")
"""Measurements that few people know; their part of the form opens where one is filled in."""


class UnderstoodMedicine(Answer):
    """A medicine as it was typed, and what it was found to be; names near one that was not."""

    typed: str
    name: str
    times: tuple[str, ...]
    is_listed: bool
    means: tuple[str, ...]
    near: tuple[str, ...]
    is_vague: bool


class SafeAnswer(Answer):
    """The verdict in words, with all of it behind."""

    headline: str
    load: str
    side_effects: tuple[str, ...]
    known: str
    red_flags: str
    medicines: tuple[UnderstoodMedicine, ...]
    check: VerdictAnswer
    kidney_course: KidneyAnswer | None
    kidney_refused: str
    kidney_address: str


def show(question: SafetyQuestion, visit: Visit) -> Shown:
    """Check one person; every mistake of the form stands beside its field."""
    form = Form()
    reader = read_reader(question, form)
    facts = read_facts(question, form)
    if facts is None or form.errors:
        return Shown(None, context(question), form.errors)
    from threonate.safety.check import check

    beside = context(question.gathered())

    verdict = check(facts)
    found = followed(visit.lab, facts)
    answer = _answer(verdict, facts, question, found=found, reader=reader)
    told = _told(verdict, facts, found, reader=reader)
    return Shown(answer, {**beside, **told, "keeps": _keeps(question.gathered())})


def _keeps(question: SafetyQuestion) -> tuple[Keep, ...]:
    alone = question.model_copy(update=dict.fromkeys(NOT_OF_THE_PERSON, ""))
    return (
        Keep(Kind.SCENARIO, "this check", question.address("/safe", ask="yes")),
        Keep(Kind.PERSON, "the person alone", alone.address("/safe", ask="yes")),
    )


def read_reader(question: SafetyQuestion, form: Form) -> Reader:
    """For whom the words are: a person, unless it says otherwise."""
    from threonate.safety.wording import Reader

    known = {reader.value: reader for reader in Reader}
    name = (question.reader or Reader.PERSON.value).casefold()
    if name not in known:
        form.errors["reader"] = f"This is '{question.reader}'; write person or professional."
    return known.get(name, Reader.PERSON)


def context(question: SafetyQuestion) -> dict[str, Any]:
    """What the form shows beside what was typed, and where its links go."""
    from threonate.safety.symptom import Symptom

    asked = question.gathered()
    medicines = read_medicines(asked, Form())
    return {
        "question": question,
        "is_asked": question.is_asked,
        "reader": question.reader or "person",
        "conditions": condition_choices(),
        "symptoms": tuple((each.value, each.value.capitalize()) for each in Symptom),
        "places": PLACES,
        "has_measurements": any(getattr(question, name) for name in SHOWN),
        "all_names": _all_names(),
        "understood": tuple(map(understood, medicines)),
        "plan_address": asked.address("/safe/plan", ask="yes"),
        "check_address": asked.address("/safe", ask="yes"),
        "kidney_address": asked.address(KIDNEY, ask="yes"),
        "issues_address": asked.address(ISSUES),
        "follow_address": to_follow(asked),
        "as_person": asked.address("", reader=""),
        "as_professional": asked.address("", reader="professional"),
    }


PLACES = (
    ("", "Europe (if not said)"),
    ("EU", "European Union"),
    ("UK", "United Kingdom"),
    ("US", "United States"),
    ("CA", "Canada"),
)


def understood(medicine: Medicament) -> UnderstoodMedicine:
    """What a typed medicine was found to be; nothing is chosen where it is not a listed name."""
    from threonate.safety.day import clock
    from threonate.safety.not_flagged import find_not_flagged

    rows = medicine.lookup.found
    return UnderstoodMedicine(
        typed=medicine.lookup.asked,
        name=medicine.name,
        times=tuple(map(clock, medicine.times)),
        is_listed=bool(rows) or find_not_flagged(medicine.name) is not None,
        means=tuple(dict.fromkeys(row.ingredient for row in rows)),
        near=medicine.lookup.near,
        is_vague=bool(medicine.lookup.vague),
    )


def _all_names() -> tuple[str, ...]:
    from threonate.lab.pages.medicine import listed_medicines

    return tuple(written for _, written, _ in listed_medicines())


def _answer(
    verdict: Verdict,
    facts: Facts,
    question: SafetyQuestion,
    *,
    found: FollowedKidney | str | None,
    reader: Reader,
) -> SafeAnswer:
    from threonate.safety import wording

    course = found.course.document if isinstance(found, FollowedKidney) else None
    return SafeAnswer(
        headline=wording.headline(verdict),
        load=wording.load_sentence(verdict),
        side_effects=tuple(wording.side_effect_lines(verdict, reader=reader)),
        known=f"{wording.TRIALS} {wording.DOCTOR}",
        red_flags=wording.red_flag_sentence(verdict),
        medicines=tuple(map(understood, facts.medicines)),
        check=VerdictAnswer.model_validate(verdict.document),
        kidney_course=None if course is None else KidneyAnswer.model_validate(course),
        kidney_refused=found if isinstance(found, str) else "",
        kidney_address="" if facts.egfr is None else question.gathered().address(KIDNEY),
    )


def _told(
    verdict: Verdict, facts: Facts, found: FollowedKidney | str | None, *, reader: Reader
) -> dict[str, Any]:
    """What the page shows of a verdict."""
    from threonate.kidney_course import REMARKS
    from threonate.safety.action import Action
    from threonate.safety.reference import citations
    from threonate.safety.verdict import DISCLAIMER
    from threonate.safety.wording import TOP, entry, not_listed_lines, severity_word, title

    alerts, minor = _sorted(verdict)
    lasting = max((each.lasting.rank for each in verdict.findings), default=0)
    return {
        "verdict": verdict,
        "sign": _sign(verdict),
        "can_plan": lasting < Action.STOP.rank and not any(map(_asks_a_name, verdict.findings)),
        "is_draft": lasting >= Action.ASK.rank,
        "alerts": alerts[:TOP],
        "others": (*alerts[TOP:], *minor),
        "about": title,
        "severity": severity_word,
        "entries": tuple(entry(finding) for finding in verdict.findings),
        "not_listed": tuple(not_listed_lines(verdict)),
        "kidney": found,
        "figures": (found.figure,) if isinstance(found, FollowedKidney) else (),
        "can_follow": facts.egfr is not None,
        "remarks": REMARKS,
        "sources": citations(key for each in verdict.findings for key in each.sources),
        "disclaimer": DISCLAIMER,
        "is_professional": reader.value == "professional",
    }


def _asks_a_name(finding: Finding) -> bool:
    """A medicine is not known by its name yet, so that no gap of it can be kept."""
    from threonate.safety.action import Action

    return finding.rule == "R-UNKNOWN" and finding.action is Action.ASK


def _sorted(verdict: Verdict) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What matters, and what is minor; two that ask for the same are one."""
    from threonate.safety.card import cards, matters

    told = cards(verdict)
    return (
        tuple(each for each in told if matters(each)),
        tuple(each for each in told if not matters(each)),
    )


def _sign(verdict: Verdict) -> tuple[str, str]:
    """How the verdict stands out: its class, and a sign that needs no colour; no tick on a gap."""
    from threonate.safety.wording import has_gaps, is_long

    if verdict.action.indicator == "info" and (has_gaps(verdict) or is_long(verdict)):
        return "warning", "!"
    return {"info": ("mild", "✓"), "warning": ("warning", "!"), "critical": ("grave", "✕")}[
        verdict.action.indicator
    ]


SAFE = Page(
    address="/safe",
    title="Is it safe for you?",
    question=SafetyQuestion,
    answer=SafeAnswer,
    show=show,
    template="safe.html.j2",
    summary="The safety check: medicines, kidneys, conditions, dose.",
)
