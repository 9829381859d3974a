"""Follow a dose: one person and one regimen through the body, and up to three others beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from threonate.lab.follow_answer import FollowAnswer, answer_of
from threonate.lab.follow_form import form_context
from threonate.lab.follow_question import FollowQuestion, read_day, read_scenarios
from threonate.lab.following import begun, found_of
from threonate.lab.form import Form
from threonate.lab.organ import find_organ
from threonate.lab.page import Page, Shown
from threonate.lab.scenario import Scenario
from threonate.lab.visit import Visit
from threonate.lab.work_answer import refused, work_of
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.lab.followed import Followed


def show(question: FollowQuestion, visit: Visit) -> Shown:
    """Answer from what was computed, or begin the work."""
    from threonate.safety.warning import heed

    form = Form()
    scenarios = read_scenarios(question, form)
    for scenario in scenarios:
        with form.field():
            heed(scenario.person, scenario.regimen)
    day = form.read("day", question.day, read_day)
    if form.errors:
        return _refused(question, scenarios, form, visit)
    try:
        job = begun(question, scenarios, visit)
    except Refusal as refusal:
        form.errors[""] = str(refusal)
        return refused(_refused(question, scenarios, form, visit), refusal)
    if job is not None:
        beside = form_context(question, scenarios, visit)
        return Shown(FollowAnswer(work=work_of(job)), {**beside, "job": job}, status=202)
    found: list[Followed] = []
    for scenario in scenarios:
        with form.field():
            found.append(found_of(scenario, visit.lab))
    if form.errors:
        return _refused(question, scenarios, form, visit)
    return _shown(question, scenarios, found, day, visit)


def _refused(
    question: FollowQuestion, scenarios: Sequence[Scenario], form: Form, visit: Visit
) -> Shown:
    return Shown(None, form_context(question, scenarios, visit), form.errors)


def _shown(
    question: FollowQuestion,
    scenarios: Sequence[Scenario],
    found: Sequence[Followed],
    day: int | None,
    visit: Visit,
) -> Shown:
    from threonate.lab.body_drawing import BODY, FLOWS, VIEW, body

    daily = found[0].daily
    chosen = daily.days[daily.at(day or daily.days[-1])]
    told = [answer_of(*pair, chosen) for pair in zip(scenarios, found, strict=True)]
    last = daily.days[-1]
    answer = FollowAnswer(day=chosen, last_day=last, step=daily.step, scenarios=told)
    opened = find_organ(question.organ)
    beside = form_context(question, scenarios, visit)
    return Shown(
        answer,
        {
            **beside,
            "asked": told[0],
            "parts": told[0].parts,
            "organs": body(told[0].organs, question.organ),
            "opened": opened.key if opened else "",
            "view": VIEW,
            "outline": BODY,
            "flows": FLOWS,
            "first_day": daily.days[0],
            "missed_day": day if day != chosen else None,
            "figures": found[0].figures,
            "drawn": found[0].drawn,
            **_compared(scenarios, told, found, chosen, visit),
        },
    )


def _compared(
    scenarios: Sequence[Scenario],
    told: Sequence[Any],
    found: Sequence[Followed],
    day: int,
    visit: Visit,
) -> dict[str, Any]:
    """The scenarios on the same axes, drawn once for all days."""
    if len(found) < 2:
        return {"compared": None, "key": [], "pictures": {}}
    from threonate.lab.comparison import comparison, looks

    figure = comparison(told, found, day)
    key = ("compared", tuple((each.name, each.key) for each in scenarios))
    drawn = visit.lab.once(key, figure.pictures)
    return {
        "compared": figure,
        "key": looks([each.name for each in scenarios]),
        "pictures": {figure.key: drawn},
    }


FOLLOW = Page(
    address="/follow",
    title="Follow a dose",
    question=FollowQuestion,
    answer=FollowAnswer,
    show=show,
    template="follow.html.j2",
    summary="One person and one regimen, organ by organ and day by day, beside up to three others.",
)
