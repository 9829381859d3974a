"""What a fit tells of each number, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from threonate.calibration.convergence import autocorrelation_time, effective_size, split_rhat
from threonate.calibration.prior import Prior
from threonate.calibration.sampler import AGREED, ENOUGH, LEAST_STEPS, LONG, Chains
from threonate.engine.record import Floats

LEARNT = 0.9
"""A posterior wider than this share of its prior has hardly learnt how large a number is."""

MOVED = 0.5
"""A posterior whose middle lies so many standard deviations of its prior away has learnt."""

FAR_OFF = 3.0
"""A shift above this many standard deviations of the prior is questioned."""

TIED = 0.95
"""A correlation above this means that only a combination of two numbers is known."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number: its best value, its posterior (median, 90 % range) and the walkers' diagnostics.

    ``narrowing`` is the posterior's standard deviation relative to the prior's, and ``shift`` is by
    how many of the prior's its mean lies above the prior's; both are on the scale of the prior.
    """

    prior: Prior
    best: float
    median: float
    low: float
    high: float
    narrowing: float
    shift: float
    rhat: float
    autocorrelation: float
    size: float

    @property
    def name(self) -> str:
        """The name of the number."""
        return self.prior.name

    @property
    def is_learnt(self) -> bool:
        """Whether the data say anything about it that the prior does not."""
        return self.narrowing < LEARNT or abs(self.shift) > MOVED

    def document(self) -> dict[str, Any]:
        """The estimate as plain values."""
        return {
            "unit": self.prior.unit,
            "best": self.best,
            "median": self.median,
            "low": self.low,
            "high": self.high,
            "narrowing": self.narrowing,
            "shift": self.shift,
            "rhat": self.rhat,
            "autocorrelation_time": self.autocorrelation,
            "effective_size": self.size,
            "prior": self.prior.document(),
        }


def estimate_all(priors: tuple[Prior, ...], chains: Chains, best: Floats) -> tuple[Estimate, ...]:
    """Summarise every number; ``best`` (numbers,) is the place of the best fit."""
    rhat, size = split_rhat(chains.places), effective_size(chains.places)
    times = autocorrelation_time(chains.places)
    found = []
    for index, prior in enumerate(priors):
        places = chains.flat[:, index]
        low, median, high = prior.value(
            np.asarray(np.quantile(places, (0.05, 0.5, 0.95)), dtype=float)
        ).tolist()
        found.append(
            Estimate(
                prior,
                float(prior.value(best[index])),
                median,
                low,
                high,
                float(places.std() / prior.deviation),
                float(places.mean() / prior.deviation),
                float(rhat[index]),
                float(times[index]),
                float(size[index]),
            )
        )
    return tuple(found)


def warnings_of(estimates: tuple[Estimate, ...], chains: Chains) -> tuple[str, ...]:
    """What somebody must know before they use the posterior, a sentence each."""
    warned = [
        f"The data say next to nothing about {one.name}: its posterior is {one.narrowing:.0%} as "
        "wide as its prior and lies where it did."
        for one in estimates
        if not one.is_learnt
    ]
    warned += [
        f"The data push {one.name} to {abs(one.shift):.1f} standard deviations "
        f"{'above' if one.shift > 0 else 'below'} what was thought before; check their units, "
        "errors and hours, or its prior."
        for one in estimates
        if abs(one.shift) > FAR_OFF
    ]
    if not chains.agreed:
        warned.append(f"The walk ended too soon: {_missed(estimates, chains)}; allow more steps.")
    return (*warned, *_ties(estimates, chains))


def _missed(estimates: tuple[Estimate, ...], chains: Chains) -> str:
    """What a walk that was cut short lacks, of all that is asked of one."""
    rhat, size = max(e.rhat for e in estimates), min(e.size for e in estimates)
    kept, memory = chains.places.shape[1], max(e.autocorrelation for e in estimates)
    lacking = {
        f"the agreement of the walkers is {rhat:.3f}, and below {AGREED:g} is wanted": (
            not rhat < AGREED
        ),
        f"there are {size:.0f} independent draws, and {ENOUGH:.0f} are wanted": size < ENOUGH,
        f"walkers take {memory:.0f} steps to forget their places, so that "
        f"{2 * LONG * memory:.0f} steps are wanted": kept < LONG * memory,
        f"it has {chains.steps} steps, and {LEAST_STEPS} are wanted": chains.steps < LEAST_STEPS,
    }
    return "; ".join(told for told, is_lacking in lacking.items() if is_lacking)


def correlations(chains: Chains) -> Floats:
    """How the numbers go together in the posterior, (numbers, numbers)."""
    return np.atleast_2d(np.corrcoef(chains.flat, rowvar=False))


def _ties(estimates: tuple[Estimate, ...], chains: Chains) -> list[str]:
    together = correlations(chains)
    pairs = [(i, j) for i in range(len(estimates)) for j in range(i)]
    return [
        f"{estimates[j].name} and {estimates[i].name} can hardly be told apart (correlation "
        f"{together[i, j]:.2f}): only a combination of them is known."
        for i, j in pairs
        if abs(together[i, j]) > TIED
    ]
