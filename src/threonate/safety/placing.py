"""Magnesium is placed where every gap is kept; among such places the one that is easiest to live.

Every pair of 15-minute slots is tried, so nothing is missed. What is better is asked in this
order: fewer preferred gaps missed, fewer moments of the day to remember, an evening intake in the
evening, the morning one near a meal, little change from yesterday, medicines moved least. Where
sleep is the goal, the evening comes before the number of moments.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from threonate.safety.covering import fewest, least_moved, moments
from threonate.safety.day import Day, apart
from threonate.safety.dose_rule import APART
from threonate.safety.gap import DAY, Gap
from threonate.safety.moving import Times, all_choices
from threonate.safety.spacing import Spacing

EVENING, SLEEPY_EVENING = (30, 120), (60, 120)
"""The evening intake is so many minutes before sleep; the second where it is to make sleepy."""
IDEAL = 60
"""Among equals the evening intake is so many minutes before sleep."""
TRIES = 16
"""Among so many equals the one is sought that moves medicines least."""


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
        choices = all_choices(timed, day)
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


def place(spacings: Iterable[Spacing], day: Day, request: Request) -> Placing | None:
    """The best placing that keeps every required gap, or None where there is none."""
    return place_on(Board.of(spacings, day, request))


def place_on(board: Board) -> Placing | None:
    """The best placing on a board, or None."""
    found = list(_candidates(board))
    if not found:
        return None
    first = min(each.first for each in found)
    rest = [each for each in found if each.first == first]
    best: tuple[int, tuple[float, ...]] | None = None
    # The likely best come early, so that most of the others need no more than a glance.
    for each in sorted(rest, key=_easiest):
        most = DAY if best is None else best[0] - (each.then >= best[1])
        count = each.moments(most)
        if count is not None:
            best = (count, each.then)
    if best is None:
        return None
    return _least_moved([each for each in rest if each.then == best[1]], count=best[0])


def _least_moved(equals: Sequence["_Candidate"], *, count: int) -> Placing | None:
    """Of equals the one that moves medicines least, and then the one that a tie-break prefers."""
    chosen: tuple[tuple[float, ...], Placing] | None = None
    tried = 0
    for each in sorted(equals, key=lambda each: (each.moved_at_least, each.tie)):
        if chosen is not None and (each.moved_at_least, *each.tie) >= chosen[0]:
            continue
        if tried == TRIES or each.moments(count) is None:
            continue
        placing, moved = each.placing(count)
        tried += 1
        if chosen is None or (moved, *each.tie) < chosen[0]:
            chosen = ((moved, *each.tie), placing)
    return None if chosen is None else chosen[1]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A way that keeps every required gap and misses as few preferred ones as it can.

    ``first`` comes before the number of moments and ``then`` after it; ``tie`` decides last.
    ``bits`` are the choices that are left to each medicine.
    """

    board: Board
    way: Times
    bits: Times
    missed: int
    first: tuple[float, ...]
    then: tuple[float, ...]
    tie: tuple[float, ...]

    @property
    def base(self) -> int:
        """The moments that are there anyway: magnesium, and medicines that stay."""
        whole = moments(self.board.minutes(self.way))
        for sets in self.board.sets:
            if len(sets) == 1:
                whole |= sets[0]
        return whole

    def needs(self, base: int) -> list[list[int]]:
        """What the choices of each medicine add to the moments of a day."""
        sets, bits = self.board.sets, self.bits
        return [
            [each & ~base for n, each in enumerate(sets[number]) if bits[number] >> n & 1]
            for number in self.movable
        ]

    def left(self, number: int) -> list[Times]:
        """The choices that are left to a medicine."""
        choices, bits = self.board.choices[number], self.bits[number]
        return [times for n, times in enumerate(choices) if bits >> n & 1]

    def moments(self, most: int) -> int | None:
        """So few moments hold everything, or None where it takes more than ``most``."""
        base = self.base
        fixed = base.bit_count()
        if fixed > most:
            return None
        more = fewest(self.needs(base), most=most - fixed)
        return None if more is None else fixed + more

    @property
    def movable(self) -> list[int]:
        """The medicines that may have other times than their own."""
        return [n for n, choices in enumerate(self.board.choices) if len(choices) > 1]

    @property
    def costs(self) -> list[list[int]]:
        """By how much each choice that is left moves each movable medicine."""
        spacings = self.board.spacings
        return [[_moved(spacings[n].times, times) for times in self.left(n)] for n in self.movable]

    @property
    def moved_at_least(self) -> int:
        """Medicines are moved by no less than this, however many moments there may be."""
        return sum(map(min, self.costs))

    def placing(self, count: int) -> tuple[Placing, int]:
        """The placing with so many moments that moves medicines least, and by how much."""
        base, choices = self.base, self.board.choices
        movable, costs = self.movable, self.costs
        picked = least_moved(self.needs(base), costs, allowed=count - base.bit_count())
        times = {n: self.left(n)[choice] for n, choice in zip(movable, picked, strict=True)}
        placing = Placing(
            intakes=self.board.minutes(self.way),
            medicines=tuple(times.get(n, each[0]) for n, each in enumerate(choices)),
            missed=self.missed,
            moments=count,
        )
        return placing, sum(cost[choice] for cost, choice in zip(costs, picked, strict=True))


def _candidates(board: Board) -> Iterator[_Candidate]:
    request = board.request
    for way in board.ways:
        bits, missed = [], 0
        for medicine in range(len(board.spacings)):
            agreeing = board.agreeing(medicine, way)
            if not agreeing:
                break
            lost, left = _liked(board, medicine, way, agreeing)
            bits.append(left)
            missed += lost
        else:
            minutes = board.minutes(way)
            late = (_outside(board.day.to_sleep(minutes[-1]), request.evening),)
            yield _Candidate(
                board=board,
                way=way,
                bits=tuple(bits),
                missed=missed,
                first=(missed, *(late if request.evening_first else ())),
                then=(*late, *_ease(board.day, minutes, request)),
                tie=_tie(board.day, minutes),
            )


def _liked(board: Board, medicine: int, way: Times, bits: int) -> tuple[int, int]:
    """How few wanted gaps a medicine misses, and the choices that miss no more."""
    levels = [bits]
    for intake, slot in enumerate(way):
        liked = board.liked[medicine][intake][slot]
        # Level n holds the choices that keep the wanted gap from n intakes or more.
        higher = [level & liked for level in levels]
        levels = [levels[0], *(a | b for a, b in zip(levels[1:], higher, strict=False)), higher[-1]]
    most = max(n for n, level in enumerate(levels) if level)
    return len(way) - most, levels[most]


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


def _easiest(candidate: _Candidate) -> tuple[int, tuple[float, ...]]:
    return candidate.base.bit_count(), candidate.then


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
