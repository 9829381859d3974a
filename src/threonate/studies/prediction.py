"""A prediction says what a person's tests are expected to change by, and how likely that helps."""

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room
from threonate.mind.norm import OLDEST, YOUNGEST, Measure, Task, norm
from threonate.mind.practice import Domain as Practised
from threonate.mind.practice import Form, practice
from threonate.refusal import Refusal
from threonate.studies.belief import MODELLED, convention, stated_belief
from threonate.studies.domain import Domain
from threonate.studies.posterior import Posterior, load_posterior
from threonate.studies.reach import reach
from threonate.studies.response import response

MOST_DOSE = 10_000.0
"""The largest daily dose of the compound, in mg, about which a question is answered."""

LONGEST = 520.0
"""Weeks, ten years, about which a question is answered."""


HOURS_IN_WEEK, HOURS_IN_YEAR = 168.0, 8766.0

TESTED = {
    Domain.G: None,
    Domain.EF: Practised.EXECUTIVE,
    Domain.WM: None,
    Domain.EM: Practised.VERBAL_MEMORY,
    Domain.ATT: Practised.SPEED,
}
"""Domains measured by tests, with the kind of practice where there is an own one."""


class Course(Enum):
    """Whose time an effect takes to come."""

    FITTED = "fitted"
    """The time that trials and the belief before them leave possible."""
    MECHANISM = "mechanism"
    """The time in which the model of the brain raises its transport of magnesium."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A test whose spread between people of an age turns an effect into the test's own units.

    ``better`` is 1 where more is better and -1 where less is.
    """

    domain: Domain
    task: Task
    measure: Measure
    better: float


