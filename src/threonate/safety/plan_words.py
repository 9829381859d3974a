"""A plan is told in plain words: what to take first, then the gaps, then whatever may help."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from threonate.dose.salt import Salt
from threonate.safety.conflict import Windows
from threonate.safety.daily_dose import Goal
from threonate.safety.day import clock
from threonate.safety.finding import Finding
from threonate.safety.gap import Gap
from threonate.safety.intake import Intake
from threonate.safety.interaction import Severity, load_interactions
from threonate.safety.kept import First, Kept
from threonate.safety.offer import Offer, OfferKind
from threonate.safety.placing import EVENING
from threonate.safety.schedule import Outcome, Schedule
from threonate.safety.titration import Step
from threonate.safety.verdict import ABSENCE
from threonate.safety.wording import TOP

PHARMACIST = "Ask your pharmacist before you move any prescribed medicine."
DRAFT = "A draft to take to your doctor or pharmacist, not to start by yourself."
BESIDE = (
    "Take it with food if your stomach is sensitive, otherwise as you like.",
    "If a dose is missed, skip it; never take a double one.",
    "At loose stools or drowsiness go back one step and stay there.",
    "Look back after 4 and after 12 weeks, and stop if nothing has changed; beyond 12 to 13 weeks"
    " there are no controlled data.",
    "It does not treat a low magnesium level: the dose is too small for that.",
)


def headline(schedule: Schedule) -> str:
    """What comes first: the intakes of a full day, or why there are none."""
    if schedule.outcome is Outcome.BLOCKED:
        return f"No plan is made. {schedule.reason}"
    if schedule.outcome is Outcome.CONFLICT:
        return f"No plan fits. {schedule.reason}"
    first = f"{DRAFT} " if schedule.is_draft else ""
    return f"{first}The full plan: {takes(schedule, schedule.intakes)} a day."


def takes(schedule: Schedule, intakes: Iterable[Intake]) -> str:
    """Intakes as '667 mg (about 48 mg magnesium) at 12:00 with lunch and ...'."""
    return " and ".join(_take(schedule, intake) for intake in intakes)


def amount(compound: float) -> str:
    """An amount of compound with the magnesium in it, both in mg."""
    magnesium = compound * Salt.find("l-threonate").label_fraction
    return f"{compound:,.0f} mg (about {magnesium:.0f} mg magnesium)"


def why(schedule: Schedule) -> str:
    """Where the dose comes from."""
    if schedule.dose is None or not schedule.dose.capsules:
        return ""
    dose = schedule.dose
    return (
        f"{dose.capsules} capsule{'s' * (dose.capsules > 1)} of {dose.capsule:,g} mg magnesium"
        f" L-threonate a day = {amount(dose.compound)}. {' '.join(dose.reasons)}"
    )


def asked_first(schedule: Schedule) -> tuple[Finding, ...]:
    """What makes the plan a draft."""
    if not schedule.is_draft:
        return ()
    worst = schedule.verdict.action
    return tuple(each for each in schedule.verdict.findings if each.action is worst)


def alerts(schedule: Schedule) -> tuple[Finding, ...]:
    """The worst findings that neither a kept gap answers nor the draft has told."""
    told = asked_first(schedule)
    if schedule.outcome is Outcome.BLOCKED:
        told = schedule.verdict.findings[: schedule.verdict.is_refused]
    left = [
        each
        for each in schedule.verdict.findings
        if each.gap is None and each.severity > Severity.MINOR and each not in told
    ]
    return tuple(left[:TOP])


def weeks(schedule: Schedule) -> list[tuple[str, str]]:
    """The steps: which weeks, and what is taken in them."""
    found = []
    for step in schedule.steps:
        name = f"From week {step.week}" if step is schedule.steps[-1] else f"Week {step.week}"
        intakes = [
            Intake(count * _capsule(schedule), intake.time)
            for count, intake in zip(step.capsules, schedule.intakes, strict=True)
            if count
        ]
        found.append((f"{name}{_dated(schedule, step)}", takes(schedule, intakes)))
    return found


def medicines(schedule: Schedule) -> list[str]:
    """For each medicine with times, when to take it and the tightest gap in both directions."""
    lines = []
    for spacing in schedule.spacings:
        if not spacing.times:
            continue
        at = ", ".join(map(clock, spacing.times))
        tight = _tightest(kept for kept in schedule.kept if kept.drug == spacing.drug)
        kept = "; ".join(map(gap, tight)) or "no gap is needed"
        general = "" if spacing.is_known else " (general precaution, no specific interaction known)"
        lines.append(f"Take {spacing.drug} at {at}. {kept[0].upper()}{kept[1:]}{general}.")
    return lines


def gap(kept: Kept) -> str:
    """One gap as '2.5 h from doxycycline 19:30 to magnesium 22:00, 2 h needed'."""
    drug, magnesium = f"{kept.drug} {clock(kept.drug_time)}", f"magnesium {clock(kept.intake_time)}"
    first, then = (drug, magnesium) if kept.first is First.DRUG else (magnesium, drug)
    return f"{kept.hours:g} h from {first} to {then}, {kept.required:g} h needed"


def notes(schedule: Schedule) -> list[str]:
    """What else must be known of this plan."""
    return [*_notes(schedule), *(BESIDE if schedule.is_placed else ())]


def conflict_lines(schedule: Schedule) -> list[str]:
    """Each smallest set of medicines in each other's way, and what one alone closes."""
    lines = []
    for conflict in schedule.conflicts:
        together = "leaves" if len(conflict.drugs) == 1 else "together leave"
        lines.append(f"{' and '.join(conflict.drugs)} {together} no room for magnesium.")
        for member in conflict.members:
            room = stretches(member.windows)
            enough = "" if member.fits or not member.windows else ", not enough for this plan"
            lines.append(f"Without {member.drug} there would be room at: {room}{enough}.")
    return lines


