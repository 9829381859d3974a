"""Magnesium into a vein: serum during and after, and what urine recovers."""

from __future__ import annotations

import numpy as np

from threonate import path
from threonate.engine.record import Event, Floats
from threonate.validation.protocol.adult import Drawn, Seen, adult, fasting, steady, watch

MORNING = 8.0


def infusion(
    drawn: Drawn,
    *,
    read: str,
    serum: float,
    bolus: float,
    rate: float,
    hours: float,
    at: float,
    filtration: float,
) -> Floats:
    """Give what a patient without meals shows ``at`` hours into a bolus (mmol) and a drip.

    The patient starts at a ``serum`` level; ``rate`` is in mmol/h. ``read``: serum (mmol/L), urine
    passed by then (mmol), or its share (%) of what has been infused.
    """
    drips = [
        Event(0.0, path.Input.VEIN, bolus, 0.25),
        Event(0.0, path.Input.VEIN, rate * hours, hours),
    ]
    seen = watch(fasting(adult(drawn, filtration=filtration), serum=serum), drips, [at])
    urine = seen.state("kidney.urine")[:, 0]
    infused = bolus + rate * min(at, hours)
    return {
        "serum": seen.serum[:, 0],
        "urine": urine,
        "share": np.asarray(100.0 * urine / infused),
    }[read]


def loading_recovery(
    drawn: Drawn, *, load: float, hours: float, net: bool = False, filtration: float = 6.0
) -> Floats:
    """Give the share (%) of a load (mmol) that urine of 24 h holds; ``net`` less a usual day's."""
    cohort = steady(adult(drawn, filtration=filtration))
    drip = Event(MORNING, path.Input.VEIN, load, hours)
    times = [MORNING, MORNING + 24.0]
    passed = [_passed(watch(cohort, events, times, days=2)) for events in ([drip], [])]
    return np.asarray(100.0 * (passed[0] - (passed[1] if net else 0.0)) / load)


def rise(
    drawn: Drawn,
    *,
    load: float,
    load_hours: float,
    rate: float,
    until: float,
    at: float,
    filtration: float,
    weight: float = 75.0,
) -> Floats:
    """Give how far serum (mmol/L) has risen above its own course, ``at`` hours after the start."""
    cohort = steady(adult(drawn, filtration=filtration, weight=weight))
    drips = [
        Event(MORNING, path.Input.VEIN, load, load_hours),
        Event(
            MORNING + load_hours, path.Input.VEIN, rate * (until - load_hours), until - load_hours
        ),
    ]
    days = int((MORNING + at) // 24) + 1
    serum = [watch(cohort, e, [MORNING + at], days=days).serum[:, 0] for e in (drips, [])]
    return np.asarray(serum[0] - serum[1])


def disposition(drawn: Drawn, *, load: float, hours: float, read: str) -> Floats:
    """Give clearance (L/h), half-life (h) or volume (L) of a load's rise above the usual course.

    Clearance is load over the area of 24 h, half-life a straight line through the logarithm from 3
    to 12 h, volume clearance over the rate.
    """
    cohort = steady(adult(drawn))
    times = MORNING + np.arange(0.0, 24.1, 0.25)
    drip = Event(MORNING, path.Input.VEIN, load, hours)
    with_load, without = (watch(cohort, e, list(times), days=2).serum for e in ([drip], []))
    above, since = with_load - without, times - MORNING
    clearance = load / np.trapezoid(above, times, axis=1)
    window = (since >= 3.0) & (since <= 12.0)
    rate = -np.polyfit(since[window], np.log(np.maximum(above[:, window], 1e-12)).T, 1)[0]
    return {
        "clearance": np.asarray(clearance),
        "half-life": np.asarray(np.log(2.0) / rate),
        "volume": np.asarray(clearance / rate),
        "rate": np.asarray(rate),
    }[read]


def exchangeable(drawn: Drawn) -> Floats:
    """Give the magnesium (mmol/kg) that exchanges within days: fluids and fast tissue."""
    values = adult(drawn)
    fluid = values["blood.central_volume"] + values["blood.rapid_volume"]
    fluid = values["blood.reference_concentration"] * fluid
    return np.asarray((fluid + values["stores.fast_tissue_mass"]) / values["people.weight"])


def exchangeable_share(drawn: Drawn, *, read: str) -> Floats:
    """Give the exchangeable magnesium in % of the body, or the cells' part of it in %."""
    values = adult(drawn)
    reached = exchangeable(drawn) * values["people.weight"]
    if read == "cells":
        return np.asarray(100.0 * values["stores.fast_tissue_mass"] / reached)
    slow = ("muscle", "exchangeable_bone", "deep_bone", "red_cells")
    body = reached + sum(values[f"stores.{store}_mass"] for store in slow)
    return np.asarray(100.0 * reached / body)


def tracer_half_time(drawn: Drawn, *, store: str, day: float = 1.0) -> Floats:
    """Give how long a store takes to trade half of a tracer, in units of ``day`` hours."""
    stiffness = drawn.get(f"stores.{store}_stiffness", 1.0)
    return np.asarray(np.log(2.0) / (stiffness * drawn[f"stores.{store}_rate"]) / day)


def mixing_half_time(drawn: Drawn) -> Floats:
    """Give how long the slower fluid takes to come half-way to plasma, in h."""
    return np.asarray(np.log(2.0) * drawn["blood.rapid_volume"] / drawn["blood.mixing_clearance"])


def _passed(seen: Seen) -> Floats:
    urine = seen.state("kidney.urine")
    return np.asarray(urine[:, 1] - urine[:, 0])


PROTOCOLS = {
    "exchangeable": exchangeable,
    "infusion": infusion,
    "exchangeable_share": exchangeable_share,
    "tracer_half_time": tracer_half_time,
    "mixing_half_time": mixing_half_time,
    "loading_recovery": loading_recovery,
    "rise": rise,
    "disposition": disposition,
}
