"""CA3 completes a memory from part of it: the recurrent network as a mean-field theory.

Each cycle, the cells of the memory that fire and the others that fire by mistake excite all cells
through potentiated connections, and inhibition grows with their number. The theory follows the two
shares instead of the cells, so that a person costs microseconds. Sources: Gibson and Robinson 1992
for the theory; Guzman and others 2016 for the network and its size. ``network`` is the same network
cell by cell.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from threonate.engine.keep import kept
from threonate.engine.lanes import lane_exp, wide
from threonate.refusal import Refusal

Floats = NDArray[np.float64]

LANES = 32
"""Networks, or items of one network, that run side by side."""

MOST_INPUTS = 600.0
"""More active inputs of a cell than the theory's sums are made for."""

NOISELESS = 1e-9
"""The noise of inputs that have none, so that it can be divided by."""

CERTAIN = 5.5
"""So many standard deviations above the threshold a cell counts as sure to fire."""

CALM = 1e-7
"""A cycle that changes no share by more than this repeats itself from then on."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where retrieval ends: shares of cells that fire, (n,), among the memory's and the others."""

    valid: Floats
    spurious: Floats


def converge(  # noqa: PLR0913 - a network has as many numbers as it has
    *,
    cells: Floats | float,
    sparseness: Floats | float,
    connection: Floats | float,
    patterns: Floats | float,
    potentiated: Floats | float,
    threshold: Floats | float,
    inhibition: Floats | float,
    valid: Floats | float,
    spurious: Floats | float,
    noise: Floats | float = 0.0,
    drive: Floats | float = 1.0,
    density: Floats | float = 1.0,
    active: Floats | float | None = None,
    cycles: int = 8,
) -> Field:
    """Run retrieval in networks that may differ in everything; all arguments broadcast to (n,).

    ``cells`` with ``connection`` probability hold ``patterns`` memories, each with a share
    ``sparseness`` of the cells active (or ``active`` of them in the one recalled). A connection
    within a memory is ``potentiated`` with this probability. A cell fires if its active potentiated
    inputs exceed ``threshold`` + ``inhibition`` times the number of active cells; ``noise`` is the
    coefficient of variation of one input, ``drive`` and ``density`` scale the number of inputs.
    The cue lets the share ``valid`` of the memory and ``spurious`` of the other cells fire. Raises
    Refusal for shares outside 0-1, no cells, or more inputs than the theory is made for.
    """
    usual = np.asarray(cells) * np.asarray(sparseness) if active is None else active
    given = np.broadcast_arrays(
        *(
            np.asarray(a, dtype=np.float64)
            for a in (
                cells,
                sparseness,
                connection,
                patterns,
                potentiated,
                threshold,
                inhibition,
                valid,
                spurious,
                noise,
                drive,
                density,
                usual,
            )
        )
    )
    shape = given[0].shape
    rows = np.ascontiguousarray(np.stack([a.ravel() for a in given], axis=1))
    _check(rows, cycles)
    ended = np.empty((2, len(rows)))
    kept(_converge, "threonate.hippocampus")(rows, cycles, ended)
    return Field(ended[0].reshape(shape), ended[1].reshape(shape))


def _check(rows: Floats, cycles: int) -> None:
    cells, sparseness, connection, _, potentiated = rows.T[:5]
    if np.any(cells < 1.0) or cycles < 1:
        raise Refusal(
            f"A network of {cells.min():g} cells for {cycles} cycles was asked for; use 1 or more "
            "of both."
        )
    shares = {
        "sparseness": sparseness,
        "connection": connection,
        "potentiated": potentiated,
        "valid": rows[:, 7],
        "spurious": rows[:, 8],
    }
    for name, values in shares.items():
        outside = values[~((values >= 0.0) & (values <= 1.0))]
        if outside.size:
            raise Refusal(f"{name} is {outside[0]:g}; it is a share and lies between 0 and 1.")
    if np.any(rows[:, 3] < 0.0) or np.any(rows[:, 9:] < 0.0):
        raise Refusal("Patterns, noise, drive, density and active cells are not negative.")
    most = float(np.max(connection * rows[:, 10] * rows[:, 11] * rows[:, 12]))
    if most > MOST_INPUTS:
        raise Refusal(
            f"A cell would receive {most:.0f} inputs from one memory; the theory is made for up to "
            f"{MOST_INPUTS:g}. Lower the density, the connection probability or the sparseness."
        )


