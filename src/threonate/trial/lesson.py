"""A lesson is what a trial would teach: how much narrower an interval is expected to become."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats, Integers
from threonate.evidence.parameter import load_room
from threonate.studies.belief import Belief, stated_belief
from threonate.studies.posterior import Posterior, load_posterior
from threonate.studies.prediction import placebo
from threonate.studies.response import boast, response
from threonate.trial.arm import Arm
from threonate.trial.design import Design
from threonate.trial.endpoint import DomainEndpoint, Endpoint, QuantityEndpoint
from threonate.trial.prospect import Prospect
from threonate.trial.replicate import Found, Replicates
from threonate.trial.smooth import Smooth
from threonate.trial.volunteers import Pool

LEVELS = (0.05, 0.95)

SETTLED = 0.95
"""A question is settled once one answer is this likely."""

SHARP = 30.0
"""With fewer draws than this to carry a result, a trial is sharper than they can tell."""

AT_ONCE = 100
"""Replicates that are weighed together."""


@dataclass(frozen=True, slots=True)
class Translation:
    """Whether threonate does in a human brain what it does in a rat's, before and after a trial.

    ``if_true`` and ``if_false`` are the mean chances that are given to it after trials in worlds
    in which it does and does not; ``settled`` is the share of trials after which it, or its
    opposite, is 95 % sure. None where no draw of the world has it so.
    """

    before: float
    if_true: float | None
    if_false: float | None
    settled: float


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a trial would teach about the true effect of one arm on one endpoint, in its unit.

    ``before`` are the ends of the 90 % interval that is believed now, ``width`` the expected width
    of the interval after the trial. ``translation`` is None for tests, which the mechanism does not
    reach. ``carried`` is how many draws of the truth a typical result leaves in play.
    """

    before: tuple[float, float]
    width: float
    translation: Translation | None
    carried: float

    @property
    def is_sharp(self) -> bool:
        """The trial is sharper than so many draws can tell."""
        return self.carried < SHARP

    @property
    def shrinks_to(self) -> float:
        """The expected width relative to that of now."""
        now = self.before[1] - self.before[0]
        return self.width / now if now > 0.0 else 1.0


def prospect_of(
    endpoint: Endpoint,
    *,
    design: Design,
    pool: Pool,
    treated: Arm,
    sd: float,
    posterior: Posterior | None = None,
    belief: Belief | None = None,
) -> Prospect:
    """Give all that is believed of an arm on an endpoint, and what trials of it aim at."""
    known, believed = posterior or load_posterior(), belief or stated_belief()
    if isinstance(endpoint, QuantityEndpoint):
        truth = _levels(endpoint, design, pool, treated)
        aimed, between, weights = truth, 0.0 * truth, np.full(len(truth), 1.0 / len(truth))
    else:
        truth, aimed, between = _domain(endpoint, design, pool, treated, known, believed)
        aimed, weights = aimed + _hope(endpoint, design, treated), known.weights
    return Prospect(
        truth,
        aimed,
        between,
        weights,
        sd=sd,
        alpha=design.alpha,
        staying=design.staying(treated),
        covariates=design.covariates,
    )


def _hope(endpoint: DomainEndpoint, design: Design, treated: Arm) -> float:
    """What people who find out what they take add to a difference, on average."""
    share = load_room("threonate.trial")["trial.expectation"].value * design.unblinded
    sides = float(treated.dose is not None) - float(design.control.dose is not None)
    return 2.0 * sides * share * placebo(endpoint.domain, weeks=design.visits[-1])


def lesson(
    found: Found,
    *,
    arm: int,
    runs: Replicates,
    pool: Pool,
    posterior: Posterior | None = None,
    belief: Belief | None = None,
) -> Lesson:
    """Weigh all that is believed by each replicate's result of treated arm ``arm`` (from 0).

    The truth that made a result has no say in it; it would always agree too well.
    """
    design, known = runs.design, posterior or load_posterior()
    treated = design.treated[arm]
    comparison = found.compared[design.analysis]
    result = comparison.estimate[:, arm], comparison.error[:, arm]
    if isinstance(found.endpoint, QuantityEndpoint):
        truth = _levels(found.endpoint, design, pool, treated)
        prior = np.full(len(truth), 1.0 / len(truth))
        _, carried = weighed(truth, truth, 0.0 * truth, prior, *result, maker=runs.body)
        smooth = Smooth.of(truth, pool.translates)
        width, chance = smooth.weighed(*result, maker=runs.body)
        told = _translation(pool.translates, chance, runs) if treated.has_threonate else None
        return Lesson(_ends(truth, prior), width, told, carried)
    truth, aimed, between = _domain(
        found.endpoint, design, pool, treated, known, belief or stated_belief()
    )
    width, carried = weighed(truth, aimed, between, known.weights, *result, maker=runs.draw)
    return Lesson(_ends(truth, known.weights), width, None, carried)


