"""The reference adult, followed on fine steps, for the reference results of the body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from threonate import path
from threonate.baseline import meal_plan
from threonate.engine.draw import draw
from threonate.engine.ensemble import Cohort, follow
from threonate.engine.record import Event, Floats, merge
from threonate.path import Input
from threonate.people import REFERENCE
from threonate.people.personalise import personalise
from threonate.simulation import all_parameters, kernel
from threonate.validation.protocol.adult import eating, fasting
from threonate.validation.protocol.adult import steady as settled

STATES = path.system().states
MASS = 24.305
LN2 = float(np.log(2.0))
FINE = (0.02, 1.2, 0.5)
"""Steps fine enough that the kernel's own error is far below the last printed digit."""

HELD = ("blood.plasma", "blood.rapid", *(s for s in STATES if s.startswith("stores.")))
SINKS = ("kidney.urine", "gut.faeces", "blood.sweat")

Changes = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Seen:
    """One adult's states at sampled times."""

    times: Floats
    states: Floats

    def at(self, name: str, time: float) -> float:
        """An amount at a sampled time."""
        return float(self.states[int(np.searchsorted(self.times, time)), STATES.index(name)])

    def gained(self, name: str, begin: float, end: float) -> float:
        """What a place gained between two sampled times."""
        return self.at(name, end) - self.at(name, begin)

    @property
    def serum(self) -> Floats:
        """Serum at every sampled time; the reference adult's volume is 16 L."""
        return np.asarray(self.states[:, STATES.index("blood.plasma")] / 16.0)

    def body(self, time: float) -> float:
        """Magnesium in blood, fluid and stores."""
        return sum(self.at(name, time) for name in HELD)


@cache
def values(changes: Changes = ()) -> Mapping[str, Floats]:
    """The reference adult without a daily rhythm, changed as a row of the tables says."""
    drawn = draw(all_parameters(), seed=1, begin=0, end=1, spread=False, doubt=False)
    asked = {"kidney.circadian_amplitude": 0.0, **dict(changes)}
    return personalise(REFERENCE, drawn) | {name: np.array([v]) for name, v in asked.items()}


@cache
def steady(changes: Changes = ()) -> Cohort:
    return settled(dict(values(changes)))


def at_rest(changes: Changes = (), *, serum: float = 0.85) -> Cohort:
    """Start with an empty gut, plasma at a level and every store at its reference amount."""
    asked = dict(values(changes))
    whole = {"gut.dissolved_share": np.ones(1)}
    return Cohort({**asked, **whole}, fasting(asked, serum=serum).start)


def food(days: int, *, skip: Iterable[float] = ()) -> list[Event]:
    portions = [(24.0 * day + time, share) for day in range(days) for time, share in meal_plan()]
    return [Event(time, Input.MEAL, share) for time, share in portions if time not in skip]


def watch(cohort: Cohort, events: Iterable[Event], times: Iterable[float]) -> Seen:
    looks = np.unique(np.asarray(list(times), dtype=float))
    happens = [event for event in events if event.time < looks[-1]]
    records = merge(happens, samples=list(looks), inputs=len(Input))
    journey = follow(kernel(), cohort, records, path.ENTRIES, grid=FINE)
    return Seen(looks, journey.samples[0])


@cache
def day(changes: Changes = ()) -> Seen:
    return watch(steady(changes), food(1), np.arange(0.0, 24.5))


def mean(seen: Seen, begin: float = 0.0) -> float:
    """Mean serum of the day that begins at a sampled time."""
    return seen.gained("blood.exposure", begin, begin + 24.0) / 24.0


def secreted(seen: Seen, begin: float = 0.0) -> float:
    return 0.45 * (0.5 + 0.5 * mean(seen, begin) / 0.85)


def net(seen: Seen) -> float:
    """Net absorption of a steady day."""
    return 320.0 / MASS - seen.gained("gut.faeces", 0.0, 24.0)


def absorbed_share() -> float:
    """What crosses the wall, in % of the diet and the secretions."""
    seen = day()
    return 100.0 * (net(seen) + secreted(seen)) / (320.0 / MASS + secreted(seen))


@cache
def circadian() -> Seen:
    """Twenty days from rest with a rhythm of 3 %, then a day seen every three hours."""
    cohort = at_rest((("kidney.circadian_amplitude", 0.03),))
    return watch(cohort, food(21), np.arange(480.0, 504.5, 3.0))


def block(hour: float) -> float:
    """Urine in mmol/h over three hours."""
    return circadian().gained("kidney.urine", 480.0 + hour, 483.0 + hour) / 3.0


def urine_on(milligrams: float) -> float:
    """Urine in mg a day where serum stands at 0.85, with the older capacities of the gut."""
    changes: Changes = (
        ("gut.jejunal_capacity", 0.034),
        ("gut.ileal_capacity", 0.0595),
        ("gut.diet", milligrams / MASS),
        ("people.target_serum", 0.85),
    )
    return MASS * day(changes).gained("kidney.urine", 0.0, 24.0)


