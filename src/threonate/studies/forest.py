"""A forest is what every trial found on one domain, side by side, above what they say together."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from threonate.evidence.grade import Grade
from threonate.refusal import Refusal
from threonate.studies.belief import MODELLED
from threonate.studies.domain import Domain
from threonate.studies.effect import Effect, EffectKind, load_effects
from threonate.studies.joining import joined
from threonate.studies.own_study import OwnStudies
from threonate.studies.posterior import Posterior, load_posterior
from threonate.studies.random_effects import NORMAL_95, Pooled, pool
from threonate.studies.study import Kind, Risk, Study, load_studies


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome of one trial, in standard deviations; positive is a benefit.

    ``estimate`` is None where only bounds are known, and both ends are None where the trial was
    never reported. ``low`` and ``high`` are the 95 % interval of an estimate, or the bounds.
    ``without`` is the pooled effect when this trial is left out, None for a reader's own.
    """

    study: str
    outcome: str
    week: float | None
    estimate: float | None
    error: float | None
    low: float | None
    high: float | None
    linked: bool | None
    combination: bool
    risk: Risk
    own: bool
    reported: bool
    without: float | None

    @property
    def maker(self) -> str:
        """Whether the maker of the product stands behind the trial."""
        return {True: "maker", False: "independent", None: "not known"}[self.linked]


@dataclass(frozen=True, slots=True)
class Beside:
    """What was found on the domain in another way, which no pool can weigh."""

    study: str
    outcome: str
    product: str
    found: str


@dataclass(frozen=True, slots=True)
class Forest:
    """One domain: its trials, plain pooling (None without numbers), the model, and the rest."""

    domain: Domain
    rows: tuple[Row, ...]
    plain: Pooled | None
    posterior: Posterior
    beside: tuple[Beside, ...]
    certainty: Grade


def forest(domain: Domain, *, own: OwnStudies | None = None) -> Forest:
    """Gather what is known of one domain; raises Refusal for one that is not pooled."""
    if domain not in MODELLED:
        raise Refusal(
            f"'{domain.label}' is not pooled: its outcomes share no scale. Ask about "
            f"{', '.join(each.label for each in MODELLED)}."
        )
    held = load_posterior()
    studies, effects = _with_own(own)
    about = [effect for effect in effects if effect.domain is domain]
    rows = tuple(_row(e, studies[e.study], held, domain) for e in about if e.use)
    return Forest(
        domain=domain,
        rows=rows,
        plain=_plain(rows),
        posterior=held if own is None else joined(own, posterior=held),
        beside=tuple(_beside(e, studies[e.study]) for e in about if _stands_beside(e)),
        certainty=certainty(domain, studies=studies, effects=effects),
    )


def _with_own(own: OwnStudies | None) -> tuple[dict[str, Study], tuple[Effect, ...]]:
    studies, effects = dict(load_studies()), load_effects()
    if own is not None:
        studies.update(own.studies)
        effects = (*effects, *own.effects)
    return studies, effects


def certainty(
    domain: Domain, *, studies: Mapping[str, Study], effects: tuple[Effect, ...]
) -> Grade:
    """Grade how certain the evidence on a domain is, never how large the effect.

    A needs two controlled trials that found a benefit, one of them without the maker; B one
    controlled trial with a number or a bound; C people without a control group, or other kinds of
    magnesium, which make D here; F nobody. A reader's own study does not raise it.
    """
    about = [e for e in effects if e.domain is domain and not e.own]
    used = [e for e in about if e.use and e.kind is not EffectKind.UNREPORTED]
    found = {e.study for e in used if e.estimate is not None and (e.low or -math.inf) > 0.0}
    if len(found) > 1 and any(studies[name].linked is False for name in found):
        return Grade.A
    if any(studies[e.study].kind in (Kind.RCT, Kind.CROSSOVER) for e in used):
        return Grade.B
    taken = [e for e in about if studies[e.study].threonate]
    return Grade.C if any(e.kind is not EffectKind.UNREPORTED for e in taken) else Grade.F


def _row(effect: Effect, study: Study, held: Posterior, domain: Domain) -> Row:
    low, high = effect.low, effect.high
    if effect.estimate is not None and effect.se is not None and low is None:
        half = NORMAL_95 * effect.se
        low, high = effect.estimate - half, effect.estimate + half
    left = held.record.influence.get(study.id if study.reported else "unreported", {})
    return Row(
        study=study.label or study.id,
        outcome=effect.outcome,
        week=effect.week,
        estimate=effect.estimate,
        error=effect.se,
        low=low,
        high=high,
        linked=study.linked,
        combination=study.combination,
        risk=study.risk,
        own=study.own,
        reported=effect.kind is not EffectKind.UNREPORTED,
        without=left.get(domain.value),
    )


def _plain(rows: tuple[Row, ...]) -> Pooled | None:
    """Pool the last number of each trial; two bounds count as their middle, a direction not."""
    last: dict[str, Row] = {}
    for row in rows:
        if row.reported and row.error is not None and row.low is not None and row.high is not None:
            held = last.get(row.study)
            if held is None or (row.week or 0.0) >= (held.week or 0.0):
                last[row.study] = row
    if not last:
        return None
    middles = [_middle(row) for row in last.values()]
    errors = np.array([row.error for row in last.values()], dtype=float)
    return pool(np.array(middles), errors=errors)


def _middle(row: Row) -> float:
    if row.estimate is not None:
        return row.estimate
    return ((row.low or 0.0) + (row.high or 0.0)) / 2.0


def _stands_beside(effect: Effect) -> bool:
    return not effect.use and effect.kind is not EffectKind.COHEN_D


def _beside(effect: Effect, study: Study) -> Beside:
    product = "magnesium L-threonate" if study.threonate else (study.product or "other magnesium")
    number = "" if effect.estimate is None else f"{effect.estimate:g} {effect.unit}".strip()
    parts = (number, f"p {effect.p}" if effect.p else "", effect.note)
    found = "; ".join(part for part in parts if part) or effect.kind.value
    return Beside(study.label or study.id, effect.outcome, product, found)


def reach(domain: Domain, *, posterior: Posterior) -> tuple[float, ...]:
    """Give the 5, 25, 50, 75 and 95 % quantiles of the full effect on a domain."""
    found = posterior.quantiles(posterior.effect(domain), (0.05, 0.25, 0.5, 0.75, 0.95))
    return tuple(map(float, found))


def mine(found: Forest) -> Forest:
    """Keep a reader's own rows alone."""
    return replace(found, rows=tuple(row for row in found.rows if row.own))
