"""CA3 cell by cell: patterns are stored in its recurrent connections and completed from cues.

Cells are on or off, a connection is potentiated or not, and inhibition grows with the number of
cells that fire (Gibson & Robinson 1992; Guzman et al. 2016). The mean field of the same network
is many thousand times faster; this one checks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from threonate.engine.keep import kept
from threonate.engine.record import Floats
from threonate.refusal import Refusal

Bits = NDArray[np.uint8]
Cells = NDArray[np.int64]

ROOM = "threonate.hippocampus"

MOST_CELLS = 20_000
MOST_PAIRS = 2e10
"""Pairs of cells met while storing; these take about a minute."""


class Size(Enum):
    """Whether patterns and cues have as many cells as chance gives them, or exactly the share."""

    CHANCE = "chance"
    EXACT = "exact"


class _Draw(Enum):
    """What a random number is for."""

    PATTERN = 1
    CONNECTION = 2
    POTENTIATION = 3
    RECALL = 4


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What fires after the last cycle, one value per item, each of shape (items,).

    ``valid`` is the share of the pattern's cells that fire, ``spurious`` the share of all other
    cells, and ``share`` the pattern's cells as a share of all.
    """

    valid: Floats
    spurious: Floats
    share: Floats

    @property
    def correlation(self) -> Floats:
        """How alike the retrieved and the stored pattern are; see ``correlation``."""
        return correlation(self.valid, self.spurious, share=self.share)


def correlation(valid: Floats, spurious: Floats, *, share: Floats | float) -> Floats:
    """Correlate a retrieved with a stored pattern: 1 when alike, 0 for silence or for all cells.

    Pearson's coefficient of two rows of zeros and ones, of which the stored one has a ``share`` of
    ones and the retrieved one ``firing``: the covariance is share (valid - firing), and a row's
    variance is its mean times the rest. Arrays broadcast.
    """
    valid, spurious, share = (np.asarray(a, dtype=float) for a in (valid, spurious, share))
    firing = share * valid + (1.0 - share) * spurious
    variances = share * (1.0 - share) * firing * (1.0 - firing)
    spread = np.sqrt(np.maximum(variances, 0.0))
    silent = spread == 0.0
    return np.asarray(np.where(silent, 0.0, share * (valid - firing) / (spread + silent)))


