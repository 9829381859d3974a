"""The pooled model: one effect per domain behind trials that differ, boast and go unreported.

An effect grows with dose and time, changes with age and impairment, and is joined in a trial by
what its other ingredients add, by what its sponsor adds, and by what nobody can explain. Practice
and placebo act in both arms and cancel. NumPyro samples it; nothing else here needs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal
from threonate.studies.belief import FOLLOWING, MODELLED, QUANTITIES, Belief, stated_belief
from threonate.studies.pooling import Outcome, Pool
from threonate.studies.response import DECADE
from threonate.studies.weighing import covariance

CHAINS, WARMUP, KEPT = 4, 1000, 2000
CAREFUL = 0.97
"""The acceptance that the sampler aims for: high, because spreads near zero make narrow places."""

LEAST = 1e-12
"""The smallest chance whose logarithm is taken."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The outcomes of a pool as arrays: which trial, which domain, when, how exact."""

    trial: Any
    domain: Any
    pair: Any
    week: Floats
    error: Floats
    printed: Any
    bounded: Any
    headline: Any

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], pool: Pool) -> Layout:
        """Lay outcomes out; a pair is one domain of one trial."""
        names = [trial.name for trial in pool.trials]
        pairs = list(dict.fromkeys((each.trial, each.domain) for each in outcomes))
        printed = np.array([each.printed for each in outcomes], dtype=bool)
        return cls(
            trial=np.array([names.index(each.trial) for each in outcomes], dtype=int),
            domain=np.array([MODELLED.index(each.domain) for each in outcomes], dtype=int),
            pair=np.array([pairs.index((each.trial, each.domain)) for each in outcomes], dtype=int),
            week=np.array([each.week for each in outcomes]),
            error=np.array([each.error for each in outcomes]),
            printed=np.flatnonzero(printed),
            bounded=np.flatnonzero(~printed),
            headline=np.flatnonzero([each.headline for each in outcomes]),
        )


@dataclass(frozen=True, slots=True)
class Fit:
    """Draws of every quantity, (n,) each by name, with how well the sampler did.

    ``settling`` is the largest R-hat, ``effective`` the smallest effective sample size over all
    quantities, ``divergences`` how many steps went astray. ``replicas`` holds, for every outcome
    of the pool, estimates that the same trials could have found, (outcomes, n).
    """

    draws: Mapping[str, Floats]
    replicas: Floats
    settling: float
    effective: float
    divergences: int
    seed: int


def observed(outcomes: Sequence[Outcome]) -> dict[str, Floats]:
    """What the outcomes say, with infinite bounds far away enough to count as such."""
    far = 1e3
    return {
        "low": np.clip([each.low for each in outcomes], -far, far),
        "high": np.clip([each.high for each in outcomes], -far, far),
    }


def model(pool: Pool, belief: Belief, data: Mapping[str, Any], unreported: Any) -> None:
    """State the model to NumPyro; ``unreported`` is 1 for each node that stayed silent."""
    import jax.numpy as jnp
    import numpyro

    layout = Layout.of(pool.outcomes, pool)
    silent = Layout.of(pool.unreported, pool)
    drawn = _priors(belief)
    trials = _trials(pool)
    expected = _expected(layout, drawn, trials, belief)
    pairs = int(layout.pair.max()) + 1 if len(layout.pair) else 0
    mean = expected + _unexplained(layout, len(pool.trials), pairs, drawn["between"], belief)
    numpyro.deterministic("mean", mean)
    if len(layout.printed):
        _see_printed(layout, pool, mean, data["low"], belief)
    plain = np.setdiff1d(layout.bounded, layout.headline)
    if len(plain):
        inside = _mass(data["low"][plain], data["high"][plain], mean[plain], layout.error[plain])
        numpyro.factor("bounded", jnp.log(inside).sum())
    _select(layout, mean, expected, drawn, data, belief)
    if len(silent.trial):
        there = _expected(silent, drawn, trials, belief)
        shown = _significant(there, silent.error, drawn["between"], belief)
        hidden = (1.0 - drawn["published"]) * (1.0 - shown)
        chance = jnp.where(unreported > 0, hidden, 1.0 - hidden)
        numpyro.factor("unreported", jnp.log(jnp.clip(chance, LEAST)).sum())