def slow(rate: float) -> Changes:
    """A form that dissolves at a rate (1/h) in a stomach without a meal."""
    return (
        ("gut.dissolution_rate", rate),
        ("gut.share_with_food", 0.0),
        ("gut.share_fasting", 1.0),
    )


def absorbed(dose: float, door: Input, *, rate: float = 20.0, hours: float = 240.0) -> float:
    """The share of a dose that leaves an empty gut by way of blood."""
    cohort = at_rest((("gut.secretion_rate", 0.0), *slow(rate)))
    seen = watch(cohort, [Event(0.0, door, dose)], [hours])
    left = sum(seen.at(state, hours) for state in STATES if state.startswith("gut."))
    return 1.0 - left / dose


@dataclass(frozen=True)
class Acute:
    """How a dose at eight changes serum and urine of the next 24 h against the same day without."""

    rise: Floats
    urine: float
    peak_time: float

    @property
    def peak(self) -> float:
        return float(self.rise.max())

    def area(self, hours: float) -> float:
        """Area of the rise in mmol min/L."""
        return float(60.0 * np.trapezoid(self.rise[: round(hours / 0.1) + 1], dx=0.1))


@cache
def acute(
    milligrams: float,
    *,
    door: Input = Input.FASTING,
    dissolved: float = 1.0,
    rate: float = 20.0,
    breakfast: bool = False,
) -> Acute:
    """One dose; breakfast is skipped on both days unless it is taken with it."""
    changed = {name: np.array([value]) for name, value in slow(rate)}
    cohort = Cohort({**steady().parameters, **changed}, steady().start)
    meals = food(2, skip=() if breakfast else (8.0,))
    times = 8.0 + np.arange(0.0, 24.05, 0.1)
    dose = Event(8.0, door, dissolved * milligrams / MASS)
    days = [watch(cohort, [*meals, *more], times) for more in ([dose], [])]
    rise = days[0].serum - days[1].serum
    urine = [seen.gained("kidney.urine", times[0], times[-1]) for seen in days]
    return Acute(rise, urine[0] - urine[1], float(times[rise.argmax()] - 8.0))


def citrate() -> Acute:
    return acute(300.0, door=Input.SOLID, dissolved=0.95, rate=2.0)


def oxide() -> Acute:
    """30 % dissolves, slowly; the rest reaches nothing."""
    return acute(300.0, door=Input.SOLID, dissolved=0.3, rate=0.3)


def hydroxide() -> Acute:
    return acute(1080.0, door=Input.SOLID, rate=0.5)


def at_breakfast() -> Acute:
    return acute(144.0, door=Input.WITH_FOOD, breakfast=True)


def recovered(load: float, hours: float, *, net: bool = False) -> float:
    """Urine of 24 h from eight, in % of the load."""
    drip = Event(8.0, Input.VEIN, load, hours)
    days = [watch(steady(), [*food(2), *more], [8.0, 32.0]) for more in ([drip], [])]
    urine = [seen.gained("kidney.urine", 8.0, 32.0) for seen in days]
    return 100.0 * (urine[0] - (urine[1] if net else 0.0)) / load


@cache
def bolus() -> tuple[Floats, Floats]:
    """Hours since 8.1 mmol at once, and by how much serum is higher than without."""
    since = np.concatenate([[1e-4], np.arange(0.05, 24.01, 0.05)])
    loads: tuple[list[Event], list[Event]] = ([Event(8.0, Input.VEIN, 8.1)], [])
    serum = [watch(steady(), [*food(2), *load], 8.0 + since).serum for load in loads]
    return since, serum[0] - serum[1]


def clearance() -> float:
    since, above = bolus()
    return float(8.1 / np.trapezoid(above, since))


def rate(chosen: Callable[[Floats], Floats]) -> float:
    """The slope of the logarithm of the rise through chosen samples."""
    since, above = bolus()
    kept = chosen(since)
    return float(-np.polyfit(since[kept], np.log(above[kept]), 1)[0])


def between_3_and_12(since: Floats) -> Floats:
    return np.asarray((since > 2.99) & (since < 12.01))


def at_samples(since: Floats) -> Floats:
    return np.array([int(np.abs(since - hour).argmin()) for hour in (4.0, 6.0, 8.0, 12.0)])


@cache
def intensive(serum: float, filtration: float, rate: float, hours: float) -> Seen:
    """10 mmol within a quarter of an hour and a drip from the same moment; nothing by mouth."""
    cohort = at_rest((("kidney.filtration_rate", filtration),), serum=serum)
    drips = [Event(0.0, Input.VEIN, 10.0, 0.25), Event(0.0, Input.VEIN, rate * hours, hours)]
    return watch(cohort, drips, np.arange(0.0, 25.25, 0.5))


def cardiac() -> Seen:
    return intensive(1.09, 5.0, 3.0, 12.0)


def chan() -> Seen:
    return intensive(0.94, 4.5, 2.6, 30.0)


