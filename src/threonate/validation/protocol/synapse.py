"""The synapse alone, in a slice, a culture or a living rat, asked as a study put it.

Slices and cultures differ in magnesium, calcium and stimulus, and the model is given each study's
own as far as it was stated. A rat's synapse hangs on the rat's brain, driven by plasma and by
threonate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np

from threonate.engine.record import Floats
from threonate.engine.system import System
from threonate.synapse import flows
from threonate.synapse.plasticity import Outcome, induce
from threonate.synapse.release import Terminal, burst
from threonate.synapse.subunit import subunit_ratio
from threonate.validation.protocol.adult import Drawn
from threonate.validation.protocol.integrator import integrate
from threonate.validation.protocol.rat import in_rat, living, of_rats, plateau

SETTLED = 480.0
"""Hours after which a synapse has come to rest at a new level of magnesium."""

THETA_BURSTS = 40
"""The bursts that induce potentiation unless a study says otherwise."""

SLICE_CALCIUM = 2.5
"""Calcium (mmol/L) around the slices to which the rule's amplitudes were fitted."""

COOPERATIVITY = 2.1
"""The power of outside calcium that a spike's effect follows (Mulkeen et al. 1988)."""

SLOTS = 5
"""Places for spikes in a burst of the rule, 10 ms apart; a burst begins every 200 ms."""


@cache
def alone() -> System:
    """Join the synapse's laws, with magnesium around and in the neuron as inputs."""
    return System.of(flows, inputs=("interstitium", "neuron"))


def burst_gain(
    drawn: Drawn,
    *,
    change: float,
    spikes: int,
    utilisation: float | None = None,
    facilitation: float | None = None,
    recovery: float | None = None,
) -> Floats:
    """Give the release of a 100 Hz burst when density changes by a factor, over that before.

    The connection is the model's own unless its utilisation and times (ms) are given.
    """
    use = drawn["synapse.release_baseline"] if utilisation is None else utilisation
    eased = drawn["synapse.facilitation_time"] if facilitation is None else facilitation
    ready = drawn["synapse.recovery_time"] if recovery is None else recovery
    totals = []
    for factor in (change, 1.0):
        numbers = {**drawn, "synapse.release_baseline": _each(drawn, use)}
        density = {"density_change": _each(drawn, factor)}
        terminal = Terminal(alone().level("release_probability", density, numbers), eased, ready)
        sites = alone().level("release_sites", density, numbers)
        totals.append(burst(terminal, sites=sites, spikes=spikes, interval=10.0).sum(axis=1))
    return np.asarray(totals[0] / totals[1])


def paired(drawn: Drawn, *, spike: int, interval: float) -> Floats:
    """Give the release at a spike of a train (interval in ms) over that at the first one."""
    terminal = Terminal(
        drawn["synapse.release_baseline"],
        drawn["synapse.facilitation_time"],
        drawn["synapse.recovery_time"],
    )
    released = burst(terminal, sites=1.0, spikes=spike, interval=interval)
    return np.asarray(released[:, -1] / released[:, 0])


def release_times_density(drawn: Drawn, *, change: float) -> Floats:
    """Give release probability times density over that before, when density has changed."""
    at = {"density_change": _each(drawn, change)}
    found = alone().level("release_probability", at, drawn) / drawn["synapse.release_baseline"]
    return np.asarray(change * found)


def density_gain(drawn: Drawn, *, rise: float, elasticity: float) -> Floats:
    """Give the change (%) of working synapses when magnesium in the neuron rises by a share."""
    numbers = {**drawn, "synapse.density_elasticity": _each(drawn, elasticity)}
    rested = rest(numbers, interstitium=1.0, neuron=1.0 + rise)
    return np.asarray(100.0 * (alone().level("density", rested, numbers) - 1.0))


def conversion(drawn: Drawn, *, hours: float, rise: float) -> Floats:
    """Give the share of the final change of working synapses that hours bring."""
    gains = [
        alone().level("density", rest(drawn, neuron=1.0 + rise, hours=h), drawn) - 1.0
        for h in (hours, SETTLED)
    ]
    return np.asarray(gains[0] / gains[1])


def receptor_gain(drawn: Drawn, *, magnesium: float, hours: float = SETTLED) -> Floats:
    """Give receptors after hours in magnesium (mmol/L), over those before."""
    return rest(drawn, interstitium=_relative(drawn, magnesium), hours=hours)["synapse.scaling"]


