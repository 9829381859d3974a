"""A finding sums up what many virtual trials of one design found for one arm and endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.trial.ability import Ability, ability_of, people_for
from threonate.trial.arm import Arm
from threonate.trial.comparison import Comparison
from threonate.trial.design import Analysis, Design
from threonate.trial.endpoint import Endpoint
from threonate.trial.lesson import Lesson, lesson, prospect_of
from threonate.trial.prospect import People, Prospect
from threonate.trial.replicate import Found, Replicates
from threonate.trial.volunteers import Pool

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles of what is found."""

WANTED = (0.8, 0.9)
"""The power and the assurance that people are counted for."""

ENOUGH = 2000
"""Replicates whose errors stand for those of all."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one analysis finds over all that is believed to be possible.

    ``quantiles`` are those of the estimate at ``LEVELS``, ``error`` its mean standard error.
    ``significant`` is the chance of p below alpha in either direction, and ``assurance`` that in
    favour. ``failed`` is the share of trials with too few people left to analyse.
    """

    mean: float
    quantiles: tuple[float, ...]
    error: float
    significant: float
    assurance: float
    failed: float


@dataclass(frozen=True, slots=True)
class Curse:
    """How far significant results mislead: their mean size over the true one, and wrong signs.

    ``found`` is the mean size of significant estimates and ``true`` that of the effects behind
    them. All are None where no replicate was significant, the sign also where nothing is true.
    """

    found: float | None
    true: float | None
    wrong_sign: float | None

    @property
    def exaggeration(self) -> float | None:
        """Significant estimates are this many times as large as what is true."""
        if self.found is None or not self.true:
            return None
        return self.found / self.true


@dataclass(frozen=True, slots=True)
class Size:
    """What finding one effect takes: this trial's ability, and people in each arm by power.

    Both count who drops out, with what that costs; None stands for more than ten million people.
    """

    ability: Ability
    people: Mapping[float, int | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything about one arm and endpoint; the analysis of the design is the one that counts.

    ``true`` are the quantiles of the product's own effect at ``LEVELS``. ``people`` are those in
    each arm by the assurance wanted, and ``prospect`` is what they follow from: assurance counts
    the maker's lean as success. ``positive`` is the chance that the effect itself is above 0, and
    ``positive_if_found`` that once this trial is significant in favour.
    """

    endpoint: Endpoint
    arm: Arm
    true: tuple[float, ...]
    true_mean: float
    outlooks: Mapping[Analysis, Outlook]
    curse: Curse
    sizes: tuple[Size, ...]
    people: Mapping[float, People]
    prospect: Prospect
    positive_if_found: float | None
    lesson: Lesson

    @property
    def most(self) -> float:
        """The assurance of a trial without end."""
        return self.prospect.most

    @property
    def positive(self) -> float:
        """The chance that the product's own effect is above 0."""
        return self.prospect.positive


def find(runs: Replicates, pool: Pool) -> tuple[Finding, ...]:
    """Sum up every endpoint and treated arm, the headline and the first arm first."""
    return tuple(
        _finding(found, arm, runs, pool)
        for found in runs.found
        for arm in range(len(runs.design.treated))
    )


def _finding(found: Found, arm: int, runs: Replicates, pool: Pool) -> Finding:
    design = runs.design
    chosen = found.compared[design.analysis]
    treated = design.treated[arm]
    trials = trials_of(found, arm=arm, design=design)
    prospect = prospect_of(
        found.endpoint, design=design, pool=pool, treated=treated, sd=trials.person_sd
    )
    return Finding(
        endpoint=found.endpoint,
        arm=treated,
        true=tuple(map(float, np.quantile(found.true[:, arm], LEVELS))),
        true_mean=float(found.true[:, arm].mean()),
        outlooks={
            model: _outlook(each, arm, design.alpha) for model, each in found.compared.items()
        },
        curse=_curse(chosen, found.true[:, arm], arm, design.alpha),
        sizes=tuple(_size(effect, trials, treated, design) for effect in found.endpoint.effects),
        people={wanted: prospect.people_for(wanted) for wanted in WANTED},
        prospect=prospect,
        positive_if_found=prospect.positive_if_found(treated.n, design.control.n),
        lesson=lesson(found, arm=arm, runs=runs, pool=pool),
    )


@dataclass(frozen=True, slots=True)
class Trials:
    """How exact the trials of one arm were: true standard ``errors`` and ``freedom``, (r,).

    ``person_sd`` is the SD of one person who stays; it holds what adjustment and further visits
    take away. NaN stands for a trial with too few people left.
    """

    errors: Floats
    freedom: Floats
    person_sd: float


def trials_of(found: Found, *, arm: int, design: Design) -> Trials:
    """Take from the analyses of all replicates how exact they truly were."""
    chosen, plain = found.compared[design.analysis], found.compared[Analysis.CHANGE]
    known = np.isfinite(chosen.spread)
    freedom, variance = chosen.freedom[known], chosen.spread[known] ** 2
    sd = float(np.sqrt(freedom @ variance / freedom.sum())) if known.any() else float("nan")
    # An error in residual SD is what who stayed, and where they stood before, make of it.
    relative = chosen.error[:, arm] / chosen.spread
    # Of the plain change it is sqrt(1/a + 1/b) with a and b who stayed.
    whole = plain.error[:, arm] / plain.spread
    gain = float(np.sqrt(np.mean((relative[known] / whole[known]) ** 2)))
    return Trials(sd * relative, chosen.freedom, sd * gain)


def _outlook(comparison: Comparison, arm: int, alpha: float) -> Outlook:
    estimate, p = comparison.estimate[:, arm], comparison.p[:, arm]
    known = np.isfinite(estimate)
    clear = p < alpha
    quantiles = np.quantile(estimate[known], LEVELS) if known.any() else np.full(5, np.nan)
    return Outlook(
        mean=_mean(estimate[known]),
        quantiles=tuple(map(float, quantiles)),
        error=_mean(comparison.error[known, arm]),
        significant=float(clear.mean()),
        assurance=float((clear & (estimate > 0.0)).mean()),
        failed=float(1.0 - known.mean()),
    )


def _curse(comparison: Comparison, true: Floats, arm: int, alpha: float) -> Curse:
    clear = comparison.p[:, arm] < alpha
    if not clear.any():
        return Curse(None, None, None)
    estimate, behind = comparison.estimate[clear, arm], true[clear]
    return Curse(
        found=float(np.abs(estimate).mean()),
        true=float(np.abs(behind).mean()),
        # Where nothing is true there is no sign to miss.
        wrong_sign=float((estimate * behind < 0.0).mean()) if behind.any() else None,
    )


def _size(effect: float, trials: Trials, treated: Arm, design: Design) -> Size:
    able = ability_of(
        effect,
        errors=trials.errors[:ENOUGH],
        freedom=trials.freedom[:ENOUGH],
        alpha=design.alpha,
    )
    people = {
        wanted: people_for(
            effect,
            sd=trials.person_sd,
            power_wanted=wanted,
            alpha=design.alpha,
            covariates=design.covariates,
            staying=design.staying(treated),
        )
        for wanted in WANTED
    }
    return Size(able, people)


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")
