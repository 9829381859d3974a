"""What a trial of this design printed, beside what the design alone was likely to find."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.studies.effect import STANDARDISED, Censoring, Effect, load_effects
from threonate.studies.posterior import Posterior, load_posterior, weighted_quantiles
from threonate.studies.study import Use, load_studies
from threonate.trial.design import Design
from threonate.trial.endpoint import DomainEndpoint
from threonate.trial.replicate import Found, Replicates

LEVELS = (0.05, 0.5, 0.95)

NEAR = 0.05
"""Weeks by which a visit may differ from the printed one."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed result, in SD, and the same trial run again and again.

    ``found`` is the printed estimate, None where only bounds ``low`` and ``high`` are known.
    ``run`` and ``read`` are the 5, 50 and 95 % quantiles of the estimate over all replicates, and
    over those that would reach readers. ``chance`` is the share of the latter with as much or more
    than was printed, or within the bounds.
    """

    outcome: str
    endpoint: str
    week: float
    found: float | None
    low: float | None
    high: float | None
    run: tuple[float, ...]
    read: tuple[float, ...]
    chance: float


def held_out(design: Design) -> bool:
    """Tell that the study of a design is held out: nothing of what it found is kept or shown."""
    return bool(design.study) and load_studies()[design.study].use is Use.HELDOUT


def printed(runs: Replicates, *, posterior: Posterior | None = None) -> tuple[Printed, ...]:
    """Set each printed difference of a calibration study beside the replicates of its design.

    Those that no endpoint and visit of the design measures are left out. The pooled model has seen
    these results, so agreement is a check of the design and no proof.
    """
    design = runs.design
    if not design.study or load_studies()[design.study].use is not Use.CALIBRATE:
        return ()
    seen = _seen(runs, posterior or load_posterior())
    told = []
    for effect in load_effects():
        place = _place(effect, design)
        if place is not None:
            found = runs.found[place[0]]
            estimates = found.by_visit[:, 0, place[1]]
            if np.isfinite(estimates).any():
                told.append(_beside(effect, found, estimates, seen))
    return tuple(told)


def _place(effect: Effect, design: Design) -> tuple[int, int] | None:
    """The endpoint and visit that measure what was printed."""
    if effect.study != design.study or not effect.use or effect.kind not in STANDARDISED:
        return None
    for i, endpoint in enumerate(design.endpoints):
        for j, week in enumerate(design.visits):
            same = isinstance(endpoint, DomainEndpoint) and endpoint.domain is effect.domain
            if same and effect.week is not None and abs(week - effect.week) < NEAR:
                return i, j
    return None


def _seen(runs: Replicates, posterior: Posterior) -> Floats:
    """How surely each replicate reaches readers, (r,): surely if its headline is in favour."""
    headline = runs.found[0].compared[runs.design.analysis]
    clear = (headline.p[:, 0] < runs.design.alpha) & (headline.estimate[:, 0] > 0.0)
    return np.where(clear, 1.0, posterior.draws["published"][runs.draw])


def _beside(effect: Effect, found: Found, estimates: Floats, seen: Floats) -> Printed:
    known = np.isfinite(estimates)
    values, weights = estimates[known], seen[known] / seen[known].sum()
    bounded = effect.censoring is not Censoring.NONE
    low = -np.inf if effect.low is None else effect.low
    high = np.inf if effect.high is None else effect.high
    size = effect.estimate if effect.estimate is not None else 0.0
    hit = (values > low) & (values < high) if bounded else values >= size
    return Printed(
        outcome=effect.outcome,
        endpoint=found.endpoint.name,
        week=effect.week or 0.0,
        found=effect.estimate,
        low=effect.low,
        high=effect.high,
        run=tuple(map(float, np.quantile(values, LEVELS))),
        read=tuple(map(float, weighted_quantiles(values, levels=LEVELS, weights=weights))),
        chance=float(weights[hit].sum()),
    )
