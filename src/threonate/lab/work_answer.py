"""The work behind an answer that is not there yet: how it stands, and where it is followed."""

from __future__ import annotations

from dataclasses import replace

from threonate.lab.job import Busy, Job, State
from threonate.lab.page import Answer, Shown
from threonate.refusal import Refusal


class WorkAnswer(Answer):
    """Work that is going on; ``share`` is done, 0 to 1, and ``address`` tells it as data."""

    state: State
    share: float
    address: str


class JobAnswer(Answer):
    """How one job stands: ``told`` in words, ``error`` where it failed, ``then`` its answer."""

    id: str
    title: str
    state: State
    share: float
    told: str
    error: str
    then: str


def work_of(job: Job | None) -> WorkAnswer | None:
    """Tell the work behind an answer, if there is any."""
    if job is None:
        return None
    return WorkAnswer(state=job.state, share=round(job.share, 4), address=f"/jobs/{job.id}.json")


def refused(shown: Shown, refusal: Refusal | None) -> Shown:
    """Mark what is shown where its work was not taken up, because too much goes on already."""
    if not isinstance(refusal, Busy):
        return shown
    return replace(shown, errors={**shown.errors, "": str(refusal)}, status=Busy.STATUS)


def job_of(job: Job) -> JobAnswer:
    """Tell one job."""
    return JobAnswer(
        id=job.id,
        title=job.title,
        state=job.state,
        share=round(job.share, 4),
        told=job.told,
        error=job.error,
        then=job.then,
    )
