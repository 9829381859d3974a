"""A replicate is one virtual trial from lot to analysis; many at once are one block of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

import numpy as np

from threonate.engine.record import Floats, Integers
from threonate.refusal import Refusal
from threonate.studies.belief import Belief, stated_belief
from threonate.studies.posterior import Posterior, load_posterior
from threonate.trial.aim import Truth, aim_at, draw_truth
from threonate.trial.comparison import Comparison, ancova, change
from threonate.trial.design import Analysis, Design
from threonate.trial.endpoint import DomainEndpoint, Endpoint
from threonate.trial.mixed_model import mixed_model
from threonate.trial.volunteers import Pool

REPLICATES = 1000
BLOCK = 50
"""Trials that share one random stream, fewer where each is large."""

CROWDED = 500_000
"""People in the trials of one block, at most."""

MOST = 1_000_000
MOST_MEASUREMENTS = 2_000_000_000

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """What many replicates found for one endpoint, (r, treated arms) unless said otherwise.

    ``true`` is the effect of the product on these people at the last visit and ``aimed`` what the
    difference aims at, with maker, other trials' differences and belief. ``by_visit``
    (r, treated arms, v) are adjusted differences in observed standard deviations within arms.
    """

    endpoint: Endpoint
    true: Floats
    aimed: Floats
    by_visit: Floats
    compared: Mapping[Analysis, Comparison]


@dataclass(frozen=True, slots=True)
class Replicates:
    """Many virtual trials of one design, with which draws of the truth each one had, (r,)."""

    design: Design
    found: tuple[Found, ...]
    draw: Integers
    body: Integers
    stayed: Floats
    seed: int

    @property
    def count(self) -> int:
        """How many trials there are."""
        return len(self.draw)


def replicate(
    design: Design,
    pool: Pool,
    *,
    replicates: int = REPLICATES,
    seed: int = 1,
    posterior: Posterior | None = None,
    belief: Belief | None = None,
    progress: Progress = lambda _: None,
) -> Replicates:
    """Run and analyse a design so many times; raises Refusal for a number that is not possible."""
    check_size(design, replicates, seed)
    known, believed = posterior or load_posterior(), belief or stated_belief()
    # Every block is drawn whole, so that more replicates leave the first ones as they were.
    together = max(1, min(BLOCK, CROWDED // design.people_in_all))
    blocks = []
    for begin in range(0, replicates, together):
        chance = np.random.default_rng([seed, begin // together])
        truth = draw_truth(design, pool, known, trials=together, chance=chance)
        blocks.append(_block(design, pool, truth, known, believed, chance))
        progress(min(begin + together, replicates))
    return _joined(design, blocks, replicates, seed)


def check_size(design: Design, replicates: int, seed: int) -> None:
    """A number of replicates is one that a computer gets through, or raises Refusal."""
    if seed < 0:
        raise Refusal(f"The seed is {seed}; use a whole number, 0 or more.")
    size = replicates * design.people_in_all * (len(design.visits) + 1) * len(design.endpoints)
    if not 1 <= replicates <= MOST or size > MOST_MEASUREMENTS:
        raise Refusal(
            f"{replicates:,} replicates of {design.people_in_all:,} people were asked for; use 1 "
            f"to {MOST:,}, and at most {MOST_MEASUREMENTS:,} measurements in all."
        )


@dataclass(frozen=True, slots=True)
class _Block:
    """One block of trials, of which the last may be more than was asked for."""

    truth: Truth
    stayed: Floats
    found: tuple[Found, ...]


def _block(
    design: Design,
    pool: Pool,
    truth: Truth,
    posterior: Posterior,
    belief: Belief,
    chance: np.random.Generator,
) -> _Block:
    seen = _seen(design, truth, chance)
    noise = _noise(design, len(truth.draw), belief, chance)
    found = []
    for endpoint, scatter in zip(design.endpoints, noise, strict=True):
        aim = aim_at(
            endpoint, design=design, pool=pool, truth=truth, posterior=posterior, belief=belief
        )
        scores = endpoint.spread * scatter
        scores[:, :, 1:] += aim.effect + aim.besides
        found.append(
            Found(
                endpoint,
                true=_contrast(design, aim.effect[:, :, -1]),
                aimed=_contrast(design, (aim.effect + aim.besides)[:, :, -1]),
                by_visit=_by_visit(design, scores, seen),
                compared=_compared(design, scores, seen),
            )
        )
    last = seen == len(design.visits)
    return _Block(truth, last.mean(axis=1), tuple(found))


def _arm(design: Design) -> Integers:
    """The number of everybody's arm, (n,); the control is 0."""
    groups = design.groups
    return np.repeat(np.arange(len(groups)), [arm.n for arm in groups])


