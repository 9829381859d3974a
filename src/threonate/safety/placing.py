"""Magnesium is placed where every gap is kept; among such places the one that is easiest to live.

Every pair of 15-minute slots is tried, so nothing is missed. What is better is asked in this
order: fewer preferred gaps missed, fewer moments of the day to remember, an evening intake in the
evening, the morning one near a meal, little change from yesterday, medicines moved least. Where
sleep is the goal, the evening comes before the number of moments.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from threonate.safety.company import Times, agreement
from threonate.safety.covering import Mover, Rank, Search, moments, numbers
from threonate.safety.day import Day, apart
from threonate.safety.dose_rule import APART
from threonate.safety.gap import DAY, Gap
from threonate.safety.moving import all_choices
from threonate.safety.spacing import Spacing

EVENING, SLEEPY_EVENING = (30, 120), (60, 120)
"""The evening intake is so many minutes before sleep; the second where it is to make sleepy."""
IDEAL = 60
"""Among equals the evening intake is so many minutes before sleep."""
PATIENCE = 5000
"""Choices of times are tried so often; then the best so far is taken, and gaps hold in it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be placed: mg of compound at each intake, the evening one last.

    ``evening`` bounds its minutes before sleep; ``evening_first`` lets it win over fewer moments of
    the day. ``yesterday`` are the minutes of yesterday's intakes, if there were any.
    """

    portions: tuple[float, ...]
    evening: tuple[int, int] = EVENING
    evening_first: bool = False
    yesterday: Times = ()


@dataclass(frozen=True, slots=True)
class Placing:
    """Minutes of each intake, and of each medicine in the order given.

    ``missed`` counts the preferred gaps that are not kept, ``moments`` the different times of day
    at which anything is taken.
    """

    intakes: Times
    medicines: tuple[Times, ...]
    missed: int
    moments: int


@dataclass(frozen=True, slots=True)
class Board:
    """All ways to place the intakes in a day, and for each medicine which of its times agree.

    ``ways`` are ``slots`` by number, and ``sets`` the moments of each choice of times.
    ``kept[medicine][intake][slot]`` and ``liked`` hold one bit for each choice of times that keeps
    the required and the wanted gap.
    """

    day: Day
    request: Request
    spacings: tuple[Spacing, ...]
    choices: tuple[tuple[Times, ...], ...]
    sets: tuple[Times, ...]
    slots: Times
    ways: tuple[Times, ...]
    kept: tuple[tuple[Times, ...], ...]
    liked: tuple[tuple[Times, ...], ...]

    @staticmethod
    def of(spacings: Iterable[Spacing], day: Day, request: Request) -> "Board":
        """The board of a day; medicines without times do not stand on it."""
        timed = tuple(each for each in spacings if each.times)
        choices = all_choices(timed, day, largest=max(request.portions))
        agree: dict[tuple[int, Gap], Times] = {}

        def agreeing(number: int, gap: Gap) -> Times:
            if (number, gap) not in agree:
                agree[number, gap] = _agreeing(choices[number], gap, day.slots)
            return agree[number, gap]

        return Board(
            day=day,
            request=request,
            spacings=timed,
            choices=choices,
            sets=tuple(tuple(map(moments, each)) for each in choices),
            slots=day.slots,
            ways=tuple(_ways(day, len(request.portions))),
            kept=tuple(
                tuple(agreeing(number, each.required(mg)) for mg in request.portions)
                for number, each in enumerate(timed)
            ),
            liked=tuple(
                tuple(agreeing(number, each.wanted(mg)) for mg in request.portions)
                for number, each in enumerate(timed)
            ),
        )

    def agreeing(self, medicine: int, way: Times) -> int:
        """One bit for each choice of times that keeps the required gap from every intake."""
        bits = -1
        for intake, slot in enumerate(way):
            bits &= self.kept[medicine][intake][slot]
        return bits

    def open_ways(self, medicine: int) -> int:
        """One bit for each way that leaves this medicine some choice of times."""
        return sum(1 << n for n, way in enumerate(self.ways) if self.agreeing(medicine, way))

    def minutes(self, way: Times) -> Times:
        """The minutes of the day of a way."""
        return tuple(self.slots[slot] for slot in way)

    @property
    def movable(self) -> list[int]:
        """The medicines that may have other times than their own."""
        return [n for n, choices in enumerate(self.choices) if len(choices) > 1]

    def movers(self) -> list[Mover]:
        """Those medicines, with what their choices bring, and which of them go together."""
        numbered = list(enumerate(self.movable))
        agree: dict[int, dict[int, tuple[int, ...]]] = {n: {} for n, _ in numbered}
        for (n, one), (m, other) in permutations(numbered, 2):
            agree[n][m] = agreement(
                self.spacings[one], self.spacings[other], self.choices[one], self.choices[other]
            )
        return [
            Mover(
                sets=self.sets[one],
                costs=tuple(_moved(self.spacings[one].times, each) for each in self.choices[one]),
                agree=agree[n],
            )
            for n, one in numbered
        ]


def place(spacings: Iterable[Spacing], day: Day, request: Request) -> Placing | None:
    """The best placing that keeps every required gap, or None where there is none."""
    return place_on(Board.of(spacings, day, request))


def place_on(board: Board) -> Placing | None:
    """The best placing on a board, or None."""
    search = Search(movers=board.movers(), patience=PATIENCE)
    # The likely best come early, so that most of the others need no more than a glance.
    for lowest, each in sorted(
        ((each.rank_at_least(search.movers), each) for each in _candidates(board)),
        key=lambda found: found[0],
    ):
        if search.is_over or not search.is_better(lowest):
            break
        levels = [each.levels[number] for number in board.movable]
        search.improve(levels, each.base, rank=each.rank, of=each)
    if isinstance(search.found, _Candidate) and search.best is not None:
        return _placing(search.found, search.picked, missed=search.found.missed_in(search.best))
    if board.movable:
        # Where no move was found that leaves room, all may still stay where they are.
        still = [replace(each, is_movable=False) for each in board.spacings]
        return place_on(Board.of(still, board.day, board.request))
    return None


def _placing(found: "_Candidate", picked: Sequence[int], *, missed: int) -> Placing:
    board = found.board
    chosen: Mapping[int, int] = dict(zip(board.movable, picked, strict=True))
    medicines = tuple(each[chosen.get(n, 0)] for n, each in enumerate(board.choices))
    intakes = board.minutes(found.way)
    return Placing(
        intakes=intakes,
        medicines=medicines,
        missed=missed,
        moments=moments((*intakes, *(time for times in medicines for time in times))).bit_count(),
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A way that leaves every medicine some choice of times.

    ``levels`` holds for each medicine the choices that are left, and of those the ones that keep
    one, two, ... wanted gaps. ``late`` and ``ease`` are the aims after the number of moments, and
    ``tie`` decides last.
    """

    board: Board
    way: Times
    levels: tuple[Times, ...]
    missed: int
    late: int
    ease: tuple[float, ...]
    tie: tuple[float, ...]

    @property
    def base(self) -> int:
        """The moments that are there anyway: magnesium, and medicines that stay."""
        whole = moments(self.board.minutes(self.way))
        for sets in self.board.sets:
            if len(sets) == 1:
                whole |= sets[0]
        return whole

    def rank(self, missed: int, count: int, moved: int) -> Rank:
        """Where a choice of times stands that misses and moves so much beyond what is fixed."""
        early = self.late if self.board.request.evening_first else 0
        return (self.missed + missed, early, count, self.late, *self.ease, moved, *self.tie)

    def missed_in(self, rank: Rank) -> int:
        """The wanted gaps missed at a rank."""
        return int(rank[0])

    def rank_at_least(self, movers: Sequence[Mover]) -> Rank:
        """No choice of times ranks before this."""
        missed = moved = 0
        for mover, number in zip(movers, self.board.movable, strict=True):
            levels = self.levels[number]
            missed += next(lost for lost, level in enumerate(reversed(levels)) if level)
            moved += min(mover.costs[choice] for choice in numbers(levels[0]))
        return self.rank(missed, self.base.bit_count(), moved)


