"""Where nothing fits, the smallest sets of medicines that exclude each other's room are named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from threonate.safety.gap import DAY, GRID
from threonate.safety.placing import Board

FEW = 12
"""Up to so many medicines with gaps every smallest set is found; beyond, one."""

Windows = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One medicine of a conflict: where magnesium could be taken without it, in minutes.

    ``fits`` says that the whole plan would then fit.
    """

    drug: str
    windows: Windows
    fits: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Medicines that together leave no room, while without any one of them there is some."""

    members: tuple[Member, ...]

    @property
    def drugs(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(member.drug for member in self.members)


def conflicts(board: Board) -> tuple[Conflict, ...]:
    """Every smallest set of medicines that leaves no way to place the intakes; none if one fits."""
    open_ways = [board.open_ways(medicine) for medicine in range(len(board.spacings))]
    every = (1 << len(board.ways)) - 1
    # A medicine that leaves every way open is in no conflict.
    able = [number for number, ways in enumerate(open_ways) if ways != every]
    if _shared(open_ways, able, every):
        return ()
    sets = _smallest(open_ways, able, every) if len(able) <= FEW else [_one(open_ways, able, every)]
    return tuple(
        Conflict(tuple(_member(board, number, open_ways, every) for number in found))
        for found in sets
    )


def without(windows: Windows, others: Windows) -> Windows:
    """The part of the windows that lies in none of the others, ends included, in grid steps."""
    closed = set(_minutes(others))
    return _stretches(minute for minute in _minutes(windows) if minute not in closed)


def _minutes(windows: Windows) -> Iterator[int]:
    for first, last in windows:
        yield from ((first + step) % DAY for step in range(0, (last - first) % DAY + 1, GRID))


def allowed_windows(board: Board, *, without: Iterable[int] = ()) -> Windows:
    """The stretches of the waking day where an intake keeps the required gaps, ends included."""
    left_out = set(without)
    slots = board.slots
    allowed = [
        minute
        for slot, minute in enumerate(slots)
        if all(
            any(board.kept[medicine][intake][slot] for intake in range(len(board.request.portions)))
            for medicine in range(len(board.spacings))
            if medicine not in left_out
        )
    ]
    return _stretches(allowed)


def _stretches(minutes: Iterable[int]) -> Windows:
    """Minutes on the grid, in order, as stretches."""
    found: list[tuple[int, int]] = []
    for minute in minutes:
        if found and (minute - found[-1][1]) % DAY == GRID:
            found[-1] = (found[-1][0], minute)
        else:
            found.append((minute, minute))
    return tuple(found)


def _member(board: Board, number: int, open_ways: list[int], every: int) -> Member:
    others = [each for each in range(len(open_ways)) if each != number]
    return Member(
        drug=board.spacings[number].drug,
        windows=allowed_windows(board, without=(number,)),
        fits=bool(_shared(open_ways, others, every)),
    )


def _smallest(open_ways: list[int], able: list[int], every: int) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    for size in range(1, len(able) + 1):
        found += [
            subset
            for subset in combinations(able, size)
            if not any(set(smaller) <= set(subset) for smaller in found)
            and not _shared(open_ways, subset, every)
        ]
    return found


def _one(open_ways: list[int], able: list[int], every: int) -> tuple[int, ...]:
    """One smallest set: each medicine is dropped where the rest still leaves no way."""
    left = list(able)
    for number in able:
        rest = [each for each in left if each != number]
        if not _shared(open_ways, rest, every):
            left = rest
    return tuple(left)


def _shared(open_ways: list[int], medicines: Iterable[int], every: int) -> int:
    """The ways that all these medicines leave open."""
    for number in medicines:
        every &= open_ways[number]
    return every
