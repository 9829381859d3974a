"""A learning curve says how many words of a list a person recalls after each reading."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.mind.norm import Measure, Task, norm
from threonate.mind.numbers import Numbers, stated
from threonate.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Curve:
    """A person learns a share of the remaining words in each reading, and recalls up to a ceiling.

    ``ceiling`` is the probability to recall a word that has been learnt and ``rate`` that to learn
    one in a reading; both have shape (n,) and lie in [0, 1].
    """

    ceiling: Floats
    rate: Floats

    def learnt(self, readings: int) -> Floats:
        """Give the probability (n,) that a word has been learnt after so many readings."""
        return np.asarray(1.0 - (1.0 - self.rate) ** readings)

    def recalled(self, readings: int) -> Floats:
        """Give the probability (n,) that a word is recalled right after so many readings."""
        return np.asarray(self.ceiling * self.learnt(readings))

    def words(self, *, numbers: Numbers | None = None) -> Floats:
        """Give the words expected in each trial of Rey's list, (n, trials)."""
        known = stated() if numbers is None else numbers
        trials = range(1, int(known["mind.list_trials"][0]) + 1)
        recalled = np.stack([self.recalled(trial) for trial in trials], axis=-1)
        return np.asarray(known["mind.list_words"][0] * recalled)

    def total(self, *, numbers: Numbers | None = None) -> Floats:
        """Give the words expected over the trials of Rey's list, (n,)."""
        return np.asarray(self.words(numbers=numbers).sum(axis=-1))


def usual_curve(age: float, *, numbers: Numbers | None = None) -> Curve:
    """Give the curve of healthy people of an age (years), whose total is that of the norm.

    Beyond 75 years, where norms no longer tell people apart, only the rate goes on falling.
    ``numbers`` are draws (n,), or the stated ones where none are given. The rate follows measured
    curves, the ceiling meets the norm's total. Raises Refusal outside 16 to 100 years.
    """
    known = stated() if numbers is None else numbers
    # Beyond the last age whose total was measured nothing is known of the ceiling, and it stays.
    last = float(known["mind.learning_age_last"][0])
    usual = norm(Task.REY, measure=Measure.TOTAL, age=age)
    told = min(age, last)
    if told < age:
        usual = norm(Task.REY, measure=Measure.TOTAL, age=last)
    rate = _rate(told, known)
    at_most = Curve(np.ones_like(rate), rate).total(numbers=known)
    # A slow learner cannot reach a young person's total; the ceiling then stays below certainty.
    ceiling = np.minimum(usual.mean / at_most, known["mind.surest"])
    return Curve(ceiling, _rate(age, known))


def changed(
    curve: Curve,
    *,
    recall_before: Floats,
    recall_after: Floats,
    encoding_before: Floats,
    encoding_after: Floats,
    numbers: Numbers | None = None,
) -> Curve:
    """Move a person's curve by what the mechanism changes, and leave its level to the norms.

    All four are probabilities (n,): to recall at the cue of free recall, and to store an item in
    one reading. The ceiling moves by the change in the log-odds of recall, the rate by that of
    encoding; no change gives the same curve exactly. Raises Refusal for what is no probability.
    """
    known = stated() if numbers is None else numbers
    surest = known["mind.surest"]
    recall = _odds_ratio(recall_before, recall_after, surest=surest, name="recall")
    encoding = _odds_ratio(encoding_before, encoding_after, surest=surest, name="encoding")
    return Curve(_moved(curve.ceiling, recall), _moved(curve.rate, encoding))


def _rate(age: float, known: Numbers) -> Floats:
    younger, older = known["mind.learning_age_sixties"], known["mind.learning_age_eighties"]
    here, there = known["mind.learning_rate_sixties"], known["mind.learning_rate_eighties"]
    line = here + (there - here) * (age - younger) / (older - younger)
    return np.clip(line, known["mind.learning_rate_least"], known["mind.learning_rate_most"])


def _odds_ratio(before: Floats, after: Floats, *, surest: Floats, name: str) -> Floats:
    for moment, given in (("before", before), ("after", after)):
        found = np.asarray(given)
        wrong = found[~((found >= 0.0) & (found <= 1.0))]
        if wrong.size:
            raise Refusal(
                f"{name}_{moment} holds {wrong.flat[0]:g}; it is a probability, so give numbers "
                "from 0 to 1."
            )
    one, other = (np.clip(given, 1.0 - surest, surest) for given in (before, after))
    return np.asarray(other / (1.0 - other) / (one / (1.0 - one)))


def _moved(chance: Floats, ratio: Floats) -> Floats:
    """Multiply the odds of a chance; written so that a ratio of one changes no bit."""
    excess = ratio - 1.0
    return np.asarray(chance + chance * (1.0 - chance) * excess / (1.0 + chance * excess))