def _candidates(board: Board) -> Iterator[_Candidate]:
    request, movable = board.request, set(board.movable)
    for way in board.ways:
        levels, missed = [], 0
        for medicine in range(len(board.spacings)):
            agreeing = board.agreeing(medicine, way)
            if not agreeing:
                break
            levels.append(_levels(board, medicine, way, agreeing))
            if medicine not in movable:
                missed += next(n for n, level in enumerate(reversed(levels[-1])) if level)
        else:
            minutes = board.minutes(way)
            yield _Candidate(
                board=board,
                way=way,
                levels=tuple(levels),
                missed=missed,
                late=_outside(board.day.to_sleep(minutes[-1]), request.evening),
                ease=_ease(board.day, minutes, request),
                tie=_tie(board.day, minutes),
            )


def _levels(board: Board, medicine: int, way: Times, bits: int) -> Times:
    """The choices that keep the wanted gap from no, one, two, ... intakes or more."""
    levels = [bits]
    for intake, slot in enumerate(way):
        liked = board.liked[medicine][intake][slot]
        higher = [level & liked for level in levels]
        levels = [levels[0], *(a | b for a, b in zip(levels[1:], higher, strict=False)), higher[-1]]
    return tuple(levels)


def _ease(day: Day, minutes: Times, request: Request) -> tuple[float, ...]:
    """How far the morning intake is from a meal, and all from yesterday, in minutes."""
    to_meal = 0
    if len(minutes) > 1:
        to_meal = min((apart(minutes[0], meal) for meal in day.meals.values()), default=0)
    if len(request.yesterday) != len(minutes):
        return (to_meal, 0)
    return (to_meal, sum(map(apart, minutes, request.yesterday)))


