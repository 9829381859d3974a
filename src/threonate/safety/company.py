"""Medicines keep their company: a move never brings together what was apart.

Nothing here knows how two medicines act on each other, so whoever took them apart had a reason.
Metals in a tablet bind as magnesium does, so they keep the gap that magnesium keeps.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from threonate.safety.gap import DAY
from threonate.safety.spacing import NO_GAP, Spacing

NEAR = 60
"""Medicines that were apart stay so many minutes apart, or as far as they were."""
ALONE = 30
"""Nothing is moved to within so many minutes after a thyroid hormone or a bisphosphonate."""
THYROID, BONE = "thyroid", "bisphosphonate"
BINDING = frozenset({"mineral", "potassium binder", "phosphate binder", "magnesium source"})
"""Classes that hold back other medicines in the gut as magnesium does."""

Times = tuple[int, ...]
Agreement = tuple[int, ...]
"""For each choice of times of one medicine, one bit for each choice of the other that goes well."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Minutes from a dose of the first medicine to the second, and the other way, at least."""

    to_second: float
    to_first: float

    def breaks(self, first: int, second: int) -> bool:
        """These two minutes of every day are too near."""
        return (second - first) % DAY < self.to_second or (first - second) % DAY < self.to_first


def limit_of(first: Spacing, second: Spacing) -> Limit:
    """How near a move may bring two medicines; no nearer than they were, or than is safe."""
    to_second, to_first = _between(first.times, second.times), _between(second.times, first.times)
    near = min(NEAR, to_second, to_first)
    second_from, second_after = _held_back(second, by=first)
    first_from, first_after = _held_back(first, by=second)
    return Limit(
        max(near, ALONE * is_alone(first, than=second), min(second_after, to_second),
            min(first_from, to_second)),
        max(near, ALONE * is_alone(second, than=first), min(first_after, to_first),
            min(second_from, to_first)),
    )  # fmt: skip


def agreement(
    first: Spacing, second: Spacing, firsts: Sequence[Times], seconds: Sequence[Times]
) -> Agreement:
    """Which choices of two medicines go together; their own times always do."""
    limit = limit_of(first, second)
    holding: dict[int, int] = {}
    for number, times in enumerate(seconds):
        for time in times:
            holding[time] = holding.get(time, 0) | 1 << number
    broken = {
        minute: _union(bits for time, bits in holding.items() if limit.breaks(minute, time))
        for minute in {minute for times in firsts for minute in times}
    }
    every = (1 << len(seconds)) - 1
    own = 1 << seconds.index(second.times) if second.times in seconds else 0
    return tuple(
        every & ~_union(broken[time] for time in times) | (own if times == first.times else 0)
        for times in firsts
    )


def is_together(first: Spacing, second: Spacing) -> bool:
    """Some dose of both is taken at the same minute."""
    return bool(set(first.times) & set(second.times))


def is_alone(medicine: Spacing, *, than: Spacing) -> bool:
    """It is swallowed with water only; a thyroid hormone itself waits for a bisphosphonate."""
    alone = {BONE} if THYROID in than.families else {BONE, THYROID}
    return bool(alone & medicine.families)


def _held_back(medicine: Spacing, *, by: Spacing) -> tuple[float, float]:
    """Minutes from the medicine to what binds it, and back, by the longest gap from magnesium."""
    if not _binds(by) or _binds(medicine) or medicine.gap == NO_GAP:
        return (0.0, 0.0)
    return (60 * medicine.preferred.drug_to_magnesium, 60 * medicine.preferred.magnesium_to_drug)


def _binds(medicine: Spacing) -> bool:
    return medicine.is_magnesium or bool(medicine.families & BINDING)


def _between(first: Times, second: Times) -> int:
    """The fewest minutes from a dose of the first to the next of the second."""
    return min((b - a) % DAY for a in first for b in second)


def _union(sets: Iterable[int]) -> int:
    whole = 0
    for each in sets:
        whole |= each
    return whole