def burst_flux_gain(drawn: Drawn, *, magnesium: float, potential: float) -> Floats:
    """Give a burst's calcium once receptors have adapted to magnesium, over that before."""
    numbers = {**drawn, "synapse.burst_potential": _each(drawn, potential)}
    outside = _relative(drawn, magnesium)
    free = alone().level("burst_flux", {"interstitium": outside}, numbers)
    return np.asarray(free * rest(numbers, interstitium=outside)["synapse.scaling"])


def potentiation(
    drawn: Drawn,
    *,
    magnesium: float | None = None,
    adapts: str = "nothing",
    make_up: float = 1.0,
    density: float | None = None,
    calcium: float | None = None,
    bursts: int = THETA_BURSTS,
) -> Floats:
    """Give the response after theta bursts over that before, in magnesium (mmol/L).

    ``adapts``: nothing, or receptors; ``make_up`` is NR2B over the usual. Spikes release alike
    unless ``density``, of working synapses over the usual, is given; ``calcium`` (mmol/L) is that
    around a slice, in place of the brain's own.
    """
    outside = 1.0 if magnesium is None else _relative(drawn, magnesium)
    scaling = rest(drawn, interstitium=outside)["synapse.scaling"] if adapts == "receptors" else 1.0
    made = {"synapse.scaling": _each(drawn, scaling), "synapse.make_up": _each(drawn, make_up)}
    free = alone().level("burst_flux", {"interstitium": outside}, drawn)
    amplitude = _each(drawn, free * alone().level("receptor_drive", made, drawn))
    scale = None if calcium is None else spike_calcium(calcium)
    released = None if density is None else _reconfigured(drawn, density, bursts)
    return induce(amplitude, bursts=bursts, scale=scale, release=released).response


def potentiation_change(
    drawn: Drawn, *, after: Mapping[str, float | str], before: Mapping[str, float | str]
) -> Floats:
    """Give by how much the response after theta bursts differs between two preparations."""
    one, other = (potentiation(drawn, **given) for given in (after, before))  # type: ignore[arg-type]
    return np.asarray(one - other)


def facilitation_ratio(
    drawn: Drawn, *, little: float, some: float, usual: float, calcium: float, bursts: int
) -> Floats:
    """Give what some magnesium (mmol/L) leaves of the facilitation of potentiation in little."""
    low, middle, high = (
        potentiation(drawn, magnesium=m, calcium=calcium, bursts=bursts)
        for m in (little, some, usual)
    )
    return np.asarray((middle - high) / (low - high))


def pairing(
    drawn: Drawn, *, calcium: float, back_spike: float, pairings: int, rests: int
) -> Floats:
    """Give the response after single pairings in a slice's calcium (mmol/L).

    The neuron's own spike brings ``back_spike`` of the synapse's calcium, which arrives 10 ms later
    since it takes longer; ``rests`` empty bursts pass before the next pairing.
    """
    return _sparse([back_spike, 1.0], drawn, times=pairings, rests=rests, calcium=calcium).response


def slow_train_change(
    drawn: Drawn, *, spikes: int, rests: int, calcium: float, make_up: float
) -> Floats:
    """Give the response after a slow train with more NR2B less that after one with the usual."""
    made = {"synapse.scaling": _each(drawn, 1.0), "synapse.make_up": _each(drawn, make_up)}
    drive = alone().level("receptor_drive", made, drawn)
    more, usual = (
        _sparse([1.0], drawn, times=spikes, rests=rests, calcium=calcium, drive=d).response
        for d in (drive, 1.0)
    )
    return np.asarray(more - usual)


def subunits(drawn: Drawn, *, days: float) -> Floats:
    """Give receptors with NR2B for each one with NR2A in a rat of some days."""
    return _each(drawn, subunit_ratio(days, numbers=drawn))


def onset(drawn: Drawn, *, days: float, gain_days: float | None = None) -> Floats:
    """Give the share of the final rise around a rat's neurons that days of threonate bring."""
    numbers = of_rats(drawn, gain_days=gain_days)
    risen = in_rat(numbers, exposure=1.0, hours=24.0 * days)["brain.interstitium"] - 1.0
    return np.asarray(risen / (plateau(numbers)["brain.interstitium"] - 1.0))


def washout(drawn: Drawn, *, days: float, gain_days: float | None = None) -> Floats:
    """Give the share of the full rise around a rat's neurons that is left days after the last."""
    numbers = of_rats(drawn, gain_days=gain_days)
    full = plateau(numbers)
    left = in_rat(numbers, exposure=0.0, hours=24.0 * days, start=full)["brain.interstitium"]
    return np.asarray((left - 1.0) / (full["brain.interstitium"] - 1.0))


