"""Weeks of a supplement or of another diet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from threonate import path
from threonate.dose import MAGNESIUM_MASS, Regimen
from threonate.engine.record import Floats
from threonate.validation.protocol.adult import Drawn, Seen, adult, eating, steady, watch


def supplement(
    drawn: Drawn,
    *,
    form: str,
    magnesium: float,
    times: Sequence[str],
    days: int,
    read: str,
) -> Floats:
    """Give the change after days of a supplement (mg a day, equal portions, with food).

    ``read``: serum (24-h mean, mmol/L), morning (08:00), urine (mmol/day), red_cells (%), body
    (mmol) or interstitium (%).
    """
    cohort = steady(adult(drawn))
    regimen = Regimen.daily(
        form,
        elemental=magnesium,
        times=times,
        weeks=days / 7,
        titrate=False,
        split=[1 / len(times)] * len(times),
    )
    end = 24.0 * days
    looks = [0.0, end - 24.0, end - 16.0, end]
    with_it, without = (watch(cohort, [], looks, regimen=r, days=days) for r in (regimen, None))
    return _last_day(with_it, read) - _last_day(without, read)


def diet(drawn: Drawn, *, milligrams: float, days: int, read: str) -> Floats:
    """Give balance (mg/day), serum (mmol/L), urine (mmol/day) or red_cells (share) on a diet."""
    cohort = eating(steady(adult(drawn)), milligrams)
    end = 24.0 * days
    seen = watch(cohort, [], [0.0, end - 24.0, end - 16.0, end], days=days)
    if read == "balance":
        lost = sum(_gained(seen, s) for s in ("kidney.urine", "gut.faeces", "blood.sweat"))
        return np.asarray(milligrams - lost * MAGNESIUM_MASS)
    if read == "red_cells":
        cells = seen.state("stores.red_cells")
        return np.asarray(cells[:, -1] / cells[:, 0])
    return _last_day(seen, read)


def usual_day(drawn: Drawn, *, read: str) -> Floats:
    """Give urine, faeces (mmol/day) or mean serum (mmol/L) of a usual day."""
    seen = watch(steady(adult(drawn)), [], [0.0, 0.0, 8.0, 24.0], days=1)
    return _gained(seen, "gut.faeces") if read == "faeces" else _last_day(seen, read)


def _last_day(seen: Seen, read: str) -> Floats:
    body = [
        i for i, s in enumerate(path.system().states) if s.startswith(("blood.p", "blood.r", "st"))
    ]
    fluid, cells = seen.state("brain.interstitium"), seen.state("stores.red_cells")
    if read == "serum":
        return _gained(seen, "blood.exposure") / 24.0
    if read == "urine":
        return _gained(seen, "kidney.urine")
    return {
        "morning": seen.serum[:, 2],
        "red_cells": 100.0 * cells[:, -1] / cells[:, 0],
        "body": np.asarray(seen.states[:, -1, body].sum(axis=1)),
        "interstitium": 100.0 * fluid[:, -1],
    }[read]


def _gained(seen: Seen, name: str) -> Floats:
    """What a counting state gained over the last day."""
    counted = seen.state(name)
    return np.asarray(counted[:, -1] - counted[:, 1])


PROTOCOLS = {"supplement": supplement, "diet": diet, "usual_day": usual_day}
