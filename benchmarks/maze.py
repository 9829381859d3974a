"""Rats in the water maze: compiled and batched against one at a time in plain NumPy.

Both swim the same model from the same chances in the same run. Usage: maze.py [--quick]. Writes
benchmarks/maze.json.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from pathlib import Path
from typing import Any

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.parameter import load_room
from threonate.maze import chance, place_cell
from threonate.maze.navigation import navigate
from threonate.maze.pool import Pool

HERE = Path(__file__).parent
SEED = 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rats and few swims")
    given = parser.parse_args()
    found = compare(rats=32, alone=1, days=2) if given.quick else compare()
    place = HERE.parent / "out" / "maze.json" if given.quick else HERE / "maze.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(found, indent=1) + "\n")
    print(place.read_text())
    print(f"{found['ratio']:.0f} times as many swims a second as plain NumPy, one rat at a time")


def compare(*, rats: int = 512, alone: int = 4, days: int = 9, trials: int = 4) -> dict[str, Any]:
    """Time both ways; strokes count too, since a rat that learns faster swims less."""
    navigate(swimmers=2, days=1, seed=SEED)
    begin = time.perf_counter()
    batched = navigate(swimmers=rats, days=days, trials=trials, seed=SEED)
    together = time.perf_counter() - begin
    begin = time.perf_counter()
    plain = np.array([one_rat(rat, days=days, trials=trials) for rat in range(alone)])
    apart = time.perf_counter() - begin
    swims, plain_swims = batched.latency.size, plain.size
    stroke = batched.pool.stroke
    rates = {
        "batched_swims_per_second": swims / together,
        "plain_swims_per_second": plain_swims / apart,
        "batched_strokes_per_second": batched.latency.sum() / stroke / together,
        "plain_strokes_per_second": plain.sum() / stroke / apart,
    }
    return {
        "rats": rats,
        "rats_in_plain_numpy": alone,
        "days": days,
        "cores": os.cpu_count(),
        **{name: float(rate) for name, rate in rates.items()},
        "ratio": float(rates["batched_swims_per_second"] / rates["plain_swims_per_second"]),
        "ratio_by_strokes": float(
            rates["batched_strokes_per_second"] / rates["plain_strokes_per_second"]
        ),
        "same_latency": float(np.mean(np.isclose(plain, batched.latency[:alone]))),
    }


def one_rat(rat: int, *, days: int, trials: int) -> Floats:
    """Teach one rat in whole-array NumPy; gives its latencies (s), shape (days, trials)."""
    pool, numbers = Pool.standard(), load_room("threonate.maze")
    cells = place_cell.centres(pool.radius)
    ways = int(numbers["maze.directions"].value)
    critic, actor = np.zeros(len(cells)), np.zeros((ways, len(cells)))
    order = chance.starts(rat, seed=SEED, days=days, trials=trials, places=len(pool.starts))
    chances = chance.swims(rat, seed=SEED, swims=order.size, strokes=pool.strokes)
    taught = [
        _swim(np.array(pool.starts[start]), pool, cells, critic, actor, drawn)
        for start, drawn in zip(order, chances, strict=True)
    ]
    return np.array(taught).reshape(days, trials) * pool.stroke


def _swim(
    place: Floats, pool: Pool, cells: Floats, critic: Floats, actor: Floats, chances: Floats
) -> int:
    numbers = {name: number.value for name, number in load_room("threonate.maze").items()}
    spread = 2 * numbers["maze.field_width"] ** 2
    step = numbers["maze.speed"] * pool.stroke
    turns = 2 * math.pi * np.arange(len(actor)) / len(actor)
    headings = np.column_stack([np.cos(turns), np.sin(turns)])
    ahead = -place / np.hypot(*place)
    stray = float(place_cell.stray(cues=1.0, density=1.0, radius=pool.radius))
    hold = math.exp(-pool.stroke / numbers["maze.stray_time"])
    error = stray * chances[0, 1:3]
    before = np.exp(-((cells - place - error) ** 2).sum(axis=1) / spread)
    for stroke, drawn in enumerate(chances, start=1):
        odds = np.exp(numbers["maze.sharpness"] * actor @ before)
        way = min(int((np.cumsum(odds) <= drawn[0] * odds.sum()).sum()), len(actor) - 1)
        ahead = headings[way] + numbers["maze.momentum"] * ahead
        ahead /= np.hypot(*ahead)
        place = place + step * ahead
        out = np.hypot(*place)
        if out > pool.radius:
            wall = place / out
            ahead = ahead - 2 * (ahead @ wall) * wall
            place = (2 * pool.radius - out) * wall
        error = hold * error + stray * math.sqrt(1 - hold * hold) * drawn[1:3]
        after = np.exp(-((cells - place - error) ** 2).sum(axis=1) / spread)
        found = np.hypot(*(place - pool.platform)) <= pool.platform_radius
        worth = 1.0 if found else numbers["maze.discount"] * (critic @ after)
        surprise = worth - critic @ before
        critic += numbers["maze.critic_rate"] * surprise * before
        actor[way] += numbers["maze.actor_rate"] * surprise * before
        before = after
        if found:
            return stroke
    return len(chances)


if __name__ == "__main__":
    main()
