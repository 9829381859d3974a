"""The verb ``simulate``: a person and a regimen go in, a course comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from threonate import path
from threonate.baseline import DAY, Settled, meals, settle
from threonate.course import UNTREATED, Arm, Course
from threonate.crowd_course import CrowdCourse
from threonate.dose import Regimen, Salt
from threonate.engine.device import Device, chosen
from threonate.engine.draw import Stream, draw, uniforms
from threonate.engine.ensemble import Cohort, follow
from threonate.engine.kernel import Kernel, compiled
from threonate.engine.record import Floats, merge
from threonate.evidence.parameter import Distribution, Parameter, load_room
from threonate.intake import dose_events, with_form
from threonate.people import Person
from threonate.people.crowd import Crowd
from threonate.people.medicine import Effect
from threonate.people.personalise import personalise
from threonate.refusal import Refusal

DRAWS = 500
"""Versions of a person that are followed unless asked otherwise."""

MOST_DRAWS = 20_000
"""Draws whose trajectories are kept at once; larger populations are streamed."""

CHUNK = 2048
"""Persons followed at once in a stream."""

DISSOLVED = "salt.dissolved"
"""The name of the chance by which a slow form dissolves more or less than stated."""

BESIDE = ("people", "hippocampus", "mind")
"""Rooms with numbers that no law of the path reads."""

Announce = Callable[[str], None]


def silent(message: str) -> None:
    """Say nothing."""


def kernel(announce: Announce = silent, *, device: Device = Device.CPU) -> Kernel:
    """Load the path compiled for a device, or compile it.

    Raises Refusal where a GPU is asked for and none can be used.
    """
    if chosen(device) is Device.CUDA:
        from threonate.engine import cuda

        return cuda.compiled(path.system(), path.FLOORS, announce)
    return compiled(path.system(), path.FLOORS, announce)


def all_parameters(species: str = "human") -> Mapping[str, Parameter]:
    """Every number of the path, of the people on it, and of what they remember."""
    rooms = (load_room(f"threonate.{room}", species=species) for room in BESIDE)
    return {**path.parameters(species), **{n: p for room in rooms for n, p in room.items()}}


def simulate(
    person: Person | None = None,
    regimen: Regimen | None = None,
    *,
    compare: Sequence[Salt | str | Regimen] = (),
    draws: int = DRAWS,
    seed: int = 1,
    spread: bool = False,
    doubt: bool = True,
    samples: Sequence[float] = (),
    instead: Mapping[str, Floats] | None = None,
    announce: Announce = silent,
    device: Device = Device.CPU,
) -> Course:
    """Follow a person through a regimen, and through the same days without it.

    ``draws`` versions of the person are followed: ``doubt`` draws what is not known about the
    numbers, ``spread`` also lets people differ. ``compare`` adds arms: a salt takes the same
    elemental magnesium at the same hours. ``samples`` are further times to look, in h from the
    first midnight; a sample at the time of a dose is taken before it. ``instead`` holds draws of
    numbers that were fitted, by name, which stand in for the usual ones and take turns. Raises
    Refusal for what cannot be simulated.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise Refusal(f"{draws} draws were asked for; use 1 to {MOST_DRAWS}.")
    who, plan = person or Person(), regimen or Regimen.daily()
    asked = Question(who, plan, tuple(compare), seed, instead or {})
    times = sample_times(asked.regimen, extra=samples)
    engine = kernel(announce, device=device)
    return asked.course(engine, range(draws), times, spread=spread, doubt=doubt)


def stream(
    person: Person | None = None,
    regimen: Regimen | None = None,
    *,
    persons: int,
    chunk: int = CHUNK,
    compare: Sequence[Salt | str | Regimen] = (),
    seed: int = 1,
    doubt: bool = True,
    announce: Announce = silent,
    device: Device = Device.CPU,
) -> Iterator[Course]:
    """Follow any number of different persons, a chunk at a time, each chunk a course.

    Memory is bounded by the chunk: keep what you need of each course and let it go. Person ids run
    on through the chunks, so any chunk size gives the same bits. Only the first and the last day
    are sampled. Raises Refusal for what cannot be simulated.
    """
    if persons < 1 or chunk < 1:
        raise Refusal(f"{persons} persons in chunks of {chunk} were asked for; use 1 or more.")
    asked = Question(person or Person(), regimen or Regimen.daily(), tuple(compare), seed)
    engine = kernel(announce, device=device)
    times = sample_times(asked.regimen, daily=False)
    for begin in range(0, persons, chunk):
        ids = range(begin, min(begin + chunk, persons))
        yield asked.course(engine, ids, times, spread=True, doubt=doubt)


