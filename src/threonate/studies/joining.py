"""A reader's own studies join the pooled answer by weighing the draws that the package brings."""

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal
from threonate.studies.belief import MODELLED, Belief, stated_belief
from threonate.studies.own_study import OwnStudies
from threonate.studies.pooling import Outcome, Pool, outcome_of, trial_of
from threonate.studies.posterior import Posterior, load_posterior
from threonate.studies.response import boast, response
from threonate.studies.weighing import FEWEST, covariance


def own_pool(own: OwnStudies) -> Pool:
    """Pool a reader's own studies; outcomes of domains that are not modelled stay aside.

    Nobody chose them for their result, so none has a headline. Raises Refusal where nothing of
    them can be pooled.
    """
    outcomes = tuple(outcome_of(e) for e in own.effects if e.domain in MODELLED)
    if not outcomes:
        raise Refusal(
            "These studies measured nothing that is pooled; give an outcome in one of "
            f"{', '.join(domain.label for domain in MODELLED)}."
        )
    names = dict.fromkeys(outcome.trial for outcome in outcomes)
    return Pool(tuple(trial_of(own.studies[name]) for name in names), outcomes, ())


def joined(
    own: OwnStudies, *, posterior: Posterior | None = None, belief: Belief | None = None
) -> Posterior:
    """Give the posterior once a reader's own studies are known as well.

    Raises Refusal where they lie so far from all others that too few draws would count.
    """
    pool, held = own_pool(own), posterior or load_posterior()
    told = np.zeros(held.count)
    for trial in pool.trials:
        told += _explained(pool.only(trial.name), held, belief or stated_belief())
    found = held.reweighed(told)
    if found.effective < FEWEST:
        raise Refusal(
            f"Your studies leave {found.effective:.0f} of {held.count} draws, too few to answer: "
            "they lie far from all others, so check their signs and units."
        )
    return found


def _explained(pool: Pool, held: Posterior, belief: Belief) -> Floats:
    """The log likelihood of one trial, with what differs between trials integrated out, (n,)."""
    (trial,) = pool.trials
    more = boast(held.draws, sponsor=trial.sponsor, combination=trial.combination)
    away = np.array([each.low - _own(each, pool, held, belief) - more for each in pool.outcomes])
    sampling, unexplained = covariance(pool.outcomes, belief), _shared(pool.outcomes, belief)
    spread = sampling + held.draws["between"][:, None, None] ** 2 * unexplained
    solved = np.linalg.solve(spread, away.T[:, :, None])[:, :, 0]
    _, size = np.linalg.slogdet(spread)
    return np.asarray(-(np.einsum("ni,in->n", solved, away) + size) / 2.0)


def _own(each: Outcome, pool: Pool, held: Posterior, belief: Belief) -> Floats:
    (trial,) = pool.trials
    return response(
        held.draws,
        domain=each.domain,
        dose=trial.dose,
        week=each.week,
        age=trial.age,
        impaired=trial.impaired,
        belief=belief,
    )


def _shared(outcomes: tuple[Outcome, ...], belief: Belief) -> Floats:
    """How the variance between trials is shared: part by all outcomes, the rest by one domain."""
    same = np.array([[a.domain is b.domain for b in outcomes] for a in outcomes], dtype=float)
    return belief.shared_between + (1.0 - belief.shared_between) * same