# The rows of the workspace, one number per lane in each: what a network is, where it stands, and
# room to reckon. They lie at known distances, so that loops over lanes become vector instructions.
# Cells belong to few, to the usual number or to many memories: three kinds stand for all, each with
# the chance that another memory connects it, its mean inputs if it belongs to the memory recalled
# and if not, and how likely it is to have the number of inputs that is being counted. The last rows
# belong to ``basin``.
(
    ACTIVE,
    OTHERS,
    GAIN,
    OWN,
    THRESHOLD,
    INHIBITION,
    STEEPNESS,
    VALID,
    SPURIOUS,
    LEVEL,
    NEXT_VALID,
    NEXT_SPURIOUS,
    SEEN_VALID,
    SEEN_SPURIOUS,
    CHANCE_FEW,
    CHANCE_USUAL,
    CHANCE_MANY,
    INSIDE_FEW,
    INSIDE_USUAL,
    INSIDE_MANY,
    OUTSIDE_FEW,
    OUTSIDE_USUAL,
    OUTSIDE_MANY,
    HERE_FEW,
    HERE_USUAL,
    HERE_MANY,
    THERE_FEW,
    THERE_USUAL,
    THERE_MANY,
    SUCCESS,
    FAILURE,
    CRITICAL,
    GROWTH,
    ROOM,
) = range(0, 34 * LANES, LANES)

# Three Gauss-Hermite nodes: few and many lie this many standard deviations from the usual.
APART = math.sqrt(3.0)
FEW, USUAL = 1.0 / 6.0, 2.0 / 3.0


@njit(nogil=True, error_model="numpy")
def _converge(rows: Floats, cycles: int, ended: Floats) -> None:
    """Fill the lanes with networks, let them retrieve, and keep where they end."""
    work = np.empty(ROOM)
    for first in range(0, len(rows), LANES):
        for lane in range(LANES):
            row = rows[min(first + lane, len(rows) - 1)]
            work[ACTIVE + lane] = row[12]
            work[OTHERS + lane] = row[0] - row[12]
            work[GAIN + lane] = row[2] * row[10] * row[11]
            work[OWN + lane] = row[4]
            work[THRESHOLD + lane] = row[5]
            work[INHIBITION + lane] = row[6]
            work[STEEPNESS + lane] = 1.0 / max(row[9], NOISELESS)
            work[VALID + lane] = row[7]
            work[SPURIOUS + lane] = row[8]
            few, usual, many = by_chance(row[1], row[3], row[4])
            work[CHANCE_FEW + lane] = few
            work[CHANCE_USUAL + lane] = usual
            work[CHANCE_MANY + lane] = many
        retrieve(work, cycles, LANES)
        for lane in range(min(LANES, len(rows) - first)):
            ended[0, first + lane] = work[VALID + lane]
            ended[1, first + lane] = work[SPURIOUS + lane]


@njit(nogil=True, error_model="numpy")
def by_chance(sparseness: float, patterns: float, potentiated: float) -> tuple[float, float, float]:
    """Give the chance of a connection through other memories, for cells of few to many."""
    mean = patterns * sparseness
    spread = APART * math.sqrt(mean * (1.0 - sparseness))
    spared = math.log1p(-sparseness * potentiated)
    return (
        1.0 - math.exp(max(0.0, mean - spread) * spared),
        1.0 - math.exp(mean * spared),
        1.0 - math.exp((mean + spread) * spared),
    )


@njit(nogil=True, error_model="numpy")
def retrieve(work: Floats, cycles: int, lanes: int) -> None:
    """Run the cycles of retrieval in every lane, or until nothing changes.

    The number of lanes is an argument only to keep the compiler from unrolling their loops.
    """
    for _ in range(cycles):
        _count_inputs(work, lanes)
        _fire(work, _last_count(work), lanes)
        moved = 0.0
        for lane in range(LANES):
            # Cells with still more inputs fire for certain; rounding may not leave 0 to 1.
            valid = work[NEXT_VALID + lane] + max(1.0 - work[SEEN_VALID + lane], 0.0)
            spurious = work[NEXT_SPURIOUS + lane] + max(1.0 - work[SEEN_SPURIOUS + lane], 0.0)
            valid, spurious = min(valid, 1.0), min(spurious, 1.0)
            work[GROWTH + lane] = valid - work[VALID + lane]
            moved = max(moved, abs(work[GROWTH + lane]))
            moved = max(moved, abs(spurious - work[SPURIOUS + lane]))
            work[VALID + lane] = valid
            work[SPURIOUS + lane] = spurious
        if moved < CALM:
            break


