"""Titration starts a person low, so that the gut can get used to the dose."""

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from threonate.refusal import Refusal


class Portion(Enum):
    """Which of the day's portions are taken while the dose is being raised."""

    ALL = "all"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Step:
    """From `day` on (the first is 1) a person takes this `share` of the full daily amount."""

    day: int
    share: float
    portion: Portion = Portion.ALL

    def __post_init__(self) -> None:
        """A step is a day of the plan and a share of the dose above zero and at most 1."""
        if self.day < 1:
            raise Refusal(f"A titration step begins on day {self.day}; days count from 1.")
        if not 0 < self.share <= 1:
            raise Refusal(
                f"A titration step takes {self.share:g} of the daily amount; it must be above 0"
                " and at most 1, such as 0.5."
            )


FULL = Step(day=1, share=1.0)
"""The whole amount, in all its portions."""


@dataclass(frozen=True, slots=True)
class Titration:
    """Steps in order of their days; before the first step the full amount is taken."""

    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        """Steps come in order of their days, each day once."""
        days = [step.day for step in self.steps]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise Refusal(
                f"The titration steps begin on days {days}; list each day once, in order."
            )

    def on(self, day: int) -> Step:
        """The step in force on a day, counted from 1."""
        return next((step for step in reversed(self.steps) if step.day <= day), FULL)


NO_TITRATION = Titration()
"""The full amount from the first day."""

# No trial has compared ways to start; half in the evening keeps the first week at 1,000 mg of the
# usual 2,000 mg, at the hour at which drowsiness does no harm.
FIRST_WEEK = Titration(
    (Step(day=1, share=0.5, portion=Portion.LAST), Step(day=8, share=1.0, portion=Portion.ALL))
)
"""Half the daily amount, all of it in the evening, in week one; then the full amount."""
