"""A word list before and after: words in each trial, over the trials, and after a delay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.hippocampus.consolidation import Forgetting, Memory
from threonate.mind.curve import Curve, changed, usual_curve
from threonate.mind.norm import Measure, Task, norm
from threonate.mind.numbers import Numbers, stated
from threonate.mind.practice import Domain, Form, practice
from threonate.mind.retest import Retest


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle of the draws and the ends between which nine in ten of them lie."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(draws: Floats) -> Interval:
        """Summarise draws (n,)."""
        low, median, high = np.quantile(draws, (0.05, 0.5, 0.95))
        return Interval(float(median), float(low), float(high))


@dataclass(frozen=True, slots=True)
class WordList:
    """What a person of an age (years) recalls of Rey's list before and after a change.

    Counts are words. ``numbers`` are the draws (n,) that the curves were made with.
    """

    age: float
    before: Curve
    after: Curve
    forgetting: Forgetting
    numbers: Numbers

    @property
    def words_before(self) -> Floats:
        """Words in each trial before the change, (n, trials)."""
        return self.before.words(numbers=self.numbers)

    @property
    def words_after(self) -> Floats:
        """Words in each trial after the change, (n, trials)."""
        return self.after.words(numbers=self.numbers)

    @property
    def change(self) -> Floats:
        """The true change of the words over the learning trials, (n,)."""
        return np.asarray((self.words_after - self.words_before).sum(axis=-1))

    @property
    def change_in_spreads(self) -> Floats:
        """The true change in standard deviations between people of this age, (n,)."""
        return np.asarray(self.change / self._sd(Measure.TOTAL))

    @property
    def delayed_before(self) -> Floats:
        """Words recalled half an hour after learning, before the change, (n,)."""
        return self._delayed(self.before)

    @property
    def delayed_after(self) -> Floats:
        """Words recalled half an hour after learning, after the change, (n,)."""
        return self._delayed(self.after)

    @property
    def delayed_change(self) -> Floats:
        """The true change of the words recalled half an hour after learning, (n,)."""
        return self.delayed_after - self.delayed_before

    @property
    def delayed_change_in_spreads(self) -> Floats:
        """The true change of delayed recall in standard deviations between people, (n,)."""
        return np.asarray(self.delayed_change / self._sd(Measure.DELAYED))

    def kept(self, curve: Curve, *, delay: float, nights: int) -> Floats:
        """Give the words (n,) that a curve leaves after a delay (h) with so many nights."""
        memory = memory_of(curve, forgetting=self.forgetting, numbers=self.numbers)
        words = self.numbers["mind.list_words"][0]
        return np.asarray(words * memory.long_term(delay, nights=nights))

    def retest(self, form: Form, *, years: float, measure: Measure = Measure.TOTAL) -> Retest:
        """Give what a second test with this form after so many years shows by itself."""
        gain = practice(
            form,
            age=self.age,
            years=years,
            domain=Domain.VERBAL_MEMORY,
            numbers=self.numbers,
        )
        sd = self._sd(measure)
        return Retest(sd, self.numbers["mind.reliability"], np.asarray(sd * gain))

    def _delayed(self, curve: Curve) -> Floats:
        return self.kept(curve, delay=float(self.numbers["mind.recall_delay"][0]), nights=0)

    def _sd(self, measure: Measure) -> float:
        return norm(Task.REY, measure=measure, age=self.age).sd


def word_list(
    age: float,
    *,
    recall_before: Floats,
    recall_after: Floats,
    encoding_before: Floats,
    encoding_after: Floats,
    numbers: Numbers | None = None,
) -> WordList:
    """Ask a person of an age (years) for Rey's list before and after a change of the mechanism.

    The four are probabilities (n,) as in ``changed``; ``numbers`` are draws (n,). Raises Refusal
    outside 16 to 100 years and for what is no probability.
    """
    known = stated() if numbers is None else numbers
    before = usual_curve(age, numbers=known)
    after = changed(
        before,
        recall_before=recall_before,
        recall_after=recall_after,
        encoding_before=encoding_before,
        encoding_after=encoding_after,
        numbers=known,
    )
    return WordList(age, before, after, usual_forgetting(age, numbers=known), known)


def usual_forgetting(age: float, *, numbers: Numbers | None = None) -> Forgetting:
    """Give the forgetting of healthy people of an age, whose delayed recall is that of the norm."""
    known = stated() if numbers is None else numbers
    delayed = norm(Task.REY, measure=Measure.DELAYED, age=age)
    last = usual_curve(age, numbers=known).words(numbers=known)[..., -1]
    return Forgetting.of(known).through(
        float(known["mind.recall_delay"][0]), held=delayed.mean / last
    )


def memory_of(curve: Curve, *, forgetting: Forgetting, numbers: Numbers | None = None) -> Memory:
    """Give the memory that the learning trials leave: what was stored, and how it is recalled."""
    known = stated() if numbers is None else numbers
    return Memory(curve.learnt(int(known["mind.list_trials"][0])), curve.ceiling, forgetting)
