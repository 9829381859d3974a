"""The steps between two records: fine after something entered the body, coarser as it settles.

Plain Python, so that the kernel of every device compiles the same text.
"""

from math import ceil, log


def mesh(
    gap: float, age: float, first: float, growth: float, cap: float
) -> tuple[int, float, float]:
    """Plan the steps of one gap: how many, how long the first, and what stretches them to fit.

    ``gap``, ``age`` (since something last entered), ``first`` and ``cap`` are in h.
    """
    start = min(cap, first + age * (growth - 1.0))
    scale = 1.0 / log(growth)
    rising = ceil(log(cap / start) * scale - 1e-9)
    risen = start * (growth**rising - 1.0) / (growth - 1.0)
    if gap <= risen:
        steps = max(1.0, ceil(log(1.0 + gap * (growth - 1.0) / start) * scale - 1e-9))
        length = start * (growth**steps - 1.0) / (growth - 1.0)
    else:
        level = ceil((gap - risen) / cap - 1e-9)
        steps = rising + level
        length = risen + level * cap
    return int(steps), start, gap / length
