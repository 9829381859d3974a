"""What a virtual trial came to, summed up in numbers and in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from threonate.answer.number import signed
from threonate.lab.ability_curve import ability_curve
from threonate.lab.trial_answer import (
    FindingAnswer,
    Interval,
    LessonAnswer,
    LevelAnswer,
    PrintedAnswer,
    SizeAnswer,
    TrialResult,
)
from threonate.quantity import find_quantity
from threonate.trial.chance import in_100
from threonate.trial.finding import Curse, Finding, Size
from threonate.trial.prospect import People
from threonate.trial.published import Printed, held_out
from threonate.trial.virtual import Level, VirtualTrial

ENOUGH = 30
"""Significant runs from which it is told how far such a result misleads."""

BOTH_SIDES = 1.96
"""Standard errors that hold 95 in 100."""


def trial_result(found: VirtualTrial) -> TrialResult:
    """Sum up a virtual trial."""
    is_held_out = held_out(found.design)
    return TrialResult(
        sentence=_sentence(found),
        teaching=tuple(_teaching(each) for each in found.findings),
        replicates=found.runs.count,
        seed=found.runs.seed,
        people=found.design.people_in_all,
        volunteers=len(found.pool),
        findings=tuple(_finding(each, found) for each in found.findings),
        curve=ability_curve(found),
        levels=tuple(map(_level, found.levels)),
        printed=() if is_held_out else tuple(map(_printed, found.printed)),
        held_out=is_held_out,
    )


def _finding(each: Finding, found: VirtualTrial) -> FindingAnswer:
    outlook, count = each.outlooks[found.design.analysis], found.runs.count
    significant = round(outlook.significant * count)
    misleads = each.curse if significant >= ENOUGH else Curse(None, None, None)
    return FindingAnswer(
        endpoint=each.endpoint.name,
        arm=each.arm.name,
        unit=each.endpoint.unit,
        true=_of_five(each.true),
        found=_of_five(outlook.quantiles),
        error=_finite(outlook.error),
        significant=outlook.significant,
        significant_runs=significant,
        assurance=outlook.assurance,
        assurance_margin=margin(outlook.assurance, count),
        exaggeration=_finite(misleads.exaggeration),
        wrong_sign=_finite(misleads.wrong_sign),
        sizes=tuple(map(_size, each.sizes)),
        assured_people_for_80=_assured(each.people[0.8]),
        assured_people_for_90=_assured(each.people[0.9]),
        assured_words_for_80=each.people[0.8].words,
        assured_words_for_90=each.people[0.9].words,
        most_assurance=each.most,
        true_above_zero=each.positive,
        true_above_zero_if_found=each.positive_if_found,
        lesson=_lesson(each),
    )


def margin(chance: float, count: int) -> float:
    """How far a chance that was counted in so many runs may lie from the true one, 95 in 100 times.

    Source: Agresti A, Coull BA. Am Stat 1998;52:119, whose two more hits and misses keep a chance
    of none or all from looking certain.
    """
    counted = (chance * count + 2.0) / (count + 4.0)
    return BOTH_SIDES * math.sqrt(counted * (1.0 - counted) / (count + 4.0))


def _assured(people: People) -> int | None:
    """The people in each arm, where the draws of what is believed can tell."""
    return people.likely if people.is_determined else None


def _size(size: Size) -> SizeAnswer:
    return SizeAnswer(
        effect=size.ability.effect,
        power=size.ability.power,
        exaggeration=_finite(size.ability.exaggeration),
        wrong_sign=size.ability.wrong_sign,
        people_for_80=size.people[0.8],
        people_for_90=size.people[0.9],
    )


def _lesson(each: Finding) -> LessonAnswer:
    told, chance = each.lesson, each.lesson.translation
    return LessonAnswer(
        before_low=told.before[0],
        before_high=told.before[1],
        shrinks_to=told.shrinks_to,
        translation_before=None if chance is None else chance.before,
        translation_if_true=None if chance is None else _finite(chance.if_true),
        translation_if_false=None if chance is None else _finite(chance.if_false),
        translation_settled=None if chance is None else chance.settled,
    )


def _level(each: Level) -> LevelAnswer:
    label = find_quantity(each.quantity).label
    return LevelAnswer(
        arm=each.arm, quantity=each.quantity, label=label, change=_of_five(each.quantiles)
    )


def _printed(each: Printed) -> PrintedAnswer:
    return PrintedAnswer(
        outcome=each.outcome,
        week=each.week,
        found=each.found,
        low=each.low,
        high=each.high,
        run=_interval(*each.run),
        read=_interval(*each.read),
        chance=each.chance,
    )


def _sentence(found: VirtualTrial) -> str:
    """What the trial would find, and what it could find."""
    design, head = found.design, found.headline
    able = head.sizes[0].ability
    outlook = head.outlooks[design.analysis]
    return (
        f"Over all that is believed, this trial would find a significant difference in favour of "
        f"“{head.arm.name}” in “{head.endpoint.name}” {in_100(outlook.assurance)} times. If the "
        f"true difference were {able.effect:g} {head.endpoint.unit}, it would find it "
        f"{in_100(able.power)} times."
    )


def _teaching(each: Finding) -> str:
    told, unit = each.lesson, each.endpoint.unit
    low, high = told.before
    sentence = (
        f"“{each.endpoint.name}” under “{each.arm.name}”: the true mean effect is now believed to "
        f"lie between {signed(low)} and {signed(high)} {unit} (90 %); after this trial the "
        f"interval would on average have {in_per_cent(told.shrinks_to)} of its width."
    )
    chance = told.translation
    if chance is None:
        return sentence
    worlds = [
        f"{in_100(mean)} where {so}"
        for mean, so in ((chance.if_true, "it is so"), (chance.if_false, "it is not"))
        if mean is not None
    ]
    return (
        f"{sentence} The chance that threonate raises magnesium in a human brain as in a rat’s, "
        f"now {in_100(chance.before)}, would on average become {' and '.join(worlds)}; "
        f"{in_per_cent(chance.settled)} of such trials would settle it at 95 %."
    )


def in_per_cent(share: float) -> str:
    """Write a share in whole per cent; never as all or nothing when it is not."""
    if 0.0 < share < 0.01:
        return "less than 1 %"
    if 0.99 < share < 1.0:
        return "more than 99 %"
    return f"{100.0 * share:.0f} %"


def _of_five(quantiles: Sequence[float]) -> Interval:
    return _interval(quantiles[0], quantiles[2], quantiles[4])


def _interval(low: float, middle: float, high: float) -> Interval:
    return Interval(low=_finite(low), middle=_finite(middle), high=_finite(high))


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value
