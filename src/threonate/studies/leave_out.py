"""Leaving a trial out and predicting it from the others tells how far pooling can be trusted."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from threonate.engine.record import Floats
from threonate.studies.belief import Belief, convention, stated_belief
from threonate.studies.pooling import Outcome, Pool
from threonate.studies.posterior import weighted_quantiles
from threonate.studies.random_effects import Method
from threonate.studies.random_effects import pool as plain_pool
from threonate.studies.score import covered, crps, crps_normal, log_score
from threonate.studies.weighing import DRAWS, mass, seen_mass, shown, significant, weigh

REDRAWN = 20_000
"""Equal draws for the prediction of a trial that was left out."""


class Predictor(Enum):
    """Who predicts."""

    MODEL = "pooled model"
    NULL = "no effect"
    FIRST = "first positive trial at face value"
    PLAIN = "plain pooling"


@dataclass(frozen=True, slots=True)
class Prediction:
    """How one predictor did on one outcome of a trial that it had not seen; lower is better.

    ``ranked`` is the continuous ranked probability score, and it and the coverage of the 50 and 90
    % intervals are None for an estimate that was not printed: only its bounds can be scored.
    """

    trial: str
    outcome: Outcome
    predictor: Predictor
    log: float
    ranked: float | None = None
    half: bool | None = None
    most: bool | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one predictor did over all outcomes; coverage is the share of printed ones, 0 to 1."""

    predictor: Predictor
    log: float
    ranked: float
    half: float
    most: float
    outcomes: int
    printed: int


def leave_out(
    pool: Pool, *, belief: Belief | None = None, seed: int = 1, draws: int = DRAWS
) -> tuple[Prediction, ...]:
    """Predict each trial of a pool from the others, by the model and by three simpler ways."""
    chosen = belief or stated_belief()
    found: list[Prediction] = []
    for name in pool.reported:
        rest, left = pool.without(name), pool.only(name)
        weighed = weigh(rest, belief=chosen, seed=seed, draws=draws)
        found += _by_model(left, weighed.equal(REDRAWN, seed=seed), chosen, seed)
        for each in left.outcomes:
            found += [_by_normal(each, who, rest) for who in tuple(Predictor)[1:]]
    return tuple(found)


def verdicts(predictions: tuple[Prediction, ...]) -> tuple[Verdict, ...]:
    """Sum up each predictor: mean scores, and coverage."""
    found = []
    for who in Predictor:
        own = [each for each in predictions if each.predictor is who]
        printed = [each for each in own if each.ranked is not None]
        found.append(
            Verdict(
                predictor=who,
                log=float(np.mean([each.log for each in own])),
                ranked=float(np.mean([each.ranked for each in printed])),
                half=float(np.mean([each.half for each in printed])),
                most=float(np.mean([each.most for each in printed])),
                outcomes=len(own),
                printed=len(printed),
            )
        )
    return tuple(found)


def _by_model(left: Pool, draws: dict[str, Floats], belief: Belief, seed: int) -> list[Prediction]:
    """The model predicts a trial as published: seen surely if its headline is significant."""
    (trial,), chance = left.trials, np.random.default_rng([seed, 2])
    found = shown(trial, outcomes=left.outcomes, draws=draws, belief=belief, chance=chance)
    head = next(i for i, each in enumerate(left.outcomes) if each.headline)
    published = draws["published"]
    clear = _clear(left.outcomes[head], found.mean[head], belief)
    seen = clear + published * (1.0 - clear)
    told = []
    for i, each in enumerate(left.outcomes):
        own = published if i == head else None
        told.append(_score(each, found.mean[i], seen, own, belief, chance))
    return told


def _clear(each: Outcome, mean: Floats, belief: Belief) -> Floats:
    """The chance that a headline is significant, given what its own trial would show."""
    sure = {"between": np.zeros(len(mean))}
    return significant(each, mean, sure, belief)


def _score(
    each: Outcome,
    mean: Floats,
    seen: Floats,
    published: Floats | None,
    belief: Belief,
    chance: np.random.Generator,
) -> Prediction:
    """``published`` is the chance of print without significance, for the headline alone."""
    line = belief.threshold * each.error
    if not each.printed:
        inside = mass(each.low, each.high, mean=mean, error=each.error) * seen
        if published is not None:
            inside = seen_mass(each, mean, published, line)
        likely = float(inside.sum() / seen.sum())
        return Prediction(each.trial, each, Predictor.MODEL, log_score(likely))
    replica = mean + each.error * chance.standard_normal(len(mean))
    weights, at = seen, seen
    if published is not None:
        weights = np.where(replica >= line, 1.0, published)
        at = np.ones(len(mean)) if each.low >= line else published
    density = np.exp(-(((each.low - mean) / each.error) ** 2) / 2.0) / (
        each.error * np.sqrt(2.0 * np.pi)
    )
    edges = weighted_quantiles(replica, levels=(0.05, 0.25, 0.75, 0.95), weights=weights)
    return Prediction(
        each.trial,
        each,
        Predictor.MODEL,
        log_score(float((density * at).sum() / seen.sum())),
        ranked=crps(replica, each.low, weights=weights),
        half=covered(each.low, low=edges[1], high=edges[2]),
        most=covered(each.low, low=edges[0], high=edges[3]),
    )


def _by_normal(each: Outcome, who: Predictor, rest: Pool) -> Prediction:
    """A simple predictor believes one normal distribution, with the error of the trial itself."""
    from scipy.special import ndtri

    mean, spread = _simple(who, rest)
    sd = float(np.hypot(spread, each.error))
    if not each.printed:
        inside = mass(each.low, each.high, mean=np.array([mean]), error=sd)
        return Prediction(each.trial, each, who, log_score(float(inside[0])))
    z = (each.low - mean) / sd
    density = np.exp(-z * z / 2.0) / (sd * np.sqrt(2.0 * np.pi))
    return Prediction(
        each.trial,
        each,
        who,
        log_score(float(density)),
        ranked=crps_normal(mean, sd=sd, outcome=each.low),
        half=abs(z) <= float(ndtri(0.75)),
        most=abs(z) <= float(ndtri(0.95)),
    )


def _simple(who: Predictor, rest: Pool) -> tuple[float, float]:
    """Mean and spread of the true effect that a simple predictor believes in."""
    if who is Predictor.NULL:
        return 0.0, 0.0
    if who is Predictor.FIRST:
        return convention("naive_effect"), 0.0
    heads = [each for each in rest.outcomes if each.headline and np.isfinite(each.high)]
    if not heads:
        return 0.0, 0.0
    # A bound is read the way hasty reviews do: as its middle.
    middles = np.array([(each.low + each.high) / 2.0 for each in heads])
    errors = np.array([each.error for each in heads])
    found = plain_pool(middles, errors=errors, method=Method.DERSIMONIAN_LAIRD)
    return found.mean, float(np.hypot(found.error, found.between))
