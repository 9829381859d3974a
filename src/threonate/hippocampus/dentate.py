"""The dentate gyrus drives CA3 from a cue, and keeps similar memories apart.

The first part is the recall chain's. The second follows the usual account of a sparse expansion:
granule cells fire for the few strongest inputs, so two similar inputs share fewer cells than they
share input, and unreliable synapses blur the same input from one time to the next.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from threonate.evidence.parameter import load_room
from threonate.hippocampus.ca3 import chance_below
from threonate.refusal import Refusal

Floats = NDArray[np.float64]

POINTS = 200
"""Points of the integral over granule cells that fire."""


@njit(nogil=True, error_model="numpy")
def drive_share(cue: float, density: float, gain: float) -> float:
    """Give the share of a memory's CA3 cells that a cue brings to fire, 0-1."""
    return 1.0 - math.exp(-gain * cue * density)


@njit(nogil=True, error_model="numpy")
def chance_to_drive(
    share: float, cue: float, density: float, gain: float, variation: float, cells: float
) -> float:
    """Give the chance that a cue brings more than this share of a memory's cells to fire.

    The strength of cues varies between items by ``variation`` (of its logarithm), and which of the
    ``cells`` are reached is chance.
    """
    if cue <= 0.0 or share >= 1.0:
        return 0.0
    needed = -math.log1p(-share)
    short = math.log(needed / (gain * cue * density))
    chance = math.sqrt(share * (1.0 - share) / cells) / ((1.0 - share) * needed)
    return chance_below(-short / math.sqrt(variation * variation + chance * chance))


def shared_code(
    similarity: Floats | float, *, sparseness: float, reliability: Floats | float
) -> Floats:
    """Give the share of granule cells that two inputs have in common, (n,).

    ``similarity`` of the inputs, 0-1; ``reliability``, 0-1, is how alike the same input comes
    through twice. Granule cells fire if their input is among the strongest ``sparseness``. Raises
    Refusal for numbers outside 0-1.
    """
    alike = np.atleast_1d(np.asarray(similarity) * np.asarray(reliability))
    if np.any((alike < 0.0) | (alike > 1.0)) or not 0.0 < sparseness < 1.0:
        raise Refusal("Similarity, reliability and sparseness are shares and lie between 0 and 1.")
    alike = np.minimum(alike, 1.0 - 1e-9)
    above = float(ndtri(1.0 - sparseness))
    nodes, weights = np.polynomial.legendre.leggauss(POINTS)
    first = above + (nodes + 1.0) / 2.0 * 8.0
    density = np.exp(-0.5 * first**2) / math.sqrt(2.0 * math.pi) * weights * 4.0
    second = ndtr((alike[:, None] * first - above) / np.sqrt(1.0 - alike[:, None] ** 2))
    return np.asarray((density * second).sum(axis=1) / sparseness)


def separation(
    similarity: float, *, sparseness: float, density: Floats | float, reliability: float
) -> Floats:
    """Give by how much better the same context is met again than a similar one, 0-1, (n,).

    ``density`` of working synapses over the usual makes each input more reliable: signal grows with
    it, and noise only with its root. ``reliability`` holds at a density of 1.
    """
    signal = reliability / (1.0 - reliability) * np.asarray(density, dtype=np.float64)
    reliable = signal / (1.0 + signal)
    same = shared_code(1.0, sparseness=sparseness, reliability=reliable)
    similar = shared_code(similarity, sparseness=sparseness, reliability=reliable)
    return np.asarray(same - similar)


def separate(density: Floats | float) -> Floats:
    """Give how well the usual similar contexts are told apart, 0-1, at a density over the usual."""
    room = load_room("threonate.hippocampus")
    return separation(
        room["hippocampus.similarity"].value,
        sparseness=room["hippocampus.granule_sparseness"].value,
        density=density,
        reliability=room["hippocampus.input_reliability"].value,
    )
