"""The laboratory is what all pages share: what is saved, what is at work, what was computed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from threonate.lab.job import Jobs
from threonate.lab.saving import Saving
from threonate.lab.storage import Storage
from threonate.lab.weight import weight
from threonate.refusal import Refusal

Found = TypeVar("Found")

KEPT = 64 * 1024 * 1024
"""So many bytes of computed answers are kept; an answer follows from its question alone."""


@dataclass(slots=True)
class _Gate:
    """Who asks the same goes through one gate, one after another."""

    lock: Lock = field(default_factory=Lock)
    asking: int = 0


@dataclass(slots=True)
class Laboratory:
    """One running lab, with its file of saved things; ``shared`` labs ask who is there."""

    file: Path
    shared: bool = False
    jobs: Jobs = field(default_factory=Jobs)
    _answers: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _weights: dict[Hashable, int] = field(default_factory=dict)
    _always: set[Hashable] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)
    _gates: dict[Hashable, _Gate] = field(default_factory=dict)
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
        with self._gate(key):
            return self._computed(key, compute)

    def always(self, key: Hashable, compute: Callable[[], Found]) -> Found:
        """Compute an answer once and keep it as long as the lab is open, whatever it weighs."""
        with self._lock:
            self._always.add(key)
            self._weights.pop(key, None)
        return self.once(key, compute)

    @contextmanager
    def _gate(self, key: Hashable) -> Iterator[None]:
        with self._lock:
            gate = self._gates.setdefault(key, _Gate())
            gate.asking += 1
        try:
            with gate.lock:
                yield
        finally:
            with self._lock:
                gate.asking -= 1
                # Whoever still waits at it goes through before anybody else computes.
                if not gate.asking:
                    del self._gates[key]

    def _computed(self, key: Hashable, compute: Callable[[], Found]) -> Found:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]  # type: ignore[no-any-return]
        found = compute()
        heavy = 0 if key in self._always else weight(found)
        with self._lock:
            self._answers[key] = found
            if key not in self._always:
                self._weights[key] = heavy
            self._let_go(newest=key)
        return found

    def _let_go(self, *, newest: Hashable) -> None:
        """Let the longest unasked go until the rest is light enough; the newest stays."""
        for key in [each for each in self._answers if each in self._weights and each != newest]:
            if sum(self._weights.values()) <= KEPT:
                return
            del self._answers[key], self._weights[key]

    def knows(self, key: Hashable) -> bool:
        """The answer for a key has been computed and is kept."""
        with self._lock:
            return key in self._answers