@dataclass(frozen=True, slots=True)
class Network:
    """A CA3 of on-off cells with its stored patterns.

    ``weights`` has shape (cells, cells), from the row's cell to the column's: 1 where a connection
    exists and is potentiated. Pattern i is made of the cells ``members[starts[i]:starts[i + 1]]``.
    """

    weights: Bits
    members: Cells
    starts: Cells
    size: Size

    @classmethod
    def store(
        cls,
        *,
        cells: int = 4_000,
        connection: float,
        sparseness: float,
        patterns: int,
        potentiated: float,
        seed: int,
        size: Size = Size.CHANCE,
    ) -> Network:
        """Connect the cells at random and store random patterns by clipped Hebbian learning.

        Each ordered pair of cells is connected with probability ``connection``, no cell with
        itself. A pattern takes a ``sparseness`` of the cells, and potentiates each connection
        between two of them with probability ``potentiated``; what is potentiated stays so.
        Raises Refusal for numbers that no such network can have or this computer cannot hold.
        """
        _whole("cells", cells, most=MOST_CELLS)
        _whole("patterns", patterns)
        for name, given in (("connection", connection), ("potentiated", potentiated)):
            _share(name, given)
        _share("sparseness", sparseness, above=0.0)
        _affordable(patterns, cells * sparseness)
        source = _generator(seed, _Draw.PATTERN)
        sizes = np.full(patterns, round(cells * sparseness))
        if size is Size.CHANCE:
            sizes = source.binomial(cells, sparseness, size=patterns)
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        members = kept(_members, ROOM)(source, starts, cells)
        keys = [_key(seed, draw) for draw in (_Draw.CONNECTION, _Draw.POTENTIATION)]
        weights = np.zeros((cells, cells), dtype=np.uint8)
        kept(_learn, ROOM)(weights, members, starts, float(connection), float(potentiated), *keys)
        return cls(weights, members, starts, size)

    @property
    def cells(self) -> int:
        """The number of cells."""
        return len(self.weights)

    @property
    def patterns(self) -> int:
        """The number of stored patterns."""
        return len(self.starts) - 1

    def pattern(self, item: int) -> Cells:
        """Name the cells of a stored pattern; raises Refusal for a pattern that is not stored."""
        if not 0 <= item < self.patterns:
            raise Refusal(
                f"Item {item} is not stored; items run from 0 to {self.patterns - 1} here."
            )
        cells = self.members[self.starts[item] : self.starts[item + 1]]
        if not len(cells):
            raise Refusal(
                f"Item {item} got no cell by chance, so nothing can recall it; "
                "use more cells or a higher sparseness."
            )
        return cells

    def cue(self, item: int, *, valid: float, spurious: float, seed: int) -> Bits:
        """Light a share of the pattern's cells and of the others; 1 where a cell fires, (cells,).

        Raises Refusal for an item that is not stored or a share outside 0 to 1.
        """
        _share("valid", valid)
        _share("spurious", spurious)
        return self._cue(self.pattern(item), valid, spurious, _generator(seed, _Draw.RECALL, item))

    def recall(
        self,
        items: Sequence[int] | Cells,
        *,
        valid: float,
        spurious: float,
        threshold: float,
        inhibition: float,
        noise: float,
        drive: float = 1.0,
        cycles: int = 8,
        seed: int,
    ) -> Retrieved:
        """Cue each item and let all cells follow each other for some cycles.

        A cell with k inputs from firing cells fires next if x > ``threshold`` + ``inhibition``
        times the number of firing cells. x is normal with mean ``drive`` k and variance
        (``noise``² ``drive`` + ``drive`` (1 - ``drive``)) k, no less than 0. Over cells whose k is
        Poisson this gives the mean and the variance that a Poisson number of ``drive`` times as
        many inputs has, each released with the coefficient of variation ``noise``, as in the mean
        field. Cue and noise belong to the seed and the item, so a batch of any size gives the same
        bits. Raises Refusal for an item that is not stored or numbers out of range.
        """
        _share("valid", valid)
        _share("spurious", spurious)
        _whole("cycles", cycles)
        for name, given in (
            ("threshold", threshold),
            ("inhibition", inhibition),
            ("noise", noise),
            ("drive", drive),
        ):
            _not_negative(name, given)
        variance = max(noise**2 * drive + drive * (1.0 - drive), 0.0)
        rule = (float(threshold), float(inhibition), float(drive), variance)
        rows = []
        for item in map(int, items):
            pattern = self.pattern(item)
            source = _generator(seed, _Draw.RECALL, item)
            firing = self._cue(pattern, valid, spurious, source)
            chance = np.zeros((cycles, 0), dtype=np.float32)
            if variance > 0.0:
                chance = source.standard_normal((cycles, self.cells), dtype=np.float32)
            kept(_follow, ROOM)(self.weights, firing, chance, *rule)
            rows.append(self._shares(pattern, firing))
        return _retrieved(rows)

    def compare(self, items: Sequence[int] | Cells, firing: Bits) -> Retrieved:
        """Compare what fires, of shape (items, cells), with the stored patterns of these items.

        Raises Refusal for an item that is not stored.
        """
        rows = [self._shares(self.pattern(i), row) for i, row in zip(items, firing, strict=True)]
        return _retrieved(rows)

    def _cue(
        self, pattern: Cells, valid: float, spurious: float, source: np.random.Generator
    ) -> Bits:
        inside = np.zeros(self.cells, dtype=bool)
        inside[pattern] = True
        chance = source.random(self.cells, dtype=np.float32)
        if self.size is Size.CHANCE:
            return (chance < np.where(inside, valid, spurious)).astype(np.uint8)
        firing = np.zeros(self.cells, dtype=np.uint8)
        for cells, share in ((pattern, valid), (np.flatnonzero(~inside), spurious)):
            firing[cells[np.argsort(chance[cells])[: round(share * len(cells))]]] = 1
        return firing

    def _shares(self, pattern: Cells, firing: Bits) -> tuple[float, float, float]:
        hits, others = int(firing[pattern].sum()), self.cells - len(pattern)
        spurious = (int(firing.sum()) - hits) / others if others else 0.0
        return hits / len(pattern), spurious, len(pattern) / self.cells


