"""A real Dask scheduler and worker processes give the same bytes, whoever of them dies."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from distributed import Client
from tests.cohort.few import CHUNK, content

from threonate.cohort import Design, Listed, run_cohort, workers
from threonate.refusal import Refusal

pytestmark = pytest.mark.slow

DASK = Path(sys.executable).parent / "dask"
STRANGER = """
from threonate.cohort import chunk
own = chunk.fingerprint()
chunk.fingerprint = lambda: own | {"version": "0.0.1"}
"""
FATAL = """
import os
from threonate.cohort import chunk
chunk.follow_chunk = lambda task: os._exit(9)
"""


@dataclass
class Machines:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    allowed_failures: int = 3
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def address(self) -> str:
        return str(json.loads((self.folder / "scheduler.json").read_text())["address"])

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        log = (self.folder / f"{len(self.processes)}.log").open("wb")
        own = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(self.allowed_failures)}
        self.processes.append(
            subprocess.Popen(
                [DASK, *words, "--scheduler-file", "scheduler.json", "--no-dashboard"],
                cwd=self.folder,
                env={**os.environ, **own},
                stdout=log,
                stderr=log,
            )
        )
        log.close()
        return self.processes[-1]

    def worker(self, before: str = "") -> "subprocess.Popen[bytes]":
        """One worker with one thread; ``before`` is what it runs first."""
        told = []
        if before:
            (self.folder / "before.py").write_text(before)
            told = ["--preload", "before.py"]
        return self.start("worker", "--nthreads", "1", "--no-nanny", *told)


@pytest.fixture
def machines(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Machines]:
    folder = tmp_path / "machines"
    folder.mkdir()
    started = Machines(folder, getattr(request, "param", 3))
    try:
        started.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show")
        while not (folder / "scheduler.json").exists():
            assert started.processes[0].poll() is None
            time.sleep(0.05)
        yield started
    finally:
        for process in reversed(started.processes):
            process.kill()
            process.wait()


def at_first_chunk(act: Callable[[], None]) -> Callable[[int], None]:
    acted: list[int] = []

    def tell(done: int) -> None:
        if done >= CHUNK and not acted:
            acted.append(done)
            act()

    return tell


def test_two_workers_one_of_whom_is_killed_give_the_same_bytes(
    machines: Machines, whole: Path, people: Listed, design: Design, tmp_path: Path
) -> None:
    mortal, _ = machines.worker(), machines.worker()
    with Client(machines.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(2)
    folder = tmp_path / "store"
    kill = at_first_chunk(lambda: os.kill(mortal.pid, signal.SIGKILL))
    run_cohort(people, design, folder, scheduler=machines.address, progress=kill)
    assert mortal.wait() == -signal.SIGKILL
    assert content(folder) == content(whole)


def test_a_run_whose_scheduler_dies_is_told_and_goes_on_without_it(
    machines: Machines, whole: Path, people: Listed, design: Design, tmp_path: Path
) -> None:
    machines.worker()
    folder, scheduler = tmp_path / "store", machines.processes[0]

    def kill() -> None:
        scheduler.kill()
        scheduler.wait()

    with pytest.raises(Refusal, match="has gone; what is in the store is kept"):
        run_cohort(
            people, design, folder, scheduler=machines.address, progress=at_first_chunk(kill)
        )
    assert list(folder.glob("*.parquet"))
    run_cohort(people, design, folder, resume=True)
    assert content(folder) == content(whole)


def test_a_cluster_without_workers_is_told_after_a_while(
    machines: Machines,
    people: Listed,
    design: Design,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 1.0)
    monkeypatch.setattr(workers, "LOOK", 0.3)
    with pytest.raises(Refusal, match="has had no worker for 1 s; start some"):
        run_cohort(people, design, tmp_path / "store", scheduler=machines.address)


def test_a_worker_with_another_version_is_refused(
    machines: Machines, people: Listed, design: Design, tmp_path: Path
) -> None:
    machines.worker(STRANGER)
    with pytest.raises(Refusal, match=r"another version \(0.0.1\) than this computer"):
        run_cohort(people, design, tmp_path / "store", scheduler=machines.address)
    assert not list((tmp_path / "store").glob("*.parquet"))


@pytest.mark.parametrize("machines", [0], indirect=True, ids=["at the first failure"])
def test_a_chunk_that_ends_its_workers_is_told(
    machines: Machines, people: Listed, design: Design, tmp_path: Path
) -> None:
    machines.worker(FATAL)
    with pytest.raises(Refusal, match="ended every worker of the cluster that took it"):
        run_cohort(people, design, tmp_path / "store", scheduler=machines.address)
