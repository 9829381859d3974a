"""What a course does to memory: recall from each cue, the ladder, and words of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room
from threonate.ladder import Rung, synapse_day

if TYPE_CHECKING:
    from threonate.course import Course, Sight
    from threonate.hippocampus.chain import Recalled
    from threonate.mind.word_list import WordList

CUES = tuple(step / 20 for step in range(21))
"""Shares of an item that are shown as a cue, from nothing to the whole."""

TOLD_CUES = (0.1, 0.25, 0.5, 0.75, 1.0)
"""Those of them that are told in tables."""

FREELY = load_room("threonate.hippocampus")["hippocampus.free_recall_cue"].value
"""The cue that stands for recalling a list without help."""

CHECKED_AGE = (20.0, 79.0)
"""Ages (years) that the norms of memory tell apart."""

LADDER_CUES = (0.25, 0.5, 1.0)
"""The cues at which the rungs of the ladder are compared."""

LATER = (("30 minutes", 0.5, 0), ("1 day", 24.0, 1), ("1 week", 168.0, 7))
"""When a list is asked for again: in words, in hours, and with so many nights between."""


@dataclass(frozen=True)
class Memory:
    """One arm's memory on its last day beside the same persons' without the regimen."""

    course: Course
    arm: str

    @cached_property
    def before(self) -> Recalled:
        """Recall at every cue without the regimen; the same for all arms."""
        if self.arm == self.course.arms[0].name:
            return self._recalled(Rung.BEFORE, CUES)
        return self.course.memories[self.course.arms[0].name].before

    @cached_property
    def after(self) -> Recalled:
        """Recall at every cue with the regimen."""
        if self.arm == self.course.arms[0].name:
            return self.before
        return self._recalled(Rung.THREONATE, CUES)

    @cached_property
    def rungs(self) -> dict[Rung, Recalled]:
        """Recall at the ladder's cues on every rung, from the person before to all assumptions."""
        known = {Rung.BEFORE: self.before, Rung.THREONATE: self.after}
        return {
            rung: known[rung].at(LADDER_CUES)
            if rung in known
            else self._recalled(rung, LADDER_CUES)
            for rung in Rung
        }

    @cached_property
    def old(self) -> Recalled:
        """Recall, with the regimen, of what was stored before it; at the ladder's cues."""
        from threonate.hippocampus.chain import recall_on

        before, after = self.course.untreated, self.course.sight(self.arm)
        return recall_on(
            synapse_day(before, after),
            cues=LADDER_CUES,
            learnt=synapse_day(before, before, Rung.BEFORE),
        )

    def gain(self, rung: Rung) -> Floats:
        """What recall gains up to a rung, (n, ladder cues)."""
        return self.rungs[rung].recall - self.rungs[Rung.BEFORE].recall

    def words_up_to(self, rung: Rung) -> WordList:
        """The words of a list without the regimen and with it, up to a rung."""
        return self._words(self.rungs[Rung.BEFORE], self.rungs[rung])

    @cached_property
    def words(self) -> WordList:
        """The words of Rey's list that the person recalls without the regimen and with it."""
        return self._words(self.before, self.after)

    @property
    def free_recall(self) -> Floats:
        """The share of a list that is recalled without help with the regimen, (n,)."""
        return self.after.recall[:, self.after.cues.index(FREELY)]

    def words_later(self) -> dict[str, tuple[Floats, Floats]]:
        """Words still recalled after each delay, without the regimen and with it, (n,) both."""
        tested = self.words
        return {
            when: (
                tested.kept(tested.before, delay=delay, nights=nights),
                tested.kept(tested.after, delay=delay, nights=nights),
            )
            for when, delay, nights in LATER
        }

    def _words(self, before: Recalled, after: Recalled) -> WordList:
        from threonate.mind.norm import within_norms
        from threonate.mind.word_list import word_list

        freely = before.cues.index(FREELY)
        return word_list(
            within_norms(self.course.person.age),
            recall_before=before.recall[:, freely],
            recall_after=after.recall[:, freely],
            encoding_before=before.encoding,
            encoding_after=after.encoding,
            numbers=self.course.parameters,
        )

    def _recalled(self, rung: Rung, cues: Sequence[float]) -> Recalled:
        return recalled(self.course.untreated, self.course.sight(self.arm), rung, cues=cues)


def recalled(before: Sight, after: Sight, rung: Rung, *, cues: Sequence[float]) -> Recalled:
    """Let the hippocampus of everyone recall on the last day of an arm, up to a rung."""
    from threonate.hippocampus.chain import recall_on

    return recall_on(synapse_day(before, after, rung), cues=cues)


def interval(values: Floats) -> tuple[float, float, float]:
    """Give the median and the 90 % interval over draws (n,)."""
    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95))
    return float(middle), float(low), float(high)