def _tie(day: Day, minutes: Times) -> tuple[float, ...]:
    """The evening intake about an hour before sleep, the morning one early."""
    early = day.since_waking(minutes[0]) if len(minutes) > 1 else 0
    return (abs(day.to_sleep(minutes[-1]) - IDEAL), early)


def _outside(value: int, bounds: tuple[int, int]) -> int:
    """How far a value lies outside its bounds."""
    low, high = bounds
    return max(low - value, value - high, 0)


def _moved(own: Times, times: Times) -> int:
    """Minutes by which a medicine is moved; the move itself weighs as much as a day."""
    return sum(map(apart, own, times)) + DAY * (own != times)


def _ways(day: Day, count: int) -> Iterator[Times]:
    """Every choice of slots for one or two intakes that are far enough apart."""
    slots = day.slots
    for last in range(len(slots)):
        if count == 1:
            yield (last,)
            continue
        for first in range(last):
            if apart(slots[first], slots[last]) >= APART:
                yield (first, last)


def _agreeing(choices: Sequence[Times], gap: Gap, slots: Times) -> Times:
    """For each slot one bit for each choice of times that keeps the gap."""
    holding: dict[int, int] = {}
    for number, times in enumerate(choices):
        for time in times:
            holding[time] = holding.get(time, 0) | 1 << number
    after, before = 60 * gap.drug_to_magnesium, 60 * gap.magnesium_to_drug
    every = (1 << len(choices)) - 1
    agreeing = []
    for slot in slots:
        broken = 0
        for time, holders in holding.items():
            if (slot - time) % DAY < after or (time - slot) % DAY < before:
                broken |= holders
        agreeing.append(every & ~broken)
    return tuple(agreeing)
