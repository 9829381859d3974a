"""A time of day is found in a text however people write it; a figure that may be one is asked."""

import re

from threonate.dose.clock import parse_clock
from threonate.refusal import Refusal

MOVABLE = "~"
"""Before a time: it may be moved."""
HALF_DAY = 12
_OPEN, _CLOSE = "\x01", "\x02"
_MARKED = re.compile(rf"(~?)\s*{_OPEN}(\d+){_CLOSE}")
_NOON = re.compile(r"\b(?:at\s+)?(noon|midday|midnight)\b", re.IGNORECASE)
_HALF = r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)"
_UNIT = r"(?!\s*(?:(?:milli|micro)?grams?|m?c?g|µg|μg|ug|ml|iu|%|units?|mmol|meq)\b|\s*[\d%])"
_CLOCK = re.compile(
    # 07:30, 7:30 pm, 07:30:00; 8 am; 7h30; 19 Uhr
    rf"(?<![\d.:])(?:(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::00)?{_HALF}?"
    rf"|(?P<hour2>\d{{1,2}})(?:[.h](?P<minute2>\d{{2}}))?{_HALF.replace('half', 'half2')}"
    r"|(?P<hour3>\d{1,2})h(?P<minute3>[0-5]\d)"
    r"|(?P<hour4>\d{1,2})(?:[.:](?P<minute4>[0-5]\d))?\s*(?:Uhr|o'?clock)"
    # 0730 and 07.30 are no strength, which would not begin so.
    rf"|(?P<hour5>0\d)[.]?(?P<minute5>[0-5]\d){_UNIT}"
    rf"|(?P<hour6>1\d|2[0-3])\.(?P<minute6>[0-5]\d){_UNIT})"
    r"(?:\s*(?:Uhr|h)\b)?(?!\d)",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    rf"(?<![\d.,:/])(?:[1-9]\.[0-5]\d|(?:1\d|2[0-3])[0-5]\d)(?![\d.:/]){_UNIT}\b",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?<![\d.,:/\x01])([1-9])\.([0-5]\d)\s*$")
"""Written as in Britain, 7.30; a time where it stands last and the strength is told before."""
_STRONG = re.compile(
    r"\d\s*(?:m?c?g|(?:milli|micro)?grams?|µg|μg|ug|ml|iu|units?)\b", re.IGNORECASE
)
_HOUR = re.compile(rf"(?:\b(?:at|um|alle)|@)\s*(\d{{1,2}})(?![\d.:]){_UNIT}\b", re.IGNORECASE)


def mark_times(text: str) -> str:
    """The text with every time of day as a mark that `take_times` reads.

    A time outside the day, and a figure that is a time or a strength, raise `Refusal`.
    """
    plain = text.replace(_OPEN, " ").replace(_CLOSE, " ")
    marked = _CLOCK.sub(lambda found: _mark(_minute(found)), plain)
    marked = _NOON.sub(lambda found: _mark(0 if found[1].lower() == "midnight" else 720), marked)
    last = _LAST.search(marked)
    if last and _STRONG.search(marked[: last.start()]):
        marked = marked[: last.start()] + _mark(60 * int(last[1]) + int(last[2]))
    bare = _MARKED.sub(" ", marked)
    if hour := _HOUR.search(bare):
        raise Refusal(f"'{hour[0]}' in '{text.strip()}' is no time; write '{hour[1]}:00'.")
    if perhaps := _PERHAPS.search(bare):
        figure = perhaps[0].replace(".", "")
        raise Refusal(
            f"'{perhaps[0]}' in '{text.strip()}' is a time or a strength; write"
            f" '{figure[:-2]}:{figure[-2:]}' or '{perhaps[0]} mg'."
        )
    return marked


def take_times(marked: str) -> tuple[str, tuple[int, ...], tuple[bool, ...]]:
    """The text without its marks, the minutes of the day, and which of them may be moved."""
    found = _MARKED.findall(marked)
    rest = " ".join(_MARKED.sub(" ", marked).replace(MOVABLE, " ").split())
    return rest, tuple(int(minute) for _, minute in found), tuple(bool(each) for each, _ in found)


def _mark(minute: int) -> str:
    return f"{_OPEN}{minute}{_CLOSE}"


def _minute(found: re.Match[str]) -> int:
    parts = {name.rstrip("23456"): value for name, value in found.groupdict().items() if value}
    hour, minute = int(parts["hour"]), parts.get("minute", "00")
    if half := parts.get("half", "").lower():
        if not 1 <= hour <= HALF_DAY:
            raise Refusal(f"'{found[0]}' is outside the day; write it such as '19:30'.")
        hour = hour % HALF_DAY + (HALF_DAY if half == "p" else 0)
    return round(60 * parse_clock(f"{hour:02d}:{minute}"))
