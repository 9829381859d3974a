"""A design says what is asked of a cohort: arms, quantities, how many persons, and the seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from threonate.course import UNTREATED
from threonate.dose.regimen import Regimen
from threonate.dose.regimen_document import regimen_document
from threonate.engine.device import Device
from threonate.quantity import find_quantity
from threonate.refusal import Refusal
from threonate.simulation import CHUNK


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What is done with ``count`` persons, who are followed ``chunk`` at a time on a ``device``.

    ``plans`` are regimens of one length by the name of their arm; the same persons without any are
    always followed too. ``quantities`` are keys of `threonate.quantity.QUANTITIES`. What makes no
    sense raises `Refusal`.
    """

    plans: Mapping[str, Regimen]
    quantities: tuple[str, ...] = ("serum", "csf")
    count: int
    chunk: int = CHUNK
    seed: int = 1
    spread: bool = True
    doubt: bool = True
    device: Device = Device.CPU

    def __post_init__(self) -> None:
        """A design has persons, arms and something to look at."""
        if self.count < 1 or self.chunk < 1:
            raise Refusal(
                f"{self.count} persons in chunks of {self.chunk} were asked for; use 1 or more."
            )
        self._check_arms()
        if not self.quantities:
            raise Refusal("No quantity is asked for; name at least one, such as csf.")
        for key in self.quantities:
            find_quantity(key)
            if self.quantities.count(key) > 1:
                raise Refusal(f"The quantity '{key}' is asked for twice; name it once.")

    @property
    def arms(self) -> tuple[str, ...]:
        """The names of the arms, the untreated one first."""
        return (UNTREATED, *self.plans)

    @property
    def chunks(self) -> int:
        """The number of chunks."""
        return -(-self.count // self.chunk)

    def persons(self, number: int) -> range:
        """The ids of one chunk."""
        begin = number * self.chunk
        return range(begin, min(begin + self.chunk, self.count))

    def document(self) -> dict[str, Any]:
        """The design as plain values."""
        return {
            "count": self.count,
            "chunk": self.chunk,
            "seed": self.seed,
            "spread": self.spread,
            "doubt": self.doubt,
            # A GPU gives other last digits than a processor.
            "device": self.device.value,
            "quantities": list(self.quantities),
            "arms": {name: regimen_document(plan) for name, plan in self.plans.items()},
        }

    def _check_arms(self) -> None:
        if not self.plans:
            raise Refusal("No arm is asked for; give at least one regimen to compare with nothing.")
        lengths = {name: plan.days for name, plan in self.plans.items()}
        if len(set(lengths.values())) > 1:
            raise Refusal(f"Arms must have one length; they have {', '.join(_told(lengths))}.")
        if UNTREATED in self.plans:
            raise Refusal(
                f"'{UNTREATED}' is the arm of the same persons with food alone and is always "
                "followed; give the regimen another name."
            )


def _told(lengths: Mapping[str, float]) -> Iterator[str]:
    return (f"{days:g} days ({name})" for name, days in lengths.items())
