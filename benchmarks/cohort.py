"""What storing a cohort costs beside following it, here and on a Dask cluster, and how it grows.

The same persons and chunks three ways, each in a process of its own, one after the other in every
round: followed and let go, streamed into a store, and streamed into a store by a Dask worker on the
same computer. Then stores of growing size: time in proportion to the persons, and memory not.
Usage: cohort.py [--quick] [--million]. Writes benchmarks/cohort.json.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from threonate.cohort import Design
    from threonate.people.population import Population

HERE = Path(__file__).parent
ROUNDS = 5
PERSONS = 8_192
SIZES = (10_000, 100_000)
MILLION = 1_000_000
CHUNK = 2_048
WEEKS = 12
WAYS = ("alone", "stored", "cluster")
DASK = Path(sys.executable).parent / "dask"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few persons, two rounds")
    parser.add_argument("--million", action="store_true", help="a store of a million persons too")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        way, persons, chunk = given.one
        print(json.dumps(_one(way, int(persons), int(chunk))))
        return
    sizes = (*SIZES, MILLION) if given.million else SIZES
    found = (
        measure(persons=1_024, chunk=256, rounds=2, sizes=(512, 2_048))
        if given.quick
        else measure(sizes=sizes)
    )
    place = HERE.parent / "out" / "cohort.json" if given.quick else HERE / "cohort.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(found, indent=1) + "\n")
    print(place.read_text())


def measure(
    *,
    persons: int = PERSONS,
    chunk: int = CHUNK,
    rounds: int = ROUNDS,
    sizes: tuple[int, ...] = SIZES,
) -> dict[str, Any]:
    """Time the three ways round after round, and stores of each size once."""
    from model_race.machine import describe

    machine = describe()
    runs = [{way: _apart(way, persons, chunk) for way in WAYS} for _ in range(rounds)]
    growth = [_apart("stored", size, chunk) for size in sizes]
    return {
        "machine": machine,
        "persons": persons,
        "chunk": chunk,
        "rounds": rounds,
        "weeks": WEEKS,
        "arms": list(_design(1, 1).arms),
        **{way: _middle([run[way] for run in runs]) for way in WAYS},
        **{f"{way}_overhead": _overhead(runs, way, "seconds") for way in WAYS[1:]},
        # Processor time is what a computer that is busy with other things still tells.
        "stored_overhead_processor": _overhead(runs, "stored", "processor_seconds"),
        "growth": growth,
        "growth_ratio": growth[-1]["seconds"] / growth[0]["seconds"] / (sizes[-1] / sizes[0]),
    }


def _apart(way: str, persons: int, chunk: int) -> dict[str, float]:
    command = [sys.executable, str(HERE / "cohort.py"), "--one", way, str(persons), str(chunk)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    document: dict[str, float] = json.loads(done.stdout)
    return document


def _one(way: str, persons: int, chunk: int) -> dict[str, float]:
    """Follow so many persons one way; what the first few load is not counted."""
    from scale import _peak

    with tempfile.TemporaryDirectory() as name, _following(way, Path(name)) as follow:
        follow(8, chunk, Path(name) / "first")
        place = Path(name) / "timed"
        begin, used = time.perf_counter(), time.process_time()
        follow(persons, chunk, place)
        seconds, processor = time.perf_counter() - begin, time.process_time() - used
        return {
            "persons": persons,
            "seconds": seconds,
            "processor_seconds": processor,
            "persons_per_second": persons / seconds,
            "peak_MiB": _peak(),
            "bytes_per_person": sum(file.stat().st_size for file in place.glob("*")) / persons,
        }


@contextmanager
def _following(way: str, folder: Path) -> Iterator[Callable[[int, int, Path], None]]:
    """The way to follow persons; a cluster lives as long as it is needed."""
    if way == "alone":
        yield _let_go
    elif way == "stored":
        yield partial(_store, scheduler=None)
    else:
        with _cluster(folder) as address:
            yield partial(_store, scheduler=address)


def _let_go(persons: int, chunk: int, _: Path) -> None:
    """Follow the same chunks, read the same quantities, and keep nothing."""
    from threonate.cohort.chunk import follow_chunk, task

    design = _design(persons, chunk)
    for number in range(design.chunks):
        follow_chunk(task(number, source=_people(), design=design))


def _store(persons: int, chunk: int, folder: Path, *, scheduler: str | None) -> None:
    from threonate.cohort import run_cohort

    run_cohort(_people(), _design(persons, chunk), folder, scheduler=scheduler)


def _people() -> Population:
    from threonate.people.ages import Ages
    from threonate.people.population import Population

    return Population(ages=Ages.of("50-70"), seed=1)


def _design(persons: int, chunk: int) -> Design:
    from threonate.cohort import Design
    from threonate.dose import Regimen

    regimen = Regimen.daily(weeks=WEEKS)
    plans = {"l-threonate": regimen, "citrate": regimen.in_form("citrate")}
    return Design(plans=plans, count=persons, chunk=chunk)


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    """A scheduler and one worker whose kernel may use all cores, each a process of its own."""
    address = folder / "scheduler.json"
    with subprocess.Popen(_dask("scheduler", address, "--port", "0", "--no-show")) as scheduler:
        while not address.exists():
            time.sleep(0.05)
        with subprocess.Popen(_dask("worker", address, "--nthreads", "1", "--no-nanny")) as worker:
            try:
                yield str(json.loads(address.read_text())["address"])
            finally:
                worker.kill()
                scheduler.kill()


def _dask(what: str, address: Path, *words: str) -> list[str]:
    # Its reports go to the error stream, which whoever started this process holds.
    return [str(DASK), what, "--scheduler-file", str(address), "--no-dashboard", *words]


def _middle(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _overhead(runs: Sequence[dict[str, dict[str, float]]], way: str, clock: str) -> float:
    """How much longer a way takes than following alone: the median over the rounds."""
    return statistics.median(run[way][clock] / run["alone"][clock] - 1.0 for run in runs)


if __name__ == "__main__":
    main()