def _priors(belief: Belief) -> dict[str, Any]:
    import jax.numpy as jnp
    import numpyro
    from numpyro import distributions as dist

    def normal(name: str, mean: float, sd: float) -> Any:
        raw = numpyro.sample(f"{name}_raw", dist.Normal(0.0, 1.0))
        return numpyro.deterministic(name, mean + sd * raw)

    composite = normal(MODELLED[0].value, belief.composite_mean, belief.composite_sd)
    effects = [composite]
    effects += [normal(each.value, composite, belief.domain_sd) for each in FOLLOWING]
    found = {
        "effects": jnp.stack(effects),
        "age": normal("age", 0.0, belief.age_sd),
        "impairment": normal("impairment", 0.0, belief.impairment_sd),
        "combination": normal("combination", belief.combination_mean, belief.combination_sd),
    }
    for name in ("onset", "half_dose"):
        median, sdlog = getattr(belief, f"{name}_median"), getattr(belief, f"{name}_sdlog")
        raw = numpyro.sample(f"{name}_raw", dist.Normal(0.0, 1.0))
        found[name] = numpyro.deterministic(name, median * jnp.exp(sdlog * raw))
    for name in ("sponsor", "between"):
        found[name] = numpyro.sample(name, dist.HalfNormal(getattr(belief, f"{name}_scale")))
    chance = dist.Beta(belief.published_successes, belief.published_failures)
    return found | {"published": numpyro.sample("published", chance)}


def _trials(pool: Pool) -> dict[str, Any]:
    """What was not stated about a trial is drawn as well."""
    import jax.numpy as jnp
    import numpyro
    from numpyro import distributions as dist

    stated = {
        name: np.array([getattr(trial, name) for trial in pool.trials])
        for name in ("sponsor", "combination", "impaired", "age", "age_sd", "dose", "dose_sdlog")
    }
    away = dist.Normal(jnp.zeros(len(pool.trials)), 1.0).to_event(1)
    age = stated["age"] + stated["age_sd"] * numpyro.sample("age_away", away)
    dose = stated["dose"] * jnp.exp(stated["dose_sdlog"] * numpyro.sample("dose_away", away))
    return stated | {"age": age, "dose": dose}


def _expected(
    layout: Layout, drawn: Mapping[str, Any], trials: Mapping[str, Any], belief: Belief
) -> Any:
    """The effect that each outcome shows in a trial of endless size, by expectation."""
    import jax.numpy as jnp

    own = {name: values[layout.trial] for name, values in trials.items()}
    half, usual = drawn["half_dose"], belief.usual_dose
    dose = own["dose"] / (own["dose"] + half) * (usual + half) / usual
    time = -jnp.expm1(-layout.week / drawn["onset"])
    decades = (own["age"] - belief.reference_age) / DECADE
    people = jnp.exp(drawn["age"] * decades + drawn["impairment"] * own["impaired"])
    boast = own["combination"] * drawn["combination"] + own["sponsor"] * drawn["sponsor"]
    return drawn["effects"][layout.domain] * dose * time * people + boast


def _unexplained(layout: Layout, trials: int, pairs: int, between: Any, belief: Belief) -> Any:
    import jax.numpy as jnp
    import numpyro
    from numpyro import distributions as dist

    one = numpyro.sample("trial_away", dist.Normal(jnp.zeros(trials), 1.0).to_event(1))
    both = numpyro.sample("pair_away", dist.Normal(jnp.zeros(max(pairs, 1)), 1.0).to_event(1))
    shared = belief.shared_between
    return between * (
        jnp.sqrt(shared) * one[layout.trial] + jnp.sqrt(1.0 - shared) * both[layout.pair]
    )


def _see_printed(layout: Layout, pool: Pool, mean: Any, seen: Any, belief: Belief) -> None:
    import jax.numpy as jnp
    import numpyro
    from numpyro import distributions as dist

    lower = np.linalg.cholesky(covariance([each for each in pool.outcomes if each.printed], belief))
    normal = dist.MultivariateNormal(mean[layout.printed], scale_tril=jnp.asarray(lower))
    numpyro.factor("printed", normal.log_prob(jnp.asarray(seen)[layout.printed]))


