"""A job is work that a page cannot wait for: it goes on alone, tells how far it is, and stops."""

from __future__ import annotations

import logging
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from threading import BoundedSemaphore, Event, Lock

from threonate.refusal import Refusal

BEAT = 0.05
"""Seconds between two looks at what is at work."""

REMEMBERED = 200
"""So many jobs that are over are remembered, those that ended last; what is at work always is."""

MOST_OPEN, MOST_OF_ALL = 6, 60
"""So many jobs of one owner may be waiting or at work, and so many where owners have no name."""

MOST_PATIENT = 8
"""So many may wait for work at once; each keeps a thread from those who ask for a page."""


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


class Busy(Refusal):
    """Too much of one owner is at work already; HTTP calls it 429."""

    STATUS = 429


@dataclass(slots=True)
class Job:
    """One piece of work: ``title`` in words, ``then`` the address where its answer is shown.

    ``back`` is the address of the question where ``then`` would begin the work again.
    """

    id: str
    title: str
    then: str
    owner: str = ""
    back: str = ""
    state: State = State.WAITING
    share: float = 0.0
    told: str = ""
    error: str = ""
    ended: float = 0.0
    stop: Event = field(default_factory=Event)

    def tell(self, words: str = "", *, share: float | None = None) -> None:
        """Say how far it is, 0 to 1; raises `Cancelled` where it was stopped."""
        if self.stop.is_set():
            raise Cancelled
        self.told = words or self.told
        self.share = self.share if share is None else min(1.0, max(0.0, share))

    def end(self, state: State) -> None:
        """Be over."""
        self.ended = time.monotonic()
        self.state = state


Work = Callable[[Job], object]


class Jobs:
    """Work in the background, one piece at a time, because each uses all cores.

    Owners take turns, so that nobody waits for all that another has asked.
    """

    def __init__(self) -> None:
        """Nothing is being done."""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="threonate-job")
        self._jobs: dict[str, Job] = {}
        self._keys: dict[Hashable, str] = {}
        self._waiting: OrderedDict[str, deque[tuple[Job, Work]]] = OrderedDict()
        self._patient = BoundedSemaphore(MOST_PATIENT)
        self._lock = Lock()

    def begin(
        self,
        key: Hashable,
        title: str,
        work: Work,
        *,
        then: str,
        owner: str = "",
        back: str = "",
    ) -> Job:
        """Begin a job, or give the one that is at work on the same key.

        Raises Busy where its owner has too many open.
        """
        with self._lock:
            known = self._jobs.get(self._keys.get((owner, key), ""))
            if known is not None and not known.state.is_over and not known.stop.is_set():
                return known
            self._refuse_more(owner)
            self._forget()
            job = Job(secrets.token_urlsafe(12), title, then, owner, back)
            self._jobs[job.id] = job
            self._keys[(owner, key)] = job.id
            self._waiting.setdefault(owner, deque()).append((job, work))
        self._pool.submit(self._take_turn)
        return job

    def find(self, id_: str, *, owner: str = "") -> Job | None:
        """Find somebody's own job."""
        job = self._jobs.get(id_)
        return job if job is not None and job.owner == owner else None

    def stop(self, job: Job) -> None:
        """Stop a job: at once where it waits, else when it next tells how far it is."""
        with self._lock:
            job.stop.set()
            if job.state is State.WAITING:
                job.end(State.CANCELLED)

    def wait_for(self, job: Job, *, patience: float) -> bool:
        """Wait some seconds for one job, unless many wait already; tells whether it is over."""
        if self._patient.acquire(blocking=False):
            try:
                last = time.monotonic() + patience
                while not job.state.is_over and time.monotonic() < last:
                    time.sleep(BEAT)
            finally:
                self._patient.release()
        return job.state.is_over

    def wait(self) -> bool:
        """Wait until nothing is at work; tells whether there was anything to wait for."""
        open_ = self._open()
        while any(not job.state.is_over for job in open_):
            time.sleep(BEAT)
        return bool(open_)

    def close(self) -> None:
        """Stop everything."""
        for job in self._open():
            self.stop(job)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _open(self) -> list[Job]:
        with self._lock:
            return [job for job in self._jobs.values() if not job.state.is_over]

    def _refuse_more(self, owner: str) -> None:
        own = [each for each in self._jobs.values() if each.owner == owner]
        open_ = sum(not each.state.is_over for each in own)
        if open_ >= (MOST_OPEN if owner else MOST_OF_ALL):
            raise Busy(
                f"{open_} pieces of work are waiting or going on, and no more are taken; wait for "
                "one of them, or stop it, and ask again."
            )

    def _forget(self) -> None:
        over = sorted(
            (job for job in self._jobs.values() if job.state.is_over), key=lambda job: job.ended
        )
        for job in over[: max(0, len(over) - REMEMBERED)]:
            del self._jobs[job.id]
        self._keys = {key: id_ for key, id_ in self._keys.items() if id_ in self._jobs}

    def _take_turn(self) -> None:
        """Do the next piece of work, of the owner whose turn it is."""
        with self._lock:
            owner, waiting = self._waiting.popitem(last=False)
            job, work = waiting.popleft()
            if waiting:
                self._waiting[owner] = waiting
            if job.state.is_over:
                return
            job.state = State.RUNNING
        _run(job, work)


def _run(job: Job, work: Work) -> None:
    try:
        # It may have been stopped between its turn and its beginning.
        job.tell()
        work(job)
    except Cancelled:
        job.end(State.CANCELLED)
    except Refusal as refusal:
        job.error = str(refusal)
        job.end(State.FAILED)
    except Exception as fault:
        logging.getLogger(__name__).exception("Job %s failed: %s.", job.id, job.title)
        job.error = f"This is a fault in Threonate ({type(fault).__name__}); please report it."
        job.end(State.FAILED)
    else:
        job.share = 1.0
        job.end(State.DONE)
