"""One text may name several medicines, each with its times; none is dropped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from threonate.refusal import Refusal
from threonate.safety.clock_time import mark_times, take_times
from threonate.safety.direction import is_vague, times_a_day, without_directions
from threonate.safety.medicine_name import is_listed_name, look_up, plain_name, written_names
from threonate.safety.not_flagged import find_not_flagged, load_not_flagged
from threonate.safety.other_medicine import is_magnesium_product, is_other_medicine
from threonate.safety.vague_name import find_vague_name

_BETWEEN = re.compile(
    r"(?P<joined>\s*(?:\+|/(?!\s*(?:\d|(?:h|hr|hour|day|d|week|ml|dose|actuation|tablet|spray)\b)))"
    r"\s*|\s+(?:plus|with|mit|avec)\s+)|(?P<bracket>\s*[()\[\]]\s*)"
    r"|(?P<apart>\s*(?:[;&\n]|,(?!\d)|(?<!\d),)\s*|\s+(?:and|und|et)\s+)",
    re.IGNORECASE,
)
"""What stands between two medicines; a comma between figures is a decimal or a thousand."""
_STRANGE = re.compile(r"<\s*/?\s*[a-z!]|[{}\\\\]", re.IGNORECASE)
"""Signs of a program and not of a medicine; a figure among them is no time."""
_LATE = 24
"""A figure up to this, alone between commas, may be an hour."""


@dataclass(frozen=True, slots=True)
class Named:
    """One medicine as it was typed, with its times in minutes of the day.

    ``between`` is what stood before it: joined by a plus or a slash, in a bracket, or apart.
    """

    name: str
    times: tuple[int, ...] = ()
    is_movable: bool = False
    directions: str = ""
    between: str = ""


def named_in(text: str) -> tuple[Named, ...]:
    """Every medicine that a text names, in its order, with its own times.

    What is read as neither a medicine, a strength, a direction nor a time stays in the name, so
    that it is asked about. A text without a name, a time that cannot be read, and a text with
    signs that stand on no box raise `Refusal`.
    """
    if strange := _STRANGE.search(text):
        raise Refusal(
            f"'{text.strip()}' has '{strange[0]}' in it, which stands in no name of a medicine;"
            " write the name as it is on the box."
        )
    marked = mark_times(text)
    found: list[Named] = []
    for each in _gathered(list(_pieces(marked, text)), text):
        known = next((at for at, other in enumerate(found) if _is_same(other, each)), None)
        if known is None:
            found.append(each)
        else:
            times = tuple(sorted({*found[known].times, *each.times}))
            found[known] = replace(found[known], times=times)
    return tuple(_checked(each, text) for each in _timed_together(found))


def names_in(text: str) -> tuple[str, ...]:
    """Every medicine that a text without times names, such as the wording of a combination."""
    return tuple(each.name for each in _gathered(list(_pieces(text, text)), text))


def is_known(name: str) -> bool:
    """The name stands in some list, with a row or without."""
    return bool(
        look_up(name).found
        or find_not_flagged(name)
        or is_other_medicine(name)
        or is_magnesium_product(name)
    )


def _pieces(marked: str, text: str) -> Iterator[Named]:
    """The text cut wherever another medicine may begin, but never within a listed name."""
    kept = [found.span() for found in _whole_names().finditer(marked)]
    at, between = 0, ""
    for found in _BETWEEN.finditer(marked):
        if any(start <= found.start() < end for start, end in kept):
            continue
        yield _piece(marked[at : found.start()], between, text)
        at, between = found.end(), found.lastgroup or ""
    yield _piece(marked[at:], between, text)


@cache
def _whole_names() -> re.Pattern[str]:
    """Listed names that hold what else stands between two medicines."""
    others = (name for row in load_not_flagged().values() for name in row.names)
    names = [name for name in (*written_names(), *others) if _BETWEEN.search(name)]
    literal = (re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(literal)})(?!\w)", re.IGNORECASE)


@cache
def _not_flagged_names() -> frozenset[str]:
    return frozenset(plain_name(name) for row in load_not_flagged().values() for name in row.names)


def _piece(marked: str, between: str, text: str) -> Named:
    rest, times, movable = take_times(marked)
    if any(movable) and not movable[0]:
        raise Refusal(
            f"'{text.strip()}' may be moved only in part; put ~ before its first time, or name the "
            "medicine twice."
        )
    name = rest.strip(" @,;:")
    bare = without_directions(name)
    known = bare or find_vague_name(name)
    return Named(name if known else "", tuple(sorted(set(times))), any(movable), rest, between)


def _gathered(pieces: list[Named], text: str) -> list[Named]:
    """Strengths, directions and times join the name before them, and pairs that have a row meet."""
    found: list[Named] = []
    for each in pieces:
        if found and each.between == "bracket" and find_vague_name(each.name):
            # It only says what kind the medicine before it is.
            found[-1] = _joined(found[-1], replace(each, name=""), text)
        elif each.name and (not found or each.between != "bracket" or is_known(each.name)):
            found.append(each)
        elif found:
            found[-1] = _joined(found[-1], each, text)
        elif each.times or each.directions.strip():
            raise _nameless(text)
    if not found:
        raise _nameless(text)
    return _paired(found)


def _joined(name: Named, more: Named, text: str) -> Named:
    """A name with what belongs to it; a time in words beside one on the clock is asked back."""
    rest = more.directions.strip(" @,;:")
    figure = name.name.split()[-1]
    if more.times and not name.times and more.between == "apart" and _is_hour(figure):
        raise _no_time(figure, text)
    untimed = not more.times and more.between != "joined"
    if untimed and (_is_hour(rest) or (name.times and is_vague(rest))):
        raise _no_time(rest, text)
    return replace(
        name,
        name=f"{name.name} {more.name}".strip(),
        times=tuple(sorted({*name.times, *more.times})),
        is_movable=name.is_movable or more.is_movable,
        directions=f"{name.directions} {rest}",
    )


def _no_time(said: str, text: str) -> Refusal:
    return Refusal(
        f"'{said}' in '{text.strip()}' is no time on the clock; write it such as '22:00'."
    )


def _is_hour(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}", text)) and int(text) <= _LATE


def _paired(found: list[Named]) -> list[Named]:
    """Two medicines that the table has as one product are that product."""
    for at in range(len(found) - 1):
        first, second = found[at], found[at + 1]
        names = [without_directions(each.name) or each.name for each in (first, second)]
        for pair in ("/".join(names), "/".join(reversed(names))):
            if is_listed_name(pair) or plain_name(pair) in _not_flagged_names():
                both = replace(
                    first,
                    name=pair,
                    times=tuple(sorted({*first.times, *second.times})),
                    is_movable=first.is_movable or second.is_movable,
                )
                return _paired([*found[:at], both, *found[at + 2 :]])
    return found


def _is_same(one: Named, other: Named) -> bool:
    """The same name again, or in brackets what the name before it means."""
    rows = look_up(one.name).found
    same = bool(rows) and look_up(other.name).found == rows
    alike = without_directions(one.name).casefold() == without_directions(other.name).casefold()
    return alike or (same and other.between == "bracket")


def _timed_together(found: list[Named]) -> list[Named]:
    """What a plus, a slash or a bracket joins is taken at the same times, if only one has some."""
    timed = [each for each in found if each.times]
    joined = all(each.between in ("joined", "bracket") for each in found[1:])
    if len(timed) != 1 or not joined:
        return found
    return [replace(each, times=timed[0].times, is_movable=timed[0].is_movable) for each in found]


def _checked(each: Named, text: str) -> Named:
    said = times_a_day(each.directions)
    if each.times and said is not None and said != len(each.times):
        raise Refusal(
            f"'{text.strip()}' says {said} a day and has {len(each.times)} times; write a time for "
            "each dose."
        )
    return each


def _nameless(text: str) -> Refusal:
    return Refusal(
        f"'{text}' names no medicine; write a name and times, such as 'doxycycline 07:30'."
    )
