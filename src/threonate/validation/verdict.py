"""The model is asked for every published number, and each answer is judged by its band."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from threonate.engine.draw import Stream, draw, uniforms
from threonate.engine.record import Floats
from threonate.refusal import Refusal, nearest
from threonate.simulation import all_parameters
from threonate.validation.anchor import FIGURES, Anchor, load_anchors

Protocol = Callable[..., Floats]
"""Takes drawn numbers and the anchor's arguments; gives one simulated number per draw."""

PROTOCOLS = (
    "gut",
    "vein",
    "oral",
    "chronic",
    "disease",
    "brain",
    "synapse",
    "protection",
    "recall",
    "memory",
    "mind",
    "maze",
)
"""The files of protocols."""

DRAWS = 100
"""Draws of what is not known behind each interval."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One anchor and the model's answer: at the stated numbers, and 90 % of the draws."""

    anchor: Anchor
    simulated: float
    low: float
    high: float

    @property
    def passed(self) -> bool:
        """Whether the answer at the stated numbers lies in the anchor's band."""
        return self.anchor.accepts(self.simulated)


def validate(*, only: str | None = None, draws: int = DRAWS, seed: int = 1) -> tuple[Verdict, ...]:
    """Ask the model for every published number, or those of one set.

    Raises Refusal for a set that does not exist or fewer than one draw.
    """
    if only is not None and only not in FIGURES:
        raise Refusal(
            f"'{only}' is not a set of anchors; use one of {', '.join(FIGURES)}."
            f"{nearest(only, FIGURES)}"
        )
    if draws < 1:
        raise Refusal(f"{draws} draws were asked for; use 1 or more.")
    drawn = stated_and_doubted(draws, seed=seed)
    chosen = [a for a in load_anchors().values() if only in (None, a.figure)]
    return tuple(judge(anchor, drawn) for anchor in chosen)


def judge(anchor: Anchor, drawn: Mapping[str, Floats]) -> Verdict:
    """Let the model answer one anchor; the first draw has the stated numbers."""
    answers = protocols()[anchor.protocol](drawn, **anchor.arguments)
    low, high = np.nanquantile(answers, (0.05, 0.95))
    return Verdict(anchor, float(answers[0]), float(low), float(high))


def stated_and_doubted(draws: int, *, seed: int) -> dict[str, Floats]:
    """Draw every number, with the stated values in front."""
    numbers = all_parameters()
    doubted = draw(numbers, seed=seed, begin=0, end=draws, spread=False, doubt=True)
    drawn = {
        name: np.concatenate([[numbers[name].value], values]) for name, values in doubted.items()
    }
    chance = uniforms("salt.dissolved", seed=seed, stream=Stream.DOUBT, begin=0, end=draws)
    # Half is the middle of what is not known about a form: the stated share that dissolves.
    return {**drawn, "salt.dissolved": np.concatenate([[0.5], chance])}


@cache
def protocols() -> Mapping[str, Protocol]:
    """Collect the protocols by name."""
    found: dict[str, Protocol] = {}
    for name in PROTOCOLS:
        found |= import_module(f"threonate.validation.protocol.{name}").PROTOCOLS
    return found


def to_json(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Give the verdicts as one document with stable keys."""
    return {"anchors": [_row(verdict) for verdict in verdicts]}


def _row(verdict: Verdict) -> dict[str, Any]:
    anchor = verdict.anchor
    return {
        "id": anchor.id,
        "study": anchor.study,
        "quantity": anchor.quantity,
        "unit": anchor.unit,
        "published": anchor.published,
        "published_sd": anchor.published_sd,
        "published_low": anchor.published_low,
        "published_high": anchor.published_high,
        "simulated": verdict.simulated,
        "low": verdict.low,
        "high": verdict.high,
        "use": anchor.use.value,
        "clean": anchor.clean,
        "pass": verdict.passed,
        "accept_low": anchor.accept_low,
        "accept_high": anchor.accept_high,
        "accept_because": anchor.accept_because,
        "figure": anchor.figure,
        "note": anchor.note,
    }
