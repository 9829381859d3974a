"""Single doses by mouth in people who go on eating: serum and urine of a day."""

from __future__ import annotations

import numpy as np

from threonate import path
from threonate.baseline import meal_plan
from threonate.dose import MAGNESIUM_MASS, Regimen
from threonate.engine.ensemble import Cohort
from threonate.engine.record import Event, Floats
from threonate.validation.protocol.adult import Drawn, Seen, adult, steady, watch

MORNING = 8.0
HOURS = (*np.arange(0.0, 12.0, 0.25), *np.arange(12.0, 25.0))


def oral_rise(
    drawn: Drawn, *, form: str, magnesium: float, read: str, hours: float = 24.0, fed: bool = False
) -> Floats:
    """Give how a single dose (mg) changes serum or urine against the same day without it.

    ``read``: peak or ionised_peak (mmol/L), peak_percent, area (mmol/L min), ionised_area
    (mg/dL h), urine (mmol) or urine_percent, over ``hours``. Breakfast is skipped in both unless
    ``fed``.
    """
    cohort = steady(adult(drawn))
    times = [MORNING + hour for hour in HOURS if hour <= hours]
    dosed, plain = (_day(cohort, form, mg, times, fed=fed) for mg in (magnesium, 0.0))
    return _read(dosed, plain, np.array(times), read)


def form_difference(
    drawn: Drawn, *, better: str, worse: str, magnesium: float, hours: float = 24.0
) -> Floats:
    """Give how much more urine (mmol) one form brings than another at the same magnesium (mg)."""
    urine = [
        oral_rise(drawn, form=form, magnesium=magnesium, read="urine", hours=hours)
        for form in (better, worse)
    ]
    return np.asarray(urine[0] - urine[1])


def ionised_highest(drawn: Drawn, *, form: str, magnesium: float) -> Floats:
    """Give the day's highest ionised magnesium (mmol/L) after a dose (mg) with breakfast."""
    times = [MORNING + hour for hour in HOURS]
    dosed = _day(steady(adult(drawn)), form, magnesium, times, fed=True)
    return np.asarray(drawn["blood.ionised_fraction"] * dosed.serum.max(axis=1))


def serum_bioavailability(drawn: Drawn, *, form: str, magnesium: float, vein: float) -> Floats:
    """Give the serum area of 24 h of a dose (mg), in % of a quarter-hour load by vein (mmol)."""
    cohort = steady(adult(drawn))
    times = [MORNING + hour for hour in HOURS]
    plain = _day(cohort, form, 0.0, times, fed=False)
    mouth = _day(cohort, form, magnesium, times, fed=False)
    load = Event(MORNING, path.Input.VEIN, vein, 0.25)
    days = [mouth, watch(cohort, [*_food(2, fed=False), load], times)]
    area = [_read(seen, plain, np.array(times), "area") for seen in days]
    return np.asarray(100.0 * area[0] / area[1] * vein / (magnesium / MAGNESIUM_MASS))


def bioavailability(drawn: Drawn, *, form: str, magnesium: float, read: str, fed: bool) -> Floats:
    """Give urine or serum of 72 h after a dose (mg), in % of the same dose by vein in 4 h."""
    cohort = steady(adult(drawn))
    times = MORNING + np.concatenate([np.arange(0.0, 24.0, 0.5), np.arange(24.0, 73.0)])
    mouth = _day(cohort, form, magnesium, list(times), fed=fed)
    plain = _day(cohort, form, 0.0, list(times), fed=fed)
    drip = Event(MORNING, path.Input.VEIN, magnesium / MAGNESIUM_MASS, 4.0)
    vein = watch(cohort, [*_food(4, fed=fed), drip], list(times))
    kind = {"urine": "urine", "serum": "area"}[read]
    return 100.0 * _read(mouth, plain, times, kind) / _read(vein, plain, times, kind)


def _day(cohort: Cohort, form: str, magnesium: float, times: list[float], *, fed: bool) -> Seen:
    """Follow a day or more, with a dose at eight or without."""
    days = int(times[-1] // 24) + 1
    regimen = None
    if magnesium:
        regimen = Regimen.single(
            form, elemental=magnesium, time=MORNING, with_food=fed, length=days * 24.0
        )
    return watch(cohort, _food(days, fed=fed), times, regimen=regimen)


def _food(days: int, *, fed: bool) -> list[Event]:
    """List the meals, without the first breakfast unless the dose is taken with it."""
    portions = [
        Event(day * 24.0 + time, path.Input.MEAL, share)
        for day in range(days)
        for time, share in meal_plan()
    ]
    return portions if fed else portions[1:]


def _read(dosed: Seen, plain: Seen, times: Floats, read: str) -> Floats:
    above = dosed.serum - plain.serum
    area = np.trapezoid(above, times, axis=1)
    free = dosed.parameters["blood.ionised_fraction"]
    urine = [s.state("kidney.urine")[:, -1] - s.state("kidney.urine")[:, 0] for s in (dosed, plain)]
    return {
        "peak": np.asarray(above.max(axis=1)),
        "ionised_peak": np.asarray(above.max(axis=1) * free),
        "peak_difference": np.asarray(dosed.serum.max(axis=1) - plain.serum.max(axis=1)),
        "peak_percent": np.asarray(100.0 * (above / plain.serum[:, :1]).max(axis=1)),
        "area": np.asarray(60.0 * area),
        "ionised_area": np.asarray(area * free * MAGNESIUM_MASS / 10.0),
        "urine": np.asarray(urine[0] - urine[1]),
        "urine_percent": np.asarray(100.0 * (urine[0] / urine[1] - 1.0)),
    }[read]


PROTOCOLS = {
    "oral_rise": oral_rise,
    "form_difference": form_difference,
    "ionised_highest": ionised_highest,
    "serum_bioavailability": serum_bioavailability,
    "bioavailability": bioavailability,
}
