"""What an arm does to memory, as plain data and as one sentence."""

from __future__ import annotations

from typing import Any

import numpy as np

from threonate.answer.dependence import grades
from threonate.answer.number import figures
from threonate.course import Course
from threonate.engine.record import Floats
from threonate.evidence.grade import Grade, weakest
from threonate.ladder import Rung
from threonate.memory import LADDER_CUES, TOLD_CUES, Memory, interval

RECEPTORS_ALONE = Rung.HOMEOSTASIS
"""The highest rung whose direction was seen, in slices and cultures."""

UNCHANGED = 0.05
"""A change of fewer words than this is none."""

LITTLE = 0.2
"""A change below this share of the spread between people is small by the usual convention."""

YEARS_BETWEEN = 12 * 7 / 365.25
"""Twelve weeks between two tests of a list, in years."""


def memory_document(course: Course, arm: str) -> dict[str, Any]:
    """Give recall by cue, the ladder, the word list and what a retest shows by itself."""
    memory = course.memories[arm]
    before = memory.rungs[Rung.BEFORE].recall
    carried = grades(course, arm)["interstitial"]
    return {
        "recall": [_cue(memory, cue) for cue in TOLD_CUES],
        "ladder": [_rung(memory, rung, carried) for rung in Rung if rung is not Rung.BEFORE],
        "word_list": _word_list(memory),
        "old_items": [
            {"cue": cue, **_three("change", memory.old.recall[:, i] - before[:, i])}
            for i, cue in enumerate(LADDER_CUES)
        ],
        "retest": _retest(memory),
    }


def memory_sentence(course: Course, *, grade: Grade) -> str:
    """Say how many more words of a list the model predicts, and how little is known of it."""
    words = course.memory.words
    middle, low, high = interval(words.change)
    alone = course.memory.words_up_to(RECEPTORS_ALONE)
    receptors, spreads = interval(alone.change)[0], interval(alone.change_in_spreads)[0]
    total = float(np.median(words.words_before.sum(axis=1)))
    little = " of the spread between people, almost nothing" if abs(spreads) < LITTLE else ""
    if max(abs(low), abs(high)) < UNCHANGED:
        return "It predicts no change to speak of in the words recalled of a list."
    return (
        f"It predicts {_more(middle)} than the usual {figures(total, digits=2)} over five readings "
        f"of a list of 15 words ({_interval(low, high)}, certainty "
        f"{grade.value}){_two_groups(course)}. Adapting receptors alone, whose direction slices "
        f"and cultures show, would give {_signed(receptors)} ({_signed(spreads, digits=2)}"
        f"{little or ' of the spread between people'}); adapted synapses cannot lose in this "
        "model, so an interval above zero is no sign of a benefit."
    )


def _two_groups(course: Course) -> str:
    """Two groups may stand behind one median: those in whom threonate works, and the rest."""
    works = course.parameters["brain.translation"] > 0.0
    if not course.doubt or works.all() or not works.any():
        return ""
    if not any(dose.threonate > 0.0 for dose in course.regimen.doses):
        return ""
    change = course.memory.words.change
    return (
        f": {_signed(float(np.median(change[works])))} where threonate does in people what it did "
        f"in rats, {_signed(float(np.median(change[~works])))} where it does not, which nobody has "
        "tested"
    )


def _more(words: float) -> str:
    return f"about {abs(words):.1f} words {'fewer' if words < 0 else 'more'}"


def _interval(low: float, high: float) -> str:
    if low == high:
        return "no doubt drawn, no interval"
    return f"90 % interval {_signed(low)} to {_signed(high)}"


def _signed(words: float, *, digits: int = 1) -> str:
    return f"{words:+.{digits}f}".replace("-", "−")


def _cue(memory: Memory, cue: float) -> dict[str, float]:
    at = memory.before.cues.index(cue)
    before, after = memory.before.recall[:, at], memory.after.recall[:, at]
    return {"cue": cue, **_three("before", before), **_three("after", after)} | _three(
        "change", after - before
    )


def _rung(memory: Memory, rung: Rung, carried: Grade) -> dict[str, Any]:
    """A rung is no surer than the magnesium in the brain that all of them start from."""
    gain, words = memory.gain(rung), memory.words_up_to(rung)
    return {
        "rung": rung.key,
        "says": rung.says,
        "grade": weakest((rung.grade, carried)).value,
        "gain": [{"cue": cue, **_three("recall", gain[:, i])} for i, cue in enumerate(LADDER_CUES)],
        **_three("words", words.change),
        **_three("spreads", words.change_in_spreads),
    }


def _word_list(memory: Memory) -> dict[str, Any]:
    words = memory.words
    trials = range(words.words_before.shape[1])
    return {
        "trials": [
            {
                "trial": trial + 1,
                **_three("before", words.words_before[:, trial]),
                **_three("after", words.words_after[:, trial]),
            }
            for trial in trials
        ],
        **_three("change_words", words.change),
        **_three("change_spreads", words.change_in_spreads),
        "later": [
            {"when": when, **_three("before", before), **_three("after", after)}
            | _three("change", after - before)
            for when, (before, after) in memory.words_later().items()
        ],
    }


def _retest(memory: Memory) -> dict[str, float]:
    """What one person's second test after twelve weeks shows when nothing has changed."""
    from threonate.mind.practice import Form

    words = memory.words
    same, parallel = (words.retest(form, years=YEARS_BETWEEN) for form in Form)
    change = abs(float(np.median(words.change)))
    return {
        "noise_words": float(np.median(parallel.noise)),
        "smallest_detectable_words": float(np.median(parallel.smallest_detectable())),
        "practice_same_list_words": float(np.median(same.practice)),
        "as_large_by_chance": float(np.median(parallel.gain_by_chance(change))),
    }


def _three(name: str, values: Floats) -> dict[str, float]:
    middle, low, high = interval(values)
    return {name: middle, f"{name}_low": low, f"{name}_high": high}
