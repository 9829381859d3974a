"""A plan goes into a calendar after RFC 5545, with an alarm at every intake and each look back.

Times float: 22:00 is 22:00 wherever the person is. A series ends where the dose changes.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from threonate.refusal import Refusal
from threonate.safety.day import Day
from threonate.safety.gap import DAY
from threonate.safety.plan_words import BESIDE, amount, headline, not_kept, preface
from threonate.safety.schedule import Schedule, Take
from threonate.safety.verdict import DISCLAIMER

OCTETS = 75
"""A line is folded before it has more octets than this."""
PRODUCT = "-//Threonate//Threonate//EN"


def calendar(schedule: Schedule, *, stamp: datetime) -> str:
    """The plan as the text of an iCalendar file; ``stamp`` is when it was made, with its zone.

    A draft without a first day has one task, to show it. Another plan without a first day, or with
    nothing to take, raises `Refusal`.
    """
    is_open = schedule.start is None and schedule.is_draft
    if not schedule.is_placed or (schedule.start is None and not is_open):
        raise Refusal("A calendar needs a plan with a first day; give --start, such as 2026-03-01.")
    if stamp.tzinfo is None:
        raise Refusal("The calendar is stamped with a time without a zone; give an aware time.")
    made = (stamp - stamp.utcoffset()).strftime("%Y%m%dT%H%M%SZ")  # type: ignore[operator]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    if schedule.start is None:
        lines += _event(_task(schedule), made, kind="VTODO")
    else:
        for take in schedule.takes:
            lines += _event(_intake(take, schedule, schedule.start), made)
    for week, day in schedule.reviews:
        if day is not None:
            lines += _event(_review(week, day), made)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _task(schedule: Schedule) -> list[str]:
    """What to do with a draft: nothing is taken before somebody has agreed and a day is chosen."""
    return [
        f"SUMMARY:{_text('Show the draft for magnesium L-threonate to a doctor or pharmacist')}",
        f"DESCRIPTION:{_text(f'{headline(schedule)} {DISCLAIMER}')}",
    ]


def _intake(take: Take, schedule: Schedule, start: date) -> list[str]:
    first = _moment(take, schedule.day, start)
    meal = f" with {take.meal}" if take.meal else ""
    capsules = f"{take.capsules} capsule{'s' * (take.capsules > 1)}"
    who = f"{preface(schedule)} ".lstrip()
    missing = [each.drug for each in schedule.untimed if each.is_required]
    open_ = f"{not_kept(missing)} " if missing else ""
    told = f"{who}{amount(take.intake.compound)}{meal}. {open_}{BESIDE[1]} {DISCLAIMER}"
    name = f"{'Draft: ' * schedule.is_draft}Magnesium L-threonate, {capsules}{meal}"
    return [
        f"DTSTART:{first:%Y%m%dT%H%M%S}",
        "DURATION:PT15M",
        f"RRULE:FREQ=DAILY;COUNT={take.days}",
        f"SUMMARY:{_text(name)}",
        f"DESCRIPTION:{_text(told)}",
        "TRANSP:TRANSPARENT",
        *_alarm("PT0S", name),
    ]


def _review(week: int, day: date) -> list[str]:
    return [
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(f'Look back on magnesium after {week} weeks')}",
        f"DESCRIPTION:{_text(BESIDE[3])}",
        "TRANSP:TRANSPARENT",
        *_alarm("PT9H", f"Look back on magnesium after {week} weeks"),
    ]


def _event(lines: list[str], made: str, *, kind: str = "VEVENT") -> Iterator[str]:
    """An event is known by what it says, so that a calendar read twice holds it once."""
    yield f"BEGIN:{kind}"
    yield f"UID:{uuid5(NAMESPACE_URL, '|'.join(lines))}@threonate"
    yield f"DTSTAMP:{made}"
    yield from lines
    yield f"END:{kind}"


def _alarm(trigger: str, words: str) -> list[str]:
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:{trigger}",
        f"DESCRIPTION:{_text(words)}",
        "END:VALARM",
    ]


def _moment(take: Take, day: Day, start: date) -> datetime:
    """The first time of a series; after midnight it is already the next date."""
    late = (day.wake + day.since_waking(take.minute)) // DAY
    clock = time(take.minute // 60, take.minute % 60)
    return datetime.combine(start + timedelta(days=take.first - 1 + late), clock)


def _text(words: str) -> str:
    """Signs that mean something to a calendar are marked."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterable[str]:
    """A long line goes on in the next, after a space, and no letter is cut in two."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > OCTETS:
            yield part
            part = " "
        part += letter
    yield part
