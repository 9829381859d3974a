"""How long a person waits: the help, a simulation, and the very first simulation of all.

Whole processes, from the shell's point of view. Usage: start.py [--quick]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHELL = "from threonate.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Wait:
    """A command, how often it is timed, its aim in s, and whether its kernels are thrown away."""

    name: str
    arguments: tuple[str, ...]
    times: int
    aim: float
    fresh: bool = False


WAITS = (
    Wait("threonate --help", ("--help",), 5, 0.4),
    Wait("threonate simulate, kernel cached", ("simulate",), 3, 3.0),
    Wait("threonate simulate, nothing cached", ("simulate",), 2, 25.0, fresh=True),
)


def measure(wait: Wait, *, times: int | None = None) -> dict[str, Any]:
    """Time a command; the first of the warm ones is not counted."""
    repeats = times or wait.times
    try:
        if not wait.fresh:
            _once(wait)
        seconds = [_once(wait) for _ in range(repeats)]
    except subprocess.CalledProcessError as error:
        last = (error.stderr or "").strip().splitlines()[-1:] or ["no message"]
        return {"command": wait.name, "failed": last[0][:200]}
    return {
        "command": wait.name,
        "seconds": statistics.median(seconds),
        "fastest": min(seconds),
        "slowest": max(seconds),
        "times": repeats,
        "aim": wait.aim,
    }


def _once(wait: Wait) -> float:
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ)
        arguments = list(wait.arguments)
        if arguments == ["simulate"]:
            arguments += ["--out", str(Path(folder) / "out")]
        if wait.fresh:
            environment["THREONATE_CACHE"] = str(Path(folder) / "kernels")
        begin = time.perf_counter()
        subprocess.run(
            [*_command(), *arguments],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
            cwd=folder,
        )
        return time.perf_counter() - begin


def _command() -> list[str]:
    script = Path(sys.executable).with_name("threonate")
    return [str(script)] if script.exists() else [sys.executable, "-c", SHELL]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="time each warm command once")
    given = arguments.parse_args()
    for wait in WAITS:
        if not (given.quick and wait.fresh):
            print(json.dumps(measure(wait, times=1 if given.quick else None)))


if __name__ == "__main__":
    main()
