"""Published numbers of a room beside what the model says, which is asked in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from threonate.lab.job import Job
from threonate.lab.missing import thing_address
from threonate.lab.usual_course import finished
from threonate.lab.visit import Visit

if TYPE_CHECKING:
    from threonate.validation import Anchor, Verdict

SEED = 1


class AnchorLine(BaseModel):
    """One published number with its band, and the model's answer where it was asked."""

    model_config = ConfigDict(frozen=True)

    id: str
    quantity: str
    unit: str
    published: float | None
    published_sd: float | None
    accept_low: float
    accept_high: float
    because: str
    use: str
    clean: bool
    note: str
    source: str
    source_address: str
    simulated: float | None = None
    low: float | None = None
    high: float | None = None
    passed: bool | None = None


def anchors_of(room: str) -> tuple[Anchor, ...]:
    """The published numbers of a room."""
    from threonate.validation import load_anchors

    return tuple(anchor for anchor in load_anchors().values() if anchor.room == room)


def verdicts_of(room: str, visit: Visit, *, asked: bool) -> tuple[Verdict, ...] | Job | None:
    """Give what the model answered, or the work on it; None where nobody asked yet.

    Raises Refusal where that work failed.
    """
    lab, key = visit.lab, ("anchors", room)
    if not lab.knows(key):
        if not asked:
            return None
        job = lab.jobs.begin(
            key,
            f"Asking the model for {len(anchors_of(room))} published numbers",
            lambda job: lab.once(key, lambda: _judged(room, job)),
            then=f"/rooms/{room}?check=yes",
            owner=visit.owner,
        )
        if not finished(job, patience=1.0):
            return job
    return lab.once(key, lambda: _judged(room, None))


def _judged(room: str, job: Job | None) -> tuple[Verdict, ...]:
    from threonate.validation.verdict import DRAWS, judge, stated_and_doubted

    drawn, anchors = stated_and_doubted(DRAWS, seed=SEED), anchors_of(room)
    found = []
    for place, anchor in enumerate(anchors):
        if job is not None:
            job.tell(anchor.quantity, share=place / len(anchors))
        found.append(judge(anchor, drawn))
    return tuple(found)


def line_of(anchor: Anchor, verdict: Verdict | None) -> AnchorLine:
    """Tell one published number, with the model's answer where there is one."""
    from threonate.answer.number import finite

    answered = {}
    if verdict is not None:
        answered = {
            "simulated": finite(verdict.simulated),
            "low": finite(verdict.low),
            "high": finite(verdict.high),
        }
    return AnchorLine(
        id=anchor.id,
        quantity=anchor.quantity,
        unit="" if anchor.unit == "1" else anchor.unit,
        published=anchor.published,
        published_sd=anchor.published_sd,
        accept_low=anchor.accept_low,
        accept_high=anchor.accept_high,
        because=anchor.accept_because,
        use=anchor.use.value,
        clean=anchor.clean,
        note=anchor.note,
        source=anchor.study,
        source_address=thing_address(anchor.study),
        passed=None if verdict is None else verdict.passed,
        **answered,
    )