@njit(nogil=True, error_model="numpy", fastmath={"contract", "reassoc"})
def _count_inputs(work: Floats, lanes: int) -> None:
    """Give cells of each kind their mean inputs, and the chance that they have none."""
    wide()
    for i in range(lanes):
        own, mistaken = work[VALID + i] * work[ACTIVE + i], work[SPURIOUS + i] * work[OTHERS + i]
        work[LEVEL + i] = work[THRESHOLD + i] + work[INHIBITION + i] * (own + mistaken)
        all_cells = work[GAIN + i] * (own + mistaken)
        # Within the memory a connection is strong for its own sake, or else by chance.
        for_itself = work[GAIN + i] * own * work[OWN + i]
        few, usual, many = work[CHANCE_FEW + i], work[CHANCE_USUAL + i], work[CHANCE_MANY + i]
        # A network that runs away has more inputs than sums are made for: inputs and threshold then
        # shrink together, which leaves it running away.
        most = for_itself + (all_cells - for_itself) * many
        shrink = min(1.0, MOST_INPUTS / (most + 1e-9))
        work[LEVEL + i] *= shrink
        all_cells *= shrink
        for_itself *= shrink
        work[INSIDE_FEW + i] = for_itself + (all_cells - for_itself) * few
        work[INSIDE_USUAL + i] = for_itself + (all_cells - for_itself) * usual
        work[INSIDE_MANY + i] = for_itself + (all_cells - for_itself) * many
        work[OUTSIDE_FEW + i] = all_cells * few
        work[OUTSIDE_USUAL + i] = all_cells * usual
        work[OUTSIDE_MANY + i] = all_cells * many
        work[HERE_FEW + i] = FEW * lane_exp(-work[INSIDE_FEW + i])
        work[HERE_USUAL + i] = USUAL * lane_exp(-work[INSIDE_USUAL + i])
        work[HERE_MANY + i] = FEW * lane_exp(-work[INSIDE_MANY + i])
        work[THERE_FEW + i] = FEW * lane_exp(-work[OUTSIDE_FEW + i])
        work[THERE_USUAL + i] = USUAL * lane_exp(-work[OUTSIDE_USUAL + i])
        work[THERE_MANY + i] = FEW * lane_exp(-work[OUTSIDE_MANY + i])
        work[NEXT_VALID + i] = 0.0
        work[NEXT_SPURIOUS + i] = 0.0
        work[SEEN_VALID + i] = 0.0
        work[SEEN_SPURIOUS + i] = 0.0


@njit(nogil=True, error_model="numpy")
def _last_count(work: Floats) -> int:
    """Find the number of inputs from which every cell fires, or that no cell has."""
    enough, most = 0.0, 0.0
    for lane in range(LANES):
        half = 0.5 * CERTAIN / work[STEEPNESS + lane]
        root = half + math.sqrt(half * half + max(work[LEVEL + lane], 0.0))
        enough = max(enough, root * root)
        most = max(most, work[INSIDE_MANY + lane])
    return int(min(enough, most + 7.0 * math.sqrt(most) + 12.0)) + 2


@njit(nogil=True, error_model="numpy", fastmath={"contract", "reassoc"})
def _fire(work: Floats, counts: int, lanes: int) -> None:
    """Go through the numbers of inputs that cells have, and add up those that fire."""
    wide()
    for count in range(counts):
        scale = 1.0 / math.sqrt(count) if count > 0 else 1.0 / NOISELESS
        onward = 1.0 / (count + 1.0)
        for i in range(lanes):
            fires = chance_below((count - work[LEVEL + i]) * work[STEEPNESS + i] * scale)
            here = work[HERE_FEW + i] + work[HERE_USUAL + i] + work[HERE_MANY + i]
            there = work[THERE_FEW + i] + work[THERE_USUAL + i] + work[THERE_MANY + i]
            work[SEEN_VALID + i] += here
            work[SEEN_SPURIOUS + i] += there
            work[NEXT_VALID + i] += fires * here
            work[NEXT_SPURIOUS + i] += fires * there
            work[HERE_FEW + i] *= work[INSIDE_FEW + i] * onward
            work[HERE_USUAL + i] *= work[INSIDE_USUAL + i] * onward
            work[HERE_MANY + i] *= work[INSIDE_MANY + i] * onward
            work[THERE_FEW + i] *= work[OUTSIDE_FEW + i] * onward
            work[THERE_USUAL + i] *= work[OUTSIDE_USUAL + i] * onward
            work[THERE_MANY + i] *= work[OUTSIDE_MANY + i] * onward


@njit(forceinline=True, fastmath={"contract"})
def chance_below(x: float) -> float:
    """Give the standard normal distribution function to 1e-7.

    Abramowitz and Stegun 1964, formula 26.2.17.
    """
    size = min(abs(x), 30.0)
    t = 1.0 / (1.0 + 0.2316419 * size)
    tail = t * (
        0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
    )
    tail *= 0.3989422804014327 * lane_exp(-0.5 * size * size)
    below: float = tail if x < 0.0 else 1.0 - tail
    return below
