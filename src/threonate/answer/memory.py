"""What an arm does to memory, as plain data and as one sentence."""

from __future__ import annotations

from typing import Any

import numpy as np

from threonate.answer.number import figures
from threonate.course import Course
from threonate.engine.record import Floats
from threonate.evidence.grade import Grade
from threonate.ladder import Rung
from threonate.memory import LADDER_CUES, TOLD_CUES, Memory, interval

PROVEN = Rung.HOMEOSTASIS
"""The highest rung that anybody has measured, in slices and cultures."""

LITTLE = 0.2
"""A change below this share of the spread between people is small by the usual convention."""

YEARS_BETWEEN = 12 * 7 / 365.25
"""Twelve weeks between two tests of a list, in years."""


def memory_document(course: Course, arm: str) -> dict[str, Any]:
    """Give recall by cue, the ladder, the word list and what a retest shows by itself."""
    memory = course.memories[arm]
    return {
        "recall": [_cue(memory, cue) for cue in TOLD_CUES],
        "ladder": [_rung(memory, rung) for rung in Rung if rung is not Rung.BEFORE],
        "word_list": _word_list(memory),
        "retest": _retest(memory),
    }


def memory_sentence(course: Course, *, grade: Grade) -> str:
    """Say how many more words of a list are recalled, and how many without unproven assumptions."""
    memory = course.memory
    all_words = memory.words
    middle, low, high = interval(all_words.change)
    proven = interval(memory.words_up_to(PROVEN).change)[0]
    spreads = interval(memory.words_up_to(PROVEN).change_in_spreads)[0]
    total = float(np.median(all_words.words_before.sum(axis=1)))
    little = "almost nothing, " if abs(spreads) < LITTLE else ""
    return (
        f"Of a list of 15 words read five times, {_more(middle)} than {figures(total, digits=2)} "
        f"would be recalled in all (90 % interval {_signed(low)} to {_signed(high)}, certainty "
        f"{grade.value}); what slices and cultures show of receptors brings {_signed(proven)} of "
        f"it ({little}{_signed(spreads, digits=2)} of the spread between people), and the rest is "
        "assumed and untested in people."
    )


def _more(words: float) -> str:
    size = figures(abs(words), digits=2)
    return f"about {size} words {'fewer' if words < 0 else 'more'}"


def _signed(words: float, *, digits: int = 1) -> str:
    return f"{words:+.{digits}f}".replace("-", "−")


def _cue(memory: Memory, cue: float) -> dict[str, float]:
    at = memory.before.cues.index(cue)
    before, after = memory.before.recall[:, at], memory.after.recall[:, at]
    return {"cue": cue, **_three("before", before), **_three("after", after)} | _three(
        "change", after - before
    )


def _rung(memory: Memory, rung: Rung) -> dict[str, Any]:
    gain, words = memory.gain(rung), memory.words_up_to(rung)
    return {
        "rung": rung.key,
        "says": rung.says,
        "grade": rung.grade.value,
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
    change = float(np.median(words.change))
    return {
        "noise_words": float(np.median(parallel.noise)),
        "smallest_detectable_words": float(np.median(parallel.smallest_detectable())),
        "practice_same_form_words": float(np.median(same.practice)),
        "as_large_by_chance": float(np.median(parallel.gain_by_chance(change))),
    }


def _three(name: str, values: Floats) -> dict[str, float]:
    middle, low, high = interval(values)
    return {name: middle, f"{name}_low": low, f"{name}_high": high}
