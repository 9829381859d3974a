"""How many persons a second does a GPU follow through twelve weeks, and the processor beside it?

Usage: device.py [--persons 10000 100000] [--output FILE]; without a GPU it says so and stops.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from threonate import path
from threonate.baseline import DAY, meals, settle
from threonate.dose import Regimen
from threonate.engine import cuda
from threonate.engine.device import Device
from threonate.engine.draw import draw
from threonate.engine.ensemble import Cohort, Journey, follow
from threonate.engine.kernel import Kernel
from threonate.engine.record import Records, merge
from threonate.intake import dose_events
from threonate.people import REFERENCE
from threonate.people.personalise import personalise
from threonate.simulation import all_parameters, kernel

PERSONS = (10_000, 100_000)

DIFFERENT = 1_000
"""Persons that are drawn and settled; larger crowds repeat them, which costs a kernel as much."""

NONE = "no GPU was available: built, compared in the simulator, unproven for speed"


def measure(persons: int) -> dict[str, Any]:
    """Follow so many persons on both, each warm; the kernel and its transfers alone are timed."""
    cohort, records = _crowd(persons), _twelve_weeks()
    processor, seconds = _timed(kernel(), cohort, records)
    gpu, seconds_on_gpu = _timed(kernel(device=Device.CUDA), cohort, records)
    apart = np.abs(gpu.samples - processor.samples) / (np.abs(processor.samples) + 1e-3)
    return {
        "persons": persons,
        "cpu_persons_per_second": persons / seconds,
        "cuda_persons_per_second": persons / seconds_on_gpu,
        "largest_relative_difference": float(apart.max()),
    }


def _timed(engine: Kernel, cohort: Cohort, records: Records) -> tuple[Journey, float]:
    # The first few persons compile and load the kernel, which is no part of the cost per person.
    follow(engine, cohort.take(np.arange(8)), records, path.ENTRIES)
    begin = time.perf_counter()
    journey = follow(engine, cohort, records, path.ENTRIES)
    return journey, time.perf_counter() - begin


def _crowd(persons: int) -> Cohort:
    drawn = draw(all_parameters(), seed=1, begin=0, end=DIFFERENT, spread=True, doubt=False)
    settled = settle(kernel(), personalise(REFERENCE, drawn)).cohort
    return settled.take(np.arange(persons) % settled.persons)


def _twelve_weeks() -> Records:
    doses = dose_events(Regimen.daily(weeks=12).doses)
    events = [event for event in [*meals(days=84), *doses] if event.time <= 84 * DAY]
    return merge(events, samples=[0.0, 84 * DAY], inputs=len(path.Input))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--persons", type=int, nargs="+", default=list(PERSONS))
    arguments.add_argument("--output", type=Path)
    given = arguments.parse_args()
    reason = cuda.missing()
    found = {"cuda": f"{NONE} ({reason})"} if reason else {"runs": [*map(measure, given.persons)]}
    text = json.dumps(found, indent=2)
    print(text)
    if given.output:
        given.output.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
