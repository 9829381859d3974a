"""Follow a dose: one person and one regimen through the body, and up to three others beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from threonate.lab.carried import PERSON, REGIMEN, address, fields_of, to_safe
from threonate.lab.follow_answer import FollowAnswer, answer_of
from threonate.lab.form import Form
from threonate.lab.organ import find_organ
from threonate.lab.page import Page, Question, Shown
from threonate.lab.saved_choice import Keep, offered
from threonate.lab.saved_item import Kind
from threonate.lab.scenario import MOST, NAMES, Scenario, parse, read_scenario, vary, written
from threonate.lab.visit import Visit
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.lab.followed import Followed, Tell
    from threonate.lab.job import Job
    from threonate.lab.laboratory import Laboratory


class FollowQuestion(Question):
    """Who takes what, on which day it is looked at, and which scenarios stand beside it.

    Every field may be empty: a woman of 60, and 2,000 mg of magnesium L-threonate a day for twelve
    weeks. ``scenario`` changes some of them, such as 'age:80;form:citrate'; ``change`` and ``to``
    add one more. ``wait`` answers when all is computed, not before.
    """

    age: str = ""
    sex: str = ""
    weight: str = ""
    egfr: str = ""
    diet: str = ""
    serum: str = ""
    medicines: str = ""
    form: str = ""
    dose: str = ""
    times: str = ""
    meals: str = ""
    begin: str = ""
    weeks: str = ""
    scenario: tuple[str, ...] = ()
    change: str = ""
    to: str = ""
    day: str = ""
    organ: str = ""
    wait: str = ""


IDEAS = (
    ("form:citrate", "the same magnesium as citrate"),
    ("form:oxide", "the same magnesium as oxide"),
    ("age:30", "at 30"),
    ("age:80", "at 80"),
    ("egfr:40", "with weak kidneys (eGFR 40)"),
    ("medicines:omeprazole", "with omeprazole"),
    ("meals:fasting", "on an empty stomach"),
)
"""Scenarios that one click adds."""

CHANGES = (
    ("", "Choose"),
    ("dose", "another dose"),
    ("form", "another form of magnesium"),
    ("times", "other times"),
    ("age", "another age"),
    ("sex", "the other sex"),
    ("weight", "another weight"),
    ("egfr", "other kidneys (eGFR)"),
    ("diet", "other food (mg a day)"),
    ("serum", "another serum level"),
    ("medicines", "other medicines"),
)


def show(question: FollowQuestion, visit: Visit) -> Shown:
    """Answer from what was computed, or begin the work."""
    from threonate.safety.warning import heed

    form = Form()
    scenarios = _scenarios(question, form)
    for scenario in scenarios:
        with form.field():
            heed(scenario.person, scenario.regimen)
    day = form.read("day", question.day, _day)
    if form.errors:
        return _refused(question, scenarios, form, visit)
    job = _begun(question, scenarios, visit)
    if job is not None:
        answer = FollowAnswer(
            day=0, last_day=0, step=1, scenarios=[], working=f"/jobs/{job.id}.json"
        )
        return Shown(answer, {**_beside(question, scenarios, visit), "job": job}, status=202)
    found: list[Followed] = []
    for scenario in scenarios:
        with form.field():
            found.append(_found(scenario, visit.lab))
    if form.errors:
        return _refused(question, scenarios, form, visit)
    return _shown(question, scenarios, found, day, visit)


def _scenarios(question: FollowQuestion, form: Form) -> list[Scenario]:
    fields = _fields(question)
    own = read_scenario(fields, form)
    if own is None:
        return []
    found = [own]
    for text in question.scenario:
        with form.field("scenario"):
            found.append(vary(fields, text))
    if question.change or question.to:
        with form.field("to"):
            found.append(vary(fields, _added(question)))
    different = list({each.key: each for each in reversed(found)}.values())[::-1]
    if len(different) > MOST:
        form.errors["to"] = f"{MOST} can stand beside each other; untick one first."
    return different


def _added(question: FollowQuestion) -> str:
    """What the last row of the form adds, as a scenario."""
    if not question.change:
        raise Refusal("Choose what is to be different.")
    if not question.to:
        raise Refusal("Write to what it changes, such as '80' for an age.")
    return f"{question.change}:{question.to.replace(';', ',')}"


def _fields(question: FollowQuestion) -> dict[str, str]:
    return {name: getattr(question, name) for name in (*NAMES, "weeks")}


def _day(text: str) -> int:
    try:
        day = int(text)
    except ValueError:
        day = 0
    if not 1 <= day <= 10_000:
        raise Refusal(f"'{text[:20]}' is no day; write a whole number from 1.")
    return day


def usual(lab: Laboratory) -> Followed:
    """The article's regimen in a woman of 60, followed once for every page that shows it."""
    scenario = read_scenario({}, Form())
    assert scenario is not None  # noqa: S101 - an empty form is right
    return _found(scenario, lab)


def _silent(words: str, share: float) -> None:
    """Say nothing."""


def _key(scenario: Scenario) -> tuple[Any, ...]:
    return ("followed", scenario.key)


