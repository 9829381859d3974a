"""The work of a virtual trial: how much of it the lab does, and running it in the background."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from threonate.lab.design_figure import trial_figures
from threonate.lab.design_text import design_text
from threonate.lab.form import Form
from threonate.lab.job import Job
from threonate.lab.laboratory import Laboratory
from threonate.lab.trial_answer import TrialResult
from threonate.lab.trial_figure import drawn
from threonate.lab.trial_result import trial_result
from threonate.refusal import Refusal
from threonate.report.figure.figure import Figure
from threonate.trial.design import Design
from threonate.trial.virtual import virtual_trial
from threonate.trial.volunteers import LEAST_TRUTHS

USUAL = {"replicates": 200, "seed": 1, "volunteers": 300}
LIMITS = {"replicates": (20, 5000), "seed": (0, 1_000_000_000), "volunteers": (50, 2000)}

MOST_MEASUREMENTS = 100_000_000
"""About a minute and a half of one core; the command line takes more."""

FOLLOWED = 0.8
"""The share of the work that following volunteers is taken to be."""


_GROUPED, _WHOLE = re.compile(r"[0-9]{1,3}(,[0-9]{3})+"), re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Size:
    """How often a trial is run, from which seed, and how many volunteers it draws from."""

    replicates: int
    seed: int
    volunteers: int


@dataclass(frozen=True, slots=True)
class TrialWork:
    """One design and the size of the work on it."""

    design: Design
    size: Size

    @property
    def key(self) -> tuple[str, str, Size]:
        """What the answer follows from."""
        return "design", design_text(self.design), self.size

    def do(self, lab: Laboratory, job: Job) -> None:
        """Run the trial and keep what it came to; stopping takes effect between steps."""
        replicates = self.size.replicates
        # Volunteers, a typical person with every truth, and that person as stated.
        people = self.size.volunteers + max(self.size.volunteers, LEAST_TRUTHS) + 1

        def followed(done: int) -> None:
            job.tell(f"{done:,} of {people:,} people are followed.", share=FOLLOWED * done / people)

        def progress(done: int) -> None:
            share = FOLLOWED + (0.98 - FOLLOWED) * done / replicates
            job.tell(f"{done:,} of {replicates:,} trials are run.", share=share)

        job.tell("Recruiting.", share=0.0)
        found = virtual_trial(
            self.design,
            replicates=replicates,
            seed=self.size.seed,
            volunteers=self.size.volunteers,
            truths=max(self.size.volunteers, LEAST_TRUTHS),
            announce=job.tell,
            followed=followed,
            progress=progress,
        )
        result = trial_result(found)
        job.tell("Drawing.", share=0.98)
        shown = trial_figures(result)
        lab.once(self.key, lambda: TrialShown(result, shown, drawn(shown)))


@dataclass(frozen=True, slots=True)
class TrialShown:
    """A result with its figures and their pictures, for a desk and for a phone."""

    result: TrialResult
    figures: tuple[Figure, ...]
    pictures: Mapping[str, tuple[str, str]]


def read_size(typed: Mapping[str, str], design: Design | None, form: Form) -> Size | None:
    """Read how much work is asked for; nothing where that is too much, which the form tells."""
    found = {}
    for name, usual in USUAL.items():
        found[name] = usual
        text = typed.get(name, "").strip()
        if text:
            with form.field(name):
                found[name] = _whole(name, text)
    if design is not None and "replicates" not in form.errors:
        with form.field("replicates"):
            _check_work(design, found["replicates"])
    return None if form.errors else Size(**found)


def _whole(name: str, text: str) -> int:
    low, high = LIMITS[name]
    digits = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if not _WHOLE.fullmatch(digits) or not low <= int(digits) <= high:
        raise Refusal(f"'{text[:40]}' was given; use a whole number from {low:,} to {high:,}.")
    return int(digits)


def _check_work(design: Design, replicates: int) -> None:
    one = design.people_in_all * (len(design.visits) + 1) * len(design.endpoints)
    if replicates * one > MOST_MEASUREMENTS:
        raise Refusal(
            f"{replicates:,} such trials make {replicates * one:,} measurements, and the lab stops "
            f"at {MOST_MEASUREMENTS:,}; run it fewer times, or use 'threonate trial'."
        )
