"""Attempts to sign in are counted, so that nobody can guess a password by trying.

A name is counted for each computer alone: whoever knew it could otherwise keep its owner out.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

WINDOW = 900.0
"""Seconds after which an attempt is forgotten."""

BY_NAME, BY_CLIENT = 10, 20
"""Attempts that fail before a computer has to wait, for one name and for all together."""

PAUSE = 60.0
"""Seconds to wait after each further attempt: slow for a guesser, short for whoever mistyped."""

REMEMBERED = 10_000
"""Names and computers that are remembered; the oldest are forgotten first."""

Key = tuple[str | None, str]
"""A name and a computer; None is every name."""


@dataclass(slots=True)
class Attempts:
    """What failed lately, by name and computer."""

    clock: Callable[[], float] = time.monotonic
    _failed: dict[Key, deque[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, *, name: str, client: str) -> int:
        """Count one attempt; gives the seconds to wait where there were too many, and 0 else."""
        time_now = self.clock()
        keys: tuple[tuple[Key, int], ...] = (
            ((name, client), BY_NAME),
            ((None, client), BY_CLIENT),
        )
        with self._lock:
            wait = max(self._wait(key, most, time_now) for key, most in keys)
            if wait <= 0.0:
                for key, _ in keys:
                    self._failed.setdefault(key, deque()).append(time_now)
                self._forget()
                return 0
        return math.ceil(wait)

    def succeed(self, *, name: str, client: str) -> None:
        """Whoever came in has not guessed this name; what failed for others still counts."""
        with self._lock:
            self._failed.pop((name, client), None)
            tried = self._failed.get((None, client))
            if tried:
                tried.pop()

    def _wait(self, key: Key, most: int, time_now: float) -> float:
        failed = self._failed.get(key)
        while failed and failed[0] <= time_now - WINDOW:
            failed.popleft()
        if failed is None or len(failed) < most:
            return 0.0
        return failed[-1] + PAUSE - time_now

    def _forget(self) -> None:
        while len(self._failed) > REMEMBERED:
            del self._failed[next(iter(self._failed))]
