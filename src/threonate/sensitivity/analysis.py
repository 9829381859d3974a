"""The verb ``sensitivity``: which traits of people, or which unknowns, decide an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import numpy as np

from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.quantity import find_quantity
from threonate.refusal import Refusal
from threonate.sensitivity.design import Design
from threonate.sensitivity.factor import Cause, Factor, Variation
from threonate.sensitivity.ignorance import Ignorance
from threonate.sensitivity.index import Index, Interval, estimator, indices, totals
from threonate.sensitivity.outcome import Outcome, Reading
from threonate.sensitivity.trait import SHARED
from threonate.simulation import CHUNK, Announce, kernel, silent

BASE = 256
BASES = (32, 65_536)
FACTORS = 20
MOST_FACTORS = 60
SCREENING = 16
"""Base rows by which the factors are chosen that are looked at one by one."""

MOST_LOST = 0.25
"""The share of versions without an answer above which shares of the variance mean little."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One factor, or all those that were not chosen together, and its shares of the variance."""

    factor: Factor
    index: Index

    def document(self) -> dict[str, Any]:
        """Give the shares as plain data."""
        grade = self.factor.grade
        return {
            "factor": self.factor.name,
            "says": self.factor.says,
            "grade": None if grade is None else grade.value,
            **_named("first", self.index.first),
            **_named("total", self.index.total),
        }


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What decides a quantity, largest total first; shares are of its variance.

    ``answer`` is the quantity's median with its 90 % interval, in its unit. ``rest`` counts the
    factors that stand together as the last effect, and ``idle`` those of them that changed nothing
    when the factors were chosen. ``lost`` is the share of runs without an answer.
    """

    quantity: str
    reading: Reading
    cause: Cause
    answer: Interval
    effects: tuple[Effect, ...]
    rest: int
    idle: int
    base: int
    runs: int
    lost: float
    seed: int

    @property
    def is_rough(self) -> bool:
        """Whether so few base rows make large totals too large and intervals too narrow."""
        return self.base < BASE

    def document(self) -> dict[str, Any]:
        """Give the analysis as plain data."""
        return {
            "quantity": self.quantity,
            "unit": find_quantity(self.quantity).unit,
            "reading": self.reading.value,
            "of": self.cause.value,
            **_named("answer", self.answer),
            "effects": [effect.document() for effect in self.effects],
            "others": {"factors": self.rest, "without_effect": self.idle},
            "base": self.base,
            "rough": self.is_rough,
            "given": dict(SHARED) if self.cause is Cause.TRAITS else {},
            "runs": self.runs,
            "lost": self.lost,
            "seed": self.seed,
        }


def sensitivity(
    variation: Variation | None = None,
    regimen: Regimen | None = None,
    *,
    quantity: str = "csf",
    reading: Reading = Reading.CHANGE,
    base: int = BASE,
    factors: int = FACTORS,
    seed: int = 1,
    announce: Announce = silent,
) -> Sensitivity:
    """Share the variance of a quantity out over what varies: ``Ignorance`` or ``Traits``.

    The ``factors`` that matter most are found by a small design and looked at one by one, all
    others together, so that nothing is left out. ``base`` rows, a power of two, make
    ``factors + 3`` runs each. Raises Refusal for what cannot be analysed.
    """
    _check(base, factors)
    estimator()
    chosen = Ignorance() if variation is None else variation
    outcome = Outcome(kernel(announce), regimen or Regimen.daily(), quantity, reading)
    study = _Study(chosen, outcome, seed, announce)
    ranked = study.ranked()
    groups, named = study.groups(ranked, factors)
    answers = study.answers(Design.of(groups, base=base, seed=seed))
    effects = [
        Effect(factor, index)
        for factor, index in zip(named, indices(answers, seed=seed), strict=True)
    ]
    drawn = answers[:, [0, -1]]
    middle, low, high = np.nanquantile(drawn, (0.5, 0.05, 0.95))
    return Sensitivity(
        quantity=quantity,
        reading=reading,
        cause=Cause.IGNORANCE if isinstance(chosen, Ignorance) else Cause.TRAITS,
        answer=(float(middle), float(low), float(high)),
        effects=tuple(sorted(effects, key=lambda effect: -effect.index.total[0])),
        rest=len(chosen.factors) - min(factors, len(chosen.factors)),
        idle=int((ranked == 0.0).sum()),
        base=base,
        runs=answers.size,
        lost=float(np.isnan(answers).mean()),
        seed=seed,
    )


@dataclass(frozen=True, slots=True)
class _Study:
    """Who is followed through what, from which seed."""

    variation: Variation
    outcome: Outcome
    seed: int
    announce: Announce

    def ranked(self) -> Floats:
        """Estimate every factor's total index roughly, (factors,)."""
        singles = [(place,) for place in range(len(self.variation.factors))]
        self.announce(f"Choosing among {len(singles)} numbers.")
        return totals(self.answers(Design.of(singles, base=SCREENING, seed=self.seed + 1)))

    def groups(self, ranked: Floats, most: int) -> tuple[list[tuple[int, ...]], list[Factor]]:
        """Put the strongest factors into groups of their own and all others into the last."""
        order = np.argsort(-ranked, kind="stable")
        strong, rest = order[:most], order[most:]
        known = self.variation.factors
        groups: list[tuple[int, ...]] = [(int(place),) for place in strong]
        named = [known[place] for place in strong]
        if not rest.size:
            return groups, named
        together = Factor("others", f"The other {rest.size} numbers together.")
        return [*groups, tuple(sorted(map(int, rest)))], [*named, together]

    def answers(self, design: Design) -> Floats:
        """Follow every run of a design, a chunk at a time; gives (base, groups + 2)."""
        found = np.empty(design.runs)
        begun = monotonic()
        for begin in range(0, design.runs, CHUNK):
            rows = design.rows(begin, begin + CHUNK)
            found[begin : begin + len(rows)] = self.outcome.of(self.variation.versions(rows))
            self._tell(begin + len(rows), design.runs, monotonic() - begun)
        self._check(found)
        return found.reshape(-1, design.step)

    def _tell(self, done: int, runs: int, seconds: float) -> None:
        left = seconds * (runs - done) / done
        after = f"; about {left:.0f} s left" if done < runs else ""
        self.announce(f"Followed {done:,} of {runs:,} versions{after}.")

    def _check(self, found: Floats) -> None:
        lost = float(np.isnan(found).mean())
        if lost > MOST_LOST:
            raise Refusal(
                f"{100 * lost:.0f} % of the versions have no steady day, so shares of the variance "
                "would mean little; hold fewer traits, or ask about a more usual person."
            )
        if np.nanstd(found) == 0.0:
            raise Refusal(
                f"'{self.outcome.quantity}' is the same in every version, so there is nothing to "
                "take apart; ask about another quantity or regimen."
            )


def _check(base: int, factors: int) -> None:
    if not BASES[0] <= base <= BASES[1] or base & (base - 1):
        raise Refusal(
            f"A base of {base:,} was given; use a power of two from {BASES[0]} to {BASES[1]:,}, "
            f"such as {BASE}."
        )
    if not 1 <= factors <= MOST_FACTORS:
        raise Refusal(
            f"{factors} factors were asked for one by one; use 1 to {MOST_FACTORS}, and all others "
            "stand together."
        )


def _named(name: str, interval: Sequence[float]) -> dict[str, float]:
    ends = (name, f"{name}_low", f"{name}_high")
    return dict(zip(ends, map(float, interval), strict=True))
