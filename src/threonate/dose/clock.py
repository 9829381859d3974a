"""A clock time at the edge is hours since midnight inside."""

import re
from datetime import date

from threonate.refusal import Refusal

DAY = 24.0
"""Hours in a day."""
WEEK = 7 * DAY
"""Hours in a week."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


def parse_clock(text: str) -> float:
    """A time of day such as '21:30' is so many hours after midnight.

    Anything outside 00:00 to 23:59 raises `Refusal`.
    """
    match = _CLOCK.fullmatch(str(text).strip())
    if match is None:
        raise Refusal(f"'{text}' is not a time of day; write hours and minutes, such as '21:30'.")
    hour, minute = int(match[1]), int(match[2])
    if hour > 23 or minute > 59:
        raise Refusal(f"'{text}' is outside the day; a time lies between 00:00 and 23:59.")
    return hour + minute / 60


def format_clock(time: float) -> str:
    """Hours since any midnight are shown as a time of day, to the minute."""
    minutes = round((time % DAY) * 60) % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_times(times: tuple[str, ...]) -> tuple[float, ...]:
    """The times of a day come in order, each once; otherwise `Refusal`."""
    if not times:
        raise Refusal("No time of day was given; write at least one, such as '21:30'.")
    hours = tuple(parse_clock(time) for time in times)
    for earlier, later, text in zip(hours, hours[1:], times[1:], strict=False):
        if later == earlier:
            raise Refusal(f"The time {text} is given twice; add the two amounts or move one.")
        if later < earlier:
            raise Refusal(f"The time {text} is out of order; list the times from morning to night.")
    return hours


def parse_weekday(text: str) -> str:
    """A day of the week is known by its first three letters or more, whatever the case."""
    plain = str(text).strip().casefold()
    found = [day for day in WEEKDAYS if len(plain) >= 3 and day.startswith(plain)]
    if not found:
        raise Refusal(
            f"'{text}' is not a day of the week; use {', '.join(day[:3] for day in WEEKDAYS)}."
        )
    return found[0]


def parse_date(text: str | date | None) -> date | None:
    """A start date is written year-month-day, such as '2026-03-01'."""
    if text is None or isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(
            f"'{text}' is not a date; write year-month-day, such as '2026-03-01'."
        ) from None