def _levels(endpoint: QuantityEndpoint, design: Design, pool: Pool, treated: Arm) -> Floats:
    """The mean difference of an arm from the control for each truth, (k,)."""

    def mean(arm: Arm) -> Floats | float:
        if arm.dose is None:
            return 0.0
        return pool.mean_change((endpoint.quantity, arm.name, design.visits[-1]))

    return np.asarray(mean(treated) - mean(design.control))


def _domain(
    endpoint: DomainEndpoint,
    design: Design,
    pool: Pool,
    treated: Arm,
    posterior: Posterior,
    belief: Belief,
) -> tuple[Floats, Floats, Floats]:
    """For each draw: the difference in mean volunteers, what a trial aims at, and its spread."""
    draws = posterior.draws

    def of(arm: Arm) -> tuple[Floats | float, float]:
        if not arm.is_pooled or arm.dose is None:
            return 0.0, 0.0
        effect = response(
            draws,
            domain=endpoint.domain,
            dose=arm.dose.compound_per_weight(pool.weight, salt=arm.salt).mean()
            * design.mean_adherence,
            week=design.visits[-1],
            age=float(pool.age.mean()),
            impaired=float(design.people.impaired),
            belief=belief,
        )
        return effect, 1.0

    (effect, takes), (other, also) = of(treated), of(design.control)
    truth = endpoint.scale * np.asarray(effect - other)
    truth = np.broadcast_to(truth, posterior.weights.shape)
    more = boast(draws, sponsor=design.sponsor, combination=float(design.combination))
    share = endpoint.scale * (takes - also)
    return truth, truth + share * more, np.abs(share) * draws["between"]


def weighed(
    truth: Floats,
    aimed: Floats,
    between: Floats,
    prior: Floats,
    estimate: Floats,
    error: Floats,
    *,
    maker: Integers,
) -> tuple[float, float]:
    """The mean width of the interval of ``truth`` after a result, and the draws that carry it.

    ``maker`` (r,) is the draw that made each result, which is left out.
    """
    order = np.argsort(truth, kind="stable")
    place = np.argsort(order)[maker]
    truth, aimed, between, prior = (each[order] for each in (truth, aimed, between, prior))
    usable = np.flatnonzero(np.isfinite(estimate) & np.isfinite(error))
    widths, carried = np.zeros(len(estimate)), np.zeros(len(estimate))
    for begin in range(0, len(usable), AT_ONCE):
        some = usable[begin : begin + AT_ONCE]
        spread = np.sqrt(error[some, None] ** 2 + between**2)
        told = -0.5 * ((estimate[some, None] - aimed) / spread) ** 2 - np.log(spread)
        told[np.arange(len(some)), place[some]] = -np.inf
        weights = prior * np.exp(told - told.max(axis=1, keepdims=True))
        weights /= weights.sum(axis=1, keepdims=True)
        passed = np.cumsum(weights, axis=1)
        low, high = (
            truth[np.minimum((passed < level).sum(axis=1), len(truth) - 1)] for level in LEVELS
        )
        widths[some], carried[some] = high - low, 1.0 / np.square(weights).sum(axis=1)
    if not len(usable):
        return float("nan"), 0.0
    return float(widths[usable].mean()), float(np.median(carried[usable]))


def _ends(truth: Floats, prior: Floats) -> tuple[float, float]:
    order = np.argsort(truth)
    passed = np.cumsum(prior[order])
    low, high = (
        float(truth[order][min(int((passed < level).sum()), len(truth) - 1)]) for level in LEVELS
    )
    return low, high


def _translation(flags: Floats, chance: Floats, runs: Replicates) -> Translation:
    """How sure one becomes, in worlds where it is so and where it is not."""
    so = flags[runs.body] > 0.5
    known = np.isfinite(chance)

    def mean(where: np.typing.NDArray[np.bool_]) -> float | None:
        return float(chance[where].mean()) if where.any() else None

    sure = np.maximum(chance[known], 1.0 - chance[known]) >= SETTLED
    return Translation(
        before=float(flags.mean()),
        if_true=mean(so & known),
        if_false=mean(~so & known),
        settled=float(sure.mean()),
    )
