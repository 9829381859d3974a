"""Several callers, each in a thread of its own, whose questions are answered in one call.

One call about many places is much faster than many calls about few. What a caller is told does not
depend on who else has asked.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition

import numpy as np

from threonate.engine.record import Floats


class Together:
    """Waits until every caller who is still there has asked, and answers all of them."""

    def __init__(self, answer: Callable[[Floats], Floats], *, callers: int) -> None:
        self._answer = answer
        self._present = callers
        self._asked: dict[int, Floats] = {}
        self._told: dict[int, Floats] = {}
        self._failure: BaseException | None = None
        self._turn = Condition()

    def ask(self, caller: int, places: Floats) -> Floats:
        """What the answer is at places (n, numbers), (n,); raises what the answering raised."""
        with self._turn:
            self._asked[caller] = places
            self._answer_all()
            self._turn.wait_for(lambda: caller in self._told or self._failure is not None)
            if self._failure is not None:
                raise self._failure
            return self._told.pop(caller)

    def leave(self) -> None:
        """A caller has no more questions."""
        with self._turn:
            self._present -= 1
            self._answer_all()

    def stop(self, reason: BaseException) -> None:
        """Nobody is answered any more."""
        with self._turn:
            self._failure = self._failure or reason
            self._turn.notify_all()

    def _answer_all(self) -> None:
        if not self._asked or len(self._asked) < self._present:
            return
        callers = sorted(self._asked)
        parts = [self._asked.pop(caller) for caller in callers]
        try:
            found = self._answer(np.concatenate(parts))
        # Whoever asked must hear of it, in their own threads.
        except BaseException as error:  # noqa: BLE001
            self._failure = error
        else:
            ends = np.cumsum([len(part) for part in parts])[:-1]
            self._told |= dict(zip(callers, np.split(found, ends), strict=True))
        self._turn.notify_all()
