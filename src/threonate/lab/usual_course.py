"""The usual course: the worked example, followed once and kept, because many pages ask of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from threonate.lab.job import Job, State
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.course import Course
    from threonate.lab.laboratory import Laboratory
    from threonate.lab.visit import Visit

KEY = "usual course"
PATIENCE = 3.0
"""Seconds that a page waits for work before it says how far that is."""

GLANCE = 0.02
"""Seconds between two looks."""


def usual_course(visit: Visit, *, then: str) -> Course | Job:
    """Give the worked example, or the work on it, whose answer will be seen at ``then``.

    Raises Refusal where that work failed.
    """
    lab = visit.lab
    if lab.knows(KEY):
        return _followed(lab)
    job = lab.jobs.begin(
        # Whoever asks is brought back to where they asked.
        (KEY, then),
        "Following the worked example",
        lambda job: _follow(lab, job),
        then=then,
        owner=visit.owner,
    )
    return _followed(lab) if finished(job) else job


def _follow(lab: Laboratory, job: Job) -> Course:
    job.tell("Following 500 versions of a person of 60 for twelve weeks.", share=0.1)
    return _followed(lab)


def _followed(lab: Laboratory) -> Course:
    from threonate.explanation.reason import DRAWS
    from threonate.simulation import simulate

    return lab.always(KEY, lambda: simulate(draws=DRAWS))


def finished(job: Job, *, patience: float = PATIENCE) -> bool:
    """Wait a little for a job; raises Refusal where it failed or was stopped."""
    last = time.monotonic() + patience
    while not job.state.is_over and time.monotonic() < last:
        time.sleep(GLANCE)
    if job.state is State.FAILED:
        raise Refusal(job.error)
    if job.state is State.CANCELLED:
        raise Refusal("The work behind this page was stopped; load the page again.")
    return job.state is State.DONE