YARDSTICKS = (
    Yardstick(Domain.EM, Task.REY, Measure.TOTAL, 1.0),
    Yardstick(Domain.EM, Task.REY, Measure.DELAYED, 1.0),
    Yardstick(Domain.EF, Task.TRAILS, Measure.PART_B, -1.0),
    Yardstick(Domain.EF, Task.SYMBOL_DIGIT, Measure.SCORE, 1.0),
    Yardstick(Domain.WM, Task.DIGIT_SPAN, Measure.FORWARD, 1.0),
    Yardstick(Domain.WM, Task.DIGIT_SPAN, Measure.BACKWARD, 1.0),
    Yardstick(Domain.ATT, Task.CHOICE_REACTION, Measure.TIME, -1.0),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An expected change in one test's own units: its middle and the ends of 90 %."""

    task: Task
    measure: Measure
    unit: str
    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one domain is expected to change by, against placebo, in standard deviations (SD).

    ``half`` and ``most`` are the 50 and 90 % intervals; ``benefit`` is the chance of any gain and
    ``noticeable`` that of more than 0.2 SD. ``placebo`` is what comes besides in anybody who takes
    something and hopes, and ``practice`` what comes from having done the same test before.
    ``informed`` tells that a trial of the compound measured the domain.
    """

    domain: Domain
    mean: float
    middle: float
    half: tuple[float, float]
    most: tuple[float, float]
    benefit: float
    noticeable: float
    placebo: float
    practice: float
    informed: bool
    readings: tuple[Reading, ...]


def predict(
    *,
    age: float,
    dose: float,
    weeks: float,
    weight: float | None = None,
    impaired: bool = False,
    course: Course = Course.FITTED,
    posterior: Posterior | None = None,
    seed: int = 1,
) -> tuple[Expectation, ...]:
    """Say what people like this one are expected to gain from magnesium L-threonate, by domain.

    ``age`` in years, ``dose`` in mg of the compound a day, ``weight`` in kg, ``impaired`` where
    memory or thinking already fails. It is the average effect in a new group of such people, with
    the spread between trials and without sponsors; how far one person differs from that group
    nobody has measured. What no trial has tried is answered, too; ``threonate.studies.reach`` tells
    where that is. Raises Refusal outside 16 to 100 years and for doses and weeks below 0.
    """
    _check(age, dose, weeks, weight)
    chosen = posterior or load_posterior()
    per_weight = dose / (convention("usual_weight") if weight is None else weight)
    chance = np.random.default_rng(seed)
    onset = _mechanism(chosen, seed) if course is Course.MECHANISM else None
    shared = chance.standard_normal(chosen.count)
    found = []
    for domain in MODELLED:
        away = _away(chosen, shared, chance)
        effect = response(
            {**chosen.draws, domain.value: chosen.effect(domain) + away},
            domain=domain,
            dose=per_weight,
            week=weeks,
            age=age,
            impaired=float(impaired),
            belief=stated_belief(),
            onset=onset,
        )
        found.append(_expectation(domain, effect, chosen, age=age, weeks=weeks))
    return tuple(found)


def informed_domains() -> frozenset[Domain]:
    """The domains in which a trial of magnesium L-threonate has a number or a bound."""
    from threonate.studies.pooling import load_pool

    return frozenset(each.domain for each in load_pool().outcomes)


def placebo(domain: Domain, *, weeks: float) -> float:
    """Give what a domain improves by on placebo after so many weeks, in SD.

    Only what people feel answers to placebo here; tests answer to practice.
    """
    size = {
        Domain.SLS: "placebo_sleep",
        Domain.ANX: "placebo_feeling",
        Domain.MOOD: "placebo_feeling",
    }.get(domain)
    if size is None:
        return 0.0
    return convention(size) * -math.expm1(-weeks / convention("placebo_time"))


def practice_gain(domain: Domain, *, age: float, weeks: float) -> float:
    """Give what a second test with the same form gains after so many weeks, in SD.

    Devices and feelings do not practise. Source: as ``threonate.mind.practice``.
    """
    if domain not in TESTED:
        return 0.0
    years = weeks * HOURS_IN_WEEK / HOURS_IN_YEAR
    return float(practice(Form.SAME, age=age, years=years, domain=TESTED[domain])[0])


def _away(posterior: Posterior, shared: Floats, chance: np.random.Generator) -> Floats:
    """How far a new group of people lies from the average one."""
    both = stated_belief().shared_between
    own = chance.standard_normal(posterior.count)
    return np.asarray(
        posterior.draws["between"] * (math.sqrt(both) * shared + math.sqrt(1.0 - both) * own)
    )


def _mechanism(posterior: Posterior, seed: int) -> Floats:
    """The time constant (weeks) of the brain's transport, with its doubt."""
    chance = np.random.default_rng([seed, 1])
    known = load_room("threonate.brain")["brain.gain_time"]
    sdlog = math.sqrt(math.log1p(known.doubt**2))
    hours = known.value * np.exp(sdlog * chance.standard_normal(posterior.count))
    return np.asarray(hours / HOURS_IN_WEEK)


def _expectation(
    domain: Domain, effect: Floats, posterior: Posterior, *, age: float, weeks: float
) -> Expectation:
    low, lower, middle, upper, high = map(
        float, posterior.quantiles(effect, (0.05, 0.25, 0.5, 0.75, 0.95))
    )
    return Expectation(
        domain=domain,
        mean=float(posterior.weights @ effect),
        middle=middle,
        half=(lower, upper),
        most=(low, high),
        benefit=posterior.chance_above(effect, size=0.0),
        noticeable=posterior.chance_above(effect, size=convention("noticeable")),
        placebo=placebo(domain, weeks=weeks),
        practice=practice_gain(domain, age=age, weeks=weeks),
        informed=domain in informed_domains(),
        readings=_readings(domain, age, (low, middle, high)),
    )


def _readings(domain: Domain, age: float, span: tuple[float, float, float]) -> tuple[Reading, ...]:
    """The same change in the units of the tests whose spread at this age is known."""
    found = []
    for yard in YARDSTICKS:
        if yard.domain is not domain:
            continue
        try:
            known = norm(yard.task, measure=yard.measure, age=age)
        except Refusal:
            continue
        if math.isfinite(known.sd):
            low, middle, high = sorted(yard.better * known.sd * end for end in span)
            found.append(Reading(yard.task, yard.measure, known.unit, middle, low, high))
    return tuple(found)


def _check(age: float, dose: float, weeks: float, weight: float | None) -> None:
    tried = reach()
    if not YOUNGEST <= age <= OLDEST:
        raise Refusal(
            f"An age of {age:g} years was given; predictions are made for {YOUNGEST:g} to "
            f"{OLDEST:g} years."
        )
    if not 0.0 <= dose <= MOST_DOSE:
        raise Refusal(
            f"A dose of {dose:g} mg of magnesium L-threonate a day was given; predictions are made "
            f"for 0 to {MOST_DOSE:,.0f} mg, and trials gave {tried.dose[0]:,.0f} to "
            f"{tried.dose[1]:,.0f} mg."
        )
    if not 0.0 <= weeks <= LONGEST:
        raise Refusal(
            f"{weeks:g} weeks were given; predictions are made for 0 to {LONGEST:g} weeks, and the "
            f"longest trial ran {tried.weeks[1]:g}."
        )
    if weight is not None and not 30.0 <= weight <= 300.0:
        raise Refusal(f"A weight of {weight:g} kg was given; use 30 to 300 kg.")
