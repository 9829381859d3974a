"""How many times a second can a model of this kind be asked while it is fitted?

Usage: fit.py [--quick] [--out FILE]. One evaluation follows one person for twelve weeks of two
doses a day with one set of numbers. Ours is asked for many sets in one call, with and without the
search for the steady day; libRoadRunner and SciPy's LSODA are asked set by set for the same weeks
from the same start. Then a whole fit of two numbers is timed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

NUMBERS = {"kidney.threshold_factor": 1.0, "gut.jejunal_capacity": 0.035}
BATCHES = (1, 16, 64, 512)
REPEATS = 5
TOLERANCE = 1e-6
"""The relative tolerance of the other simulators; ours promises a worst error of 1e-4."""


def problem(weeks: int) -> Any:
    """A person who takes two doses a day, with four measurements; values are the model's own."""
    from dataclasses import replace

    from threonate.calibration import Data, Measurement, steady_problem
    from threonate.calibration.observable import find_observable
    from threonate.dose import Regimen
    from threonate.people import Person

    end = 168.0 * weeks
    blank = [
        Measurement("", time, find_observable(key), 1.0, sd)
        for time in (24.0, end)
        for key, sd in (("serum", 0.02), ("urine", 0.2))
    ]

    def made(ones: list[Measurement]) -> Any:
        data = Data.of(ones, people={"": Person()}, regimens={"": Regimen.daily(weeks=weeks)})
        return steady_problem(data, list(NUMBERS))

    exact = made(blank).predict({n: np.array([v]) for n, v in NUMBERS.items()})[0]
    return made([replace(one, value=float(v)) for one, v in zip(blank, exact, strict=True)])


def sets(count: int) -> Mapping[str, Any]:
    """So many different sets of numbers."""
    chance = np.random.default_rng(count)
    return {n: v * np.exp(0.05 * chance.standard_normal(count)) for n, v in NUMBERS.items()}


def rate(ask: Callable[[int], object], *, count: int, repeats: int) -> float:
    """Evaluations a second, the median of several runs after a first that is not counted."""
    ask(count)
    seconds = []
    for _ in range(repeats):
        begin = time.perf_counter()
        ask(count)
        seconds.append(time.perf_counter() - begin)
    return count / statistics.median(seconds)


def roadrunner_asked(folder: Path, end: float) -> Callable[[int], object] | None:
    """The same weeks by libRoadRunner, from the exported problem."""
    try:
        import roadrunner
    except ImportError:
        return None
    runner = roadrunner.RoadRunner((folder / "model.xml").read_text())
    runner.integrator.relative_tolerance = TOLERANCE
    runner.integrator.absolute_tolerance = TOLERANCE * 1e-3
    runner.integrator.maximum_num_steps = 100_000
    runner.selections = ["time", "concentration", "kidney_urine"]

    def ask(count: int) -> None:
        for place in range(count):
            runner.reset()
            for name, values in sets(count).items():
                runner[f"{name.replace('.', '_')}"] = values[place]
            runner.simulate(times=[0.0, 24.0, end])

    return ask


def scipy_asked(made: Any) -> Callable[[int], object]:
    """The same weeks by SciPy's LSODA, from entry to entry, with the same right-hand side."""
    from threonate import path
    from threonate.engine.reference import follow_one

    (group,) = made.predict.groups

    def ask(count: int) -> None:
        settled = made.predict.settled(sets(count))
        for place in range(count):
            values = {name: float(v[place]) for name, v in settled.cohort.parameters.items()}
            entries = [
                (int(one.input), path.system().states.index(one.state), float(one.share(values)))
                for one in path.ENTRIES
            ]
            follow_one(
                path.system(),
                values,
                settled.cohort.start[:, place],
                group.records,
                entries,
                tolerance=TOLERANCE,
            )

    return ask


def others(made: Any, *, end: float, repeats: int) -> dict[str, float | None]:
    """Evaluations a second of the simulators that follow one person at a time."""
    from threonate.export.petab import read_petab, write_petab

    found: dict[str, float | None] = {}
    with TemporaryDirectory() as folder:
        file = write_petab(made, folder)
        stated = read_petab(file)
        for count in BATCHES:
            found[f"ours, start stated, {count} at once"] = rate(
                lambda many: stated.predict(sets(many)), count=count, repeats=repeats
            )
        ask = roadrunner_asked(Path(folder), end + 24.0)
        found["libRoadRunner"] = ask and rate(ask, count=4, repeats=repeats)
    found["SciPy LSODA"] = rate(scipy_asked(made), count=1, repeats=1)
    return found


def whole_fit(made: Any) -> dict[str, float]:
    """The time of a fit of two numbers, and how often the model was asked."""
    from dataclasses import replace

    from threonate.calibration import fit

    asked = [0]

    def counted(numbers: Mapping[str, Any]) -> Any:
        asked[0] += len(next(iter(numbers.values())))
        return made.predict(numbers)

    begin = time.perf_counter()
    found = fit(replace(made, predict=counted))
    seconds = time.perf_counter() - begin
    return {
        "seconds": seconds,
        "evaluations": asked[0],
        "evaluations_per_second": asked[0] / seconds,
        "least_effective_size": min(one.size for one in found.estimates),
        "worst_agreement": max(one.rhat for one in found.estimates),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="two weeks and fewer repeats")
    arguments.add_argument("--out", type=Path, help="a file for the results as JSON")
    given = arguments.parse_args()
    weeks, repeats = (2, 2) if given.quick else (12, REPEATS)
    made = problem(weeks)
    evaluations = {
        f"ours, own steady day, {count} at once": rate(
            lambda many: made.predict(sets(many)), count=count, repeats=repeats
        )
        for count in BATCHES
    }
    document = {
        "weeks": weeks,
        "cores": os.cpu_count(),
        "processor": platform.processor() or platform.machine(),
        "evaluations_per_second": {
            **evaluations,
            **others(made, end=168.0 * weeks, repeats=repeats),
        },
        "fit": whole_fit(made),
    }
    text = json.dumps(document, indent=2)
    if given.out:
        given.out.write_text(f"{text}\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