def follow_crowd(
    crowd: Crowd,
    plans: Mapping[str, Regimen],
    *,
    seed: int = 1,
    doubt: bool = True,
    spread: bool = True,
    samples: Sequence[float] = (),
    instead: Mapping[str, Floats] | None = None,
    announce: Announce = silent,
    device: Device = Device.CPU,
) -> CrowdCourse:
    """Follow different persons through each plan, and through the same days without any.

    ``plans`` are regimens of one length by the name of their arm. Every person's draws follow from
    their id, so that a crowd may be cut anywhere. Only the first and the last day are sampled,
    and ``samples`` (h). ``instead`` holds draws of numbers, by name, which stand in for the usual
    ones. Raises Refusal for plans of different lengths and for no person at all.
    """
    if not len(crowd):
        raise Refusal("There is nobody to follow; give at least one person.")
    every = {UNTREATED: Regimen((), _length(plans)), **plans}
    times = sample_times(every[UNTREATED], daily=False, extra=samples)
    drawn = draws_of(crowd.ids, seed=seed, spread=spread, doubt=doubt, instead=instead)
    engine = kernel(announce, device=device)
    settled = settle(engine, personalise(crowd, drawn), least=0.0)
    chance = drawn[DISSOLVED][settled.kept] if doubt else None
    arms = tuple(
        _follow(engine, settled, Arm(name, plan, _none()), times, chance)
        for name, plan in every.items()
    )
    course = Course(
        person=Person(),
        arms=arms,
        times=times,
        parameters=settled.cohort.parameters,
        meals=settled.cohort.parameters["gut.diet"],
        drawn=(),
        seed=seed,
        ids=crowd.first + settled.kept,
        asked=len(crowd),
        spread=spread,
        doubt=doubt,
    )
    return CrowdCourse(crowd, course, settled.kept)


def _length(plans: Mapping[str, Regimen]) -> float:
    """The one length of all plans, in h."""
    lengths = sorted({plan.length for plan in plans.values()})
    if len(lengths) != 1:
        told = ", ".join(f"{length / DAY:g}" for length in lengths) or "none"
        raise Refusal(f"Arms must have one length; they have {told} days.")
    return lengths[0]


