"""Rats are taught the way to a hidden platform, and how long they take says what they learned."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from threonate.engine.keep import kept
from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room
from threonate.maze import chance, place_cell
from threonate.maze.pool import Pool
from threonate.maze.request import Request, Task
from threonate.maze.swimmer import Memory, Rule, school, swim, untaught

ROOM = "threonate.maze"

SHOWN = 3
"""How many rats' paths are kept."""

POINTS = 3
"""Decimals of a place or a time in a document."""

CLASS = 16
"""Rats in one piece of work."""


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of one day, or of one swim of all days, counted from 1.

    ``latency`` in s and ``path`` in m; ``low`` and ``high`` hold the middle 90 % of the rats by
    their own mean latency.
    """

    at: int
    latency: float
    low: float
    high: float
    path: float


@dataclass(frozen=True, slots=True)
class Navigation:
    """What rats did: ``latency`` (swimmers, days, trials) in s, NaN nowhere.

    ``quadrant`` (swimmers,) is the share of the swim without a platform in its quadrant, a quarter
    by chance. ``first`` and ``last`` (shown, trials, points, 2) are the paths (m) of a few rats on
    the first and last day, NaN after the platform; ``without`` (shown, points, 2) those of the swim
    without a platform.
    """

    request: Request
    pool: Pool
    latency: Floats
    quadrant: Floats
    first: Floats
    last: Floats
    without: Floats
    platforms: Floats

    @property
    def path_length(self) -> Floats:
        """How far (m) each swim was; rats swim at one speed. Shape (swimmers, days, trials)."""
        return self.latency * load_room("threonate.maze")["maze.speed"].value

    def by_day(self) -> tuple[Mean, ...]:
        """Give the mean of each day over its swims."""
        return _means(self.latency.mean(axis=2), self.path_length.mean(axis=(0, 2)))

    def by_swim(self) -> tuple[Mean, ...]:
        """Give the mean of the first swims of all days, of the second, and so on."""
        return _means(self.latency.mean(axis=1), self.path_length.mean(axis=(0, 1)))

    def document(self) -> dict[str, Any]:
        """Give everything but the single strokes as a document that JSON can hold."""
        low, high = np.quantile(self.quadrant, (0.05, 0.95))
        return {
            "request": self.request.document(),
            "days": [asdict(mean) for mean in self.by_day()],
            "swims": [asdict(mean) for mean in self.by_swim()],
            "probe": {
                "quadrant": float(self.quadrant.mean()),
                "low": float(low),
                "high": float(high),
            },
            "latency": self.latency.round(POINTS).tolist(),
            "units": {"latency": "s", "path": "m", "quadrant": "share of time"},
        }

    def tracks(self) -> dict[str, Any]:
        """Give the kept paths, rat by rat and swim by swim, as points (m) that JSON can hold."""
        return {
            "first": [_points(swims) for swims in self.first],
            "last": [_points(swims) for swims in self.last],
            "without": _points(self.without),
            "platforms": self.platforms.round(POINTS).tolist(),
        }


def navigate(
    *,
    swimmers: int = 32,
    plasticity: float = 1.0,
    density: float = 1.0,
    cues: float = 1.0,
    removed_on: int = 1,
    days: int = 9,
    trials: int = 4,
    seed: int = 1,
    task: Task = Task.REFERENCE,
) -> Navigation:
    """Teach rats where a hidden platform is, over days of several swims.

    ``plasticity`` is the probability that a synapse goes up, relative to the reference: it scales
    what critic and actor learn from each stroke. ``density`` is that of working synapses relative
    to a young rat, and ``cues`` the share of distal cues that is left from the day ``removed_on``
    on; both decide how well place cells tell the place. In the matching task the platform moves
    every day. Raises Refusal for what no rat can do.
    """
    request = Request(swimmers, plasticity, density, cues, removed_on, days, trials, seed, task)
    pool = Pool.standard()
    lessons = _Lessons(request, pool, np.ascontiguousarray(place_cell.centres(pool.radius).T))
    begins = range(0, swimmers, CLASS)
    with ThreadPoolExecutor(os.cpu_count() or 1) as workers:
        taught = [pupil for pupils in workers.map(lessons.teach, begins) for pupil in pupils]
    paths = np.array([pupil.paths for pupil in taught[:SHOWN]])
    return Navigation(
        request,
        pool,
        latency=np.array([pupil.strokes for pupil in taught]).reshape(-1, days, trials)
        * pool.stroke,
        quadrant=np.array([pupil.quadrant for pupil in taught]),
        first=paths[:, :trials],
        last=paths[:, -trials:],
        without=np.array([pupil.without for pupil in taught[:SHOWN]]),
        platforms=np.array([lessons.platforms(rat) for rat in range(len(paths))]),
    )


@dataclass(frozen=True, slots=True)
class _Pupil:
    strokes: Floats
    quadrant: float
    paths: Floats
    without: Floats


@dataclass(frozen=True, slots=True)
class _Lessons:
    request: Request
    pool: Pool
    cells: Floats

    def teach(self, begin: int) -> list[_Pupil]:
        end = min(begin + CLASS, self.request.swimmers)
        return [self._teach(rat) for rat in range(begin, end)]

    def _teach(self, rat: int) -> _Pupil:
        asked, pool, rule = self.request, self.pool, self.rule
        places = np.array(pool.starts)
        order = chance.starts(
            rat, seed=asked.seed, days=asked.days, trials=asked.trials, places=len(places)
        )
        chances = chance.swims(rat, seed=asked.seed, swims=order.size, strokes=pool.strokes)
        platforms = np.repeat(self.platforms(rat), asked.trials, axis=0)
        memory = untaught(self.cells.shape[1], rule.directions + (asked.task is Task.MATCHING))
        paths = np.empty((order.size, pool.strokes + 1, 2))
        strays = np.repeat(self.strays, asked.trials)
        strokes = kept(school, ROOM)(
            self.cells, memory, places[order], platforms, chances, strays, rule, paths
        )
        without = self._probe(rat, memory, platforms[-1])
        shown = slice(None if rat < SHOWN else 0)
        ends = np.concatenate([paths[: asked.trials], paths[-asked.trials :]])[shown]
        share = float(pool.quadrant_share(without, platforms[-1]))
        return _Pupil(strokes, share, ends.copy(), without[shown].copy())

    def platforms(self, rat: int) -> Floats:
        days = self.request.days
        if self.request.task is Task.REFERENCE:
            return np.tile(self.pool.platform, (days, 1))
        return chance.platforms(rat, seed=self.request.seed, days=days, reach=self.pool.reach)

    def _probe(self, rat: int, memory: Memory, platform: Floats) -> Floats:
        """Swim without a platform, from as far from its place as the wall allows; teach nothing."""
        pool = self.pool
        rule = self.rule._replace(
            critic_rate=0.0, actor_rate=0.0, coordinate_rate=0.0, platform_radius=-1.0
        )
        away = -platform * math.hypot(*pool.starts[0]) / math.hypot(*platform)
        path = np.empty((pool.probe_strokes + 1, 2))
        chances = chance.probe(rat, seed=self.request.seed, strokes=pool.probe_strokes)
        kept(swim, ROOM)(self.cells, memory, away, platform, chances, self.strays[-1], rule, path)
        return path

    @property
    def strays(self) -> Floats:
        asked = self.request
        day = np.arange(asked.days) + 1
        cues = np.where(day >= asked.removed_on, asked.cues, 1.0)
        return place_cell.stray(cues=cues, density=asked.density, radius=self.pool.radius)

    @property
    def rule(self) -> Rule:
        numbers = {name: number.value for name, number in load_room("threonate.maze").items()}
        return Rule(
            width=numbers["maze.field_width"],
            directions=int(numbers["maze.directions"]),
            step=numbers["maze.speed"] * self.pool.stroke,
            momentum=numbers["maze.momentum"],
            sharpness=numbers["maze.sharpness"],
            discount=numbers["maze.discount"],
            critic_rate=numbers["maze.critic_rate"] * self.request.plasticity,
            actor_rate=numbers["maze.actor_rate"] * self.request.plasticity,
            hold=math.exp(-self.pool.stroke / numbers["maze.stray_time"]),
            radius=self.pool.radius,
            platform_radius=self.pool.platform_radius,
            coordinate_rate=numbers["maze.coordinate_rate"] * self.request.plasticity,
            trace=numbers["maze.trace"],
            forget=numbers["maze.forget"],
        )


def _means(rats: Floats, paths: Floats) -> tuple[Mean, ...]:
    """Sum up the rats, shape (rats, n), and their mean paths, (n,)."""
    low, high = np.quantile(rats, (0.05, 0.95), axis=0)
    columns = zip(rats.mean(axis=0), low, high, paths, strict=True)
    return tuple(Mean(i, *(float(x) for x in row)) for i, row in enumerate(columns, start=1))


def _points(swims: Floats) -> list[Any]:
    """Give each swim's points, without the strokes after the platform."""
    return [swum[~np.isnan(swum[:, 0])].round(POINTS).tolist() for swum in swims]
