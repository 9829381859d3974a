"""Whether walkers have forgotten their starts, and how many independent draws theirs are worth.

Every function takes places (ensembles, steps, walkers, numbers) and gives one value per number.
"""

from __future__ import annotations

import numpy as np

from threonate.engine.record import Floats


def split_rhat(places: Floats) -> Floats:
    """The potential scale reduction of split chains (Gelman and others 2013, section 11.4).

    The chains are the first and the second half of each ensemble, the walkers of a half taken
    together: walkers of one ensemble lead each other and would not be chains of their own. Near 1
    where all halves tell of the same distribution.
    """
    ensembles, steps, walkers, numbers = places.shape
    half = steps // 2
    halves = places[:, steps - 2 * half :].reshape(ensembles, 2, half * walkers, numbers)
    chains = halves.reshape(2 * ensembles, half * walkers, numbers)
    length = half * walkers
    within = chains.var(axis=1, ddof=1).mean(axis=0)
    between = chains.mean(axis=1).var(axis=0, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt((length - 1.0) / length + between / within))


def autocorrelation_time(places: Floats) -> Floats:
    """Steps until a walker's place is new, the mean over the ensembles (Goodman and Weare 2010).

    All steps where a walker never moved.
    """
    from emcee.autocorr import integrated_time

    with np.errstate(divide="ignore", invalid="ignore"):
        # A chain too short for an exact answer gives a rough one, which the next look improves.
        times = [integrated_time(one, tol=0, quiet=True) for one in places]
    return np.asarray(np.nan_to_num(np.mean(times, axis=0), nan=float(places.shape[1])))


def effective_size(places: Floats) -> Floats:
    """How many independent draws all places are worth."""
    ensembles, steps, walkers, _ = places.shape
    return np.asarray(ensembles * steps * walkers / np.maximum(1.0, autocorrelation_time(places)))
