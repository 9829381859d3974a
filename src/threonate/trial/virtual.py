"""A virtual trial is a design together with all that running it again and again has shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal
from threonate.trial.design import Design
from threonate.trial.finding import LEVELS, Finding, find
from threonate.trial.published import Printed, printed
from threonate.trial.replicate import (
    REPLICATES,
    Progress,
    Replicates,
    check_size,
    replicate,
)
from threonate.trial.volunteers import (
    SHOWN,
    TRUTHS,
    VOLUNTEERS,
    Announce,
    Pool,
    recruit,
    silent,
)

LEAST_REPLICATES = 20


@dataclass(frozen=True, slots=True)
class Level:
    """What one arm does to a level in the body by the end, in per cent: quantiles at ``LEVELS``.

    The mean of all volunteers, over whatever the numbers of body and brain may truly be.
    """

    arm: str
    quantity: str
    quantiles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class VirtualTrial:
    """A design, its volunteers, its replicates, and what they come to, the headline first."""

    design: Design
    pool: Pool
    runs: Replicates
    findings: tuple[Finding, ...]
    printed: tuple[Printed, ...]

    @property
    def headline(self) -> Finding:
        """The first endpoint of the first treated arm."""
        return self.findings[0]

    @property
    def levels(self) -> tuple[Level, ...]:
        """What every arm that takes something does in the body by the last visit."""
        week = self.design.visits[-1]
        return tuple(
            Level(arm.name, quantity, _quantiles(self.pool.mean_change((quantity, arm.name, week))))
            for arm in self.design.arms
            if arm.dose is not None
            for quantity in SHOWN
        )


def virtual_trial(
    design: Design,
    *,
    replicates: int = REPLICATES,
    seed: int = 1,
    volunteers: int = VOLUNTEERS,
    truths: int = TRUTHS,
    announce: Announce = silent,
    progress: Progress = lambda _: None,
    followed: Progress = lambda _: None,
) -> VirtualTrial:
    """Recruit volunteers for a design, run it ``replicates`` times and sum up what it found.

    ``followed`` hears how many volunteers and truths have been followed, and ``progress`` how many
    replicates are run. Raises Refusal for a design that nobody could run. The same seed gives the
    same numbers, and more replicates leave the first ones as they were.
    """
    check_size(design, replicates, seed)
    if replicates < LEAST_REPLICATES:
        raise Refusal(
            f"{replicates:,} replicates were asked for; use {LEAST_REPLICATES} or more, since "
            "fewer give no chances."
        )
    pool = recruit(
        design,
        seed=seed,
        volunteers=volunteers,
        truths=truths,
        announce=announce,
        progress=followed,
    )
    announce(f"Running {replicates:,} trials of {design.people_in_all:,} people.")
    runs = replicate(design, pool, replicates=replicates, seed=seed, progress=progress)
    return VirtualTrial(design, pool, runs, find(runs, pool), printed(runs))


def _quantiles(values: Floats) -> tuple[float, ...]:
    return tuple(map(float, np.quantile(values, LEVELS)))
