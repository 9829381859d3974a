"""The verb ``simulate``: a person and a regimen go in, a course comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from threonate import path
from threonate.baseline import DAY, Settled, meals, settle
from threonate.course import UNTREATED, Arm, Course
from threonate.dose import Dose, Regimen, Route, Salt
from threonate.engine.draw import Stream, draw, uniforms
from threonate.engine.ensemble import Cohort, follow
from threonate.engine.kernel import Kernel, compiled
from threonate.engine.record import Event, Floats, merge
from threonate.evidence.parameter import Distribution, Parameter, load_room
from threonate.people import Person
from threonate.people.personalise import personalise
from threonate.refusal import Refusal

DRAWS = 500
"""Versions of a person that are followed unless asked otherwise."""

MOST_DRAWS = 20_000
"""Draws whose trajectories are kept at once; larger populations are streamed."""

# A salt that dissolves at once still has to leave the solid; this fast, it makes no difference.
AT_ONCE = 20.0

Announce = Callable[[str], None]


def silent(message: str) -> None:
    """Say nothing."""


def kernel(announce: Announce = silent) -> Kernel:
    """Load the compiled path, or compile it."""
    return compiled(path.system(), path.FLOORS, announce)


def all_parameters(species: str = "human") -> Mapping[str, Parameter]:
    """Every number of the path and of the people on it."""
    return {**path.parameters(species), **load_room("threonate.people", species=species)}


def simulate(
    person: Person | None = None,
    regimen: Regimen | None = None,
    *,
    compare: Sequence[Salt | str | Regimen] = (),
    draws: int = DRAWS,
    seed: int = 1,
    spread: bool = False,
    doubt: bool = True,
    announce: Announce = silent,
) -> Course:
    """Follow a person through a regimen, and through the same days without it.

    ``draws`` versions of the person are followed: ``doubt`` draws what is not known about the
    numbers, ``spread`` also lets people differ. ``compare`` adds arms: a salt takes the same
    elemental magnesium at the same hours. Raises Refusal for what cannot be simulated.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise Refusal(f"{draws} draws were asked for; use 1 to {MOST_DRAWS}.")
    person, regimen = person or Person(), regimen or Regimen.daily()
    engine = kernel(announce)
    numbers = all_parameters()
    drawn = draw(numbers, seed=seed, begin=0, end=draws, spread=spread, doubt=doubt)
    settled = settle(engine, personalise(person, drawn))
    times = sample_times(regimen)
    arms = [Arm(UNTREATED, Regimen.none(weeks=regimen.length / DAY / 7), _none())]
    arms += [Arm(name, plan, _none()) for name, plan in _arms(regimen, compare).items()]
    followed = tuple(
        Arm(
            arm.name,
            arm.regimen,
            _follow(engine, settled, arm.regimen, times, (seed, draws)),
        )
        for arm in arms
    )
    parameters = settled.cohort.parameters
    return Course(
        person=person,
        arms=followed,
        times=times,
        parameters=parameters,
        meals=parameters["gut.diet"],
        drawn=tuple(name for name, number in numbers.items() if _varies(number)),
        seed=seed,
        asked=draws,
        spread=spread,
        doubt=doubt,
        notes=_notes(draws, settled),
    )


def sample_times(regimen: Regimen) -> Floats:
    """Sample every midnight, and the first and the last day hour by hour."""
    end = regimen.length
    daily = np.arange(0.0, end + DAY / 2, DAY)
    first = np.arange(0.0, min(DAY, end) + 0.5)
    last = np.arange(max(0.0, end - DAY), end + 0.5)
    return np.unique(np.concatenate([daily[daily <= end], first, last, [end]]))


def dose_events(doses: Sequence[Dose]) -> list[Event]:
    """Turn doses into what enters the body."""
    events = []
    for dose in doses:
        if dose.threonate > 0.0 and dose.route is Route.ORAL:
            events.append(Event(dose.entry_time, path.Input.THREONATE, dose.threonate))
        events.append(Event(dose.entry_time, _door(dose), dose.magnesium, dose.duration))
    return events


