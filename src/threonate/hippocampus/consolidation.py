"""What stays of a list: learnt at once, held for an hour, and kept over nights by replay."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room
from threonate.refusal import Refusal

MINUTES, DAY = 60.0, 24.0
"""Minutes in an hour and hours in a day."""


@dataclass(frozen=True, slots=True)
class Forgetting:
    """How a person's traces fade and how strongly a night's replay copies them; each (n,).

    ``labile_share`` of a trace is gone within ``labile_time`` (min), the rest fades over
    ``trace_time`` (h); ``replay`` is the chance that a night makes a recallable item cortical.
    """

    labile_share: Floats
    labile_time: Floats
    trace_time: Floats
    replay: Floats

    @staticmethod
    def of(numbers: Mapping[str, Floats] | None = None) -> Forgetting:
        """Read the hippocampus's numbers from draws (n,), or the stated ones, (1,)."""
        known = _stated() if numbers is None else numbers
        return Forgetting(
            known["hippocampus.forgetting_labile_share"],
            known["hippocampus.forgetting_labile_time"],
            known["hippocampus.forgetting_trace_time"],
            known["hippocampus.consolidation_replay"],
        )

    def held(self, delay: float) -> Floats:
        """Give the share (n,) of the hippocampal trace that is left after a delay (h)."""
        labile = np.exp(-MINUTES * _checked(delay) / self.labile_time)
        lasting = np.exp(-delay / self.trace_time)
        return np.asarray(self.labile_share * labile + (1.0 - self.labile_share) * lasting)

    def through(self, delay: float, *, held: float | Floats) -> Forgetting:
        """Choose the labile share so that this share of the trace is left after a delay (h)."""
        labile = np.exp(-MINUTES * _checked(delay) / self.labile_time)
        lasting = np.exp(-delay / self.trace_time)
        share = np.clip((lasting - held) / (lasting - labile), 0.0, 1.0)
        return Forgetting(share, self.labile_time, self.trace_time, self.replay)


@dataclass(frozen=True, slots=True)
class Memory:
    """A person's memory of a list: the chances (n,) that an item was stored and is recalled."""

    encoded: Floats
    recall: Floats
    forgetting: Forgetting

    @property
    def learning(self) -> Floats:
        """The probability (n,) that an item was stored over the trials."""
        return self.encoded

    def short_term(self, delay: float) -> Floats:
        """Give the probability (n,) to recall an item after minutes to hours (h) awake."""
        return self.long_term(delay, nights=0)

    def long_term(self, delay: float, *, nights: int) -> Floats:
        """Give the probability (n,) to recall an item after a delay (h) with so many nights."""
        return remembered(
            self.encoded,
            recall=self.recall,
            delay=delay,
            nights=nights,
            forgetting=self.forgetting,
        )


def learned(encoding: Floats, *, readings: int) -> Floats:
    """Give the probability that an item is stored in one of several readings; shape as given."""
    if readings < 0:
        raise Refusal(f"{readings} readings were given; use 0 or more.")
    return np.asarray(1.0 - (1.0 - _chance(encoding, "encoding")) ** readings)


def remembered(
    encoded: Floats,
    *,
    recall: Floats,
    delay: float,
    nights: int,
    forgetting: Forgetting,
) -> Floats:
    """A stored item is recalled from the fading hippocampal trace or from cortex, or both.

    ``encoded`` and ``recall`` are probabilities, ``delay`` is in h and ``nights`` are spread evenly
    over it. Returns probabilities (n,). Raises Refusal for what is no probability, for a delay
    below zero and for more nights than the delay has room for. After Singh, Norman and Schapiro's
    account of complementary learning systems, reduced to one trace each.
    """
    stored, chance = _chance(encoded, "encoded"), _chance(recall, "recall")
    hippocampal = chance * forgetting.held(delay)
    missed = (1.0 - hippocampal) * (
        1.0 - cortical(chance, delay=delay, nights=nights, forgetting=forgetting)
    )
    return np.asarray(stored * (1.0 - missed))


def cortical(recall: Floats, *, delay: float, nights: int, forgetting: Forgetting) -> Floats:
    """Each night's replay copies to cortex what the hippocampus can still recall; gives (n,)."""
    _check_nights(nights, delay)
    chance, missed = _chance(recall, "recall"), np.asarray(1.0)
    for night in range(nights):
        asleep = delay * (night + 0.5) / nights
        missed = missed * (1.0 - forgetting.replay * chance * forgetting.held(asleep))
    return np.asarray(1.0 - missed)


def _stated() -> Mapping[str, Floats]:
    room = load_room("threonate.hippocampus")
    return {name: np.array([number.value]) for name, number in room.items()}


def _checked(delay: float) -> float:
    if not (math.isfinite(delay) and delay >= 0.0):
        raise Refusal(f"A delay of {delay:g} h was given; use 0 h or more.")
    return delay


def _check_nights(nights: int, delay: float) -> None:
    room = math.floor(_checked(delay) / DAY) + 1
    if not 0 <= nights <= room:
        raise Refusal(
            f"{nights} nights were given within {delay:g} h; that delay has room for 0 to {room}."
        )


def _chance(given: Floats, name: str) -> Floats:
    found = np.asarray(given, dtype=np.float64)
    wrong = found[~((found >= 0.0) & (found <= 1.0))]
    if wrong.size:
        raise Refusal(
            f"{name} holds {wrong.flat[0]:g}; it is a probability, so give numbers from 0 to 1."
        )
    return found
