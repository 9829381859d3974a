"""Pooling turns studies and their effects into the outcomes that a model can weigh."""

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace

from threonate.refusal import Refusal
from threonate.studies.belief import MODELLED, Belief, convention, stated_belief
from threonate.studies.domain import Domain
from threonate.studies.effect import Censoring, Effect, EffectKind, load_effects
from threonate.studies.study import Study, Use, load_studies


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial as the model sees it.

    ``sponsor`` is the share of a maker's inflation, 0 to 1; ``combination`` and ``impaired`` are 0
    or 1. ``age`` in years and ``dose`` in mg/kg a day are means; ``age_sd`` and ``dose_sdlog`` say
    how unsure they are, 0 where they were stated.
    """

    name: str
    sponsor: float
    combination: float
    impaired: float
    age: float
    age_sd: float
    dose: float
    dose_sdlog: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one trial found for one domain at one time, in standard deviations.

    The estimate lies between ``low`` and ``high``, which are equal where it was printed; ``error``
    is its standard error. A trial was published or not for the sake of its ``headline``.
    """

    trial: str
    domain: Domain
    week: float
    low: float
    high: float
    error: float
    headline: bool = False

    @property
    def printed(self) -> bool:
        """The estimate itself is known."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Pool:
    """Trials with their outcomes, and the trials that were registered and never reported."""

    trials: tuple[Trial, ...]
    outcomes: tuple[Outcome, ...]
    unreported: tuple[Outcome, ...]

    def without(self, name: str) -> "Pool":
        """Leave one trial out; raises Refusal for one that the pool does not have."""
        names = [trial.name for trial in self.trials]
        if name not in names:
            raise Refusal(f"'{name}' is not in the pool; it has {', '.join(names)}.")
        return Pool(
            tuple(trial for trial in self.trials if trial.name != name),
            tuple(outcome for outcome in self.outcomes if outcome.trial != name),
            tuple(outcome for outcome in self.unreported if outcome.trial != name),
        )

    def only(self, name: str) -> "Pool":
        """Keep one trial alone."""
        pool = self
        for trial in self.trials:
            if trial.name != name:
                pool = pool.without(trial.name)
        return pool

    @property
    def reported(self) -> tuple[str, ...]:
        """The trials with an outcome, in order."""
        known = {outcome.trial for outcome in self.outcomes}
        return tuple(trial.name for trial in self.trials if trial.name in known)

    def trial(self, name: str) -> Trial:
        """Give one trial by its name."""
        return next(trial for trial in self.trials if trial.name == name)

    def digest(self, belief: Belief | None = None) -> str:
        """Give a fingerprint of the data and the belief: the first 16 digits of their SHA-256."""
        told = repr((astuple(self), astuple(belief or stated_belief())))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def load_pool() -> Pool:
    """Pool what the package holds on magnesium L-threonate in people."""
    return pooled(load_studies(), effects=load_effects())


def pooled(studies: Mapping[str, Study], *, effects: Iterable[Effect]) -> Pool:
    """Pool the effects that are used, with their studies by id.

    Raises Refusal for a study that is held out, and for a used effect without an error or a week.
    """
    used = [effect for effect in effects if effect.use and effect.domain in MODELLED]
    for effect in used:
        if studies[effect.study].use is Use.HELDOUT:
            raise Refusal(
                f"{effect.study} is held out, and no fit may use it; set use = false or remove its "
                "effects until the predictions have been scored."
            )
    trials = tuple(trial_of(studies[name]) for name in dict.fromkeys(e.study for e in used))
    unreported = [effect for effect in used if effect.kind is EffectKind.UNREPORTED]
    known = [effect for effect in used if effect.kind is not EffectKind.UNREPORTED]
    return Pool(
        trials,
        tuple(_with_headlines(_once(map(outcome_of, known)))),
        tuple(_unreported(effect, studies[effect.study]) for effect in unreported),
    )


def trial_of(study: Study) -> Trial:
    """Describe a study to the model; what was not stated stays unsure."""
    linked = study.linked
    age, age_sd = _age(study)
    dose, dose_sdlog = _dose(study)
    return Trial(
        name=study.id,
        sponsor=convention("sponsor_unknown") if linked is None else float(linked),
        combination=float(study.combination),
        impaired=float(study.impaired),
        age=age,
        age_sd=age_sd,
        dose=dose,
        dose_sdlog=dose_sdlog,
    )


def _age(study: Study) -> tuple[float, float]:
    if study.age_mean is not None:
        return study.age_mean, 0.0
    if study.age_low is not None and study.age_high is not None:
        span = study.age_high - study.age_low
        return study.age_low + span / 2.0, span * convention("range_to_sd")
    return convention("unstated_age"), convention("unstated_age_sd")


def _dose(study: Study) -> tuple[float, float]:
    if study.compound is None:
        return convention("unstated_dose"), convention("unstated_dose_sdlog")
    return study.compound / (study.weight or convention("usual_weight")), 0.0


def outcome_of(effect: Effect) -> Outcome:
    """Give an effect its bounds; raises Refusal where it has no error, week or estimate."""
    if effect.se is None or effect.week is None:
        raise Refusal(
            f"{effect.study}, {effect.outcome}: an effect enters the pool with a standard error "
            "and a week; add them or set use = false."
        )
    low, high = effect.low, effect.high
    if effect.censoring is Censoring.NONE:
        if effect.estimate is None:
            raise Refusal(f"{effect.study}, {effect.outcome}: the estimate is missing; add it.")
        low = high = effect.estimate
    return Outcome(
        trial=effect.study,
        domain=effect.domain,
        week=effect.week,
        low=-math.inf if low is None else low,
        high=math.inf if high is None else high,
        error=effect.se,
    )


def _unreported(effect: Effect, study: Study) -> Outcome:
    weeks = study.weeks or convention("unreported_duration")
    error = effect.se or convention("unreported_error")
    week = effect.week or weeks
    return Outcome(effect.study, effect.domain, week, -math.inf, math.inf, error, headline=True)


def _once(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Bounds of several tests of one domain at one visit say the same thing; they count once."""
    kept: list[Outcome] = []
    for outcome in outcomes:
        if outcome.printed or outcome not in kept:
            kept.append(outcome)
    return kept


def _with_headlines(outcomes: list[Outcome]) -> list[Outcome]:
    """The last composite of a trial is its headline, or else its last outcome."""
    best: dict[str, Outcome] = {}
    for outcome in outcomes:
        rank = (outcome.domain is Domain.G, outcome.printed, outcome.week)
        held = best.get(outcome.trial)
        if held is None or rank > (held.domain is Domain.G, held.printed, held.week):
            best[outcome.trial] = outcome
    heads = set(map(id, best.values()))
    return [replace(outcome, headline=id(outcome) in heads) for outcome in outcomes]