def _begun(question: FollowQuestion, scenarios: Sequence[Scenario], visit: Visit) -> Job | None:
    """The work on what was not computed yet; done at once where somebody waits for it."""
    lab = visit.lab
    missing = [each for each in scenarios if not lab.knows(_key(each))]
    if not missing:
        return None
    if question.wait:
        return None

    return lab.jobs.begin(
        tuple(_key(each) for each in missing),
        "Following the dose",
        partial(_work, lab, missing),
        then=link(question),
        owner=visit.owner,
    )


def _work(lab: Laboratory, scenarios: Sequence[Scenario], job: Job) -> None:
    """Follow each scenario in turn, and say how far all of it is."""
    for done, each in enumerate(scenarios):
        name = f" ({each.name})" if len(scenarios) > 1 else ""

        def tell(words: str, share: float, done: int = done, name: str = name) -> None:
            whole = (done + share) / len(scenarios)
            job.tell(f"{words}{name}" if words else "", share=whole)

        lab.once(_key(each), partial(_follow, each, tell))


def _found(scenario: Scenario, lab: Laboratory) -> Followed:
    """What was found of a scenario; raises Refusal for what cannot be simulated."""
    found = lab.once(_key(scenario), partial(_follow, scenario, _silent))
    if isinstance(found, Refusal):
        raise found
    return found


def _follow(scenario: Scenario, tell: Tell) -> Followed | Refusal:
    """A scenario that cannot be simulated is remembered, so that nobody waits for it again."""
    from threonate.lab.followed import follow

    try:
        return follow(scenario, tell)
    except Refusal as refusal:
        return refusal


def link(question: FollowQuestion, *, at: str = "", **changed: Any) -> str:
    """The address of the same question with some fields changed; ``at`` is a place on the page."""
    asked = {**question.model_dump(), **changed}
    asked.pop("wait")
    pairs = [
        (name, each)
        for name, value in asked.items()
        for each in (value if isinstance(value, (tuple, list)) else [value])
        if each
    ]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f"/follow{query}{f'#{at}' if at else ''}"


def _refused(
    question: FollowQuestion, scenarios: Sequence[Scenario], form: Form, visit: Visit
) -> Shown:
    return Shown(None, _beside(question, scenarios, visit), form.errors)


def _beside(
    question: FollowQuestion, scenarios: Sequence[Scenario], visit: Visit
) -> dict[str, Any]:
    """What the form shows whatever the answer."""
    from threonate.dose.salt import load_salts

    kept = [each.text for each in scenarios[1:]] or list(_readable(question.scenario))
    settled = question.model_copy(update={"scenario": tuple(kept), "change": "", "to": ""})
    names = {each.text: each.name for each in scenarios}
    offered = [
        (words, link(settled, scenario=(*kept, text), at="compared"))
        for text, words in IDEAS
        if text not in kept
    ]
    return {
        "salts": [("", "magnesium L-threonate"), *((k, s.name) for k, s in load_salts().items())],
        "changes": CHANGES,
        "kept": [(text, names.get(text, text)) for text in kept],
        "ideas": offered if len(kept) < MOST - 1 else [],
        "is_typed": question.change or question.to,
        "settled": settled,
        "job": None,
        "link": lambda at="", **changed: link(settled, at=at, **changed),
        "safe_address": to_safe(_fields(question)),
        "keeps": _keeps(settled),
        "people": _taken_up(settled, visit, Kind.PERSON, PERSON),
        "regimens": _taken_up(settled, visit, Kind.REGIMEN, REGIMEN),
    }


def _keeps(settled: FollowQuestion) -> tuple[Keep, ...]:
    """All of it can be saved, or the person or the regimen alone, to be taken up beside others."""
    whole = "this comparison" if settled.scenario else "this person with what is taken"
    fields = _fields(settled)
    return (
        Keep(Kind.SCENARIO, whole, link(settled)),
        Keep(Kind.PERSON, "the person alone", address({n: fields[n] for n in PERSON})),
        Keep(Kind.REGIMEN, "what is taken alone", address({n: fields[n] for n in REGIMEN})),
    )


def _taken_up(
    settled: FollowQuestion, visit: Visit, kind: Kind, names: Sequence[str]
) -> list[tuple[str, str]]:
    """Saved people or regimens, each with the address that puts it into this question."""

    def taken(saved: str) -> str:
        fields = fields_of(saved)
        return link(settled, **{name: fields.get(name, "") for name in names})

    return offered(visit, kind, taken)


def _readable(texts: Sequence[str]) -> list[str]:
    """The scenarios that can be read, so that a wrong one can be unticked beside the others."""
    found = []
    for text in texts[: MOST - 1]:
        try:
            found.append(written(parse(text)))
        except Refusal:
            found.append(text)
    return found


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
    answer = FollowAnswer(day=chosen, last_day=daily.days[-1], step=daily.step, scenarios=told)
    opened = find_organ(question.organ)
    beside = _beside(question, scenarios, visit)
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
    from threonate.lab.followed import pictures

    figure = comparison(told, found, day)
    key = ("compared", tuple(each.key for each in scenarios))
    drawn = visit.lab.once(key, lambda: pictures(figure))
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
