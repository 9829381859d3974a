"""A norm is how healthy people of an age score on a test: their mean and how far they differ."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType

from threonate.evidence.entry import Entry, entries
from threonate.evidence.source import load_sources
from threonate.refusal import Refusal

YOUNGEST, OLDEST = 16.0, 100.0
"""The ages, in years, for which a norm is given."""

GENERAL = "general"
"""The population of a norm that is not about one country, sex or education."""


class Task(Enum):
    """What a person is asked to do."""

    REY = "Rey word list"
    """Fifteen words are read five times, and once more recalled after half an hour."""
    CALIFORNIA = "California word list"
    DIGIT_SPAN = "digit span"
    DIGIT_SYMBOL = "digit symbol"
    SYMBOL_DIGIT = "symbol digit"
    TRAILS = "trail making"
    SIMPLE_REACTION = "simple reaction"
    CHOICE_REACTION = "choice reaction"


class Measure(Enum):
    """What is counted or timed."""

    TRIAL_1 = "trial 1"
    TRIAL_2 = "trial 2"
    TRIAL_3 = "trial 3"
    TRIAL_4 = "trial 4"
    TRIAL_5 = "trial 5"
    TOTAL = "total"
    """Words recalled over the five learning trials."""
    INTERFERENCE_LIST = "interference list"
    """Words of a second list, read once after the first has been learnt."""
    AFTER_INTERFERENCE = "after interference"
    """Words of the first list, right after the second."""
    DELAYED = "delayed"
    """Words of the first list, about half an hour later."""
    SCORE = "score"
    TIME = "time"
    FORWARD = "forward"
    BACKWARD = "backward"
    PART_A = "part A"
    PART_B = "part B"


@dataclass(frozen=True, slots=True)
class Norm:
    """The scores of healthy people of one age or band of ages.

    ``mean`` and ``sd`` are in ``unit``; ``sd``, between people, is NaN where it was not seen, and
    so are ages that were not stated. ``n`` is 0 where the size is unknown; ``reused`` tells that a
    band borrows the numbers of a younger one.
    """

    key: str
    task: Task
    measure: Measure
    population: str
    age_low: float
    age_high: float
    mean: float
    sd: float
    unit: str
    n: int
    source: str
    verified: bool
    reused: bool
    note: str

    @property
    def middle(self) -> float:
        """The age (years) halfway between the ends of the band."""
        return (self.age_low + self.age_high) / 2


_KEYS = tuple(key for key in Norm.__dataclass_fields__ if key != "key")
_REQUIRED = ("task", "measure", "mean", "unit", "source")


@cache
def load_norms() -> Mapping[str, Norm]:
    """Read every norm by its key; raises Refusal for one that lacks what it needs."""
    text = files("threonate.mind").joinpath("norms.toml").read_text(encoding="utf-8")
    return read_norms(text)


def read_norms(text: str, *, file: str = "mind/norms.toml") -> Mapping[str, Norm]:
    """Read the norms written in ``text``, naming ``file`` in every refusal."""
    return MappingProxyType({entry.name: _norm(entry) for entry in entries(text, file=file)})


def within_norms(age: float) -> float:
    """Give the age itself, or the nearest one (years) for which there are norms."""
    return min(max(age, YOUNGEST), OLDEST)


def norm(task: Task, *, measure: Measure, age: float, population: str = GENERAL) -> Norm:
    """Give the norm at an age (years), straight between the middles of the bands.

    Beyond the middles of the first and last band their own numbers hold. Raises Refusal outside
    16 to 100 years, and for a measure that no band of the population has.
    """
    if not YOUNGEST <= age <= OLDEST:
        raise Refusal(
            f"An age of {age:g} years was given; norms are known from {YOUNGEST:g} to {OLDEST:g} "
            "years. Give an age within them."
        )
    bands = _bands(task, measure, population)
    if age <= bands[0].middle or len(bands) == 1:
        return bands[0]
    for younger, older in pairwise(bands):
        if age <= older.middle:
            return _between(younger, older, age)
    return bands[-1]


def _between(younger: Norm, older: Norm, age: float) -> Norm:
    share = (age - younger.middle) / (older.middle - younger.middle)
    return Norm(
        key=f"{younger.key} to {older.key}",
        task=younger.task,
        measure=younger.measure,
        population=younger.population,
        age_low=age,
        age_high=age,
        mean=younger.mean + share * (older.mean - younger.mean),
        sd=younger.sd + share * (older.sd - younger.sd),
        unit=younger.unit,
        n=0,
        source=younger.source,
        verified=younger.verified and older.verified,
        reused=younger.reused or older.reused,
        note=older.note,
    )


@cache
def _bands(task: Task, measure: Measure, population: str) -> tuple[Norm, ...]:
    about = [n for n in load_norms().values() if (n.task, n.measure) == (task, measure)]
    found = [n for n in about if n.population == population and math.isfinite(n.middle)]
    if not found:
        known = sorted({n.population for n in about if math.isfinite(n.middle)})
        advice = f"use one of {'; '.join(known)}" if known else "ask for another measure"
        raise Refusal(
            f"There is no norm of {task.value}, {measure.value}, for '{population}'; {advice}."
        )
    return tuple(sorted(found, key=lambda n: n.middle))


def _norm(entry: Entry) -> Norm:
    entry.check_keys(allowed=_KEYS, required=_REQUIRED)
    source = entry.words("source")
    if source not in load_sources():
        raise entry.refuse(f"cites '{source}', which is not in evidence/sources.toml.")
    low = _number(entry, "age_low")
    high = entry.number("age_high")
    return Norm(
        key=entry.name,
        task=entry.choice("task", Task),
        measure=entry.choice("measure", Measure),
        population=entry.words("population", GENERAL),
        age_low=low,
        # The oldest band has no upper end; half a band of ten years is taken as its middle.
        age_high=low + 9 if high is None else high,
        mean=_number(entry, "mean"),
        sd=_number(entry, "sd"),
        unit=entry.words("unit"),
        n=int(entry.number("n") or 0),
        source=source,
        verified=entry.truth("verified", fallback=True),
        reused=entry.truth("reused", fallback=False),
        note=entry.words("note"),
    )


def _number(entry: Entry, key: str) -> float:
    found = entry.number(key)
    return math.nan if found is None else found
