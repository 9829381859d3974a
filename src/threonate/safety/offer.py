"""Where nothing fits, what may help is offered in a fixed order; a gap is never shortened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from threonate.safety.conflict import Conflict
from threonate.safety.daily_dose import DailyDose
from threonate.safety.day import Day
from threonate.safety.gap import DAY, Gap
from threonate.safety.intake import Intake
from threonate.safety.placing import Request, place
from threonate.safety.spacing import NO_GAP, Spacing

SHORT_COURSES = frozenset({"fluoroquinolone", "tetracycline", "other antiinfective"})
"""Classes of medicine that are mostly taken for some days or weeks."""


class OfferKind(Enum):
    """What may be done, in the order in which it is offered."""

    SINGLE = "single daily dose"
    PAUSE = "pause magnesium for a short course"
    OTHER_DAY = "leave magnesium out on one day of the week"
    STOP = "no magnesium"
    UNMOVED = "move no medicine"
    """Offered beside a plan that moves some, whether the others are or not."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One way out: what it asks of which medicines, and the intakes that then fit."""

    kind: OfferKind
    drugs: tuple[str, ...] = ()
    intakes: tuple[Intake, ...] = ()


def offers(
    spacings: Sequence[Spacing],
    day: Day,
    request: Request,
    *,
    dose: DailyDose,
    conflicts: Sequence[Conflict],
    weekly: Sequence[str] = (),
) -> tuple[Offer, ...]:
    """What may be done where nothing fits, the mildest first; the last always works."""
    drugs = dict.fromkeys(drug for conflict in conflicts for drug in conflict.drugs)
    smallest = request.portions == (dose.capsule,)
    once = None if smallest else single(spacings, day, request, dose=dose)
    found = [once]
    short = [each for each in spacings if is_short_course(each)]
    named = [each for each in short if each.drug in drugs]
    found.append(_pause(named, short, spacings, day, request, dose=None if once else dose))
    rare = [each for each in spacings if each.drug in drugs and each.drug in weekly]
    found.append(_other_day(rare, spacings, day, request))
    return (*(each for each in found if each is not None), Offer(OfferKind.STOP, tuple(drugs)))


def is_short_course(spacing: Spacing) -> bool:
    """It needs a gap and is mostly taken for some days or weeks."""
    return spacing.large_gap != NO_GAP and bool(spacing.families & SHORT_COURSES)


def single(
    spacings: Sequence[Spacing], day: Day, request: Request, *, dose: DailyDose
) -> Offer | None:
    """One intake a day of as many capsules as fit, where there is room for one."""
    for count in range(min(dose.capsules, dose.largest), 0, -1):
        compound = count * dose.capsule
        found = place(spacings, day, replace(request, portions=(compound,), yesterday=()))
        if found is not None:
            return Offer(OfferKind.SINGLE, intakes=(Intake(compound, found.intakes[0]),))
    return None


def _pause(
    named: Sequence[Spacing],
    short: Sequence[Spacing],
    spacings: Sequence[Spacing],
    day: Day,
    request: Request,
    *,
    dose: DailyDose | None,
) -> Offer | None:
    """Magnesium waits until as few short courses as will do are over.

    ``named`` are those that are in a conflict, ``short`` all; with ``dose`` a single intake after
    them is enough.
    """
    sets = dict.fromkeys((*((each,) for each in named), tuple(named), tuple(short)))
    for left_out in filter(None, sets):
        found = _placed_without(left_out, spacings, day, request)
        if found:
            return Offer(OfferKind.PAUSE, tuple(each.drug for each in left_out), found)
    if dose is None:
        return None
    for left_out in filter(None, sets):
        rest = [each for each in spacings if each not in left_out]
        once = single(rest, day, request, dose=dose)
        if once is not None:
            return replace(once, kind=OfferKind.PAUSE, drugs=tuple(e.drug for e in left_out))
    return None


def _other_day(
    rare: Sequence[Spacing], spacings: Sequence[Spacing], day: Day, request: Request
) -> Offer | None:
    """No magnesium on the day of a weekly medicine, where the days around it keep their gaps."""
    found = _placed_without(rare, spacings, day, request)
    minutes = [intake.time for intake in found if intake.time is not None]
    if not found or any(_reaches(each, minutes, day, request) for each in rare):
        return None
    return Offer(OfferKind.OTHER_DAY, tuple(each.drug for each in rare), found)


def _placed_without(
    left_out: Sequence[Spacing], spacings: Sequence[Spacing], day: Day, request: Request
) -> tuple[Intake, ...]:
    rest = [each for each in spacings if each not in left_out]
    found = place(rest, day, request) if left_out else None
    if found is None:
        return ()
    return tuple(map(Intake, request.portions, found.intakes))


def _reaches(rare: Spacing, minutes: Sequence[int], day: Day, request: Request) -> bool:
    """A gap of the weekly medicine reaches into the intakes of the day before or after."""
    return any(
        _is_near(day.since_waking(minute), day.since_waking(time), rare.required(compound))
        for minute, compound in zip(minutes, request.portions, strict=True)
        for time in rare.times
    )


def _is_near(intake: int, dose: int, gap: Gap) -> bool:
    before, after = dose + DAY - intake, intake + DAY - dose
    return before < 60 * gap.magnesium_to_drug or after < 60 * gap.drug_to_magnesium
