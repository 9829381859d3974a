"""Moments of the day are shared: medicines that may move meet at as few of them as possible.

A set of moments is a whole number with one bit for each minute of the day.
"""

from collections.abc import Iterable, Sequence

Needs = Sequence[Sequence[int]]
"""For each medicine the sets of further moments of which it needs one."""

PATIENCE = 4000
"""Least movement is looked for among so many sets of moments; gaps hold in each of them."""


def moments(minutes: Iterable[int]) -> int:
    """The set of these minutes of the day."""
    whole = 0
    for minute in minutes:
        whole |= 1 << minute
    return whole


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


def fewest(needs: Needs, *, most: int) -> int | None:
    """So few further moments serve every medicine, or None where more than ``most`` are needed."""
    for allowed in range(at_least(needs), most + 1):
        if _served(needs, 0, allowed, set()):
            return allowed
    return None


def least_moved(needs: Needs, costs: Sequence[Sequence[int]], *, allowed: int) -> tuple[int, ...]:
    """The choice of each medicine that fits with all into ``allowed`` moments at the least cost."""
    best: tuple[int, tuple[int, ...]] | None = None
    for union in _unions(needs, allowed):
        picked = tuple(
            min((n for n, each in enumerate(need) if not each & ~union), key=cost.__getitem__)
            for need, cost in zip(needs, costs, strict=True)
        )
        whole = sum(cost[n] for cost, n in zip(costs, picked, strict=True))
        if best is None or whole < best[0]:
            best = (whole, picked)
    return () if best is None else best[1]


def _served(needs: Needs, union: int, left: int, failed: set[int]) -> bool:
    if union in failed:
        return False
    branches = _branches(needs, union, left)
    if branches is None:
        return True
    for each in branches:
        if _served(needs, union | each, left - (each & ~union).bit_count(), failed):
            return True
    failed.add(union)
    return False


def _unions(needs: Needs, allowed: int) -> list[int]:
    """Sets of at most so many moments that serve every medicine."""
    seen: set[int] = set()
    whole: list[int] = []
    waiting = [(0, allowed)]
    while waiting and len(seen) < PATIENCE:
        union, left = waiting.pop()
        if union in seen:
            continue
        seen.add(union)
        branches = _branches(needs, union, left)
        if branches is None:
            whole.append(union)
            continue
        waiting += [(union | each, left - (each & ~union).bit_count()) for each in branches]
    return whole


def _branches(needs: Needs, union: int, left: int) -> list[int] | None:
    """What the medicine with the fewest ways left may add, or None where all are served."""
    narrow: list[int] | None = None
    for need in needs:
        if any(not each & ~union for each in need):
            continue
        able = [each for each in need if (each & ~union).bit_count() <= left]
        if narrow is None or len(able) < len(narrow):
            narrow = able
            if not able:
                break
    return narrow


def _smallest(need: Sequence[int]) -> int:
    return min((each.bit_count() for each in need), default=0)
