"""The recall room alone: how many patterns a network of a study's size and wiring can recall."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from threonate.engine.record import Floats
from threonate.validation.protocol.adult import Drawn

Score = Callable[[Floats, Floats], Floats]
"""Takes loads (patterns stored) and correlations; gives what is to be as large as possible."""

MOST_INHIBITION = 0.05
"""The end of the studied range of inhibition, in inputs per firing cell (Guzman et al. 2016)."""

MOST_PATTERNS = 580_000.0
"""The largest studied load; the search begins at 500, below every capacity in print."""

LOAD_STEP, INHIBITION_STEP = 1.1, 0.001
CYCLES = 8


def capacity(drawn: Drawn, **network: float) -> Floats:
    """Give the capacity in patterns: the most that load times correlation can reach.

    ``network`` has ``cells``, ``connection``, ``sparseness``, ``threshold`` (inputs per cell of the
    network), ``noise`` (coefficient of variation of one input), and ``valid`` and ``spurious`` for
    the cue. All of it is the study's own, so every draw has the same answer.
    """
    return np.full(_draws(drawn), search(network, np.multiply))


def best_correlation(drawn: Drawn, **network: float) -> Floats:
    """Give the highest correlation of retrieved with stored at any load; takes a network too."""
    return np.full(_draws(drawn), search(network, lambda _, correlation: correlation))


def search(network: Mapping[str, float], score: Score) -> float:
    """Find the highest score over loads and inhibition: everywhere first, then around the best."""
    steps = int(np.log(MOST_PATTERNS / 500.0) / np.log(LOAD_STEP)) + 1
    inhibition = np.linspace(0.0, MOST_INHIBITION, round(MOST_INHIBITION / INHIBITION_STEP) + 1)
    _, load, best = scan(network, score, np.geomspace(500.0, MOST_PATTERNS, steps), inhibition)
    near = load * np.geomspace(1.0 / LOAD_STEP, LOAD_STEP, 21)
    beside = inhibition[np.abs(inhibition - best) < 2.5 * INHIBITION_STEP]
    return scan(network, score, near, beside)[0]


def scan(
    network: Mapping[str, float], score: Score, loads: Floats, inhibition: Floats
) -> tuple[float, float, float]:
    """Give the highest score on a grid, and the load and the inhibition where it is."""
    from threonate.hippocampus.ca3 import converge
    from threonate.hippocampus.network import correlation

    given = dict(network)
    given["threshold"] = given["threshold"] * given["cells"]
    patterns, inhibited = (a.ravel() for a in np.meshgrid(loads, inhibition, indexing="ij"))
    field = converge(
        **given,
        patterns=patterns,
        inhibition=inhibited,
        potentiated=1.0,
        drive=1.0,
        density=1.0,
        cycles=CYCLES,
    )
    alike = correlation(field.valid, field.spurious, share=given["sparseness"])
    scores = score(patterns, alike)
    best = int(np.argmax(scores))
    return float(scores[best]), float(patterns[best]), float(inhibited[best])


def _draws(drawn: Drawn) -> int:
    return len(next(iter(drawn.values())))


PROTOCOLS = {"capacity": capacity, "best_correlation": best_correlation}
