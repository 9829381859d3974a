"""A moment is when something was measured or ended, as exactly as the record says."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from threonate.safety.fhir.node import Node, shown

_PARTIAL = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2}))?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(:[0-5]\d(\.\d+)?)?")
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?P<fraction>\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
MONTH = 365.25 / 12
"""Days in a month, on average."""


def moment_at(node: Node, key: str, *, today: date) -> datetime | None:
    """The moment under a key, if there is one; a partial date counts from its first day.

    What is no date, and a date after tomorrow, raises `Refusal`.
    """
    text = node.text(key)
    if not text:
        return None
    moment = _read(text)
    if moment is None:
        raise node.refuse(
            f"is {shown(text)}; write a FHIR date such as '2026-05-04' or "
            "'2026-05-04T08:30:00+02:00'.",
            key=key,
        )
    # Tomorrow may have begun further east.
    if moment.date() > min(today, date.max - timedelta(days=1)) + timedelta(days=1):
        raise node.refuse(f"is {text}, after today ({today}); correct the date.", key=key)
    return moment


def end_at(node: Node, key: str) -> date | None:
    """The last day of the period under a key, if it has an end; it may lie ahead."""
    period = node.object(key)
    return None if period is None else _end(period)


def _end(period: Node) -> date | None:
    ended = moment_at(period, "end", today=date.max)
    return None if ended is None else _last_day(period.text("end"), ended)


def minute_of(text: str) -> int | None:
    """A time of day such as '08:30:00' as minutes since midnight; None where it is no time."""
    found = _TIME.fullmatch(text)
    return None if found is None else 60 * int(found["hour"]) + int(found["minute"])


def _last_day(text: str, first: datetime) -> date:
    """A period that ends in a month or year lasts through it."""
    if len(text) == 4:
        return date(first.year, 12, 31)
    if len(text) == 7:
        return date(first.year, first.month, monthrange(first.year, first.month)[1])
    return first.date()


def _read(text: str) -> datetime | None:
    """A FHIR date or dateTime at its first instant, in the time of Greenwich."""
    try:
        partial = _PARTIAL.fullmatch(text)
        if partial:
            return datetime(int(partial["year"]), int(partial["month"] or 1), 1, tzinfo=UTC)
        if _DATE.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        full = _FULL.fullmatch(text)
        if full:
            whole = text.replace(full["fraction"] or "", "", 1) if full["fraction"] else text
            return datetime.fromisoformat(whole).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return None
