"""Weighing answers the pooled model without a sampler: beliefs are drawn and weighed by the data.

Few trials inform the model, so draws from the belief alone, each weighed by how well it explains
what trials found, give the same answer as the sampler. It is quick enough to leave a trial out,
to change a prior, or to add a trial of one's own; a test holds it against the sampler.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal
from threonate.studies.belief import Belief, prior_draws, stated_belief
from threonate.studies.pooling import Outcome, Pool, Trial
from threonate.studies.response import Draws, boast, response

DRAWS = 400_000
FEWEST = 100.0
"""The effective number of draws below which an answer is refused."""

LEAST = 1e-300


@dataclass(frozen=True, slots=True)
class Weighed:
    """Draws of every quantity, (n,) each by name, and their weights, (n,), which add to one."""

    draws: Draws
    weights: Floats

    @property
    def effective(self) -> float:
        """The number of equal draws that would be as exact: Kish 1965, Survey Sampling."""
        return float(1.0 / (self.weights**2).sum())

    def mean(self, name: str) -> float:
        """Give the mean of a quantity."""
        return float(self.weights @ self.draws[name])

    def sd(self, name: str) -> float:
        """Give the standard deviation of a quantity."""
        away = self.draws[name] - self.mean(name)
        return float(np.sqrt(self.weights @ away**2))

    def equal(self, count: int, *, seed: int) -> dict[str, Floats]:
        """Draw again in proportion to the weights: ``count`` draws that weigh the same."""
        # A comb of evenly spaced points adds the least noise: Kitagawa 1996, J Comput Graph Stat.
        start = np.random.default_rng(seed).uniform()
        edges = np.cumsum(self.weights)
        chosen = np.searchsorted(edges / edges[-1], (start + np.arange(count)) / count)
        return {name: values[chosen] for name, values in self.draws.items()}


def weigh(
    pool: Pool,
    *,
    belief: Belief | None = None,
    draws: int = DRAWS,
    seed: int = 1,
    fewest: float = FEWEST,
) -> Weighed:
    """Give the belief once the pool is known.

    Raises Refusal where the data are so far from the belief that fewer than ``fewest`` draws count.
    """
    chosen = belief or stated_belief()
    held = prior_draws(chosen, draws=draws, seed=seed)
    chance = np.random.default_rng([seed, 1])
    told = np.zeros(draws)
    for trial in pool.trials:
        told += explained(trial, pool=pool, draws=held, belief=chosen, chance=chance)
    weights = np.exp(told - told.max())
    found = Weighed(held, weights / weights.sum())
    if found.effective < fewest:
        raise Refusal(
            "These trials are so far from what was believed that weighing cannot tell what follows;"
            " use 'threonate evidence fit'."
        )
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """What one trial would show, for each of its outcomes, (outcomes, n).

    ``expected`` leaves out what differs between trials by chance, ``mean`` has it.
    """

    expected: Floats
    mean: Floats


def shown(
    trial: Trial,
    *,
    outcomes: Sequence[Outcome],
    draws: Draws,
    belief: Belief,
    chance: np.random.Generator,
) -> Shown:
    """Let one trial happen once for each draw, without the error of a small sample."""
    count = len(draws["onset"])
    age = trial.age + trial.age_sd * chance.standard_normal(count)
    dose = trial.dose * np.exp(trial.dose_sdlog * chance.standard_normal(count))
    spread = draws["between"] * np.sqrt(belief.shared_between)
    rest = draws["between"] * np.sqrt(1.0 - belief.shared_between)
    shared = spread * chance.standard_normal(count)
    own = {each.domain: rest * chance.standard_normal(count) for each in outcomes}
    more = boast(draws, sponsor=trial.sponsor, combination=trial.combination)
    expected = np.array(
        [
            response(
                draws,
                domain=each.domain,
                dose=dose,
                week=each.week,
                age=age,
                impaired=trial.impaired,
                belief=belief,
            )
            + more
            for each in outcomes
        ]
    ).reshape(len(outcomes), count)
    away = np.array([shared + own[each.domain] for each in outcomes]).reshape(expected.shape)
    return Shown(expected, expected + away)


def explained(
    trial: Trial, *, pool: Pool, draws: Draws, belief: Belief, chance: np.random.Generator
) -> Floats:
    """Give the log likelihood of what one trial found, or of its silence, for each draw, (n,)."""
    outcomes = [each for each in pool.outcomes if each.trial == trial.name]
    silent = [each for each in pool.unreported if each.trial == trial.name]
    found = shown(trial, outcomes=[*outcomes, *silent], draws=draws, belief=belief, chance=chance)
    told = _printed(outcomes, found.mean, belief)
    for each, mean, expected in zip(outcomes, found.mean, found.expected, strict=False):
        if each.headline:
            told += _selected(each, mean, expected, draws, belief)
        elif not each.printed:
            told += np.log(mass(each.low, each.high, mean=mean, error=each.error))
    for each, expected in zip(silent, found.expected[len(outcomes) :], strict=True):
        seen = significant(each, expected, draws, belief)
        told += np.log((1.0 - draws["published"]) * (1.0 - seen) + LEAST)
    return told


def _printed(outcomes: Sequence[Outcome], mean: Floats, belief: Belief) -> Floats:
    """How well the printed estimates of one trial are explained, up to a constant."""
    chosen = [i for i, each in enumerate(outcomes) if each.printed]
    if not chosen:
        return np.zeros(mean.shape[1])
    spread = covariance([outcomes[i] for i in chosen], belief)
    away = np.array([outcomes[i].low for i in chosen])[:, None] - mean[chosen]
    distance = np.einsum("in,in->n", away, np.linalg.solve(spread, away))
    return np.asarray(-distance / 2.0)


def covariance(outcomes: Sequence[Outcome], belief: Belief) -> Floats:
    """Give the covariance of the sampling errors of printed estimates, (n, n).

    Two visits share people, and so do two outcomes; different trials share nothing.
    """
    found = np.diag([each.error**2 for each in outcomes])
    for i, one in enumerate(outcomes):
        for j, other in enumerate(outcomes):
            if i == j or one.trial != other.trial:
                continue
            shared = belief.outcome_correlation if one.domain is not other.domain else 1.0
            if one.week != other.week:
                shared *= belief.repeat_correlation
            found[i, j] = shared * one.error * other.error
    return found


def _selected(
    each: Outcome, mean: Floats, expected: Floats, draws: Draws, belief: Belief
) -> Floats:
    """A trial is seen surely if its headline is significant, and else by the chance of that."""
    line, chance = belief.threshold * each.error, draws["published"]
    if each.printed:
        told = np.zeros(len(mean)) if each.low >= line else np.log(chance)
    else:
        told = np.log(seen_mass(each, mean, chance, line))
    clear = significant(each, expected, draws, belief)
    return np.asarray(told - np.log(clear + chance * (1.0 - clear)))


def seen_mass(each: Outcome, mean: Floats, chance: Floats, line: float) -> Floats:
    """The chance of an estimate within bounds that is also published."""
    above = mass(max(each.low, line), max(each.high, line), mean=mean, error=each.error)
    below = mass(min(each.low, line), min(each.high, line), mean=mean, error=each.error)
    return above + chance * below


def significant(
    each: Outcome, expected: Floats, draws: Mapping[str, Floats], belief: Belief
) -> Floats:
    """The chance that a headline comes out significant and positive."""
    from scipy.special import ndtr

    spread = np.sqrt(each.error**2 + draws["between"] ** 2)
    return np.asarray(ndtr((expected - belief.threshold * each.error) / spread))


def mass(low: float, high: float, *, mean: Floats, error: float) -> Floats:
    """The chance of an estimate between two bounds."""
    from scipy.special import ndtr

    return np.asarray(ndtr((high - mean) / error) - ndtr((low - mean) / error)) + LEAST
