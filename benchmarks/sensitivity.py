"""Sobol's indices of twenty factors: the compiled body against SciPy's solver, run by run.

Usage: sensitivity.py [--quick]. Writes benchmarks/sensitivity.json. SciPy follows one version, and
its time for all of them is worked out from that; the search for a steady day, which it would need
too, is left out in its favour.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from pathlib import Path
from typing import Any

import numpy as np

from threonate import path
from threonate.baseline import DAY, meals, settle
from threonate.dose import Regimen
from threonate.engine.record import merge
from threonate.engine.reference import follow_one
from threonate.intake import dose_events, with_form
from threonate.people.personalise import personalise
from threonate.sensitivity import sensitivity
from threonate.sensitivity.factor import Variation
from threonate.sensitivity.ignorance import Ignorance
from threonate.sensitivity.trait import Traits
from threonate.simulation import kernel, sample_times

HERE = Path(__file__).parent
TOLERANCE = 1e-4
"""The relative tolerance of SciPy's solver, near the error of the compiled body's fixed steps."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few base rows and one week")
    given = parser.parse_args()
    found = compare(base=64, weeks=1) if given.quick else compare()
    place = HERE.parent / "out" / "sensitivity.json" if given.quick else HERE / "sensitivity.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(found, indent=1) + "\n")
    print(place.read_text())


def compare(*, base: int = 4096, weeks: int = 12) -> dict[str, Any]:
    """Time both causes, and one version by SciPy."""
    regimen = Regimen.daily(weeks=weeks)
    # The first run loads the compiled body.
    sensitivity(regimen=Regimen.daily(weeks=1), quantity="serum", base=32)
    causes: dict[str, Variation] = {"ignorance": Ignorance(), "traits": Traits()}
    timed = {name: _timed(cause, regimen, base) for name, cause in causes.items()}
    alone = one_version(regimen)
    return {
        "base": base,
        "factors": 20,
        "weeks": weeks,
        "cores": os.cpu_count(),
        **timed,
        "peak_MiB": _peak(),
        "scipy_seconds_per_run": alone,
        "scipy_hours_for_all_runs_on_one_core": alone * timed["ignorance"]["runs"] / 3600.0,
        "ratio": alone * timed["ignorance"]["runs_per_second"],
    }


def _timed(cause: Variation, regimen: Regimen, base: int) -> dict[str, Any]:
    begin, begun = time.perf_counter(), time.process_time()
    found = sensitivity(cause, regimen, quantity="csf", base=base)
    seconds, busy = time.perf_counter() - begin, time.process_time() - begun
    first = found.effects[0]
    return {
        "runs": found.runs,
        "seconds": seconds,
        "runs_per_second": found.runs / seconds,
        # Of all cores together: what the time comes to where nobody else computes.
        "cpu_seconds": busy,
        "first": first.factor.name,
        "total": first.index.total,
    }


def one_version(regimen: Regimen) -> float:
    """Time SciPy's solver for one version of the person without and with the regimen, in s."""
    cause = Ignorance()
    versions = cause.versions(np.full((1, len(cause.factors)), 0.5))
    settled = settle(kernel(), personalise(versions.crowd, versions.drawn))
    begin = time.perf_counter()
    for plan in (Regimen((), regimen.length), regimen):
        times = sample_times(plan, daily=False)
        events = [*meals(days=int(plan.length / DAY)), *dose_events(plan.doses)]
        records = merge(
            [event for event in events if event.time <= times[-1]],
            samples=list(times),
            inputs=len(path.Input),
        )
        own = with_form(settled.cohort.parameters, plan.doses, None)
        states = path.system().states
        entries = [
            (int(e.input), states.index(e.state), float(np.ravel(e.share(own))[0]))
            for e in path.ENTRIES
        ]
        numbers = {name: float(own[name][0]) for name in path.system().parameters}
        start = settled.cohort.start[:, 0]
        follow_one(path.system(), numbers, start, records, entries, tolerance=TOLERANCE)
    return time.perf_counter() - begin


def _peak() -> float:
    """The largest memory of this process in MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
