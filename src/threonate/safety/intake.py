"""An intake is one dose of the compound on a day, with its time where that is known."""

from dataclasses import dataclass

from threonate.dose.amount import parse_amount
from threonate.dose.clock import parse_times
from threonate.dose.plan import parse_split
from threonate.dose.regimen import USUAL_SPLIT
from threonate.dose.salt import Salt
from threonate.refusal import Refusal

USUAL = "2000 mg"
"""The dose that is checked where none is said."""


@dataclass(frozen=True, slots=True)
class Intake:
    """One dose of the compound in mg, at a minute of the day, or at no stated time."""

    compound: float
    time: int | None = None


def intakes_of(dose: str | None, *, times: str | None, split: str | None) -> tuple[Intake, ...]:
    """The day's intakes of the compound: one third and two thirds where two times or none are said.

    A dose in magnesium is read at 7.2 %, as labels print it.
    """
    amount = parse_amount(dose or USUAL)
    compound = amount.compound
    if compound is None:
        compound = amount.milligrams / Salt.find("l-threonate").label_fraction
    clock = None if times is None else parse_times(tuple(part.strip() for part in times.split(",")))
    count = 2 if clock is None else len(clock)
    given = [part.strip() for part in split.split(",")] if split is not None else None
    shares = parse_split(given or (USUAL_SPLIT if count == 2 else [1 / count] * count))
    if clock is not None and len(shares) != len(clock):
        raise Refusal(
            f"--split has {len(shares)} shares for {len(clock)} times; write one for each time."
        )
    minutes = [None] * len(shares) if clock is None else [round(60 * hour) for hour in clock]
    return tuple(
        Intake(compound * share, time) for share, time in zip(shares, minutes, strict=True)
    )
