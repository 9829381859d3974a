"""What is in the way of a plan and what may help, in plain words; no drug is to be left out."""

from collections.abc import Iterator

from threonate.safety.conflict import Windows, without
from threonate.safety.day import clock
from threonate.safety.offer import Offer, OfferKind, is_short_course
from threonate.safety.plan_words import listed, not_kept, takes
from threonate.safety.schedule import Outcome, Schedule
from threonate.safety.wording import TOP


def conflict_lines(schedule: Schedule) -> list[str]:
    """Smallest sets of medicines that leave no room, what one alone closes, what does not help."""
    shown, more = schedule.conflicts[:TOP], len(schedule.conflicts[TOP:])
    lines = []
    for conflict in shown:
        together = "leaves" if len(conflict.drugs) == 1 else "together leave"
        lines.append(f"{listed(conflict.drugs)} {together} no room for this plan.")
    if more:
        lines.append(f"So do {more} more set{'s' * (more > 1)} of these medicines.")
    lines += dict.fromkeys(
        f"{member.drug} alone closes {stretches(closed)}"
        f"{'; were that open, this plan would fit' * member.fits}."
        for conflict in shown
        for member in conflict.members
        if (closed := without(member.windows, schedule.windows))
    )
    return lines + list(_no_help(schedule))


def offer_lines(schedule: Schedule) -> list[str]:
    """What may help, in order."""
    return [offer(schedule, each) for each in schedule.offers]


def offer(schedule: Schedule, found: Offer) -> str:
    """One way out in words."""
    drugs, intakes = listed(found.drugs), takes(schedule, found.intakes)
    course = "is a short course" if len(found.drugs) == 1 else "are short courses"
    days = "day" if len(found.drugs) == 1 else "days"
    return {
        OfferKind.SINGLE: f"A single daily dose keeps every gap: {intakes}.",
        OfferKind.PAUSE: f"If {drugs} {course}, take no magnesium until"
        f" {'it is' if len(found.drugs) == 1 else 'they are'} over; then this fits: {intakes}.",
        OfferKind.OTHER_DAY: f"On the {days} of the week with {drugs} take no magnesium; on the"
        f" other days this fits: {intakes}.",
        OfferKind.UNMOVED: f"Where no medicine is moved, this fits: {intakes}.",
        OfferKind.STOP: "Take no magnesium, and ask your pharmacist or doctor. No prescribed"
        " medicine is stopped or moved for magnesium.",
    }[found.kind]


def stretches(windows: Windows) -> str:
    """Windows as '10:30 to 12:00, 14:00, 22:00 to 22:30'."""
    return (
        ", ".join(
            clock(first) if first == last else f"{clock(first)} to {clock(last)}"
            for first, last in windows
        )
        or "no time"
    )


def kept_at(schedule: Schedule) -> str:
    """When magnesium keeps its gaps, and to which medicines none could be kept."""
    told = f"Magnesium keeps every gap at: {stretches(schedule.windows)}."
    names = [each.drug for each in schedule.untimed if each.is_required]
    if not names:
        return told
    return f"{told.replace('every gap', 'the gaps to medicines with times')} {not_kept(names)}"


def _no_help(schedule: Schedule) -> Iterator[str]:
    """What would be looked for first, and does not help."""
    if schedule.outcome is not Outcome.CONFLICT or schedule.dose is None:
        return
    kinds = {each.kind for each in schedule.offers}
    if OfferKind.SINGLE not in kinds and schedule.dose.capsules > 1:
        yield "A single daily dose does not fit either."
    short = [each.drug for each in schedule.spacings if is_short_course(each)]
    if short and OfferKind.PAUSE not in kinds:
        are = "is" if len(short) == 1 else "are"
        yield f"This plan does not fit either once {listed(short)} {are} over."
