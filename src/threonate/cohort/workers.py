"""Who follows the chunks: one thread beside this one, or the workers of a Dask cluster."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from threonate.refusal import Refusal

LOOK = 2.0
"""Seconds between looks at a cluster that is silent."""

PATIENCE = 60.0
"""Seconds that a cluster may be without any worker."""

CONNECT = 15.0
"""Seconds in which a scheduler answers."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Whoever follows chunks in this process; the kernel keeps all its cores busy.

    A second chunk waits while the first is followed, so that drawing and writing cost no time.
    """

    executor: Executor

    @property
    def ahead(self) -> int:
        """How many chunks may be on their way at once."""
        return 2

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """Give somebody something to do."""
        return self.executor.submit(work, *given)

    def first_of(self, waiting: set[Future[Any]]) -> set[Future[Any]]:
        """What is done, once something is."""
        return wait(waiting, return_when=FIRST_COMPLETED).done

    def result(self, done: Future[Any]) -> Any:
        """What came out; raises Refusal for a chunk that is too large."""
        try:
            return done.result()
        except MemoryError:
            raise Refusal(
                "A chunk needs more memory than there is; begin anew in another folder with a "
                "smaller --chunk."
            ) from None


@dataclass(frozen=True, slots=True)
class Cluster(Workers):
    """The workers of a Dask scheduler, of which any may come and go."""

    client: Any

    @property
    def ahead(self) -> int:
        """Each worker has one chunk, and one that waits for it."""
        return 2 * max(1, sum(map(int, self.client.nthreads().values())))

    def first_of(self, waiting: set[Future[Any]]) -> set[Future[Any]]:
        """What is done, once something is; raises Refusal where nobody is left to do it."""
        alone_since: float | None = None
        while not (done := wait(waiting, timeout=LOOK, return_when=FIRST_COMPLETED).done):
            if self.client.nthreads():
                alone_since = None
                continue
            alone_since = alone_since or time.monotonic()
            if time.monotonic() - alone_since > PATIENCE:
                raise Refusal(
                    f"The cluster has had no worker for {PATIENCE:g} s; start some with 'dask "
                    "worker ADDRESS --nthreads 1', and go on with --resume."
                )
        return done

    def result(self, done: Future[Any]) -> Any:
        """What came out; raises Refusal for work that no worker survives or understands."""
        from distributed import KilledWorker

        try:
            return Workers.result(self, done)
        except KilledWorker:
            raise Refusal(
                "One chunk ended every worker of the cluster that took it, most likely for want of "
                "memory; give them more and go on with --resume, or begin anew in another folder "
                "with a smaller --chunk."
            ) from None
        except ModuleNotFoundError as error:
            raise Refusal(
                f"The workers of the cluster lack the package '{error.name}'; install there what "
                "is installed here, and go on with --resume."
            ) from None


def workers(scheduler: str | None) -> AbstractContextManager[Workers]:
    """Whoever follows the chunks, here or where the scheduler is; raises Refusal without them."""
    return _here() if scheduler is None else _there(scheduler)


@contextmanager
def _here() -> Iterator[Workers]:
    executor = ThreadPoolExecutor(1)
    try:
        yield Workers(executor)
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _there(scheduler: str) -> Iterator[Workers]:
    with _unheard("distributed"), _client(scheduler) as client:
        executor = client.get_executor(pure=False)
        try:
            yield Cluster(executor, client)
        except (OSError, CancelledError) as error:
            raise Refusal(
                f"The scheduler at {scheduler} has gone; what is in the store is kept: start it "
                "again, and go on with --resume."
            ) from error
        finally:
            executor.shutdown(wait=False)


def reach(scheduler: str) -> None:
    """Knock at a scheduler; raises Refusal where none answers, and without Dask.

    A client that opens by half waits long before it closes, so nobody opens one unseen.
    """
    import asyncio

    distributed = _dask()

    async def knock() -> None:
        told = distributed.Security().get_connection_args("client")
        comm = await distributed.comm.connect(scheduler, timeout=CONNECT, **told)
        await comm.close()

    try:
        # A thread of its own, since this one may be that of a notebook, which has a loop already.
        with _unheard("distributed"), ThreadPoolExecutor(1) as aside:
            aside.submit(lambda: asyncio.run(knock())).result()
    except (OSError, ValueError) as error:
        raise _silent(scheduler) from error


def _client(scheduler: str) -> Any:
    reach(scheduler)
    try:
        return _dask().Client(scheduler, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise _silent(scheduler) from error


def _dask() -> Any:
    try:
        import distributed
    except ModuleNotFoundError:
        raise Refusal(
            "A cluster needs Dask, which is not installed; install it with pip install "
            "'threonate[cluster]'."
        ) from None
    return distributed


def _silent(scheduler: str) -> Refusal:
    return Refusal(
        f"No scheduler answers at '{scheduler}'; start one with 'dask scheduler', and give its "
        "address, such as tcp://127.0.0.1:8786."
    )


@contextmanager
def _unheard(name: str) -> Iterator[None]:
    """A library that tells of a lost connection by a traceback is not heard."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
