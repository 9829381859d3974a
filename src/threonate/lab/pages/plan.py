"""When do I take it: magnesium placed on a person's day, so that every medicine keeps its gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from threonate.lab import plan_file
from threonate.lab.form import Form
from threonate.lab.page import Page, Shown
from threonate.lab.pages.safe import context, read_reader
from threonate.lab.plan_answer import PlanAnswer
from threonate.lab.plan_form import read_plan
from threonate.lab.safety_question import SafetyQuestion
from threonate.lab.saved_choice import Keep
from threonate.lab.saved_item import Kind
from threonate.lab.visit import Visit

if TYPE_CHECKING:
    from threonate.lab.laboratory import Laboratory
    from threonate.safety.daily_dose import Goal
    from threonate.safety.schedule import Schedule
    from threonate.safety.wording import Reader


def show(question: SafetyQuestion, visit: Visit) -> Shown:
    """Plan one day; every mistake of the form stands beside its field."""
    form = Form()
    reader = read_reader(question, form)
    schedule = read_plan(question, form)
    if schedule is None or form.errors:
        return Shown(None, context(question), form.errors)
    from threonate.safety.plan_document import plan_document

    beside = context(question.gathered())

    answer = PlanAnswer.model_validate(plan_document(schedule))
    start = "" if schedule.start is None else schedule.start.isoformat()
    # A plan that is opened again goes on where it began.
    own = question.gathered().address("/safe/plan", ask="yes", start=start)
    keep = Keep(Kind.SCENARIO, "this plan", own)
    beside["follow_address"] = _followed(schedule, question)
    told = _told(schedule, question, visit, reader=reader)
    return Shown(answer, {**beside, **told, "keeps": (keep,)})


def _told(
    schedule: Schedule, question: SafetyQuestion, visit: Visit, *, reader: Reader
) -> dict[str, Any]:
    """What the page shows of a plan."""
    from threonate.lab.day_picture import picture
    from threonate.safety import plan_words
    from threonate.safety.conflict_words import conflict_lines, offer_lines
    from threonate.safety.plan_notes import notes
    from threonate.safety.reference import citations
    from threonate.safety.verdict import DISCLAIMER
    from threonate.safety.wording import entry, red_flag_sentence, title

    draft = plan_words.preface(schedule)
    return {
        "placed": schedule.is_placed,
        "is_draft": schedule.is_draft,
        "has_calendar": schedule.is_placed and schedule.start is not None,
        "sign": _sign(schedule),
        "draft": draft,
        "asked_first": plan_words.asked_first(schedule),
        "says": plan_words.headline(schedule).removeprefix(draft).strip(),
        "day": picture(schedule),
        "steps": plan_words.weeks(schedule),
        "reviews": schedule.reviews if schedule.is_placed else (),
        "taken": plan_words.medicines(schedule) if schedule.is_placed else (),
        "unproven": unproven(visit.lab, schedule.goal),
        "conflicts": conflict_lines(schedule),
        "offers": offer_lines(schedule),
        "alerts": plan_words.alerts(schedule),
        "notes": notes(schedule),
        "why": plan_words.why(schedule),
        "gaps": schedule.kept,
        "gap": plan_words.gap,
        "entries": tuple(entry(finding) for finding in schedule.verdict.findings),
        "about": title,
        "red_flags": red_flag_sentence(schedule.verdict),
        "disclaimer": f"{DISCLAIMER} {plan_words.PHARMACIST}",
        "sources": citations(key for each in schedule.verdict.findings for key in each.sources),
        "is_professional": reader.value == "professional",
        "files": _files(schedule, question),
    }


def _followed(schedule: Schedule, question: SafetyQuestion) -> str:
    """Where the full day of a plan is followed through the body, at its own times."""
    from threonate.lab.carried import to_follow
    from threonate.safety.day import clock

    if not schedule.is_placed:
        return ""
    taken = {
        "dose": f"{sum(each.compound for each in schedule.intakes):g} mg",
        "times": ", ".join(clock(each.time or 0) for each in schedule.intakes),
    }
    return to_follow(question.gathered().model_copy(update=taken))


def unproven(lab: Laboratory, goal: Goal) -> str:
    """What trials leave open of the goal that it is taken for."""
    from threonate.lab.outcome import gathered
    from threonate.safety.daily_dose import Goal
    from threonate.studies.domain import Domain

    word, domain = ("sleep", Domain.SLS) if goal is Goal.SLEEP else ("memory", Domain.G)
    expected = next(each for each in gathered(lab).expected if each.domain is domain)
    return (
        f"Whether it helps {word} is not known: trials in people give "
        f"{100 * expected.benefit:.0f} chances in 100 of any gain, where 50 would be a coin toss."
    )


def _files(schedule: Schedule, question: SafetyQuestion) -> dict[str, str]:
    """Where the plan is taken along, with the day on which it begins."""
    start = "" if schedule.start is None else schedule.start.isoformat()
    asked = question.gathered()
    return {
        name: asked.address(path, start=start)
        for name, path in (
            ("sheet", plan_file.SHEET),
            ("calendar", plan_file.CALENDAR),
            ("table", plan_file.TABLE),
            ("events", plan_file.EVENTS),
        )
    }


def _sign(schedule: Schedule) -> tuple[str, str]:
    """How the outcome stands out: its class, and a sign that needs no colour."""
    from threonate.safety.plan_words import alerts

    if not schedule.is_placed:
        return ("grave", "✕")
    # A gap is answered by the plan; what else matters still stands.
    return ("warning", "!") if schedule.is_draft or alerts(schedule) else ("mild", "✓")


PLAN = Page(
    address="/safe/plan",
    title="When do you take it?",
    question=SafetyQuestion,
    answer=PlanAnswer,
    show=show,
    template="safe_plan.html.j2",
    summary="Magnesium L-threonate placed on a day, with every gap kept.",
)