def _seen(design: Design, truth: Truth, chance: np.random.Generator) -> Integers:
    """The visits that each person comes to before leaving, (r, n), whatever their scores are."""
    leaving = np.repeat(
        [design.drop_out_of(arm) for arm in design.groups], [arm.n for arm in design.groups]
    )
    leaves = chance.random(truth.who.shape) < leaving
    when = design.visits[-1] * chance.random(truth.who.shape)
    before = (when[:, :, None] >= np.array(design.visits)).sum(axis=-1)
    return np.where(leaves, before, len(design.visits))


def _noise(
    design: Design, trials: int, belief: Belief, chance: np.random.Generator
) -> list[Floats]:
    """Scores around their means in SD, (r, n, 1 + v): a lasting part of a person, and the day's.

    Tests of one mind share part of both; levels in the body go their own way.
    """
    shape = (trials, design.people_in_all, 2 + len(design.visits))
    common = chance.standard_normal(shape)
    found = []
    for endpoint in design.endpoints:
        share = belief.outcome_correlation if isinstance(endpoint, DomainEndpoint) else 0.0
        own = chance.standard_normal(shape)
        drawn = math.sqrt(share) * common + math.sqrt(1.0 - share) * own
        lasting, day = drawn[:, :, :1], drawn[:, :, 1:]
        found.append(math.sqrt(endpoint.retest) * lasting + math.sqrt(1.0 - endpoint.retest) * day)
    return found


def _contrast(design: Design, means: Floats) -> Floats:
    """The mean of each treated arm less that of the control, (r, treated arms)."""
    arm = _arm(design)
    by_arm = [means[:, arm == j].mean(axis=1) for j in range(len(design.groups))]
    return np.stack([each - by_arm[0] for each in by_arm[1:]], axis=-1)


def _compared(design: Design, scores: Floats, seen: Integers) -> dict[Analysis, Comparison]:
    before, after, arm, arms = scores[:, :, 0], scores[:, :, 1:], _arm(design), len(design.groups)
    stayed = seen == len(design.visits)
    last = after[:, :, -1]
    return {
        Analysis.ANCOVA: ancova(before, last, arm=arm, arms=arms, stayed=stayed),
        Analysis.MIXED: mixed_model(before, after, arm=arm, arms=arms, seen=seen),
        Analysis.CHANGE: change(before, last, arm=arm, arms=arms, stayed=stayed),
    }


def _by_visit(design: Design, scores: Floats, seen: Integers) -> Floats:
    """Adjusted differences at each visit in the observed SD within arms, as papers print them."""
    arm, arms = _arm(design), len(design.groups)
    found = []
    for visit in range(len(design.visits)):
        there = seen > visit
        y = scores[:, :, visit + 1]
        adjusted = ancova(scores[:, :, 0], y, arm=arm, arms=arms, stayed=there)
        within = change(np.zeros_like(y), y, arm=arm, arms=arms, stayed=there)
        found.append(adjusted.estimate / within.spread[:, None])
    return np.stack(found, axis=-1)


def _joined(design: Design, blocks: list[_Block], count: int, seed: int) -> Replicates:
    return Replicates(
        design,
        tuple(
            _joined_found([b.found[i] for b in blocks], count) for i in range(len(blocks[0].found))
        ),
        draw=np.concatenate([b.truth.draw for b in blocks])[:count],
        body=np.concatenate([b.truth.body for b in blocks])[:count],
        stayed=np.concatenate([b.stayed for b in blocks])[:count],
        seed=seed,
    )


def _joined_found(parts: list[Found], count: int) -> Found:
    def joined(name: str) -> Floats:
        return np.asarray(np.concatenate([getattr(part, name) for part in parts])[:count])

    return Found(
        parts[0].endpoint,
        true=joined("true"),
        aimed=joined("aimed"),
        by_visit=joined("by_visit"),
        compared={
            model: Comparison(
                *(
                    np.concatenate([getattr(part.compared[model], f.name) for part in parts])[
                        :count
                    ]
                    for f in fields(Comparison)
                )
            )
            for model in Analysis
        },
    )
