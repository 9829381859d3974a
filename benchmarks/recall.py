"""The same memories through every recall engine: speed, quality, and how far the theory is off.

Usage: recall.py [--quick] [--engines network numpy brian] [--results FILE]. Writes
benchmarks/recall.json. Everything runs on one core. Brian2 runs in the Python that the environment
variable THREONATE_BRIAN names, or in this one where it is installed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")

ENGINES = {
    "network": ("threonate, cell by cell", "event-driven rows of bytes in Numba, build included"),
    "numpy": ("NumPy, full matrices", "single-precision BLAS, build included"),
    "brian": (
        "Brian2, spiking",
        "leaky cells in steps of 1 ms, Cython, build of its synapses included, learning not",
    ),
}
PERSONS = {"network": 12, "numpy": 4, "brian": 4}

EDGES = tuple(
    (patterns, potentiated, noise)
    for patterns in (100, 200, 300, 400, 500, 600)
    for potentiated in (1.0, 0.7)
    for noise in (0.0, 0.5, 1.0)
)
"""Loads, strengths and noises from easy recall to none, where the theory is compared."""

AGE = 60.0


def main() -> None:
    os.environ.update(dict.fromkeys(THREADS, "1"))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    given = _arguments()
    from engines.recall_task import Task
    from model_race import machine

    before, task = machine.describe(), Task()
    if given.quick:
        task = replace(task, cells=1_000, sparseness=0.04, patterns=60, items=8, threshold=1.1)
    rows, absent, outcomes = _race(task, given)
    results = {
        "task": {name: getattr(task, name) for name in Task.__slots__},
        "rows": rows,
        "absent": absent,
        "spiking": _spiking(task, outcomes),
        "theory": _theory(task, quick=given.quick),
        "chain": _chain(500 if given.quick else 10_000),
        "machine": before,
    }
    given.results.parent.mkdir(parents=True, exist_ok=True)
    given.results.write_text(json.dumps(results, indent=1) + "\n")
    print(given.results.read_text())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small networks and few persons")
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    parser.add_argument("--results", type=Path, help="the numbers (benchmarks/recall.json)")
    given = parser.parse_args()
    # What a smoke run measures must never pass for a result.
    usual = HERE.parent / "out" / "recall.json" if given.quick else HERE / "recall.json"
    given.results = given.results or usual
    return given


def _race(
    task: Any, given: argparse.Namespace
) -> tuple[list[dict[str, Any]], dict[str, str], dict[str, Any]]:
    """Run every engine; also return who could not start, and why, and what each recalled."""
    rows, absent, outcomes = [], {}, {}
    for key in given.engines:
        name, note = ENGINES[key]
        _say(f"running {name}")
        try:
            engine = importlib.import_module(f"engines.recall_{key}").Engine()
            outcomes[key] = engine.run(task, 2 if given.quick else PERSONS[key])
        except Exception as error:  # noqa: BLE001 - whatever ails one engine, the others race on
            absent[name] = f"{type(error).__name__}: {str(error).splitlines()[0][:200]}"
            _say(f"  absent: {absent[name]}")
            continue
        rows.append(_row(name, note, outcomes[key]))
    return rows, absent, outcomes


def _row(name: str, note: str, outcome: Any) -> dict[str, Any]:
    first, *later = (float(second) for second in outcome.seconds)
    return {
        "engine": name,
        "cores": 1,
        "persons_per_second": 1.0 / statistics.median(later),
        "slowest": 1.0 / max(later),
        "fastest": 1.0 / min(later),
        "seconds_of_first": first,
        "persons": len(later),
        "valid": float(outcome.valid.mean()),
        "spurious": float(outcome.spurious.mean()),
        "correlation": float(outcome.correlation.mean()),
        "version": outcome.version,
        "note": note,
    }


def _spiking(task: Any, outcomes: dict[str, Any]) -> dict[str, Any] | None:
    """Without noise the spiking network and ours must recall the same cells of every item."""
    if "brian" not in outcomes:
        return None
    from engines import recall_brian, recall_network

    _say("comparing spikes with on-off cells")
    quiet = replace(task, noise=0.0)
    theirs, ours = (engine.Engine().run(quiet, 1) for engine in (recall_brian, recall_network))
    same = (theirs.valid == ours.valid) & (theirs.spurious == ours.spurious)
    return {"items": int(same.size), "same": int(same.sum())}


def _theory(task: Any, *, quick: bool) -> dict[str, Any]:
    """Compare the mean field with the network, plainly and for each pattern's and cue's size."""
    import numpy as np

    from threonate.hippocampus.ca3 import converge
    from threonate.hippocampus.network import correlation

    _say("comparing the theory with the network")
    rows = []
    for patterns, potentiated, noise in EDGES[:3] if quick else EDGES:
        one = replace(task, patterns=patterns, potentiated=potentiated, noise=noise)
        network = one.store(0)
        found = network.recall(range(one.items), seed=0, **one.cue, **one.rule)
        field = converge(**_given(one), **one.cue)
        plain = float(correlation(field.valid, field.spurious, share=one.sparseness))
        cues = np.array([network.cue(i, seed=0, **one.cue) for i in range(one.items)])
        start = network.compare(range(one.items), cues)
        active = start.share * one.cells
        field = converge(**_given(one), active=active, valid=start.valid, spurious=start.spurious)
        sized = correlation(field.valid, field.spurious, share=start.share)
        rows.append((float(found.correlation.mean()), plain, float(sized.mean())))
    network_says, plain_says, sized_says = np.array(rows).T
    return {
        "settings": len(rows),
        "mean_error": float(np.abs(plain_says - network_says).mean()),
        "mean_error_with_sizes": float(np.abs(sized_says - network_says).mean()),
        "largest_error_with_sizes": float(np.abs(sized_says - network_says).max()),
        "rows": [
            {"patterns": m, "potentiated": p, "noise": n, "network": a, "plain": b, "sized": c}
            for (m, p, n), (a, b, c) in zip(EDGES, rows, strict=False)
        ],
        **_theory_speed(task),
    }


def _theory_speed(task: Any) -> dict[str, float]:
    import numpy as np

    from threonate.hippocampus.ca3 import converge

    patterns = np.linspace(100.0, 600.0, 20_000)
    rate = _rate(lambda: converge(**_given(task) | {"patterns": patterns}, **task.cue), 20_000)
    return {"networks_per_second": rate}


def _given(task: Any) -> dict[str, Any]:
    names = ("cells", "sparseness", "connection", "patterns", "potentiated")
    return {**{name: getattr(task, name) for name in names}, **task.rule}


def _chain(persons: int) -> dict[str, Any]:
    """Time the full chain: rule, network, three cues and the words of a list, for real draws."""
    from threonate.hippocampus.chain import recall_on
    from threonate.mind.word_list import word_list
    from threonate.recollection import drawn_numbers, normed_day

    _say(f"following {persons:,} person-days from the synapse to the words of a list")
    numbers = drawn_numbers(persons, seed=1)
    before = normed_day(AGE, numbers)
    after = before.copy()
    after["receptors"] *= 1.02
    usual = recall_on(before, cues=(1.0, 0.5, 0.25))

    def follow() -> object:
        found = recall_on(after, cues=(1.0, 0.5, 0.25))
        return word_list(
            AGE,
            recall_before=usual.recall[:, 1],
            recall_after=found.recall[:, 1],
            encoding_before=usual.encoding,
            encoding_after=found.encoding,
            numbers=numbers,
        ).change

    return {"persons": persons, "cues": 3, "person_days_per_second": _rate(follow, persons)}


def _rate(work: Callable[[], object], persons: int, rounds: int = 3) -> float:
    """Measure persons per second, compiled and warm: the median of some rounds."""
    work()
    seconds = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return persons / statistics.median(seconds)


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
