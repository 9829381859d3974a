"""What trials in people found, beside what the mechanism says: two roads to one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from threonate.course import Course
from threonate.dose import MAGNESIUM_MASS
from threonate.memory import interval

if TYPE_CHECKING:
    from threonate.studies.prediction import Expectation

BESIDE = ("SLS", "SLO", "ANX", "MOOD", "ATT")
"""Domains that the mechanism does not reach: trials alone speak of them."""

HOURS_OF_A_WEEK = 168.0

FAR = 0.2
"""Roads whose middles lie further apart than this many SD point to different sizes."""


@dataclass(frozen=True, slots=True)
class Roads:
    """Both roads for memory, in standard deviations between people (SD).

    ``mechanism`` is the change of a word list: middle, low and high of 90 %. ``trials`` holds what
    pooled trials predict for every domain, by its short name.
    """

    mechanism: tuple[float, float, float]
    trials: Mapping[str, Expectation]

    @property
    def memory(self) -> Expectation:
        """What trials predict for learning and recall."""
        return self.trials["EM"]

    @property
    def sentence(self) -> str:
        """Say whether the two roads agree about memory."""
        middle, low, high = self.mechanism
        trials = self.memory
        told = (
            f"Two roads to memory: the mechanism gives {_sd(middle)} ({_sd(low)} to {_sd(high)}) "
            f"of the spread between people, the pooled trials {_sd(trials.middle)} "
            f"({_sd(trials.most[0])} to {_sd(trials.most[1])}, {_part(trials.benefit)} that it is "
            "above zero)"
        )
        if high < trials.most[0] or low > trials.most[1]:
            return f"{told}; they disagree: the intervals do not meet."
        if abs(middle - trials.middle) > FAR:
            return f"{told}; they agree that little is known, and differ in size."
        return (
            f"{told}; they agree: both leave room for next to nothing, and a test of one person "
            "shows neither."
        )

    @property
    def beside(self) -> str:
        """Say what trials alone tell of sleep, anxiety, mood and attention."""
        parts = [
            f"{trials.domain.label} {_sd(trials.middle)} ({_sd(trials.most[0])} to "
            f"{_sd(trials.most[1])})"
            for trials in (self.trials[name] for name in BESIDE)
        ]
        return (
            "The mechanism does not reach sleep, anxiety, mood or attention. From trials alone, in "
            f"the same unit: {'; '.join(parts)}."
        )


def roads(course: Course) -> Roads | None:
    """Set both roads beside each other; None where trials have nothing to say.

    That is so without threonate, and for doses or times far beyond those of any trial.
    """
    from threonate.mind.norm import within_norms
    from threonate.studies.prediction import LONGEST, MOST_DOSE, predict

    dose = compound_of(course)
    weeks = (course.regimen.length - course.regimen.lead_in) / HOURS_OF_A_WEEK
    if dose == 0.0 or dose > MOST_DOSE or weeks > LONGEST:
        return None
    found = predict(
        age=within_norms(course.person.age),
        dose=dose,
        weeks=weeks,
        weight=course.person.weight,
    )
    mechanism = interval(course.memory.words.change_in_spreads)
    return Roads(mechanism, {expected.domain.value: expected for expected in found})


def compound_of(course: Course) -> float:
    """Give the magnesium L-threonate of the fullest day, in mg of the compound."""
    days: dict[int, float] = {}
    for dose in course.regimen.doses:
        if dose.threonate > 0.0:
            compound = dose.magnesium * MAGNESIUM_MASS / dose.salt.label_fraction
            days[dose.calendar_day] = days.get(dose.calendar_day, 0.0) + compound
    return max(days.values(), default=0.0)


def trial_document(course: Course) -> dict[str, Any] | None:
    """Give both roads as plain data, or nothing where trials have nothing to say."""
    found = roads(course)
    if found is None:
        return None
    middle, low, high = found.mechanism
    return {
        "answer": found.sentence,
        "beside": found.beside,
        "unit": "SD",
        "mechanism": {"value": middle, "low": low, "high": high},
        "domains": [_row(expected) for expected in found.trials.values()],
    }


def _row(expected: Expectation) -> dict[str, Any]:
    return {
        "domain": expected.domain.value,
        "label": expected.domain.label,
        "value": expected.middle,
        "low": expected.most[0],
        "high": expected.most[1],
        "half_low": expected.half[0],
        "half_high": expected.half[1],
        "benefit": expected.benefit,
        "noticeable": expected.noticeable,
        "placebo": expected.placebo,
        "measured_in_a_trial": expected.informed,
    }


def _sd(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _part(chance: float) -> str:
    return f"{100 * chance:.0f} in 100"
