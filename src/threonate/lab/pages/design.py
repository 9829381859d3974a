"""Design a trial: what a planned trial would find, before anybody pays for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field, create_model

from threonate.lab.facts_form import read_truth
from threonate.lab.form import Form
from threonate.lab.glance import Glance, glance, glance_figure
from threonate.lab.page import Answer, Page, Question, Shown, asking
from threonate.lab.saved_choice import Keep
from threonate.lab.saved_item import Kind
from threonate.lab.trial_answer import TrialResult
from threonate.lab.trial_field import ARMS, ENDPOINTS, FIELDS
from threonate.lab.visit import Visit
from threonate.lab.work_answer import WorkAnswer, refused, work_of
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.lab.asked_design import AskedDesign
    from threonate.lab.job import Job
    from threonate.lab.trial_work import TrialShown, TrialWork

ADDRESS = "/design"

OTHERS = {
    "start": "The design to start from, such as liu2016.",
    "source": "'text' where the design is the TOML text, and not the fields.",
    "toml": "The design as TOML.",
    "run": "'yes' to run it.",
    "replicates": "How often the trial is run.",
    "seed": "Another seed draws other trials.",
    "volunteers": "How many people are followed, from whom trials draw.",
}

_ASKED: dict[str, Any] = {
    **{name: (str, Field("", description=words)) for name, words in OTHERS.items()},
    **dict.fromkeys(FIELDS, (str, "")),
}
DesignQuestion: type[Question] = create_model("DesignQuestion", __base__=Question, **_ASKED)
"""The design as text or in fields, and whether to run it."""


class DesignAnswer(Answer):
    """A design that could be carried out, and what running it came to, once it was run."""

    name: str
    people: int
    weeks: float
    toml: str
    glance: Glance
    work: WorkAnswer | None = None
    result: TrialResult | None = None


def show(question: Question, visit: Visit) -> Shown:
    """Read the design that is asked for; run it where that is asked, too."""
    from threonate.lab.asked_design import asked_design
    from threonate.lab.trial_work import TrialWork, read_size

    form = Form()
    asked_for = {name: str(value) for name, value in question.model_dump().items()}
    asked = asked_design(asked_for, form)
    size = read_size(asked_for, asked.design, form)
    is_run = form.read("run", asked_for["run"], read_truth)
    if asked.design is None or size is None or form.errors:
        return Shown(None, _context(asked, asked_for), form.errors)
    if not is_run:
        answer = _answer(asked)
        return Shown(answer, {**_context(asked, asked_for), **_glanced(answer.glance, visit)})
    work = TrialWork(asked.design, size)
    try:
        done, job = _run(work, visit, asked_for)
    except Refusal as refusal:
        shown = Shown(None, _context(asked, asked_for), {"": str(refusal)})
        return refused(shown, refusal)
    answer = _answer(asked, job=job, done=done)
    context = _context(asked, asked_for, job=job, done=done)
    return Shown(answer, context, status=202 if job else 200)


def address_of(asked: dict[str, str]) -> str:
    """The address of a question, without what was left empty."""
    return asking(ADDRESS, asked)


def _run(
    work: TrialWork, visit: Visit, asked_for: dict[str, str]
) -> tuple[TrialShown | None, Job | None]:
    """What the run came to, or the job that is at work on it."""
    if visit.lab.knows(work.key):
        shown: TrialShown = visit.lab.once(work.key, _gone)
        return shown, None
    title = f"Running “{work.design.name}”"
    job = visit.lab.jobs.begin(
        work.key,
        title,
        lambda job: work.do(visit.lab, job),
        then=address_of(asked_for),
        owner=visit.owner,
        back=address_of({**asked_for, "run": ""}),
    )
    return None, job


def _gone() -> TrialShown:
    raise Refusal(
        "The answer was forgotten just now, because many others were asked; run it again."
    )


def _answer(
    asked: AskedDesign, *, job: Job | None = None, done: TrialShown | None = None
) -> DesignAnswer:
    design = asked.design
    if design is None:
        raise ValueError("an answer is made of a design that was read")
    return DesignAnswer(
        name=design.name,
        people=design.people_in_all,
        weeks=design.weeks,
        toml=asked.text,
        glance=glance(design),
        work=work_of(job),
        result=None if done is None else done.result,
    )


def _context(
    asked: AskedDesign,
    asked_for: dict[str, str],
    *,
    job: Job | None = None,
    done: TrialShown | None = None,
) -> dict[str, Any]:
    from threonate.lab.design_example import design_examples
    from threonate.lab.trial_choice import choices
    from threonate.lab.trial_work import USUAL

    return {
        "typed": asked.typed,
        "text": asked.text,
        "about": asked.about,
        "more": asked.is_more_than_fields,
        "sizes": {name: asked_for[name] or str(usual) for name, usual in USUAL.items()},
        "examples": [(each.key, each.design.name) for each in design_examples()],
        "choices": choices(),
        "arms": range(1, ARMS + 1),
        "endpoints": range(1, ENDPOINTS + 1),
        "job": job,
        "shown": done,
        "is_checked": any(asked_for[name] for name in (*FIELDS, "toml")),
        "figures": done.figures if done else (),
        "glance": None,
        "keeps": (_keep(asked_for, done),),
        "download": asking("/design.toml", {"toml": asked.text}) if asked.text else "",
    }


def _glanced(found: Glance, visit: Visit) -> dict[str, Any]:
    """The power at a glance; a twin never asks for its pictures."""
    figure = glance_figure(found)
    return {
        "glance": figure,
        "figures": (figure,),
        "glance_pictures": lambda: visit.lab.once(("glance", found), figure.pictures),
    }


def _keep(asked_for: dict[str, str], done: TrialShown | None) -> Keep:
    own = address_of(asked_for)
    return Keep(Kind.RUN, "this run", own) if done else Keep(Kind.SCENARIO, "this design", own)


DESIGN = Page(
    address=ADDRESS,
    title="Design a trial",
    question=DesignQuestion,
    answer=DesignAnswer,
    show=show,
    template="design.html.j2",
    summary="A planned trial, run again and again: its power, what it would find and teach.",
)
