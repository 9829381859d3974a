"""What else must be known of a plan, in plain words."""

from collections.abc import Iterator

from threonate.safety.company import ALONE, BONE
from threonate.safety.daily_dose import Goal
from threonate.safety.gap import DAY
from threonate.safety.interaction import load_interactions
from threonate.safety.offer import is_short_course
from threonate.safety.placing import EVENING, SLEEPY_EVENING
from threonate.safety.plan_words import BESIDE, away, gap, listed, takes
from threonate.safety.schedule import Schedule
from threonate.safety.verdict import ABSENCE

SLEEP_CLAIM = "26"
"""The claim that sleep gets better, by its number."""


def notes(schedule: Schedule) -> list[str]:
    """What else must be known of this plan."""
    return [
        *_beside_others(schedule),
        *_longer(schedule),
        *_evening(schedule),
        *_sleep(schedule),
        *_unclear(schedule),
        *(BESIDE if schedule.is_placed else ()),
    ]


def _beside_others(schedule: Schedule) -> Iterator[str]:
    """Who goes first, and what is simplest beside a short course."""
    yield from _alone_first(schedule)
    if schedule.is_placed:
        for course in filter(is_short_course, schedule.spacings):
            yield (
                f"If {course.drug} is a short course, the safest is to take no magnesium until it"
                " is over."
            )


def _longer(schedule: Schedule) -> Iterator[str]:
    """Gaps that some sources ask longer."""
    for kept in schedule.kept:
        if kept.is_short and kept.is_kept:
            yield f"Longer is better: {gap(kept)}, but some sources ask {kept.wanted:g} h."
    if schedule.gentler is not None:
        intakes = takes(schedule, schedule.gentler.intakes)
        yield f"One intake a day would keep those longer gaps too: {intakes}."


def _evening(schedule: Schedule) -> Iterator[str]:
    """Whether the last intake lies in the evening, and why not."""
    if not schedule.is_placed:
        return
    if schedule.goal is Goal.SLEEP and _is_in(schedule, SLEEPY_EVENING):
        yield "The evening intake lies 60 to 120 minutes before sleep, as it is meant to."
    elif schedule.goal is Goal.SLEEP:
        yield (
            "For sleep the last intake is meant for 60 to 120 minutes before sleep; no time there"
            " keeps every gap, or the longer ones that some sources ask, so it may do less for"
            " sleep here."
        )
    elif not _is_in(schedule, EVENING):
        yield (
            "The last intake is not in the evening: there it would be too near a medicine, or would"
            " be one more time of day to remember."
        )


def _sleep(schedule: Schedule) -> Iterator[str]:
    """Whether it does anything for sleep, by the table of claims."""
    if schedule.is_placed and schedule.goal is Goal.SLEEP:
        from threonate.studies.claim import find_claim

        found = find_claim(SLEEP_CLAIM).verdict
        yield f"Whether it makes sleep better: {found[:1].lower()}{found[1:]}"


def _unclear(schedule: Schedule) -> Iterator[str]:
    """Medicines without times, as far as the plan is not asked about them first, and unlisted."""
    for untimed in schedule.untimed:
        if not (untimed.is_required and schedule.is_placed):
            yield (
                f"{untimed.drug} has no times: keep magnesium {away(untimed.gap)}, or give times."
            )
    unknown = [each.drug for each in schedule.spacings if not each.is_known]
    if unknown:
        absence = ABSENCE.format(rows=len(load_interactions()))
        yield f"{', '.join(unknown)}: 2 h are kept as a general precaution. {absence}"


def _alone_first(schedule: Schedule) -> Iterator[str]:
    """A bisphosphonate goes first, and what is taken with it or close behind is asked about."""
    timed = [each for each in schedule.spacings if each.times]
    for bone in (each for each in timed if BONE in each.families):
        close = [
            each.drug
            for each in timed
            if BONE not in each.families
            and any((a - b) % DAY < ALONE for a in each.times for b in bone.times)
        ]
        if close:
            yield (
                f"{bone.drug} goes first, with water alone, and nothing within {ALONE} minutes"
                f" behind it: ask your pharmacist when to take {listed(close)}."
            )


def _is_in(schedule: Schedule, bounds: tuple[int, int]) -> bool:
    """The last intake lies so many minutes before sleep."""
    latest, earliest = bounds
    return latest <= schedule.day.to_sleep(schedule.intakes[-1].time or 0) <= earliest
