"""The answer of a virtual trial as data: chances, sizes, and what it would teach."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Told(BaseModel):
    """Numbers that do not change any more."""

    model_config = ConfigDict(frozen=True)


class Interval(Told):
    """A median with its 90 % interval; null where too few people stayed."""

    low: float | None
    middle: float | None
    high: float | None


class SizeAnswer(Told):
    """What finding one true effect takes, in the unit of the endpoint."""

    effect: float
    power: float
    exaggeration: float | None
    wrong_sign: float
    people_for_80: int | None
    people_for_90: int | None


class LessonAnswer(Told):
    """What the trial would teach about the mean effect, and of the way into a human brain."""

    before_low: float
    before_high: float
    shrinks_to: float
    translation_before: float | None
    translation_if_true: float | None
    translation_if_false: float | None
    translation_settled: float | None


class FindingAnswer(Told):
    """One endpoint of one arm; ``unit`` is SD, standard deviations between people, or per cent.

    Assured people have a significant result in favour, the maker's lean included, 80 or 90 in 100
    times; null where none do, or the draws of what is believed cannot tell, as the words say.
    Chance alone moves the assurance within its margin, 95 in 100 times; how far a significant
    result misleads is null where too few runs were significant to tell.
    """

    endpoint: str
    arm: str
    unit: str
    true: Interval
    found: Interval
    error: float | None
    significant: float
    significant_runs: int
    assurance: float
    assurance_margin: float
    exaggeration: float | None
    wrong_sign: float | None
    sizes: tuple[SizeAnswer, ...]
    assured_people_for_80: int | None
    assured_people_for_90: int | None
    assured_words_for_80: str
    assured_words_for_90: str
    most_assurance: float
    true_above_zero: float
    true_above_zero_if_found: float | None
    lesson: LessonAnswer


class LevelAnswer(Told):
    """What an arm does to a level in the body by the last visit, in per cent."""

    arm: str
    quantity: str
    label: str
    change: Interval


class PrintedAnswer(Told):
    """A printed result of the study whose design this is, beside the design run again and again."""

    outcome: str
    week: float
    found: float | None
    low: float | None
    high: float | None
    run: Interval
    read: Interval
    chance: float


class PowerCurve(Told):
    """The chance to find one true effect, by the people in each arm of the curve."""

    effect: float
    power: tuple[float, ...]


class AbilityCurve(Told):
    """Chances of the headline by the people in each of two equal arms; chances are 0 to 1.

    ``assurance`` is the chance of significance in favour over all that is believed, ``most`` that
    of a trial without end. ``here`` is how many this design has, unequal arms as equal ones that
    tell as much.
    """

    endpoint: str
    arm: str
    unit: str
    here: int
    people: tuple[int, ...]
    curves: tuple[PowerCurve, ...]
    assurance: tuple[float, ...]
    most: float


class TrialResult(Told):
    """What a virtual trial came to; its first finding is the headline."""

    sentence: str
    teaching: tuple[str, ...]
    replicates: int
    seed: int
    people: int
    volunteers: int
    findings: tuple[FindingAnswer, ...]
    curve: AbilityCurve
    levels: tuple[LevelAnswer, ...]
    printed: tuple[PrintedAnswer, ...]
    held_out: bool
