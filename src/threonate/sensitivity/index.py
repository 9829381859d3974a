"""Sobol's indices: the shares of a variance that each group of factors has in an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal

RESAMPLES = 200
LEVEL = 0.9

Interval = tuple[float, float, float]
"""A middle, and the ends of its 90 % interval."""


@dataclass(frozen=True, slots=True)
class Index:
    """One group's shares of the variance: by itself, and with all that it does with others."""

    first: Interval
    total: Interval


def indices(answers: Floats, *, seed: int) -> tuple[Index, ...]:
    """Estimate the indices of every group from answers (base, groups + 2) in a design's order.

    A run without an answer takes only its own group's part of the base row with it. Sources:
    Saltelli and others 2010 for the first, Jansen 1999 for the total, as in SALib.
    """
    one, two = answers[:, 0], answers[:, -1]
    return tuple(
        _index(np.stack([one, swapped, two], axis=1), seed=seed) for swapped in answers.T[1:-1]
    )


def totals(answers: Floats) -> Floats:
    """Estimate the total index of every group, (groups,), without intervals: to choose by."""
    one, swapped = answers[:, :1], answers[:, 1:-1]
    variance = float(np.nanvar(answers[:, [0, -1]]))
    if not variance > 0.0:
        return np.zeros(swapped.shape[1])
    return np.asarray(np.nanmean(np.square(swapped - one), axis=0) / (2.0 * variance))


def estimator() -> Any:
    """Load SALib's estimators; raises Refusal where they are not installed."""
    try:
        from SALib.analyze import sobol
    except ImportError as error:
        raise Refusal(
            "Shares of a variance are estimated by SALib, which is not installed here; run pip "
            "install 'threonate[sensitivity]'."
        ) from error
    return sobol


def _index(rows: Floats, *, seed: int) -> Index:
    whole = rows[np.isfinite(rows).all(axis=1)]
    if np.array_equal(whole[:, 0], whole[:, 1]) or np.ptp(whole) == 0.0:
        return Index((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    found = estimator().analyze(
        {"num_vars": 1, "names": ["group"], "bounds": [[0.0, 1.0]]},
        whole.ravel(),
        calc_second_order=False,
        num_resamples=RESAMPLES,
        conf_level=LEVEL,
        # SALib takes a seed of zero for none.
        seed=abs(seed) + 1,
    )
    return Index(_about(found, "S1"), _about(found, "ST"))


def _about(found: dict[str, Floats], name: str) -> Interval:
    middle, half = float(found[name][0]), float(found[f"{name}_conf"][0])
    return middle, middle - half, middle + half