def eclampsia(hour: float) -> float:
    """Serum above its own course in a 75-kg woman, doses as the heptahydrate (4.057 mmol/g)."""
    cohort = at_rest((("kidney.filtration_rate", 8.5),))
    drips = [
        Event(0.0, Input.VEIN, 0.12 * 75 * 4.057, 1.0),
        Event(1.0, Input.VEIN, 5 * 0.024 * 75 * 4.057, 5.0),
    ]
    serum = [watch(cohort, events, [0.0, hour]).serum[-1] for events in (drips, [])]
    return float(serum[0] - serum[1])


@dataclass(frozen=True)
class Weeks:
    """The last day of a regimen against the steady day before it."""

    serum: float
    morning: float
    urine: float
    absorbed: float
    red_cells: float
    body: float


ZHANG = ((8.0, 182.5), (19.0, 182.5))
BETWEEN = ((11.0, 182.5), (22.0, 182.5))
OXIDE = ((8.0, 0.35 * 182.5), (19.0, 0.35 * 182.5))
SPLIT = ((8.0, 72.0), (21.5, 72.0))
MEALS = ((8.0, 72.0), (19.0, 72.0))
BEDTIME = ((21.5, 144.0),)


@cache
def weeks(doses: tuple[tuple[float, float], ...], *, days: int = 84) -> Weeks:
    """Doses of (hour, mg) every day, all emptied as with a meal."""
    events = [
        Event(24.0 * number + hour, Input.WITH_FOOD, milligrams / MASS)
        for number in range(days)
        for hour, milligrams in doses
    ]
    begin, end = 24.0 * (days - 1), 24.0 * days
    seen = watch(steady(), [*food(days), *events], [0.0, begin, begin + 8.0, end])
    usual = day()
    swallowed = 320.0 / MASS + sum(milligrams for _, milligrams in doses) / MASS
    left = sum(seen.gained(state, begin, end) for state in STATES if state.startswith("gut."))
    absorbed_now = swallowed + secreted(seen, begin) - left
    return Weeks(
        serum=mean(seen, begin) - mean(usual),
        morning=float(seen.serum[2] - usual.serum[8]),
        urine=seen.gained("kidney.urine", begin, end) - usual.gained("kidney.urine", 0.0, 24.0),
        absorbed=absorbed_now - net(usual) - secreted(usual),
        red_cells=100.0 * (seen.at("stores.red_cells", end) / seen.at("stores.red_cells", 0.0) - 1),
        body=seen.body(end) - seen.body(0.0),
    )


def usual(changes: Changes) -> float:
    return float(steady(changes).parameters["blood.usual_concentration"][0])


def shift(changes: Changes) -> float:
    """How far the usual serum level moves."""
    return usual(changes) - usual(())


def threshold(factor: float) -> Changes:
    return (("kidney.threshold_factor", factor),)


def transport(factor: float) -> Changes:
    return (
        ("gut.jejunal_capacity", factor * 0.035),
        ("gut.ileal_capacity", factor * 0.0615),
    )


@cache
def after_72_days(milligrams: float) -> Seen:
    return watch(eating(at_rest(), milligrams), food(72), [0.0, 71 * 24.0, 72 * 24.0])


def balance(milligrams: float) -> float:
    """What is eaten less what leaves on day 72, in mg."""
    seen = after_72_days(milligrams)
    return milligrams - MASS * sum(seen.gained(sink, 1704.0, 1728.0) for sink in SINKS)


@cache
def depleted() -> Seen:
    times = [24.0 * number + hour for number in (6, 27, 89, 149) for hour in (0.0, 8.0, 24.0)]
    return watch(eating(steady(), 10.0), food(150), [0.0, *times])


def depleted_serum(number: int) -> float:
    """Serum at eight in the morning of a day, counted from 1."""
    return depleted().at("blood.plasma", 24.0 * (number - 1) + 8.0) / 16.0


def depleted_variant() -> float:
    """Serum after 90 days with stiffer cells, less exchangeable bone and more secretion."""
    changes: Changes = (
        ("stores.fast_tissue_stiffness", 12.0),
        ("stores.muscle_stiffness", 12.0),
        ("stores.exchangeable_bone_mass", 30.0),
        ("gut.secretion_rate", 0.8 / 24.0),
    )
    return float(watch(eating(steady(changes), 10.0), food(90), [0.0, 2160.0]).serum[-1])


@cache
def kidney(minute: float, *, scaled: bool = False) -> Seen:
    """240 days from rest at a filtration in mL/min; scaled: less food and a lower threshold."""
    lost = max(0.0, 1.0 - minute / 90.0) if scaled else 0.0
    changes: Changes = (
        ("kidney.filtration_rate", 0.06 * minute),
        ("kidney.threshold_factor", 1.0 - 0.12 * lost),
    )
    cohort = eating(at_rest(changes), 320.0 * (1.0 - 0.25 * lost))
    return watch(cohort, food(241), [0.0, 5760.0, 5784.0])


def excreted(minute: float) -> float:
    """Urine in % of what is filtered."""
    seen = kidney(minute)
    filtered = 0.06 * minute * 0.75 * mean(seen, 5760.0) * 24.0
    return 100.0 * seen.gained("kidney.urine", 5760.0, 5784.0) / filtered