def _retrieved(rows: Sequence[tuple[float, float, float]]) -> Retrieved:
    return Retrieved(*np.array(rows, dtype=float).reshape(-1, 3).T)


def _generator(seed: int, draw: _Draw, item: int = 0) -> np.random.Generator:
    if seed < 0:
        raise Refusal(f"Seed {seed} is negative; use 0 or a positive whole number.")
    return np.random.Generator(np.random.Philox(np.random.SeedSequence((seed, draw.value, item))))


def _key(seed: int, draw: _Draw) -> np.uint64:
    return np.uint64(_generator(seed, draw).integers(2**64, dtype=np.uint64))


def _affordable(patterns: int, each: float) -> None:
    if patterns * each**2 > MOST_PAIRS:
        raise Refusal(
            f"{patterns:,} patterns of about {each:,.0f} cells are more than this network can "
            f"learn in a minute; use at most {MOST_PAIRS / each**2:,.0f} patterns or fewer cells."
        )


def _whole(name: str, given: int, *, most: int | None = None) -> None:
    if given != int(given) or given < 1 or (most is not None and given > most):
        allowed = f"a whole number from 1 to {most:,}" if most else "a whole number of 1 or more"
        raise Refusal(f"A network with {name} = {given:,} cannot be built; use {allowed}.")


def _share(name: str, given: float, *, above: float | None = None) -> None:
    if not 0.0 <= given <= 1.0 or given == above:
        allowed = "from 0 to 1" if above is None else "above 0 and up to 1"
        raise Refusal(f"{name} = {given:g} is no share; use a number {allowed}.")


def _not_negative(name: str, given: float) -> None:
    if not 0.0 <= given < np.inf:
        raise Refusal(f"{name} = {given:g} is not possible; use 0 or a positive number.")


@njit
def _chance(key: Any, place: Any) -> Any:
    """Turn a place into a number in [0, 1), always the same: the steps of SplitMix64."""
    z = (place + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) + key
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return np.float64(z >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit
def _members(source: Any, starts: Any, cells: Any) -> Any:
    """Choose the cells of each pattern, none twice."""
    members = np.empty(starts[-1], dtype=np.int64)
    owner = np.full(cells, -1)
    for item in range(len(starts) - 1):
        for place in range(starts[item], starts[item + 1]):
            cell = int(source.random() * cells)
            while owner[cell] == item:
                cell = int(source.random() * cells)
            owner[cell] = item
            members[place] = cell
    return members


@njit
def _learn(
    weights: Any,
    members: Any,
    starts: Any,
    connection: Any,
    potentiated: Any,
    connection_key: Any,
    potentiation_key: Any,
) -> None:
    """Potentiate connections between cells that are active together.

    Whether two cells are connected is asked only when it matters: the answer is a fixed function
    of the pair, so the full table of connections is never written.
    """
    cells = np.uint64(len(weights))
    for item in range(len(starts) - 1):
        active = members[starts[item] : starts[item + 1]]
        first = np.uint64(item) * cells * cells
        for sender in active:
            row = weights[sender]
            begin = np.uint64(sender) * cells
            for receiver in active:
                if sender == receiver or row[receiver]:
                    continue
                pair = begin + np.uint64(receiver)
                learns = potentiated >= 1.0 or _chance(potentiation_key, first + pair) < potentiated
                if learns and _chance(connection_key, pair) < connection:
                    row[receiver] = 1


@njit
def _follow(
    weights: Any,
    firing: Any,
    chance: Any,
    threshold: Any,
    inhibition: Any,
    drive: Any,
    variance: Any,
) -> None:
    """Update all cells together, once per row of chance; the last state stays in ``firing``."""
    cells = len(firing)
    inputs = np.empty(cells, dtype=np.uint16)
    for cycle in range(len(chance)):
        inputs[:] = 0
        active = 0
        for sender in range(cells):
            if firing[sender]:
                active += 1
                # Adding whole rows of bytes is vector work; a sparse list of targets is not.
                row = weights[sender]
                for receiver in range(cells):
                    inputs[receiver] += row[receiver]
        level = threshold + inhibition * active
        for cell in range(cells):
            reached = drive * inputs[cell]
            if variance > 0.0:
                reached += np.sqrt(variance * inputs[cell]) * chance[cycle, cell]
            firing[cell] = reached > level