def with_form(
    parameters: Mapping[str, Floats], doses: Sequence[Dose], chance: Floats | None
) -> dict[str, Floats]:
    """Set how the solid form of these doses dissolves; ``chance`` (n,) draws its doubt."""
    solid = [dose for dose in doses if _door(dose) is path.Input.SOLID]
    forms = {dose.salt.key: dose.salt for dose in solid}
    if len(forms) > 1:
        raise Refusal(
            f"The regimen mixes {' and '.join(sorted(forms))}, which dissolve at different rates; "
            "one slow form at a time can be followed. Simulate them as separate arms (--compare)."
        )
    n = len(next(iter(parameters.values())))
    share, rate, fed = np.ones(n), np.full(n, AT_ONCE), np.ones(n)
    for salt in forms.values():
        share = _dissolved(salt, chance, n)
        rate = np.full(n, salt.dissolution_rate or AT_ONCE)
        fed = np.full(n, np.mean([dose.with_food for dose in solid]))
    return {
        **parameters,
        "gut.dissolved_share": share,
        "gut.dissolution_rate": rate,
        "gut.share_with_food": fed,
        "gut.share_fasting": 1.0 - fed,
    }


def _dissolved(salt: Salt, chance: Floats | None, n: int) -> Floats:
    from scipy.special import ndtri

    if chance is None:
        return np.full(n, salt.dissolved_fraction)
    drawn = salt.dissolved_fraction * np.exp(salt.dissolved.spread * ndtri(chance))
    return np.asarray(np.clip(drawn, salt.dissolved.low, salt.dissolved.high))


def _door(dose: Dose) -> path.Input:
    """Find the door through which a dose enters."""
    if dose.route is Route.INTRAVENOUS:
        return path.Input.VEIN
    if not dose.salt.is_instant or dose.salt.dissolved_fraction < 1.0:
        return path.Input.SOLID
    return path.Input.WITH_FOOD if dose.with_food else path.Input.FASTING


def _arms(regimen: Regimen, compare: Sequence[Salt | str | Regimen]) -> dict[str, Regimen]:
    arms = {_name(regimen): regimen}
    for other in compare:
        plan = other if isinstance(other, Regimen) else regimen.in_form(other)
        name = _name(plan)
        while name in arms:
            name += " again"
        arms[name] = plan
    return arms


def _name(regimen: Regimen) -> str:
    """Name an arm by its salt."""
    salts = sorted({dose.salt.name for dose in regimen.doses})
    return " and ".join(salts) or "nothing"


def _none() -> Floats:
    return np.zeros((0, 0, 0))


def _follow(
    engine: Kernel,
    settled: Settled,
    regimen: Regimen,
    times: Floats,
    drawn: tuple[int, int],
) -> Floats:
    """Follow the settled persons through one regimen and return the sampled states."""
    seed, asked = drawn
    chance = None
    if asked > 1:
        chance = uniforms("salt.dissolved", seed=seed, stream=Stream.DOUBT, begin=0, end=asked)[
            settled.kept
        ]
    days = int(np.ceil(times[-1] / DAY))
    events = [*meals(days=days), *dose_events(regimen.doses)]
    records = merge(
        [event for event in events if event.time <= times[-1]],
        samples=list(times),
        inputs=len(path.Input),
    )
    parameters = with_form(settled.cohort.parameters, regimen.doses, chance)
    cohort = Cohort(parameters, settled.cohort.start)
    return follow(engine, cohort, records, path.ENTRIES).samples


def _varies(number: Parameter) -> bool:
    """A definition, or what the regimen and the baseline set, is not drawn."""
    return number.distribution is not Distribution.FIXED or number.spread > 0.0


def _notes(draws: int, settled: Settled) -> tuple[str, ...]:
    lost = draws - len(settled.kept)
    if not lost:
        return ()
    return (
        f"{lost} of {draws} draws were set aside: they cannot keep that serum level on that diet.",
    )
