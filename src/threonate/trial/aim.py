"""What the scores of people in a trial aim at, before chance: the effect and what is around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats, Integers
from threonate.evidence.parameter import load_room
from threonate.mind.practice import Form
from threonate.studies.belief import Belief
from threonate.studies.posterior import Posterior
from threonate.studies.prediction import placebo, practice_gain
from threonate.studies.response import boast, response
from threonate.trial.arm import Arm
from threonate.trial.design import Design, Onset
from threonate.trial.endpoint import DomainEndpoint, QuantityEndpoint
from threonate.trial.volunteers import Pool


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true in each of many trials, (r,), and who takes part in them, (r, n).

    ``draw`` numbers the draw of the pooled trials and ``body`` that of body and brain. ``shared``
    and ``own`` (by domain) say how far this trial lies from the average one, in units of the
    spread between trials. ``expectation`` is the part of a placebo response that hangs on belief.
    """

    who: Integers
    knows: Floats
    draw: Integers
    body: Integers
    shared: Floats
    own: Mapping[str, Floats]
    expectation: Floats


def draw_truth(
    design: Design, pool: Pool, posterior: Posterior, *, trials: int, chance: np.random.Generator
) -> Truth:
    """Draw what is true in so many trials, and their people from the volunteers."""
    people = design.people_in_all
    domains = [each.domain.value for each in design.endpoints if isinstance(each, DomainEndpoint)]
    known = load_room("threonate.trial")["trial.expectation"]
    return Truth(
        who=chance.integers(len(pool), size=(trials, people)),
        knows=(chance.random((trials, people)) < design.unblinded).astype(float),
        draw=chance.choice(posterior.count, size=trials, p=posterior.weights),
        body=chance.integers(len(pool.haste), size=trials),
        shared=chance.standard_normal(trials),
        own={name: chance.standard_normal(trials) for name in dict.fromkeys(domains)},
        expectation=chance.uniform(known.low or 0.0, known.high or 0.0, size=trials),
    )


@dataclass(frozen=True, slots=True)
class Aim:
    """Mean scores at each visit, (r, n, v): what the product does, and what comes besides."""

    effect: Floats
    besides: Floats


def aim_at(
    endpoint: DomainEndpoint | QuantityEndpoint,
    *,
    design: Design,
    pool: Pool,
    truth: Truth,
    posterior: Posterior,
    belief: Belief,
) -> Aim:
    """Give what everybody's scores of one endpoint aim at, in its unit."""
    if isinstance(endpoint, QuantityEndpoint):
        return _levels(endpoint, design, pool, truth)
    draws = {name: values[truth.draw][:, None] for name, values in posterior.draws.items()}
    effect = _effect(endpoint, design, pool, truth, draws, belief)
    lean = boast(draws, sponsor=design.sponsor, combination=float(design.combination))
    lean = endpoint.scale * (lean + _between(endpoint, truth, draws, belief))
    takes = _each(design, [float(arm.is_pooled) for arm in design.groups])
    besides = _besides(endpoint, design, pool, truth)
    return Aim(effect, besides + (lean * takes)[:, :, None])


def _levels(endpoint: QuantityEndpoint, design: Design, pool: Pool, truth: Truth) -> Aim:
    """Levels change as the body has it, each person around the truth of their trial."""
    trials, people = truth.who.shape
    effect = np.zeros((trials, people, len(design.visits)))
    for arm, places in _places(design):
        if arm.dose is None:
            continue
        for v, week in enumerate(design.visits):
            key = (endpoint.quantity, arm.name, week)
            each = pool.answers[key][truth.who[:, places]]
            effect[:, places, v] = pool.truths[key][truth.body][:, None] * each
    return Aim(effect, np.zeros_like(effect))


def _effect(
    endpoint: DomainEndpoint,
    design: Design,
    pool: Pool,
    truth: Truth,
    draws: Mapping[str, Floats],
    belief: Belief,
) -> Floats:
    """What the pooled trials say that the product does, by each one's dose, weight and age."""
    trials, people = truth.who.shape
    effect = np.zeros((trials, people, len(design.visits)))
    for arm, places in _places(design):
        if not arm.is_pooled or arm.dose is None:
            continue
        who = truth.who[:, places]
        dose = arm.dose.compound_per_weight(pool.weight[who], salt=arm.salt) * pool.taken[who]
        onset = None
        if design.onset is Onset.MECHANISM:
            onset = pool.onset[who] * pool.haste[truth.body][:, None]
        for v, week in enumerate(design.visits):
            effect[:, places, v] = endpoint.scale * response(
                draws,
                domain=endpoint.domain,
                dose=dose,
                week=week,
                age=pool.age[who],
                impaired=float(design.people.impaired),
                belief=belief,
                onset=onset,
            )
    return effect


def _between(
    endpoint: DomainEndpoint, truth: Truth, draws: Mapping[str, Floats], belief: Belief
) -> Floats:
    """How far this trial lies from the average one, (r, 1): part of it common to its endpoints."""
    both = belief.shared_between
    away = np.sqrt(both) * truth.shared + np.sqrt(1.0 - both) * truth.own[endpoint.domain.value]
    return np.asarray(draws["between"] * away[:, None])


def _besides(endpoint: DomainEndpoint, design: Design, pool: Pool, truth: Truth) -> Floats:
    """Practice and hope, which come in every arm; hope less so where placebo is seen through."""
    age = float(pool.age.mean())
    sides = _each(design, [-1.0 if arm.dose is None else 1.0 for arm in design.groups])
    believed = 1.0 + truth.expectation[:, None] * truth.knows * sides
    found = [
        placebo(endpoint.domain, weeks=week) * believed + _practice(endpoint, age=age, week=week)
        for week in design.visits
    ]
    return np.stack(found, axis=-1)


def _practice(endpoint: DomainEndpoint, *, age: float, week: float) -> float:
    """A parallel form brings no practice."""
    if endpoint.form is Form.PARALLEL:
        return 0.0
    return practice_gain(endpoint.domain, age=age, weeks=week)


def _places(design: Design) -> list[tuple[Arm, slice]]:
    """Where the people of each arm stand, the control first."""
    ends = np.cumsum([0, *(arm.n for arm in design.groups)])
    return [(arm, slice(ends[i], ends[i + 1])) for i, arm in enumerate(design.groups)]


def _each(design: Design, values: list[float]) -> Floats:
    """A number for each arm becomes one for each person, (n,)."""
    return np.repeat(values, [arm.n for arm in design.groups])
