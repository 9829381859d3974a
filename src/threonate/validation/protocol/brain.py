"""The brain room alone, driven by plasma as a study measured or clamped it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from threonate import path
from threonate.brain import flows
from threonate.dose import Regimen
from threonate.engine.emit import identifier
from threonate.engine.record import Floats
from threonate.engine.system import System
from threonate.validation.protocol.adult import Drawn, adult, steady, watch

Profile = Sequence[Sequence[float]]
"""Times (h) and plasma folds; straight between them, level before and after."""

Drive = Callable[[float], float]

PEOPLE = 20_000
"""So many that chance moves a correlation by less than 0.01."""


@cache
def alone() -> System:
    """Join the brain's laws, with plasma, threonate and stores as inputs."""
    return System.of(flows, inputs=("plasma_fold", "daily_mean", "body_store"))


def clamp(
    drawn: Drawn,
    *,
    profile: Profile,
    hours: float,
    site: str,
    species: str = "human",
    exposure: float = 0.0,
    ventricular_rate: float = 0.0,
    disease_offset: float = 0.0,
) -> Floats:
    """Give the change (%) at a site after hours of a plasma profile and a threonate exposure.

    ``ventricular_rate`` (1/h) and ``disease_offset`` (a share) take the drawn numbers' place.
    """
    values = _numbers(drawn, species)
    given = {"ventricular_rate": ventricular_rate, "disease_offset": disease_offset}
    for name, value in given.items():
        if value:
            values[f"brain.{name}"] = np.full(len(values["brain.elasticity"]), value)
    states = run(values, _drive(profile), exposure=exposure, hours=hours)
    return np.asarray(100.0 * (states[f"brain.{site}"] - 1.0))


def mean_change(drawn: Drawn, *, profile: Profile, hours: float, site: str) -> Floats:
    """Give the mean change (%) over the hours of a profile."""
    looks = [
        clamp(drawn, profile=profile, hours=h, site=site) for h in np.linspace(hours / 8, hours, 8)
    ]
    return np.asarray(np.mean(looks, axis=0))


def level_at(drawn: Drawn, *, fold: float, baseline: float) -> Floats:
    """Give ventricular magnesium (mmol/L) at a lasting plasma fold."""
    settled = clamp(drawn, profile=[[0.0, fold]], hours=240.0, site="ventricle")
    return np.asarray(baseline * (1.0 + settled / 100.0))


def share_of_tissue(
    drawn: Drawn, *, fold: float, hours: float, fluid: float, total: float
) -> Floats:
    """Give the change (%) of total brain magnesium that the fluid between cells brings.

    ``fluid`` mmol in the fluid of a kilogram of brain, ``total`` mmol in all of it.
    """
    change = clamp(drawn, profile=[[0.0, fold]], hours=hours, site="interstitium", species="rat")
    return np.asarray(change * fluid / total)


def advantage(
    drawn: Drawn,
    *,
    hours: float,
    site: str,
    fold: float = 1.05,
    exposure: float = 1.0,
    disease_offset: float = 0.0,
) -> Floats:
    """Give how much more (% points) threonate raises a site in rats than another salt does."""
    with_it, without = (
        clamp(
            drawn,
            profile=[[0.0, fold]],
            hours=hours,
            site=site,
            species="rat",
            exposure=reached,
            disease_offset=disease_offset,
        )
        for reached in (exposure, 0.0)
    )
    return np.asarray(with_it - without)


def unblocked_change(drawn: Drawn, *, rise: float, potential: float) -> Floats:
    """Give the change (%) of open NMDA receptors when the fluid's magnesium rises by a share."""
    values = _numbers(drawn, "human")
    n = len(values["brain.elasticity"])
    values["brain.membrane_potential"] = np.full(n, potential)
    now, then = (
        alone().level("unblocked", {"brain.interstitium": np.full(n, 1.0 + r)}, values)
        for r in (rise, 0.0)
    )
    return np.asarray(100.0 * (now / then - 1.0))


def oral_brain(drawn: Drawn, *, form: str, magnesium: float, days: int, site: str) -> Floats:
    """Give the change (%) at a site after days of a supplement (mg a day) with two meals."""
    cohort = steady(adult(drawn))
    regimen = Regimen.daily(
        form,
        elemental=magnesium,
        times=["08:00", "19:00"],
        weeks=days / 7,
        titrate=False,
        split=[0.5, 0.5],
    )
    with_it, without = (
        watch(cohort, [], [0.0, 24.0 * days], regimen=r, days=days).state(f"brain.{site}")[:, -1]
        for r in (regimen, None)
    )
    return np.asarray(100.0 * (with_it / without - 1.0))


