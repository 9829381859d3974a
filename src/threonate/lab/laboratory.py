"""The laboratory is what all pages share: what is saved, what is at work, what was computed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from threonate.lab.job import Jobs
from threonate.lab.saving import Saving
from threonate.lab.storage import Storage
from threonate.refusal import Refusal

Found = TypeVar("Found")

KEPT = 64
"""So many computed answers are kept; an answer follows from its question alone."""


@dataclass(slots=True)
class Laboratory:
    """One running lab, with its file of saved things; ``shared`` labs ask who is there."""

    file: Path
    shared: bool = False
    jobs: Jobs = field(default_factory=Jobs)
    _answers: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _gates: dict[Hashable, Lock] = field(default_factory=dict)
    storage: Storage = field(init=False)

    def __post_init__(self) -> None:
        """The file is opened when it is first needed."""
        self.storage = Storage(self.file)

    def saving(self, owner: str = "") -> Saving:
        """What one owner has saved; a shared lab has nothing for somebody without a name."""
        if self.shared and not owner:
            raise Refusal("This lab is shared; sign in first.")
        return Saving(self.storage, owner)

    def once(self, key: Hashable, compute: Callable[[], Found]) -> Found:
        """Compute an answer, or give the one that was computed for the same key.

        Whoever asks while it is being computed waits for it, and does not compute it again.
        """
        with self._lock:
            gate = self._gates.setdefault(key, Lock())
        with gate:
            try:
                return self._computed(key, compute)
            finally:
                with self._lock:
                    self._gates.pop(key, None)

    def _computed(self, key: Hashable, compute: Callable[[], Found]) -> Found:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]  # type: ignore[no-any-return]
        found = compute()
        with self._lock:
            self._answers[key] = found
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        return found

    def knows(self, key: Hashable) -> bool:
        """The answer for a key has been computed and is kept."""
        with self._lock:
            return key in self._answers