def rat_change(drawn: Drawn, *, days: float, read: str, plasma_fold: float = 1.05) -> Floats:
    """Give what days of threonate do to a rat: the change (%) of its density or potentiation."""
    numbers = of_rats(drawn)
    rat = in_rat(numbers, exposure=1.0, hours=24.0 * days, plasma_fold=plasma_fold)
    change = living().level("density_change", rat, numbers)
    if read == "density":
        return np.asarray(100.0 * (change - 1.0))
    free = living().level("burst_flux", rat, numbers)
    amplitude = free * living().level("receptor_drive", rat, numbers)
    released = _reconfigured(numbers, change, THETA_BURSTS)
    after = induce(amplitude, bursts=THETA_BURSTS, release=released).response
    usual = _reconfigured(numbers, 1.0, THETA_BURSTS)
    before = induce(np.ones_like(amplitude), bursts=THETA_BURSTS, release=usual).response
    return np.asarray(100.0 * (after / before - 1.0))


def rest(
    numbers: Drawn,
    *,
    interstitium: float | Floats = 1.0,
    neuron: float = 1.0,
    hours: float = SETTLED,
) -> dict[str, Floats]:
    """Hold a young synapse in magnesium for hours; gives each state, (n,)."""
    young = {**numbers, "synapse.decades": _each(numbers, 0.0)}
    begin = {name: _each(numbers, 1.0) for name in alone().states}
    step = min(1.0, hours / 50.0)
    return integrate(
        alone,
        inputs=(interstitium, neuron),
        numbers=young,
        start=begin,
        hours=hours,
        step=step,
    )


def spike_calcium(calcium: float) -> float:
    """Give a spike's calcium in a slice, in units of the threshold of depression."""
    return float((calcium / SLICE_CALCIUM) ** COOPERATIVITY)


def _reconfigured(drawn: Drawn, change: float | Floats, bursts: int) -> Floats:
    """Release at each spike of theta bursts over a rested terminal's before, (n, spikes)."""
    density = {"density_change": _each(drawn, change)}
    use = alone().level("release_probability", density, drawn)
    terminal = Terminal(use, drawn["synapse.facilitation_time"], drawn["synapse.recovery_time"])
    sites = alone().level("release_sites", density, drawn)
    usual = drawn["synapse.release_baseline"] * drawn["synapse.sites_baseline"]
    # Each burst is taken to find a rested terminal: 160 ms have passed since the last spike.
    one = burst(terminal, sites=sites, spikes=SLOTS, interval=10.0) / usual[:, None]
    return np.tile(one, (1, bursts))


def _sparse(
    spikes: Sequence[float],
    drawn: Drawn,
    *,
    times: int,
    rests: int,
    calcium: float,
    drive: float | Floats = 1.0,
) -> Outcome:
    """Repeat a few spikes, 10 ms apart, with empty bursts between them."""
    pattern = np.zeros(SLOTS * (1 + rests))
    pattern[: len(spikes)] = spikes
    amplitude = _each(drawn, drive)
    release = np.broadcast_to(np.tile(pattern, times), (amplitude.size, pattern.size * times))
    return induce(
        amplitude,
        bursts=times * (1 + rests),
        release=np.ascontiguousarray(release),
        scale=spike_calcium(calcium),
    )


def _relative(drawn: Drawn, magnesium: float) -> float:
    """Magnesium over the usual level that is stated; what is not known about that level stays."""
    return magnesium / float(drawn["brain.interstitial_level"][0])


def _each(drawn: Drawn, values: float | Floats) -> Floats:
    """One number for each draw."""
    return np.array(np.broadcast_to(values, (len(drawn["synapse.release_baseline"]),)), float)


PROTOCOLS: Mapping[str, Callable[..., Floats]] = {
    "burst_gain": burst_gain,
    "paired": paired,
    "release_times_density": release_times_density,
    "density_gain": density_gain,
    "conversion": conversion,
    "receptor_gain": receptor_gain,
    "burst_flux_gain": burst_flux_gain,
    "potentiation": potentiation,
    "potentiation_change": potentiation_change,
    "facilitation_ratio": facilitation_ratio,
    "pairing": pairing,
    "slow_train_change": slow_train_change,
    "subunits": subunits,
    "onset": onset,
    "washout": washout,
    "rat_change": rat_change,
}
"""The protocols of the synapse set."""
