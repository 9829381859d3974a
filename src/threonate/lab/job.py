"""A job is work that a page cannot wait for: it goes on alone, tells how far it is, and stops."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from threading import Event, Lock

from threonate.refusal import Refusal

BEAT = 0.05
"""Seconds between two looks at what is at work."""

REMEMBERED = 200
"""So many jobs are remembered; the oldest that are over are forgotten first."""


class State(Enum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Nothing more will happen."""
        return self in (State.DONE, State.FAILED, State.CANCELLED)


class Cancelled(Exception):
    """Somebody stopped the job."""


@dataclass(slots=True)
class Job:
    """One piece of work: ``title`` in words, ``then`` the address where its answer is shown."""

    id: str
    title: str
    then: str
    owner: str = ""
    state: State = State.WAITING
    share: float = 0.0
    told: str = ""
    error: str = ""
    begun: float = field(default_factory=time.monotonic)
    stop: Event = field(default_factory=Event)

    def tell(self, words: str = "", *, share: float | None = None) -> None:
        """Say how far it is, 0 to 1; raises `Cancelled` where it was stopped."""
        if self.stop.is_set():
            raise Cancelled
        self.told = words or self.told
        self.share = self.share if share is None else min(1.0, max(0.0, share))


class Jobs:
    """Work in the background, one piece at a time, because each uses all cores."""

    def __init__(self) -> None:
        """Nothing is being done."""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="threonate-job")
        self._jobs: dict[str, Job] = {}
        self._keys: dict[Hashable, str] = {}
        self._lock = Lock()

    def begin(
        self,
        key: Hashable,
        title: str,
        work: Callable[[Job], object],
        *,
        then: str,
        owner: str = "",
    ) -> Job:
        """Begin a job, or give the one that is at work on the same key."""
        with self._lock:
            known = self._jobs.get(self._keys.get((owner, key), ""))
            if known is not None and not known.state.is_over and not known.stop.is_set():
                return known
            self._forget()
            job = Job(secrets.token_urlsafe(12), title, then, owner)
            self._jobs[job.id] = job
            self._keys[(owner, key)] = job.id
        self._pool.submit(_run, job, work)
        return job

    def find(self, id_: str, *, owner: str = "") -> Job | None:
        """Find somebody's own job."""
        job = self._jobs.get(id_)
        return job if job is not None and job.owner == owner else None

    def wait(self) -> bool:
        """Wait until nothing is at work; tells whether there was anything to wait for."""
        open_ = [job for job in self._jobs.values() if not job.state.is_over]
        while any(not job.state.is_over for job in open_):
            time.sleep(BEAT)
        return bool(open_)

    def close(self) -> None:
        """Stop everything."""
        for job in self._jobs.values():
            job.stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _forget(self) -> None:
        over = [job.id for job in self._jobs.values() if job.state.is_over]
        for id_ in over[: max(0, len(self._jobs) - REMEMBERED)]:
            del self._jobs[id_]
        self._keys = {key: id_ for key, id_ in self._keys.items() if id_ in self._jobs}


def _run(job: Job, work: Callable[[Job], object]) -> None:
    if job.stop.is_set():
        job.state = State.CANCELLED
        return
    job.state = State.RUNNING
    try:
        work(job)
    except Cancelled:
        job.state = State.CANCELLED
    except Refusal as refusal:
        job.error, job.state = str(refusal), State.FAILED
    except Exception as fault:  # noqa: BLE001 - a job must end in a sentence, whatever happens
        job.error = f"This is a fault in Threonate ({type(fault).__name__}); please report it."
        job.state = State.FAILED
    else:
        job.share, job.state = 1.0, State.DONE
