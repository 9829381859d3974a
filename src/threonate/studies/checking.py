"""A fit is checked against the data it saw, against itself without a trial, and by prediction."""

import numpy as np

from threonate.studies.belief import MODELLED, Belief, stated_belief
from threonate.studies.leave_out import leave_out, verdicts
from threonate.studies.model import Fit
from threonate.studies.pooling import Outcome, Pool
from threonate.studies.posterior import VERSION, Record
from threonate.studies.weighing import weigh

UNREPORTED = "unreported"
"""The name under which the trials that never reported are left out together."""


def record_of(
    fit: Fit, *, pool: Pool, date: str, belief: Belief | None = None, seed: int = 1
) -> Record:
    """Write down how a fit came about and how it did.

    Trials are left out by weighing draws of the belief, which agrees with the sampler and is quick.
    """
    chosen = belief or stated_belief()
    return Record(
        model=VERSION,
        date=date,
        seed=fit.seed,
        data=pool.digest(chosen),
        sampled=len(fit.draws["between"]),
        settling=fit.settling,
        effective=fit.effective,
        divergences=fit.divergences,
        checks=predictive_checks(fit, pool),
        influence=influence(pool, belief=chosen, seed=seed),
        scores=_scores(pool, chosen, seed),
    )


def predictive_checks(fit: Fit, pool: Pool) -> dict[str, float]:
    """Give, for each outcome, how often trials made by the fitted model find as much as was found.

    For a printed estimate that is the chance of as much or more; for a bound, of staying within.
    """
    found = {}
    for each, replica in zip(pool.outcomes, fit.replicas, strict=True):
        low, high = (each.low, np.inf) if each.printed else (each.low, each.high)
        found[label_of(each)] = float(np.mean((replica >= low) & (replica <= high)))
    return found


def label_of(outcome: Outcome) -> str:
    """Name an outcome by trial, domain and week."""
    return f"{outcome.trial} {outcome.domain.value} week {outcome.week:g}"


def influence(
    pool: Pool, *, belief: Belief | None = None, seed: int = 1
) -> dict[str, dict[str, float]]:
    """Give the mean effect on each domain without each trial, and without the unreported ones."""
    rests = {name: pool.without(name) for name in pool.reported}
    silent = {each.trial for each in pool.unreported}
    if silent:
        rest = pool
        for name in sorted(silent):
            rest = rest.without(name)
        rests[UNREPORTED] = rest
    found = {}
    for name, rest in rests.items():
        weighed = weigh(rest, belief=belief, seed=seed)
        found[name] = {domain.value: weighed.mean(domain.value) for domain in MODELLED}
    return found


def _scores(pool: Pool, belief: Belief, seed: int) -> tuple[dict[str, float | str], ...]:
    return tuple(
        {
            "predictor": each.predictor.value,
            "log": each.log,
            "crps": each.ranked,
            "covered_50": each.half,
            "covered_90": each.most,
            "outcomes": each.outcomes,
            "printed": each.printed,
        }
        for each in verdicts(leave_out(pool, belief=belief, seed=seed))
    )
