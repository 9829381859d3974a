"""Attempts to sign in are counted, so that nobody can guess a password by trying."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

WINDOW = 900.0
"""Seconds after which an attempt is forgotten."""

BY_NAME, BY_CLIENT = 10, 20
"""Attempts that fail before a name or a computer has to wait."""

REMEMBERED = 10_000
"""Names and computers that are remembered; the oldest are forgotten first."""


@dataclass(slots=True)
class Attempts:
    """What failed lately, by name and by computer."""

    clock: Callable[[], float] = time.monotonic
    _failed: dict[tuple[str, str], deque[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, *, name: str, client: str) -> int:
        """Count one attempt; gives the seconds to wait where there were too many, and 0 else."""
        time_now = self.clock()
        keys = ((("name", name), BY_NAME), (("client", client), BY_CLIENT))
        with self._lock:
            wait = max(self._wait(key, most, time_now) for key, most in keys)
            if wait <= 0.0:
                for key, _ in keys:
                    self._failed.setdefault(key, deque()).append(time_now)
                self._forget()
                return 0
        return int(wait) + 1

    def succeed(self, *, name: str, client: str) -> None:
        """Whoever came in has not guessed this name; what failed for others still counts."""
        with self._lock:
            self._failed.pop(("name", name), None)
            tried = self._failed.get(("client", client))
            if tried:
                tried.pop()

    def _wait(self, key: tuple[str, str], most: int, time_now: float) -> float:
        failed = self._failed.get(key)
        while failed and failed[0] <= time_now - WINDOW:
            failed.popleft()
        if failed is None or len(failed) < most:
            return 0.0
        return failed[0] + WINDOW - time_now

    def _forget(self) -> None:
        while len(self._failed) > REMEMBERED:
            del self._failed[next(iter(self._failed))]
