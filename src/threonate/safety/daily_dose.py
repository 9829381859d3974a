"""A daily dose follows from the goal and the weight, in whole capsules and under every ceiling."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from threonate.dose.amount import positive
from threonate.refusal import Refusal, nearest
from threonate.safety.dose_rule import (
    LARGEST,
    LIGHT,
    LIGHT_DOSE,
    LIGHT_MOST,
    ROUNDING,
    kidney_cap,
)
from threonate.safety.facts import Facts
from threonate.safety.intake import Intake
from threonate.safety.kidney_rule import filtration
from threonate.safety.load_rule import EVERYWHERE, load_of, rule

SLEEP_DOSE = 1000.0
"""The trial in people who slept badly gave so many mg of compound a day."""
MIDDLE_DOSE, FULL_DOSE = 1500.0, 2000.0
"""The trial in people with complaints of memory gave so many mg below 70 kg, and from there on."""
FULL_WEIGHT = 70.0
FIRST_STEP, FIRST_MOST = 667.0, 1000.0
"""The first week, and each step, brings so many mg; the first week never more than the second."""


class Goal(Enum):
    """What it is taken for."""

    SLEEP = "sleep"
    COGNITION = "cognition"

    @staticmethod
    def of(text: object) -> "Goal":
        """A goal is found by its name; an unknown one raises `Refusal`."""
        if isinstance(text, Goal):
            return text
        found = _WORDS.get(str(text).strip().casefold())
        if found is None:
            advice = nearest(str(text), _WORDS)
            raise Refusal(f"'{text}' is not a goal that was studied; use sleep or memory.{advice}")
        return found


_WORDS = {
    "sleep": Goal.SLEEP,
    "cognition": Goal.COGNITION,
    "memory": Goal.COGNITION,
    "thinking": Goal.COGNITION,
}


_TRIED = {Goal.SLEEP: "sleep", Goal.COGNITION: "memory"}
"""What a goal is called in a sentence."""


@dataclass(frozen=True, slots=True)
class DailyDose:
    """So many capsules of ``capsule`` mg of compound a day, with the reasons in order.

    ``wanted`` is the amount before capsules are counted.
    """

    wanted: float
    capsule: float
    capsules: int
    reasons: tuple[str, ...]

    @property
    def compound(self) -> float:
        """The day's compound in mg, as the capsules are labelled."""
        return self.capsules * self.capsule

    @property
    def largest(self) -> int:
        """So many capsules at most in one intake."""
        return whole(LARGEST, self.capsule)

    def portions(self, goal: Goal) -> tuple[int, ...]:
        """Capsules at each intake, the evening one last: about a third and two thirds.

        Where sleep is the goal and one intake holds it all, it is taken in the evening.
        """
        if self.capsules == 1 or (goal is Goal.SLEEP and self.capsules <= self.largest):
            return (self.capsules,)
        evening = min(self.largest, -(-2 * self.capsules // 3))
        if evening == self.capsules:
            evening -= 1
        return (self.capsules - evening, evening)


def daily_dose(facts: Facts, *, goal: Goal, capsule: float, dose: float | None = None) -> DailyDose:
    """The dose of a day for a goal, or what ``dose`` asks for, under every ceiling, in mg.

    A capsule too large to start with, and a dose above the ceiling, raise `Refusal`.
    """
    _check_capsule(capsule)
    wanted, reason = _wanted(facts, goal) if dose is None else (_asked(dose, facts), "As asked.")
    reasons = [reason]
    for cap, why in _caps(facts, asked=dose is not None):
        if wanted > cap:
            wanted, reasons = cap, [*reasons, why]
    count = min(whole(wanted, capsule), 2 * whole(LARGEST, capsule))
    if count and count * capsule < wanted / ROUNDING:
        reasons.append(f"Rounded down to whole capsules of {capsule:,g} mg.")
    if count > 1 and whole(FIRST_STEP, capsule) == 0:
        count = 1
        reasons.append(
            f"A second capsule of {capsule:,g} mg would be a larger step than {FIRST_STEP:,.0f} mg."
        )
    room = _room(facts, count, capsule)
    if room < count:
        count = room
        reasons.append("Other magnesium leaves room for no more under the limit for supplements.")
    least = SLEEP_DOSE if goal is Goal.SLEEP else MIDDLE_DOSE
    if 0 < count * capsule < least / ROUNDING:
        reasons.append(
            f"That is less than any trial for {_TRIED[goal]} gave, which was {least:,.0f} mg or"
            " more, so no trial says what it does."
        )
    return DailyDose(wanted, capsule, count, tuple(reasons))


def whole(amount: float, capsule: float) -> int:
    """So many capsules are no more than an amount; labels round, so 3 of 667 mg are 2,000 mg."""
    return int(amount * ROUNDING // capsule)


def _check_capsule(capsule: float) -> None:
    if positive(capsule, "The compound in one capsule") > FIRST_MOST * ROUNDING:
        raise Refusal(
            f"One capsule with {capsule:,g} mg of compound is more than the {FIRST_MOST:,.0f} mg of"
            " a first week; give the amount in one capsule or scoop, not in a day."
        )


def _wanted(facts: Facts, goal: Goal) -> tuple[float, str]:
    """The dose of the trial for this goal and weight, and why."""
    if goal is Goal.SLEEP:
        return SLEEP_DOSE, f"{SLEEP_DOSE:,.0f} mg a day is what the sleep trial gave."
    if facts.weight is None:
        return MIDDLE_DOSE, f"{MIDDLE_DOSE:,.0f} mg a day, the lower band: weight is not known."
    if facts.weight < FULL_WEIGHT:
        return (
            MIDDLE_DOSE,
            f"{MIDDLE_DOSE:,.0f} mg a day is what the memory trial gave below 70 kg.",
        )
    more = " Nobody heavier than 100 kg was studied, so it is no more." * (facts.weight > 100)
    return FULL_DOSE, f"{FULL_DOSE:,.0f} mg a day is what the memory trial gave from 70 kg.{more}"


def _asked(dose: float, facts: Facts) -> float:
    """A dose that somebody asks for stays below the ceiling, or is refused."""
    kind = "MGT_CEILING_ABSOLUTE" if facts.by_clinician else "MGT_CEILING_DEFAULT"
    ceiling = rule(kind, EVERYWHERE).value or 0.0
    if positive(dose, "The dose of a day") > ceiling * ROUNDING:
        who = "" if facts.by_clinician else " without a clinician who knows of it"
        raise Refusal(
            f"{dose:,.0f} mg of compound a day is above the ceiling of {ceiling:,.0f} mg{who};"
            " ask for less, or leave the dose out."
        )
    return dose


def _caps(facts: Facts, *, asked: bool) -> Iterator[tuple[float, str]]:
    """Ceilings in mg a day with their reasons: of the weight and of the kidney.

    A clinician who asks for a dose may go up to the higher cap of the kidney.
    """
    if facts.weight is not None and facts.weight < LIGHT:
        most = min(LIGHT_DOSE * facts.weight, LIGHT_MOST)
        yield (
            most,
            f"At most {most:,.0f} mg a day below {LIGHT:.0f} kg: {LIGHT_DOSE:.0f} mg for each kg.",
        )
    cap = kidney_cap(facts if asked else replace(facts, by_clinician=False))
    if cap is not None and facts.egfr is not None:
        yield cap, f"At most {cap:,.0f} mg a day: eGFR {filtration(facts.egfr)}."


def _room(facts: Facts, count: int, capsule: float) -> int:
    """So many of the capsules fit under the limit for magnesium from supplements."""
    while count and not facts.by_clinician:
        load = load_of(replace(facts, intakes=(Intake(count * capsule),), elemental=None))
        if load.total <= load.limit:
            break
        count -= 1
    return count
