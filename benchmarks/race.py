"""The same persons through every engine: speed, error, memory and the wait at the start.

Usage: race.py [--quick] [--engines threonate lsoda ...] [--million] [--ladder] [--results FILE]
[--page FILE]. Writes benchmarks/results.json and docs/speed.md.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import scale
import start
from engines import ENTRANTS, Entrant
from model_race import machine
from model_race.heat import Effort, race
from model_race.page import page
from model_race.reference import compare, reference
from model_race.task import Task, task

from threonate import path
from threonate.engine.ensemble import follow
from threonate.engine.record import Floats
from threonate.simulation import kernel

HERE = Path(__file__).parent
FULL, QUICK = Effort(rounds=5, seconds=1.2, checked=32), Effort(rounds=1, seconds=0.05, checked=2)
FINE = (0.01, 1.05, 0.1)
FINER = 14
LADDER = (1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5)


# Engines that would start threads of their own race like the others, with one each.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

BESIDE = ("recall", "maze", "safety", "cohort", "trial", "sensitivity", "lab")
"""What other benchmarks measure, each in a file of its own."""


def main() -> None:
    os.environ.update(dict.fromkeys(THREADS, "1"))
    given = _arguments()
    if given.write:
        _write(json.loads(given.results.read_text()) | _all_beside(), given)
        return
    effort = QUICK if given.quick else FULL
    entrants = [e for e in ENTRANTS if not given.engines or e.key in given.engines]
    before = machine.describe()
    everyone = task(64 if given.quick else 8192)
    truth = reference(everyone.take(0, effort.checked))
    if given.ladder:
        _ladder(entrants, everyone, truth)
        return
    rows, absent = race(entrants, everyone, truth, effort, _say)
    results = {
        "rows": [row.document() for row in rows],
        "absent": absent,
        "crowd": _crowd(everyone.take(0, 32 if given.quick else 1024), truth),
        "scale": _scale(given),
        "start": _start(given),
        **_all_beside(),
        "machine": before,
        "effort": asdict(effort),
    }
    _write(results, given)


def _write(results: dict[str, Any], given: argparse.Namespace) -> None:
    for file in (given.results, given.page):
        file.parent.mkdir(parents=True, exist_ok=True)
    given.results.write_text(json.dumps(results, indent=1) + "\n")
    given.page.write_text(page(results))
    print(given.page.read_text())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round of everything")
    parser.add_argument("--engines", nargs="+", choices=[e.key for e in ENTRANTS])
    parser.add_argument("--million", action="store_true", help="also stream a million persons")
    parser.add_argument("--ladder", action="store_true", help="show each engine's tolerances")
    parser.add_argument(
        "--write", action="store_true", help="race nobody; write the tables from what was measured"
    )
    parser.add_argument("--results", type=Path, help="the numbers (benchmarks/results.json)")
    parser.add_argument("--page", type=Path, help="the tables (docs/speed.md)")
    given = parser.parse_args()
    # What a smoke run measures must never pass for a result.
    results, shown = HERE / "results.json", HERE.parent / "docs" / "speed.md"
    if given.quick:
        results, shown = HERE.parent / "out" / "speed.json", HERE.parent / "out" / "speed.md"
    given.results, given.page = given.results or results, given.page or shown
    return given


def _all_beside() -> dict[str, Any]:
    return {name: _beside(name) for name in BESIDE}


def _beside(name: str) -> dict[str, Any]:
    """Read what the other benchmarks of the same `make bench` have written, if they ran."""
    place = HERE / f"{name}.json"
    found: dict[str, Any] = json.loads(place.read_text()) if place.exists() else {}
    return found


def _crowd(crowd: Task, truth: Floats) -> dict[str, Any]:
    """Judge many persons whom no step was chosen for by much finer steps."""
    arguments = (kernel(), crowd.cohort, crowd.records, path.ENTRIES)
    fine = follow(*arguments, grid=FINE).samples
    found = compare(follow(*arguments).samples, fine)
    agreement = compare(fine[: len(truth)], truth)
    return {
        "persons": crowd.persons,
        "finer": FINER,
        **asdict(found),
        "agreement": agreement.states,
    }


def _scale(given: argparse.Namespace) -> list[dict[str, Any]]:
    sizes = (64, 128) if given.quick else scale.SIZES
    rows = []
    for persons in (*sizes, *((1_000_000,) if given.million else ())):
        _say(f"streaming {persons:,} persons")
        rows.append(scale.measure(persons, chunk=32 if given.quick else scale.CHUNK))
    return rows


def _start(given: argparse.Namespace) -> list[dict[str, Any]]:
    waits = [wait for wait in start.WAITS if not (given.quick and wait.arguments == ("simulate",))]
    rows = []
    for wait in waits:
        _say(f"waiting for {wait.name}")
        rows.append(start.measure(wait, times=1 if given.quick else None))
    return rows


def _ladder(entrants: list[Entrant], everyone: Task, truth: Floats) -> None:
    """Show which tolerance is the loosest that is good enough."""
    chosen = everyone.take(0, len(truth))
    for entrant in entrants:
        for tolerance in LADDER if "tolerance" in entrant.options else ():
            engine = entrant.at(tolerance).engine()
            engine.prepare(chosen)
            found = compare(engine.run(chosen), truth)
            print(f"{entrant.key:12} {tolerance:.0e}  {found.reported:.1e}  {found.states:.1e}")


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
