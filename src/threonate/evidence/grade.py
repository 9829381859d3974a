"""How certain a statement is, on one scale; never how large an effect is."""

from collections.abc import Iterable
from enum import Enum


class Grade(Enum):
    """Certainty, from a human finding repeated independently down to an assumption."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def meaning(self) -> str:
        """Say what the letter stands for."""
        return _MEANING[self]

    @property
    def doubt(self) -> float:
        """The coefficient of variation that ignorance gets where a parameter states none."""
        return _DOUBT[self]


_MEANING = {
    Grade.A: "human, repeated independently",
    Grade.B: "human, once",
    Grade.C: "human, observational",
    Grade.D: "animal, in vivo",
    Grade.E: "in vitro or a published model",
    Grade.F: "assumed",
}

# A convention, not a measurement: it keeps weak numbers visibly weak. Recorded in docs/decisions.
_DOUBT = {
    Grade.A: 0.05,
    Grade.B: 0.10,
    Grade.C: 0.15,
    Grade.D: 0.25,
    Grade.E: 0.35,
    Grade.F: 0.50,
}


def weakest(grades: Iterable[Grade]) -> Grade:
    """A chain is as certain as its weakest needed link."""
    return max(grades, key=lambda grade: grade.value)
