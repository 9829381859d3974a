"""A plan is told in plain words: what to take first, then the gaps, then whatever may help."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from threonate.dose.salt import Salt
from threonate.safety.card import cards
from threonate.safety.day import clock
from threonate.safety.finding import Finding
from threonate.safety.gap import Gap
from threonate.safety.intake import Intake
from threonate.safety.interaction import Severity
from threonate.safety.kept import First, Kept
from threonate.safety.schedule import Move, Outcome, Schedule, Standing
from threonate.safety.titration import Step
from threonate.safety.wording import TOP

PHARMACIST = "Ask your pharmacist before you move any prescribed medicine."
DRAFT = "A draft to take to your doctor or pharmacist, not to start by yourself."
FOLLOWED = "For the clinician who follows it, not to start by yourself."
BESIDE = (
    "Take it with or without food; with food if your stomach is sensitive.",
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
    if schedule.outcome is Outcome.ASKED:
        return f"No plan is made yet. {schedule.reason}"
    first = preface(schedule)
    told = f"{takes(schedule, schedule.intakes)} a day."
    return f"{first} Proposed: {told}" if first else f"The full plan: {told}"


def preface(schedule: Schedule) -> str:
    """For whom a plan is that nobody starts by themselves; nothing where one may."""
    return {Standing.READY: "", Standing.DRAFT: DRAFT, Standing.FOLLOWED: FOLLOWED}[
        schedule.standing
    ]


def not_kept(names: Sequence[str]) -> str:
    """Say to which medicines no gap is kept, because nobody told when they are taken."""
    one = len(names) == 1
    return (
        f"No gap to {' and '.join(names)} is kept, because {'its' if one else 'their'} times on "
        "the clock were not told."
    )


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


def asked_first(schedule: Schedule) -> list[str]:
    """What is to be asked, found out or decided before the plan holds."""
    if schedule.standing is Standing.READY:
        return []
    return [
        *(f"{each.do} {each.what}" for each in _open(schedule)),
        *(
            f"Give the times of {each.drug}: only then does this plan keep its gap. Until then keep"
            f" magnesium {away(each.gap)}."
            for each in schedule.untimed
            if each.is_required
        ),
        *(f"{_proposed(move)} The plan holds only if that is agreed." for move in schedule.moves),
        *_unmoved(schedule),
    ]


def _open(schedule: Schedule) -> list[Finding]:
    """What is to be decided or found out, each thing once."""
    rules = {each.rule for each in schedule.open}
    return [each for each in cards(schedule.verdict) if each.rule in rules]


def _unmoved(schedule: Schedule) -> list[str]:
    """What is left where nobody agrees to a move."""
    if not schedule.moves:
        return []
    if schedule.unmoved is None:
        return ["Where no medicine is moved, this amount does not fit."]
    return [f"Where no medicine is moved, this fits: {takes(schedule, schedule.unmoved.intakes)}."]


def alerts(schedule: Schedule) -> tuple[Finding, ...]:
    """The worst findings that neither a kept gap answers nor the draft has told."""
    told = {each.rule for each in schedule.open} if schedule.is_placed else set()
    if schedule.outcome is Outcome.BLOCKED and schedule.verdict.is_refused:
        told = {schedule.verdict.findings[0].rule}
    left = [
        each
        for each in cards(schedule.verdict)
        if each.gap is None and each.severity > Severity.MINOR and each.rule not in told
    ]
    return tuple(left[:TOP])


def weeks(schedule: Schedule) -> list[tuple[str, str]]:
    """The steps: which weeks, and what is taken in them."""
    found = []
    for step in schedule.steps:
        name = f"From week {step.week}" if step is schedule.steps[-1] else f"Week {step.week}"
        taken = " and ".join(
            f"{count} capsule{'s' * (count > 1)}, "
            + _take(schedule, Intake(count * _capsule(schedule), intake.time))
            for count, intake in zip(step.capsules, schedule.intakes, strict=True)
            if count
        )
        found.append((f"{name}{_dated(schedule, step)}", taken))
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
        move = next((each for each in schedule.moves if each.drug == spacing.drug), None)
        take = f"You said you take {spacing.drug} at {at}." if move is None else _proposed(move)
        lines.append(f"{take} {kept[0].upper()}{kept[1:]}{general}.")
    return lines


def gap(kept: Kept) -> str:
    """One gap as '2.5 h from doxycycline 19:30 to magnesium 22:00, 2 h needed'."""
    drug, magnesium = f"{kept.drug} {clock(kept.drug_time)}", f"magnesium {clock(kept.intake_time)}"
    first, then = (drug, magnesium) if kept.first is First.DRUG else (magnesium, drug)
    return f"{kept.hours:g} h from {first} to {then}, {kept.required:g} h needed"


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


def _proposed(move: Move) -> str:
    """A medicine at another time is proposed, never ordered."""
    own, moved = (", ".join(map(clock, minutes)) for minutes in (move.own, move.moved))
    return f"Proposed, ask your pharmacist first: {move.drug} at {moved} instead of {own}."


def listed(names: Sequence[str]) -> str:
    """Names as 'one, two and three'."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def away(gap: Gap) -> str:
    """A gap as '4 h away from it, before and after'."""
    first, second = gap.drug_to_magnesium, gap.magnesium_to_drug
    if first == second:
        return f"{first:g} h away from it, before and after"
    return f"at least {first:g} h after it and {second:g} h before it"
