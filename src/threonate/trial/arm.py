"""An arm is one of the groups that a trial compares: what they take, and how many they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from threonate.dose import Regimen, Salt
from threonate.dose.amount import Amount, parse_amount
from threonate.engine.record import Floats
from threonate.refusal import Refusal
from threonate.studies.belief import convention

PLACEBO = "placebo"
USUAL_SALT = "l-threonate"
MOST = 100_000

_BY_WEIGHT = re.compile(r"(?P<amount>.*?)\s*/\s*kg", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dose:
    """A day's amount, for everybody or for each kg of body weight."""

    amount: Amount
    by_weight: bool = False

    @staticmethod
    def of(text: str) -> Dose | None:
        """Read '2000 mg', '144 mg magnesium' or '25 mg/kg'; nothing for 'placebo'."""
        if text.strip().casefold() == PLACEBO:
            return None
        found = _BY_WEIGHT.fullmatch(text.strip())
        if found:
            return Dose(parse_amount(found["amount"]), by_weight=True)
        return Dose(parse_amount(text))

    def compound_per_weight(self, weight: Floats, *, salt: Salt) -> Floats:
        """Give mg of the compound for each kg of persons who weigh so many kg, same shape."""
        amount = self.amount
        compound = amount.milligrams / (salt.label_fraction if amount.is_elemental else 1.0)
        return np.full(weight.shape, compound) if self.by_weight else compound / weight


@dataclass(frozen=True, slots=True)
class Arm:
    """``n`` people take ``dose`` of a salt a day, or placebo where there is no dose.

    ``control`` marks the arm that the others are compared with; ``drop_out`` is the share of this
    arm that leaves before the end, None where it is that of the trial.
    """

    name: str
    n: int
    dose: Dose | None
    salt: Salt
    control: bool
    drop_out: float | None = None

    def __post_init__(self) -> None:
        """An arm holds at least two people and has a name that can be printed."""
        if not self.name.strip() or not self.name.isprintable():
            raise Refusal(
                f"An arm is named {self.name!r}; use letters, figures and signs that can be "
                "printed, such as 'threonate'."
            )
        if not 2 <= self.n <= MOST:
            raise Refusal(
                f"The arm '{self.name}' has n = {self.n}; an arm has 2 to {MOST:,} people."
            )

    @property
    def is_pooled(self) -> bool:
        """The pooled trials speak of what this arm takes."""
        return self.dose is not None and self.salt.key == USUAL_SALT

    @property
    def has_threonate(self) -> bool:
        """The arm takes threonate, whose way into a human brain is in question."""
        return self.dose is not None and self.salt.threonate_ions > 0

    def regimen(self, *, weeks: float, weight: float | None = None) -> Regimen:
        """Give the doses of the first ``weeks``; a dose by weight takes that of ``weight`` kg."""
        if self.dose is None:
            return Regimen.none(weeks=weeks)
        size = self.dose.amount.milligrams
        if self.dose.by_weight:
            size *= convention("usual_weight") if weight is None else weight
        elemental = self.dose.amount.is_elemental
        return Regimen.daily(
            self.salt,
            compound=None if elemental else size,
            elemental=size if elemental else None,
            weeks=weeks,
            titrate=False,
        )