def correlation(drawn: Drawn, *, plasma_spread: float, fluid_spread: float) -> Floats:
    """Give the correlation of plasma and spinal fluid over many simulated people.

    Each has a usual plasma level, to which the fluid has settled, and a fluid level of their own
    beside it; the spreads of both are those between people.
    """
    chance = np.random.default_rng(1).standard_normal((2, PEOPLE, 1))
    plasma, own = np.exp(plasma_spread * chance[0]), np.exp(fluid_spread * chance[1])
    entry = alone().level("influx", {"plasma_fold": plasma}, _numbers(drawn, "human"))
    return np.array([np.corrcoef(plasma[:, 0], fluid)[0, 1] for fluid in (entry * own).T])


def threonate_curve(drawn: Drawn, *, read: str) -> Floats:
    """Give the peak time (h), half-life (h) or, at two doses a day, accumulation of threonate.

    ``read``: peak, half-life, or accumulation: the area of a late interval over the first's.
    """
    rate = drawn["threonate.apparent_clearance"] / drawn["threonate.apparent_volume"]
    uptake = drawn["threonate.absorption_rate"]
    left = uptake * np.exp(-12.0 * rate) - rate * np.exp(-12.0 * uptake)
    return {
        "peak": np.asarray(np.log(uptake / rate) / (uptake - rate)),
        "half-life": np.asarray(np.log(2.0) / rate),
        "accumulation": np.asarray(1.0 / (1.0 - left / (uptake - rate))),
    }[read]


def run(values: Drawn, fold: Drive, *, exposure: float, hours: float) -> dict[str, Floats]:
    """Integrate the brain room from its baseline by the classical Runge-Kutta method.

    Steps are 0.1 h on the first day and 0.25 h later, when only the slow gain still moves, and
    shorter where a draw is so quick that the method would not be stable.
    """
    states, rates = alone().states, _rates()
    n = len(values["brain.elasticity"])
    numbers = [values[name] for name in alone().parameters]
    y = np.ones((len(states), n))
    y[states.index("brain.gain")] = values["brain.disease_offset"]
    first, later = (min(step, 1.5 / _fastest(values)) for step in (0.1, 0.25))
    times = np.unique(
        [*np.arange(0.0, min(hours, 24.0), first), *np.arange(24.0, hours, later), hours]
    )

    def slope(time: float, state: Floats) -> Floats:
        return np.array(rates(*state, fold(time), exposure, 1.0, *numbers))

    for t, h in zip(times[:-1], np.diff(times), strict=True):
        k1 = slope(t, y)
        k2 = slope(t + h / 2, y + h / 2 * k1)
        k3 = slope(t + h / 2, y + h / 2 * k2)
        k4 = slope(t + h, y + h * k3)
        y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return dict(zip(states, y, strict=True))


def _fastest(values: Drawn) -> float:
    """Bound the fastest rate (1/h) of any draw: the fluid between cells, buffered by cells."""
    cells = values["brain.cell_buffering"] * values["brain.elasticity"] + 1.0
    exchange = values["brain.fluid_exchange"] * (1.0 + 1.0 / values["brain.volume_ratio"])
    barrier = values["brain.interstitial_rate"] + values["brain.ventricular_rate"]
    return float(np.max(values["brain.neuron_rate"] * cells + exchange + barrier))


@cache
def _rates() -> Callable[..., list[Floats]]:
    """Turn the room's laws into one function of states, inputs and numbers, all arrays."""
    import sympy

    system = alone()
    names = [*system.states, *system.inputs, *system.parameters]
    symbols = {name: sympy.Symbol(identifier(name), positive=True) for name in names}
    rates = system.rates(symbols, symbols)
    expressions = [rates[state] for state in system.states]
    return sympy.lambdify(list(symbols.values()), expressions, "numpy", cse=True)  # type: ignore[no-any-return]


def _numbers(drawn: Drawn, species: str) -> dict[str, Floats]:
    """Take the drawn numbers, scaled to the species' own where it has them."""
    if species == "human":
        return {name: values for name, values in drawn.items() if name.startswith("brain.")}
    human, other = path.parameters("human"), path.parameters(species)
    found = {}
    for name, values in drawn.items():
        if not name.startswith("brain."):
            continue
        stated = human[name].value
        same = other[name].value == stated or not stated
        # Whether rats tell about people is no question in a rat.
        settled = name in ("brain.translation", "brain.shrinkage", "brain.disease_offset")
        scaled = values if same else values * (other[name].value / stated)
        found[name] = np.full_like(values, other[name].value) if settled else scaled
    return found


def _drive(profile: Profile) -> Drive:
    times, folds = [float(t) for t, _ in profile], [float(f) for _, f in profile]
    return lambda time: float(np.interp(time, times, folds))


PROTOCOLS = {
    "clamp": clamp,
    "mean_change": mean_change,
    "level_at": level_at,
    "share_of_tissue": share_of_tissue,
    "advantage": advantage,
    "unblocked_change": unblocked_change,
    "oral_brain": oral_brain,
    "correlation": correlation,
    "threonate_curve": threonate_curve,
}
