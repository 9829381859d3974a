"""Following is the work behind a dose that is followed: begun once, kept, and told as it goes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from threonate.lab.follow_question import FollowQuestion, link
from threonate.lab.form import Form
from threonate.lab.scenario import Scenario, read_scenario
from threonate.lab.usual_course import finished
from threonate.lab.visit import Visit
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.lab.followed import Followed, Tell
    from threonate.lab.job import Job
    from threonate.lab.laboratory import Laboratory

PATIENCE = 60.0
"""Seconds that an answer is waited for where somebody says so."""


def usual(lab: Laboratory) -> Followed:
    """The article's regimen in a woman of 60, followed once for every page that shows it."""
    scenario = read_scenario({}, Form())
    assert scenario is not None  # noqa: S101 - an empty form is right
    return _told(lab.always(_key(scenario), partial(_follow, scenario, _silent)))


def _silent(words: str, share: float) -> None:
    """Say nothing."""


def _key(scenario: Scenario) -> Hashable:
    return ("followed", scenario.key)


def begun(question: FollowQuestion, scenarios: Sequence[Scenario], visit: Visit) -> Job | None:
    """The work on what was not computed yet, if it still goes on after it was waited for."""
    lab = visit.lab
    missing = [each for each in scenarios if not lab.knows(_key(each))]
    if not missing:
        return None
    job = lab.jobs.begin(
        tuple(_key(each) for each in missing),
        "Following the dose",
        partial(_work, lab, missing),
        then=link(question),
        owner=visit.owner,
    )
    if question.wait:
        lab.jobs.wait_for(job, patience=PATIENCE)
    return None if finished(job, patience=0.0) else job


def _work(lab: Laboratory, scenarios: Sequence[Scenario], job: Job) -> None:
    """Follow each scenario in turn, and say how far all of it is."""
    for done, each in enumerate(scenarios):
        name = f" ({each.name})" if len(scenarios) > 1 else ""

        def tell(words: str, share: float, done: int = done, name: str = name) -> None:
            whole = (done + share) / len(scenarios)
            job.tell(f"{words}{name}" if words else "", share=whole)

        lab.once(_key(each), partial(_follow, each, tell))


def found_of(scenario: Scenario, lab: Laboratory) -> Followed:
    """What was found of a scenario; raises Refusal for what cannot be simulated."""
    return _told(lab.once(_key(scenario), partial(_follow, scenario, _silent)))


def _told(found: Followed | Refusal) -> Followed:
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
