"""Medicines that may move are placed together: at few moments of the day, and moved little.

A set of moments is a whole number with one bit for each minute of the day, and a set of choices
one with a bit for each choice of times.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Needs = Sequence[Sequence[int]]
"""For each medicine the sets of further moments of which it needs one."""
Rank = tuple[float, ...]
"""What is better comes first in order."""


def moments(minutes: Iterable[int]) -> int:
    """The set of these minutes of the day."""
    whole = 0
    for minute in minutes:
        whole |= 1 << minute
    return whole


def numbers(bits: int) -> Iterator[int]:
    """The places of the bits of a set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def at_least(needs: Needs) -> int:
    """No set with fewer moments than this can serve every medicine.

    Medicines that share no moment each need their own.
    """
    seen = total = 0
    for need in sorted(needs, key=_smallest, reverse=True):
        reach = 0
        for each in need:
            reach |= each
        if not reach & seen:
            total += _smallest(need)
            seen |= reach
    return total


@dataclass(frozen=True, slots=True)
class Mover:
    """One medicine that may move: for each choice its moments, and by how much it is moved.

    ``agree`` says, for every other mover by number and each choice here, which choices go with it.
    """

    sets: tuple[int, ...]
    costs: tuple[int, ...]
    agree: Mapping[int, tuple[int, ...]]


@dataclass(slots=True)
class Search:
    """The best choices so far, by rank, and how much longer it is worth to look for better."""

    movers: Sequence[Mover]
    patience: int
    best: Rank | None = None
    found: object = None
    picked: tuple[int, ...] = ()
    tried: int = field(default=0)

    def improve(
        self,
        levels: Sequence[Sequence[int]],
        base: int,
        *,
        rank: Callable[[int, int, int], Rank],
        of: object,
    ) -> None:
        """Look for choices that rank better than the best so far, kept as found for ``of``.

        ``levels`` holds for each mover the choices that are left, and of those the ones that keep
        one, two, ... wanted gaps; ``base`` the moments that are there anyway. ``rank`` takes the
        wanted gaps missed, the moments and the movement, and grows with each.
        """
        left = [each[0] for each in levels]
        needs = [
            [mover.sets[n] & ~base for n in numbers(bits)]
            for mover, bits in zip(self.movers, left, strict=True)
        ]
        least = base.bit_count() + at_least(needs)
        missed = [_missed(each, each[0]) for each in levels]
        moved = [
            min(mover.costs[n] for n in numbers(bits))
            for mover, bits in zip(self.movers, left, strict=True)
        ]
        if not self.is_better(rank(sum(missed), least, sum(moved))):
            return
        # Who has the fewest ways left decides first.
        order = sorted(range(len(left)), key=lambda number: left[number].bit_count())
        rest = [(0, 0)]
        for number in reversed(order):
            rest.append((rest[-1][0] + missed[number], rest[-1][1] + moved[number]))
        _Descent(self, levels, order, rest[::-1], least, rank, of).go(0, left, base, 0, 0, {})

    def is_better(self, rank: Rank) -> bool:
        """It ranks before the best so far."""
        return self.best is None or rank < self.best

    @property
    def is_over(self) -> bool:
        """Enough was tried."""
        return self.tried > self.patience


@dataclass(frozen=True, slots=True)
class _Descent:
    """One medicine after another is given its times, as long as that may still rank better."""

    search: Search
    levels: Sequence[Sequence[int]]
    order: Sequence[int]
    rest: Sequence[tuple[int, int]]
    least: int
    rank: Callable[[int, int, int], Rank]
    of: object

    def go(
        self,
        depth: int,
        left: Sequence[int],
        union: int,
        missed: int,
        moved: int,
        picked: Mapping[int, int],
    ) -> None:
        search = self.search
        count = union.bit_count()
        rest_missed, rest_moved = self.rest[depth]
        rank = self.rank(missed + rest_missed, max(count, self.least), moved + rest_moved)
        if search.is_over or not search.is_better(rank):
            return
        search.tried += 1
        if depth == len(self.order):
            search.best, search.found = rank, self.of
            search.picked = tuple(picked[n] for n in range(len(self.order)))
            return
        number = self.order[depth]
        mover, levels = search.movers[number], self.levels[number]
        ranked = sorted(
            (
                _missed(levels, 1 << choice),
                (mover.sets[choice] & ~union).bit_count(),
                mover.costs[choice],
                choice,
            )
            for choice in numbers(left[number])
        )
        for lost, _, cost, choice in ranked:
            narrower = list(left)
            for later in self.order[depth + 1 :]:
                narrower[later] &= mover.agree[later][choice]
                if not narrower[later]:
                    break
            else:
                self.go(
                    depth + 1,
                    narrower,
                    union | mover.sets[choice],
                    missed + lost,
                    moved + cost,
                    {**picked, number: choice},
                )


def _missed(levels: Sequence[int], bits: int) -> int:
    """How few wanted gaps are missed by the best of these choices."""
    return next(lost for lost, level in enumerate(reversed(levels)) if level & bits)


def _smallest(need: Sequence[int]) -> int:
    return min((each.bit_count() for each in need), default=0)
