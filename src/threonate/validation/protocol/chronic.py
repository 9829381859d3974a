"""Weeks of a supplement or of another diet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from threonate import path
from threonate.dose import MAGNESIUM_MASS, Regimen
from threonate.engine.draw import draw
from threonate.engine.record import Floats
from threonate.simulation import all_parameters
from threonate.validation.protocol.adult import Drawn, Seen, adult, eating, steady, watch

CROWD = 1
"""The seed of the people whose serum is counted."""


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


def diet_contrast(drawn: Drawn, *, little: float, much: float, days: int, read: str) -> Floats:
    """Give by how many per cent a reading is higher on much magnesium (mg/day) than on little."""
    low, high = (diet(drawn, milligrams=mg, days=days, read=read) for mg in (little, much))
    return np.asarray(100.0 * (high / low - 1.0))


def usual_day(drawn: Drawn, *, read: str) -> Floats:
    """Give urine, faeces (mmol/day) or mean serum (mmol/L) of a usual day."""
    seen = watch(steady(adult(drawn)), [], [0.0, 0.0, 8.0, 24.0], days=1)
    return _gained(seen, "gut.faeces") if read == "faeces" else _last_day(seen, read)


def share_below(drawn: Drawn, *, serum: float, persons: int = 100) -> Floats:
    """Give the share (%) of people whose usual serum lies below a level (mmol/L).

    Each draw becomes a crowd of the same ``persons``, who differ as people do.
    """
    numbers, n = all_parameters(), len(drawn["people.diet"])
    people = draw(numbers, seed=CROWD, begin=0, end=persons, spread=True, doubt=False)
    differ = {name: people[name] / numbers[name].value for name in people if numbers[name].spread}
    crowd = {
        name: np.repeat(values, persons) * np.tile(differ.get(name, np.ones(persons)), n)
        for name, values in drawn.items()
    }
    levels = steady(adult(crowd)).parameters["blood.usual_concentration"]
    return np.asarray(100.0 * (levels.reshape(n, persons) < serum).mean(axis=1))


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


PROTOCOLS = {
    "supplement": supplement,
    "diet": diet,
    "diet_contrast": diet_contrast,
    "usual_day": usual_day,
    "share_below": share_below,
}
