"""A trial's design alone already says what it is likely to find, and whether it will be printed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal
from threonate.studies.belief import MODELLED, Belief, convention, stated_belief
from threonate.studies.domain import Domain
from threonate.studies.effect_size import smallest_significant
from threonate.studies.pooling import trial_of
from threonate.studies.posterior import Posterior, load_posterior, weighted_quantiles
from threonate.studies.response import boast, response
from threonate.studies.study import Study

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles of a forecast."""

REPEATS = 20
"""Imagined trials for each draw of the posterior."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing that a trial measures: in which domain, at which week, how repeatably (0 to 1)."""

    name: str
    domain: Domain
    week: float
    reliability: float | None = None


@dataclass(frozen=True, slots=True)
class Design:
    """A trial of magnesium L-threonate against placebo, as planned.

    ``active`` and ``control`` count people; ``dose`` is mg/kg of the compound a day; ``age`` is
    the mean in years and ``age_sd`` how unsure it is. ``linked`` tells whether the maker pays, None
    where that is unknown or mixed. ``retest`` is the correlation of first and last measurement
    that the analysis takes out, 0 where it does not adjust. The first endpoint is the headline.
    """

    active: int
    control: int
    dose: float
    age: float
    endpoints: tuple[Endpoint, ...]
    age_sd: float = 0.0
    linked: bool | None = False
    combination: bool = False
    impaired: bool = False
    retest: float = 0.0

    def __post_init__(self) -> None:
        """A design is one that could be carried out."""
        if min(self.active, self.control) < 2:
            raise Refusal(
                f"Arms of {self.active} and {self.control} people were given; each needs 2 or more."
            )
        if not 0.0 <= self.dose < math.inf or not 0.0 <= self.retest < 1.0:
            raise Refusal(
                f"A dose of {self.dose:g} mg/kg and a retest correlation of {self.retest:g} were "
                "given; a dose is 0 or more, a correlation 0 to below 1."
            )
        if not self.endpoints:
            raise Refusal("This design measures nothing; give it one endpoint or more.")
        for each in self.endpoints:
            _check_endpoint(each)

    @property
    def sponsor(self) -> float:
        """The share of the maker's inflation, 0 to 1."""
        return convention("sponsor_unknown") if self.linked is None else float(self.linked)


def _check_endpoint(each: Endpoint) -> None:
    if each.domain not in MODELLED:
        raise Refusal(
            f"'{each.domain.label}' is not pooled; forecasts are made for "
            f"{', '.join(domain.label for domain in MODELLED)}."
        )
    if not each.week > 0.0 or not 0.0 < (each.reliability or 1.0) <= 1.0:
        raise Refusal(
            f"{each.name}: week {each.week:g} and reliability {each.reliability} were given; a "
            "week is above 0, and a reliability lies between 0 and 1."
        )


def design_of(study: Study, *, endpoints: tuple[Endpoint, ...]) -> Design:
    """Take the design of a study, held out or not; nothing of what it found is looked at.

    Where the arms were not stated they are taken as equal halves. Raises Refusal for a study whose
    people were not counted.
    """
    trial = trial_of(study)
    half = (study.randomised or 0) // 2
    return Design(
        active=study.active or half,
        control=study.control or half,
        dose=trial.dose,
        age=trial.age,
        endpoints=endpoints,
        age_sd=trial.age_sd,
        linked=study.linked,
        combination=study.combination,
        impaired=study.impaired,
        retest=convention("retest_in_trials"),
    )


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a trial is likely to find for one endpoint, in standard deviations.

    ``quantiles`` are those of the printed estimate at ``LEVELS``, and ``true`` those of the effect
    in people like these without maker, other ingredients and chance. ``significant`` is the
    chance of p below 0.05 in either direction, ``positive`` that in favour. ``published`` forecasts
    see only trials that get printed.
    """

    endpoint: Endpoint
    quantiles: tuple[float, ...]
    true: tuple[float, ...]
    significant: float
    positive: float
    error: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """A trial's forecasts as it is run, and as readers see it once it is published."""

    run: tuple[Forecast, ...]
    published: tuple[Forecast, ...]
    chance_published: float


@dataclass(frozen=True, slots=True)
class _Imagined:
    """Estimates of imagined trials, (endpoints, n), what they rest on, and their weights, (n,)."""

    true: Floats
    mean: Floats
    estimate: Floats
    error: Floats
    line: Floats
    weights: Floats
    seen: Floats


