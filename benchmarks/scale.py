"""Does the cost grow in proportion to the persons, and the memory not at all?

Usage: scale.py [--sizes 1000 10000 100000] [--chunk 8192]; one fresh process per size.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000)
CHUNK = 8_192


def measure(persons: int, *, chunk: int = CHUNK) -> dict[str, Any]:
    """Stream so many persons in a process of their own; its time and its largest memory."""
    command = [sys.executable, str(Path(__file__)), "--one", str(persons), "--chunk", str(chunk)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def _one(persons: int, chunk: int) -> dict[str, Any]:
    import numpy as np
    from model_race.stream import READ_OUTS, stream

    # The first block loads the kernel, which is no part of the cost per person.
    list(stream(8, chunk=8))
    begin = time.perf_counter()
    total, count = np.zeros(len(READ_OUTS)), 0
    for some in stream(persons, chunk=chunk):
        total += some.sum(axis=0, dtype=float)
        count += len(some)
    seconds = time.perf_counter() - begin
    return {
        "persons": persons,
        "followed": count,
        "chunk": chunk,
        "seconds": seconds,
        "persons_per_second": persons / seconds,
        "peak_MiB": _peak(),
        "means": dict(zip(READ_OUTS, (total / count).round(6).tolist(), strict=True)),
    }


def _peak() -> float:
    """The largest memory of this process in MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage reports here begins with the size of the process that started this one.
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    arguments.add_argument("--chunk", type=int, default=CHUNK)
    arguments.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.one:
        print(json.dumps(_one(given.one, given.chunk)))
        return
    for persons in given.sizes:
        print(json.dumps(measure(persons, chunk=given.chunk)))


if __name__ == "__main__":
    main()