def _select(
    layout: Layout,
    mean: Any,
    expected: Any,
    drawn: Mapping[str, Any],
    data: Mapping[str, Any],
    belief: Belief,
) -> None:
    """A trial is seen surely if its headline is significant, and else by the chance of that.

    Step selection after Vevea and Hedges 1995, Psychometrika 60:419-435.
    """
    import jax.numpy as jnp
    import numpyro

    heads, chance = layout.headline, drawn["published"]
    if not len(heads):
        return
    error = layout.error[heads]
    line = belief.threshold * error
    low, high = jnp.asarray(data["low"])[heads], jnp.asarray(data["high"])[heads]
    above = _mass(jnp.maximum(low, line), jnp.maximum(high, line), mean[heads], error)
    below = _mass(jnp.minimum(low, line), jnp.minimum(high, line), mean[heads], error)
    printed = np.isin(heads, layout.printed)
    told = jnp.where(
        printed,
        jnp.where(low >= line, 0.0, jnp.log(chance)),
        jnp.log(jnp.clip(above + chance * below, LEAST)),
    )
    shown = _significant(expected[heads], error, drawn["between"], belief)
    numpyro.factor("selected", (told - jnp.log(shown + chance * (1.0 - shown))).sum())


def _significant(expected: Any, error: Any, between: Any, belief: Belief) -> Any:
    """The chance that a headline comes out significant and positive."""
    import jax.numpy as jnp
    from jax.scipy.special import ndtr

    return ndtr((expected - belief.threshold * error) / jnp.sqrt(error**2 + between**2))


def _mass(low: Any, high: Any, mean: Any, error: Any) -> Any:
    """The chance of an estimate between two bounds."""
    import jax.numpy as jnp
    from jax.scipy.special import ndtr

    return jnp.clip(ndtr((high - mean) / error) - ndtr((low - mean) / error), LEAST)


def require_sampler() -> None:
    """Raise Refusal where NumPyro is not installed."""
    from importlib.util import find_spec

    if find_spec("numpyro") is None:
        raise Refusal(
            "Fitting needs NumPyro, which is not installed; install it with "
            "pip install 'threonate[fit]', or use the fit that the package brings."
        )


def fit(
    pool: Pool,
    *,
    seed: int,
    belief: Belief | None = None,
    chains: int = CHAINS,
    warmup: int = WARMUP,
    kept: int = KEPT,
    progress: bool = False,
) -> Fit:
    """Sample the pooled model by the No-U-Turn sampler.

    The same seed gives the same draws on one machine. Raises Refusal without NumPyro. Source:
    Hoffman and Gelman 2014, J Mach Learn Res 15:1593-1623.
    """
    require_sampler()
    import jax
    import numpyro
    from numpyro.infer import MCMC, NUTS

    numpyro.enable_x64()
    chosen = belief or stated_belief()

    def stated(data: Mapping[str, Any], unreported: Any) -> None:
        model(pool, chosen, data, unreported)

    sampler = MCMC(
        NUTS(stated, target_accept_prob=CAREFUL),
        num_warmup=warmup,
        num_samples=kept,
        num_chains=chains,
        chain_method="sequential",
        progress_bar=progress,
    )
    silent = np.ones(len(pool.unreported))
    sampler.run(jax.random.PRNGKey(seed), observed(pool.outcomes), silent)
    return _told(sampler, pool, chosen, seed)


def _told(sampler: Any, pool: Pool, belief: Belief, seed: int) -> Fit:
    from numpyro.diagnostics import effective_sample_size, split_gelman_rubin

    by_chain = {
        name: np.asarray(values, dtype=float)
        for name, values in sampler.get_samples(group_by_chain=True).items()
    }
    watched = [by_chain[name] for name in QUANTITIES]
    draws = {name: by_chain[name].reshape(-1) for name in QUANTITIES}
    mean = by_chain["mean"].reshape(-1, len(pool.outcomes)).T
    extra = sampler.get_extra_fields()["diverging"]
    return Fit(
        draws=draws,
        replicas=_replicas(mean, pool, belief, seed),
        settling=float(max(split_gelman_rubin(values) for values in watched)),
        effective=float(min(effective_sample_size(values) for values in watched)),
        divergences=int(np.sum(extra)),
        seed=seed,
    )


def _replicas(mean: Floats, pool: Pool, belief: Belief, seed: int) -> Floats:
    """Estimates that the same trials could have found, their errors correlated as stated."""
    layout = Layout.of(pool.outcomes, pool)
    chance = np.random.default_rng(seed)
    found = mean + layout.error[:, None] * chance.standard_normal(mean.shape)
    if len(layout.printed):
        lower = np.linalg.cholesky(
            covariance([each for each in pool.outcomes if each.printed], belief)
        )
        noise = lower @ chance.standard_normal((len(layout.printed), mean.shape[1]))
        found[layout.printed] = mean[layout.printed] + noise
    return found
