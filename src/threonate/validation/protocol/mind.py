"""Word lists asked of healthy people of an age, at once, after half an hour and after nights."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from threonate.engine.record import Floats
from threonate.mind.curve import Curve, usual_curve
from threonate.mind.norm import Measure, Norm, Task, norm
from threonate.mind.numbers import Numbers, stated
from threonate.mind.practice import Form, practice
from threonate.mind.word_list import memory_of, usual_forgetting

Words = Callable[..., Floats]
"""Takes numbers and an age (years); gives words (n,)."""

DECADES = (24.5, 34.5, 44.5, 54.5, 64.5, 74.5)
"""The middles of the twenties to the seventies, in years."""


def total(drawn: Numbers, *, age: float) -> Floats:
    """Give the words over the five trials."""
    return _each(drawn, usual_curve(age, numbers=_known(drawn)).total(numbers=_known(drawn)))


def trial(drawn: Numbers, *, age: float, reading: int) -> Floats:
    """Give the words of one trial."""
    words = usual_curve(age, numbers=_known(drawn)).words(numbers=_known(drawn))
    return _each(drawn, words[..., reading - 1])


def first_of_last(drawn: Numbers, *, age: float) -> Floats:
    """Give the words of the first trial over those of the fifth: the shape without the level."""
    return np.asarray(trial(drawn, age=age, reading=1) / trial(drawn, age=age, reading=5))


def kept(drawn: Numbers, *, age: float, hours: float, nights: int = 0) -> Floats:
    """Give the words that are left after hours with so many nights."""
    known = _known(drawn)
    memory = memory_of(
        usual_curve(age, numbers=known),
        forgetting=usual_forgetting(age, numbers=known),
        numbers=known,
    )
    words = known["mind.list_words"] * memory.long_term(hours, nights=nights)
    return _each(drawn, words)


def delayed(drawn: Numbers, *, age: float) -> Floats:
    """Give the words that are left at the delayed recall."""
    return kept(drawn, age=age, hours=float(_known(drawn)["mind.recall_delay"][0]))


def after_interference(drawn: Numbers, *, age: float) -> Floats:
    """Give the words that are left after the second list."""
    return kept(drawn, age=age, hours=float(_known(drawn)["mind.interference_delay"][0]))


def slope(drawn: Numbers, *, of: Words) -> Floats:
    """Give the change in words with every ten years, by least squares over six decades of age."""
    words = np.stack([of(drawn, age=age) for age in DECADES])
    decades = np.asarray(DECADES) / 10.0
    away = decades - decades.mean()
    return np.asarray(away @ (words - words.mean(axis=0)) / (away @ away))


def slope_in_spreads(drawn: Numbers, *, of: Words, measure: Measure) -> Floats:
    """Give the change with every ten years in mean standard deviations between people."""
    sds = [_norm(measure, age).sd for age in DECADES]
    return np.asarray(slope(drawn, of=of) / np.mean(sds))


def gap(drawn: Numbers, *, young: float, old: float) -> Floats:
    """Give how many SD the old recall fewer words than the young after half an hour."""
    sd = np.mean([_norm(Measure.DELAYED, age).sd for age in (young, old)])
    return np.asarray((delayed(drawn, age=old) - delayed(drawn, age=young)) / sd)


def lost(
    drawn: Numbers,
    *,
    age: float,
    since: float,
    hours: float,
    nights: int,
) -> Floats:
    """Give the change (SD of delayed recall) from hours awake to more hours with nights."""
    before = kept(drawn, age=age, hours=since)
    after = kept(drawn, age=age, hours=hours, nights=nights)
    return np.asarray((after - before) / _norm(Measure.DELAYED, age).sd)


def sleep_gain(drawn: Numbers, *, age: float, hours: float) -> Floats:
    """Give the words by which a night within the hours beats as many hours awake."""
    slept = kept(drawn, age=age, hours=hours, nights=1)
    return np.asarray(slept - kept(drawn, age=age, hours=hours))


def more_recall(drawn: Numbers, *, gain: float, level: float) -> Floats:
    """Give the words that more recall adds to the total when every trial is at that level."""
    known = _known(drawn)
    sure = np.ones(1)
    before = Curve(np.array([level]), sure).total(numbers=known)
    after = Curve(np.array([level + gain]), sure).total(numbers=known)
    return _each(drawn, after - before)


def practised(drawn: Numbers, *, age: float, years: float, form: str) -> Floats:
    """Give the gain (SD) from having been tested before."""
    return _each(drawn, practice(Form(form), age=age, years=years, numbers=_known(drawn)))


def _norm(measure: Measure, age: float) -> Norm:
    return norm(Task.REY, measure=measure, age=age)


def _known(drawn: Numbers) -> Numbers:
    return {**stated(), **drawn}


def _each(drawn: Numbers, values: Floats) -> Floats:
    n = len(next(iter(drawn.values())))
    return np.array(np.broadcast_to(values, (n,)))


PROTOCOLS: dict[str, Callable[..., Floats]] = {
    "rey_total": total,
    "rey_trial": trial,
    "rey_first_of_last": first_of_last,
    "rey_kept": kept,
    "rey_delayed": delayed,
    "rey_after_interference": after_interference,
    "rey_total_slope": partial(slope, of=total),
    "rey_delayed_slope": partial(slope, of=delayed),
    "rey_total_slope_in_spreads": partial(slope_in_spreads, of=total, measure=Measure.TOTAL),
    "rey_delayed_slope_in_spreads": partial(slope_in_spreads, of=delayed, measure=Measure.DELAYED),
    "rey_gap": gap,
    "rey_lost": lost,
    "rey_sleep_gain": sleep_gain,
    "rey_more_recall": more_recall,
    "rey_practice": practised,
}
"""The protocols of the mind set."""
