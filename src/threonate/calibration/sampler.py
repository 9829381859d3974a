"""Draws from a posterior density by ensembles of walkers (emcee), all evaluated at once.

Several ensembles that know nothing of each other are run, so that their agreement can be judged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from threonate.calibration.convergence import (
    autocorrelation_time,
    effective_size,
    split_rhat,
)
from threonate.calibration.together import Together
from threonate.engine.record import Floats
from threonate.refusal import Refusal

Announce = Callable[[str], None]
LogDensity = Callable[[Floats], Floats]

ENSEMBLES = 4
WALKERS = 32
"""Walkers of one ensemble, or four for each number where these are more."""

BLOCK = 50
"""Steps between two looks at how well the ensembles agree."""

AGREED = 1.01
"""The ratio of spreads below which ensembles are taken to agree."""

ENOUGH = 400.0
"""Independent draws of each number that are waited for."""

LONG = 10.0
"""Autocorrelation times that kept steps must span before the times themselves are believed."""

LEAST_STEPS = 200
MOST_STEPS = 2000
WIDER = 1.5
"""How much wider than the curvature says the walkers are spread at first."""


@dataclass(frozen=True, slots=True)
class Chains:
    """What the walkers saw: ``places`` (ensembles, steps, walkers, numbers), and acceptance.

    The first half of all steps is left out. ``agreed`` tells whether the run ended because the
    ensembles agree and enough independent draws were made.
    """

    places: Floats
    acceptance: Floats
    steps: int
    agreed: bool

    @property
    def flat(self) -> Floats:
        """All places as one table (draws, numbers)."""
        return self.places.reshape(-1, self.places.shape[-1])


def sample(
    log_density: LogDensity,
    centre: Floats,
    covariance: Floats,
    *,
    seed: int = 1,
    enough: float = ENOUGH,
    most: int = MOST_STEPS,
    announce: Announce = lambda _: None,
) -> Chains:
    """Walk through a density that takes places (n, numbers) and gives its logarithm (n,).

    Walkers start about ``centre`` (numbers,) as widely as ``covariance`` says, and go on until the
    ensembles agree, or for ``most`` steps. The same seed gives the same draws. Raises Refusal where
    emcee is not installed or where no walker finds a place to start.
    """
    if most < LEAST_STEPS:
        raise Refusal(f"{most} steps were asked for; use {LEAST_STEPS} or more.")
    chance = np.random.default_rng(seed)
    walks = [
        _Walk(_starts(log_density, centre, covariance, chance), chance) for _ in range(ENSEMBLES)
    ]
    steps, agreed = 0, False
    while steps < most and not agreed:
        _walk_on(walks, log_density)
        steps += BLOCK
        places = np.stack([walk.seen(discard=steps // 2) for walk in walks])
        worst, least = float(split_rhat(places).max()), float(effective_size(places).min())
        long = places.shape[1] >= LONG * autocorrelation_time(places).max()
        agreed = bool(long and steps >= LEAST_STEPS and worst < AGREED and least >= enough)
        announce(
            f"{steps} steps of {ENSEMBLES} ensembles: about {least:.0f} independent draws, "
            f"agreement {worst:.3f} (below {AGREED:g} is wanted)."
        )
    return Chains(places, np.array([walk.acceptance for walk in walks]), steps, agreed)


def _walk_on(walks: Sequence[_Walk], log_density: LogDensity) -> None:
    """All ensembles take a block of steps, each in its own thread; densities in one call."""
    together = Together(log_density, callers=len(walks))

    def walk_on(number: int) -> None:
        try:
            walks[number].on(lambda places: together.ask(number, places))
        finally:
            together.leave()

    with ThreadPoolExecutor(len(walks)) as pool:
        futures = [pool.submit(walk_on, number) for number in range(len(walks))]
        try:
            for future in futures:
                future.result()
        except BaseException as reason:
            together.stop(reason)
            raise


class _Walk:
    """One ensemble of walkers with random numbers of its own."""

    def __init__(self, starts: Floats, chance: np.random.Generator) -> None:
        emcee = _emcee()
        walkers, numbers = starts.shape
        moves = emcee.moves
        # Steps along the difference of two walkers need fewer steps than stretches alone. The
        # package's snooker steps are left out: in version 3.1.6 they draw too narrowly.
        mixed = [(moves.DEMove(), 0.7), (moves.StretchMove(), 0.3)]
        self.sampler = emcee.EnsembleSampler(
            walkers, numbers, self._height, vectorize=True, moves=mixed
        )
        # The package draws from a generator of the old kind, which it seeds from the clock.
        random = np.random.RandomState(int(chance.integers(2**31)))
        self.state = emcee.State(starts, random_state=random.get_state())
        self.log_density: LogDensity | None = None

    @property
    def acceptance(self) -> float:
        """The share of proposed steps that were taken."""
        return float(np.mean(self.sampler.acceptance_fraction))

    def on(self, log_density: LogDensity) -> None:
        """Take a block of steps."""
        self.log_density = log_density
        self.state = self.sampler.run_mcmc(self.state, BLOCK)

    def seen(self, *, discard: int) -> Floats:
        """All places (steps, walkers, numbers) but the first."""
        return np.asarray(self.sampler.get_chain(discard=discard))

    def _height(self, places: Floats) -> Floats:
        assert self.log_density is not None  # noqa: S101 - set before every block
        return self.log_density(places)


def _starts(
    log_density: LogDensity, centre: Floats, covariance: Floats, chance: np.random.Generator
) -> Floats:
    """Places near the centre where the density is not zero, (walkers, numbers)."""
    walkers = max(WALKERS, 4 * len(centre))
    spread = np.linalg.cholesky(covariance) * WIDER
    found = np.empty((0, len(centre)))
    for _ in range(20):
        tried = centre + chance.standard_normal((2 * walkers, len(centre))) @ spread.T
        found = np.concatenate([found, tried[np.isfinite(log_density(tried))]])
        if len(found) >= walkers:
            return found[:walkers]
        spread = spread * 0.7
    raise Refusal(
        "No walker found a place to start near the best fit; the priors leave too little room, so "
        "widen them."
    )


def _emcee() -> Any:
    try:
        import emcee
    except ImportError as error:
        raise Refusal(
            "Drawing from a posterior needs emcee, which is not installed; "
            "run pip install 'threonate[calibrate]'."
        ) from error
    return emcee