def forecast(
    design: Design,
    *,
    posterior: Posterior | None = None,
    belief: Belief | None = None,
    seed: int = 1,
) -> Outlook:
    """Say what a trial of this design is likely to find, before it does.

    A published trial was seen surely if its headline is significant in favour, and else by the
    fitted chance of that.
    """
    chosen = posterior or load_posterior()
    trials = _imagine(design, chosen, belief or stated_belief(), seed)
    return Outlook(
        _forecasts(design, trials, trials.weights),
        _forecasts(design, trials, trials.weights * trials.seen),
        float(trials.weights @ trials.seen),
    )


def _imagine(design: Design, posterior: Posterior, belief: Belief, seed: int) -> _Imagined:
    chance = np.random.default_rng(seed)
    draws = {name: np.tile(values, REPEATS) for name, values in posterior.draws.items()}
    weights = np.tile(posterior.weights, REPEATS) / REPEATS
    age = design.age + design.age_sd * chance.standard_normal(len(weights))
    true = np.array([_true(each, design, draws, age, belief) for each in design.endpoints])
    more = boast(draws, sponsor=design.sponsor, combination=float(design.combination))
    scale = np.array([_scale(each) for each in design.endpoints])[:, None]
    mean = scale * (true + more + _between(design, draws, belief, chance))
    error = _error(design, mean)
    estimate = mean + error * _chances(design, len(weights), belief, chance)
    line = _line(design, error)
    headline = estimate[0] >= line[0]
    seen = np.where(headline, 1.0, draws["published"])
    return _Imagined(scale * true, mean, estimate, error, line, weights, seen)


def _true(
    each: Endpoint, design: Design, draws: Mapping[str, Floats], age: Floats, belief: Belief
) -> Floats:
    return response(
        draws,
        domain=each.domain,
        dose=design.dose,
        week=each.week,
        age=age,
        impaired=float(design.impaired),
        belief=belief,
    )


def _scale(each: Endpoint) -> float:
    """A less repeatable test spreads people more by noise, which shrinks an effect in its SD."""
    if each.reliability is None:
        return 1.0
    return math.sqrt(each.reliability / convention("reference_reliability"))


def _between(
    design: Design, draws: Mapping[str, Floats], belief: Belief, chance: np.random.Generator
) -> Floats:
    """What one trial finds beyond the average trial, (endpoints, n): part of it common to all."""
    count = len(draws["between"])
    shared = np.sqrt(belief.shared_between) * chance.standard_normal(count)
    own = {each.domain: chance.standard_normal(count) for each in design.endpoints}
    rest = np.sqrt(1.0 - belief.shared_between)
    return np.array([draws["between"] * (shared + rest * own[e.domain]) for e in design.endpoints])


def _chances(design: Design, count: int, belief: Belief, chance: np.random.Generator) -> Floats:
    """Sampling errors in their own unit, (endpoints, n); outcomes of one trial share people."""
    shared = chance.standard_normal(count)
    own = chance.standard_normal((len(design.endpoints), count))
    both = belief.outcome_correlation
    return np.asarray(math.sqrt(both) * shared + math.sqrt(1.0 - both) * own)


def _error(design: Design, mean: Floats) -> Floats:
    people = design.active + design.control
    variance = 1.0 / design.active + 1.0 / design.control + mean**2 / (2.0 * people)
    return np.asarray(np.sqrt(variance * (1.0 - design.retest**2)))


def _line(design: Design, error: Floats) -> Floats:
    """The smallest significant estimate of a t-test on what is left after adjustment."""
    smallest = smallest_significant(design.active, design.control)
    return np.full(error.shape, smallest * math.sqrt(1.0 - design.retest**2))


def _forecasts(design: Design, trials: _Imagined, weights: Floats) -> tuple[Forecast, ...]:
    share = weights / weights.sum()
    found = []
    for i, each in enumerate(design.endpoints):
        up, down = trials.estimate[i] >= trials.line[i], trials.estimate[i] <= -trials.line[i]
        quantiles, true = (
            weighted_quantiles(values[i], levels=LEVELS, weights=share)
            for values in (trials.estimate, trials.true)
        )
        found.append(
            Forecast(
                endpoint=each,
                quantiles=tuple(map(float, quantiles)),
                true=tuple(map(float, true)),
                significant=float(share @ (up | down)),
                positive=float(share @ up),
                error=float(share @ trials.error[i]),
            )
        )
    return tuple(found)