def draws_of(
    ids: range,
    *,
    seed: int,
    spread: bool,
    doubt: bool,
    instead: Mapping[str, Floats] | None = None,
) -> dict[str, Floats]:
    """Draw every number for persons with these ids, and how much of a slow form dissolves.

    Draws in ``instead``, by name, stand in for the usual ones; where there are fewer, they begin
    anew.
    """
    chosen = {"seed": seed, "begin": ids.start, "end": ids.stop}
    drawn = draw(all_parameters(), **chosen, spread=spread, doubt=doubt)
    turn = np.arange(ids.start, ids.stop)
    drawn |= {name: values[turn % len(values)] for name, values in (instead or {}).items()}
    return {**drawn, DISSOLVED: uniforms(DISSOLVED, **chosen, stream=Stream.DOUBT)}


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: who, what they take, what it is compared with, and the seed.

    ``instead`` are draws of fitted numbers.
    """

    person: Person
    regimen: Regimen
    compare: tuple[Salt | str | Regimen, ...]
    seed: int
    instead: Mapping[str, Floats] = field(default_factory=dict)

    def course(
        self, engine: Kernel, ids: range, times: Floats, *, spread: bool, doubt: bool
    ) -> Course:
        """Draw the persons with these ids, and follow them through every arm."""
        drawn = draws_of(ids, seed=self.seed, spread=spread, doubt=doubt, instead=self.instead)
        return self.course_of(engine, drawn, ids, times, spread=spread, doubt=doubt)

    def course_of(
        self,
        engine: Kernel,
        drawn: Mapping[str, Floats],
        ids: range,
        times: Floats,
        *,
        spread: bool,
        doubt: bool,
    ) -> Course:
        """Settle persons with these numbers, and follow them through every arm.

        ``drawn`` holds ``salt.dissolved`` too: the chance (n,) that decides how much of a slow form
        dissolves.
        """
        numbers = all_parameters()
        settled = settle(engine, personalise(self.person, drawn))
        chance = drawn[DISSOLVED][settled.kept]
        arms = tuple(
            _follow(engine, settled, Arm(name, plan, _none()), times, chance if doubt else None)
            for name, plan in self._plans().items()
        )
        parameters = settled.cohort.parameters
        return Course(
            person=self.person,
            arms=arms,
            times=times,
            parameters=parameters,
            meals=parameters["gut.diet"],
            drawn=tuple(
                name
                for name, number in numbers.items()
                if name in self.instead or _varies(number, self.person)
            ),
            seed=self.seed,
            ids=ids.start + settled.kept,
            asked=len(ids),
            spread=spread,
            doubt=doubt,
            notes=_notes(len(ids), settled, self.person),
        )

    def _plans(self) -> dict[str, Regimen]:
        """The untreated arm, the regimen, and what it is compared with, by name."""
        plans = {UNTREATED: Regimen((), self.regimen.length), _name(self.regimen): self.regimen}
        for other in self.compare:
            plan = other if isinstance(other, Regimen) else self.regimen.in_form(other)
            if plan.length != self.regimen.length:
                raise Refusal(
                    f"A regimen of {plan.days:g} days cannot be compared with one of "
                    f"{self.regimen.days:g} days; give both the same length."
                )
            name = _name(plan)
            while name in plans:
                name += " again"
            plans[name] = plan
        return plans


def sample_times(regimen: Regimen, *, daily: bool = True, extra: Sequence[float] = ()) -> Floats:
    """Sample every midnight unless told not to, each hour of the first and last day, and extras.

    Raises Refusal for a time outside the regimen.
    """
    end = regimen.length
    outside = [time for time in extra if not 0.0 <= time <= end]
    if outside:
        raise Refusal(f"A sample at {outside[0]:g} h was asked for; use times from 0 to {end:g} h.")
    midnights = np.arange(0.0, end + DAY / 2, DAY) if daily else np.zeros(1)
    first = np.arange(0.0, min(DAY, end) + 0.5)
    last = np.arange(max(0.0, end - DAY), end + 0.5)
    hours = np.concatenate([midnights, first, last, [end], np.asarray(extra, dtype=float)])
    return np.unique(hours[hours <= end])


def _name(regimen: Regimen) -> str:
    """Name an arm by its salt."""
    salts = sorted({dose.salt.name for dose in regimen.doses})
    return " and ".join(salts) or "nothing"


def _follow(
    engine: Kernel, settled: Settled, arm: Arm, times: Floats, chance: Floats | None
) -> Arm:
    """Follow the settled persons through an arm's regimen and fill in what was sampled."""
    plan = arm.regimen
    days = int(np.ceil(times[-1] / DAY))
    events = [*meals(days=days), *dose_events(plan.doses)]
    records = merge(
        [event for event in events if event.time <= times[-1]],
        samples=list(times),
        inputs=len(path.Input),
    )
    parameters = with_form(settled.cohort.parameters, plan.doses, chance)
    cohort = Cohort(parameters, settled.cohort.start)
    share = parameters["gut.dissolved_share"]
    return Arm(
        arm.name,
        plan,
        follow(engine, cohort, records, path.ENTRIES).samples,
        share if np.ptp(share) > 0.0 else None,
    )


def _none() -> Floats:
    return np.zeros((0, 0, 0))


def _varies(number: Parameter, person: Person) -> bool:
    """Tell a number that is drawn and used from definitions and from medicines not taken."""
    taken = {medicine.effect for medicine in person.medicines}
    idle = {effect.value for effect in Effect if effect not in taken}
    if number.room == "people" and number.name.partition(".")[2] in idle:
        return False
    return number.distribution is not Distribution.FIXED or number.spread > 0.0


def _notes(draws: int, settled: Settled, person: Person) -> tuple[str, ...]:
    lost = draws - len(settled.kept)
    if not lost:
        return ()
    cannot = "find a steady day" if person.serum is None else "keep that serum level on that diet"
    return (
        f"{lost} of {draws} draws were set aside because they cannot {cannot}; intervals hold for "
        "the others.",
    )
