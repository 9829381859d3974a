"""A spacing is how far one medicine and magnesium must stay apart, and how far they had better."""

from collections.abc import Iterable
from dataclasses import dataclass

from threonate.safety.facts import Facts
from threonate.safety.gap import Gap, Taken, violations
from threonate.safety.interaction import Interaction
from threonate.safety.medicament import Medicament
from threonate.safety.medicine_rule import (
    PRECAUTION,
    WEAK_ANTACID,
    acts_on_acid,
    asked_gap,
    is_hard,
)
from threonate.safety.not_flagged import find_not_flagged

NO_GAP = Gap(0.0, 0.0)
"""Magnesium and the medicine may be taken together."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """One medicine at its times, in minutes since midnight.

    ``gap`` must be kept from every intake and ``large_gap`` from those that are a weak antacid;
    ``preferred`` is the longest that any source asks. ``is_known`` is false for a medicine that is
    not listed, which keeps a general precaution; ``is_magnesium`` is true for magnesium itself.
    """

    drug: str
    times: tuple[int, ...]
    gap: Gap = NO_GAP
    large_gap: Gap = NO_GAP
    preferred: Gap = NO_GAP
    is_movable: bool = False
    is_known: bool = True
    is_magnesium: bool = False
    rows: tuple[Interaction, ...] = ()

    @staticmethod
    def exactly(taken: Taken) -> "Spacing":
        """A medicine of which only the gap is known."""
        return Spacing(taken.drug, taken.times, taken.gap, taken.gap, taken.gap)

    @staticmethod
    def of(medicine: Medicament, facts: Facts) -> "Spacing":
        """What the rows of a medicine ask of this person."""
        rows = medicine.lookup.found
        plain = [row for row in rows if not acts_on_acid(row)]
        acid = [row for row in rows if acts_on_acid(row)]
        # Magnesium is counted instead, and an injection never meets it in the gut.
        apart = medicine.is_magnesium or medicine.is_injected
        known = bool(rows) or apart or find_not_flagged(medicine.name) is not None
        gap = _longest(_asked(row, facts) for row in plain if is_hard(row))
        if not known:
            gap = PRECAUTION
        return Spacing(
            drug=medicine.name,
            times=medicine.times,
            gap=gap,
            large_gap=_longest((gap, *(_asked(row, facts) for row in acid))),
            preferred=_longest((gap, *(_most(row) for row in plain))),
            is_movable=medicine.is_movable,
            is_known=known,
            is_magnesium=medicine.is_magnesium,
            rows=rows,
        )

    def required(self, compound: float) -> Gap:
        """The gap that an intake of so many mg must keep."""
        return self.large_gap if compound >= WEAK_ANTACID else self.gap

    def wanted(self, compound: float) -> Gap:
        """The gap that an intake of so many mg had better keep; never shorter than the required."""
        return self.preferred.longest(self.required(compound))

    def asked(self, compound: float) -> Gap:
        """The gap to keep in words: the required one, or where there is none the wanted one."""
        required = self.required(compound)
        return self.wanted(compound) if required == NO_GAP else required

    @property
    def matters(self) -> bool:
        """Some gap is asked, so that the times of the medicine decide."""
        return self.wanted(WEAK_ANTACID) != NO_GAP

    @property
    def families(self) -> frozenset[str]:
        """The classes of medicine that it belongs to."""
        return frozenset(row.family for row in self.rows)

    def breaks(self, minute: int, gap: Gap, *, times: Iterable[int] | None = None) -> bool:
        """Magnesium at this minute of each day stands too near a dose."""
        moments = self.times if times is None else tuple(times)
        return bool(violations(minute, [Taken(self.drug, moments, gap)]))


def spacings_of(facts: Facts) -> tuple[Spacing, ...]:
    """Every medicine of a person."""
    return tuple(Spacing.of(medicine, facts) for medicine in facts.medicines)


def _asked(row: Interaction, facts: Facts) -> Gap:
    return asked_gap(row, facts) or NO_GAP


def _most(row: Interaction) -> Gap:
    return _longest((row.gap or NO_GAP, row.strict or NO_GAP))


def _longest(gaps: Iterable[Gap]) -> Gap:
    whole = NO_GAP
    for gap in gaps:
        whole = whole.longest(gap)
    return whole
