"""What every recall engine is asked: store patterns in one person's CA3, then complete 60 cues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """A network of a person, its rule of firing and the cues; the same for every engine."""

    cells: int = 4_000
    connection: float = 0.25
    sparseness: float = 0.02
    patterns: int = 300
    potentiated: float = 1.0
    items: int = 60
    valid: float = 0.5
    spurious: float = 0.001
    threshold: float = 4.1
    inhibition: float = 0.08
    noise: float = 0.5
    cycles: int = 8

    def store(self, person: int) -> Any:
        """Build the explicit network of one person."""
        from threonate.hippocampus.network import Network

        return Network.store(
            cells=self.cells,
            connection=self.connection,
            sparseness=self.sparseness,
            patterns=self.patterns,
            potentiated=self.potentiated,
            seed=person,
        )

    @property
    def cue(self) -> dict[str, float]:
        """The shares that fire at first."""
        return {"valid": self.valid, "spurious": self.spurious}

    @property
    def rule(self) -> dict[str, float]:
        """When a cell fires."""
        return {
            "threshold": self.threshold,
            "inhibition": self.inhibition,
            "noise": self.noise,
            "cycles": self.cycles,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine recalled, (persons, items) each, and how long each person took, in seconds.

    The first person pays for compiling and is not counted.
    """

    valid: Any
    spurious: Any
    correlation: Any
    seconds: Any
    version: str = ""
