"""A plan as a page of text, for a person or for a professional."""

from collections.abc import Iterator

from threonate.safety.conflict_words import conflict_lines, kept_at, offer_lines
from threonate.safety.day import clock
from threonate.safety.plan_notes import notes
from threonate.safety.plan_words import (
    PHARMACIST,
    alerts,
    asked_first,
    gap,
    headline,
    medicines,
    weeks,
    why,
)
from threonate.safety.schedule import Schedule
from threonate.safety.verdict import DISCLAIMER
from threonate.safety.wording import Reader, red_flag_sentence


def plan_text(schedule: Schedule, *, reader: Reader) -> str:
    """Everything about a plan, the times first; a professional is told every gap and rule."""
    parts = list(_plan(schedule))
    if reader is Reader.PROFESSIONAL:
        parts += _professional(schedule)
    parts.append(red_flag_sentence(schedule.verdict))
    parts.append(f"{DISCLAIMER} {PHARMACIST} 'threonate check' says all that was found.")
    return "\n\n".join(part for part in parts if part)


def _plan(schedule: Schedule) -> Iterator[str]:
    yield headline(schedule)
    yield "\n".join(f"- {line}" for line in asked_first(schedule))
    if schedule.is_placed:
        yield "\n".join(f"{week}: {words}." for week, words in weeks(schedule))
        looks = ", ".join(
            f"after week {week}" + (f" ({day.isoformat()})" if day else "")
            for week, day in schedule.reviews
        )
        yield f"Look back {looks}."
        yield "\n".join(medicines(schedule))
    yield "\n".join(conflict_lines(schedule))
    if schedule.offers:
        lines = enumerate(offer_lines(schedule), start=1)
        yield "\n".join(("What may help, in this order:", *(f"{n}. {line}" for n, line in lines)))
    told = [f"- {', '.join(each.about)}: {each.do} {each.what}" for each in alerts(schedule)]
    yield "\n".join((*told, *(f"- {note}" for note in notes(schedule))))
    yield why(schedule)


def _professional(schedule: Schedule) -> Iterator[str]:
    """Every gap in both directions, the open windows, and the rules that were found."""
    day = schedule.day
    if schedule.dose is not None:
        yield (
            f"Awake {clock(day.wake)} to {clock(day.sleep)}. {kept_at(schedule)} Scanned every 15"
            " minutes, across midnight."
        )
    yield "\n".join(
        f"{gap(kept)}, {kept.wanted:g} h by the longest source: "
        f"{'kept' if not kept.is_short else 'kept, shorter than the longest'}"
        for kept in schedule.kept
    )
    yield "\n".join(
        f"[{each.rule}] {', '.join(each.about)}: {each.action.value}. {each.do} {each.note}".strip()
        for each in schedule.verdict.findings
    )