def offer_lines(schedule: Schedule) -> list[str]:
    """What may help, in order."""
    return [offer(schedule, each) for each in schedule.offers]


def offer(schedule: Schedule, found: Offer) -> str:
    """One way out in words."""
    drugs, intakes = " and ".join(found.drugs), takes(schedule, found.intakes)
    return {
        OfferKind.SINGLE: f"A single daily dose keeps every gap: {intakes}.",
        OfferKind.PAUSE: f"If {drugs} is a short course, take no magnesium until it is over; then"
        f" this fits: {intakes}.",
        OfferKind.OTHER_DAY: f"On the day of the week with {drugs} take no magnesium; on the other"
        f" days this fits: {intakes}.",
        OfferKind.STOP: "Take no magnesium, and ask your pharmacist or doctor. No prescribed"
        " medicine is stopped or moved for magnesium.",
    }[found.kind]


def stretches(windows: Windows) -> str:
    """Windows as '10:30 to 12:00, 22:00 to 22:30'."""
    return ", ".join(f"{clock(first)} to {clock(last)}" for first, last in windows) or "no time"


def _take(schedule: Schedule, intake: Intake) -> str:
    time = intake.time or 0
    meal = schedule.day.meal_at(time)
    return f"{amount(intake.compound)} at {clock(time)}{f' with {meal}' if meal else ''}"


def _capsule(schedule: Schedule) -> float:
    return 0.0 if schedule.dose is None else schedule.dose.capsule


def _dated(schedule: Schedule, step: Step) -> str:
    day = schedule.date_of(step.day)
    return "" if day is None else f" ({day.isoformat()})"


def _tightest(kept: Iterable[Kept]) -> list[Kept]:
    """In each direction the gap with the least to spare."""
    ordered = sorted(kept, key=lambda each: each.first.value)
    groups = groupby(ordered, key=lambda each: each.first)
    return [
        min(group, key=lambda each: each.hours - each.required)
        for group in (list(found) for _, found in groups)
        if any(each.required for each in group)
    ]


def _notes(schedule: Schedule) -> Iterator[str]:
    for move in schedule.moves:
        yield (
            f"{move.drug} was moved from {', '.join(map(clock, move.own))} to"
            f" {', '.join(map(clock, move.moved))}: ask your pharmacist first."
        )
    short = [each for each in schedule.kept if each.is_short and each.is_kept]
    for kept in short:
        yield f"Longer is better: {gap(kept)}, but some sources ask {kept.wanted:g} h."
    if schedule.is_placed and not _is_in_the_evening(schedule):
        yield (
            "The last intake is not in the evening, because a gap, or a longer one that some"
            " sources ask, would not be kept there, or to share a moment with another medicine."
        )
    if schedule.gentler is not None:
        intakes = takes(schedule, schedule.gentler.intakes)
        yield f"One intake a day would keep those longer gaps too: {intakes}."
    for untimed in schedule.untimed:
        yield f"{untimed.drug} has no times: keep magnesium {_apart(untimed.gap)}, or give times."
    unknown = [each.drug for each in schedule.spacings if not each.is_known]
    if unknown:
        absence = ABSENCE.format(rows=len(load_interactions()))
        yield f"{', '.join(unknown)}: 2 h are kept as a general precaution. {absence}"
    if schedule.is_placed and schedule.goal is Goal.SLEEP:
        yield "The evening intake is meant for 60 to 120 minutes before sleep."


def _is_in_the_evening(schedule: Schedule) -> bool:
    latest, earliest = EVENING
    return latest <= schedule.day.to_sleep(schedule.intakes[-1].time or 0) <= earliest


def _apart(gap: Gap) -> str:
    first, second = gap.drug_to_magnesium, gap.magnesium_to_drug
    if first == second:
        return f"{first:g} h away from it, before and after"
    return f"at least {first:g} h after it and {second:g} h before it"
