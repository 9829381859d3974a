"""A table of events is the field's own way to write doses: ID TIME EVID AMT CMT II ADDL SS RATE.

TIME and II are in hours, AMT in mg of elemental magnesium, RATE in mg of magnesium per hour. CMT 1
(or GUT) is swallowed, 2 (or PLASMA) goes into a vein. Three columns of our own are optional: FORM
(the salt; L-threonate by mouth and sulfate by vein when absent), FOOD (0 or 1; 1 when absent) and
THREONATE (mmol; by stoichiometry when absent). EVID is 0 for a sample, 1 for a dose and 2 for a
mark that only lengthens the record. A full stop or nothing is a missing value.

ADDL repeats a dose every II hours. SS 1 or 2 puts the same dose every II hours before it, for
twelve weeks: enough for blood, red cells and muscle to settle, though not bone. Negative times and
that lead-in move the clock by whole days, so that it starts at a midnight; `Regimen.lead_in` says
by how many hours.
"""

import csv
import io
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from threonate.dose.clock import DAY
from threonate.dose.dose import Dose, Route
from threonate.dose.event_row import COLUMNS, Event, parse_row, read_header
from threonate.dose.formula import MAGNESIUM_MASS
from threonate.dose.limit import MOST_DOSES
from threonate.dose.regimen import Regimen
from threonate.dose.writing import read_text, write_whole
from threonate.refusal import Refusal

LEAD_IN = 12 * 7 * DAY
"""A steady state is reached by giving the dose for this many hours beforehand."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """One person's rows: the doses, and the hours at which samples are taken, on one clock."""

    regimen: Regimen
    samples: tuple[float, ...] = ()


def read_events(path: str | Path) -> dict[str, Regimen]:
    """Every person's regimen by ID, in the order of the table; a fault names its line."""
    return {person: schedule.regimen for person, schedule in read_schedules(path).items()}


def read_schedules(path: str | Path) -> dict[str, Schedule]:
    """Every person's regimen and sample times by ID, in the order of the table."""
    blocks: dict[str, list[Event]] = {}
    last = ""
    for event in _rows(Path(path)):
        if event.person in blocks and event.person != last:
            raise Refusal(
                f"{event.where}: ID {event.person} comes back after ID {last}; keep the rows of"
                " one person together."
            )
        rows = blocks.setdefault(event.person, [])
        if rows and event.time < rows[-1].time:
            raise Refusal(
                f"{event.where}, column TIME: events out of order, {event.time:g} h comes after"
                f" {rows[-1].time:g} h; sort each person's rows by time."
            )
        rows.append(event)
        last = event.person
    if not blocks:
        raise Refusal(f"{path} has no events; add at least one row below the header.")
    return {person: _schedule(events) for person, events in blocks.items()}


def write_events(
    regimens: Mapping[str, Regimen],
    path: str | Path,
    *,
    samples: Mapping[str, Sequence[float]] | None = None,
) -> None:
    """Regimens by person become one table; equal doses at equal intervals share a row by ADDL."""
    write_whole(path, format_events(regimens, samples=samples))


def format_events(
    regimens: Mapping[str, Regimen], *, samples: Mapping[str, Sequence[float]] | None = None
) -> str:
    """The text of the table that `write_events` writes."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for person, regimen in regimens.items():
        rows = [_dose_row(run) for run in _runs(regimen.doses)]
        rows += [_mark(time, "0") for time in (samples or {}).get(person, ())]
        rows.append(_mark(regimen.length, "2"))
        for row in sorted(rows, key=lambda row: float(row["TIME"])):
            row["TIME"] = _number(float(row["TIME"]) - regimen.lead_in)
            writer.writerow([person if name == "ID" else row.get(name, ".") for name in COLUMNS])
    return stream.getvalue()


def _rows(path: Path) -> Iterable[Event]:
    """The rows below the header, each with its place in the file."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        header = read_header(next(reader, []), path.name)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield parse_row(cells, header, f"{path.name}, line {reader.line_num}")
    except csv.Error as error:
        raise Refusal(
            f"{path.name}, line {reader.line_num}: the row is not CSV ({error}); check its quotes."
        ) from error


def _schedule(events: list[Event]) -> Schedule:
    """Unfold one person's rows, and move the clock so that it starts at a midnight."""
    doses = [pair for event in events if event.is_dose for pair in _unfold(event, events)]
    if len(doses) > MOST_DOSES:
        raise Refusal(
            f"{events[0].where}: ID {events[0].person} unfolds to {len(doses)} doses; at most"
            f" {MOST_DOSES} are allowed, so check ADDL."
        )
    first = min((time for time, _ in doses), default=0.0)
    first = min(first, events[0].time)
    lead_in = max(0, math.ceil(-first / DAY)) * DAY
    placed = [event.dose(time + lead_in) for time, event in doses]
    marks = [event.time + lead_in for event in events if event.is_mark]
    ends = [dose.end for dose in placed] + [event.time + lead_in for event in events]
    length = marks[-1] if marks else max(1, math.ceil(max(ends) / DAY)) * DAY
    samples = tuple(event.time + lead_in for event in events if event.is_sample)
    try:
        regimen = Regimen.of(placed, length=length, lead_in=lead_in)
    except Refusal as refusal:
        raise Refusal(f"{events[0].where}: ID {events[0].person}: {refusal}") from refusal
    return Schedule(regimen, samples)


def _unfold(event: Event, events: list[Event]) -> list[tuple[float, Event]]:
    """A dose row stands for its lead-in, itself and its repeats."""
    before = math.ceil(LEAD_IN / event.interval) if event.steady_state else 0
    if before + event.repeats > MOST_DOSES:
        raise Refusal(
            f"{event.where}: the row unfolds to {before + event.repeats} doses; at most"
            f" {MOST_DOSES} are allowed, so check ADDL and II."
        )
    if event.steady_state == 1 and event is not next(e for e in events if e.is_dose):
        raise Refusal(
            f"{event.where}, column SS: 1 forgets the doses before it, which a body cannot do; put"
            " the row first, or use 2 to add it to them."
        )
    return [
        (event.time + step * event.interval, event) for step in range(-before, event.repeats + 1)
    ]


@dataclass(frozen=True, slots=True)
class _Run:
    """The same dose at equal intervals."""

    first: Dose
    interval: float = 0.0
    repeats: int = 0


def _runs(doses: Sequence[Dose]) -> list[_Run]:
    """Equal doses at the same hour of the day are gathered, then cut where the interval changes."""
    tracks: dict[object, list[Dose]] = {}
    for dose in doses:
        alike = replace(dose, time=round(dose.time % DAY, 6), day=0, number=0)
        tracks.setdefault(alike, []).append(dose)
    return [run for track in tracks.values() for run in _cut(track)]


def _cut(track: Sequence[Dose]) -> Iterable[_Run]:
    """One track becomes runs whose every time is given back exactly by ADDL and II."""
    start = 0
    while start < len(track):
        first, stop = track[start], start + 1
        interval = track[stop].time - first.time if stop < len(track) else 0.0
        while interval > 0 and stop < len(track):
            if round(first.time + (stop - start) * interval, 9) != track[stop].time:
                break
            stop += 1
        yield _Run(first, interval if stop - start > 1 else 0.0, stop - start - 1)
        start = stop


def _dose_row(run: _Run) -> dict[str, str]:
    """One run of doses as a row of text."""
    dose = run.first
    amount = _shortest(dose.elemental, lambda mg: round(mg / MAGNESIUM_MASS, 12) == dose.magnesium)
    rate = 0.0
    if dose.duration:
        rate = _shortest(amount / dose.duration, lambda r: round(amount / r, 9) == dose.duration)
    expected = round(dose.magnesium * dose.salt.threonate_per_magnesium, 12)
    row = {
        "TIME": _number(dose.time),
        "EVID": "1",
        "AMT": _number(amount),
        "CMT": "1" if dose.route is Route.ORAL else "2",
        "II": _number(run.interval),
        "ADDL": str(run.repeats),
        "SS": "0",
        "RATE": _number(rate),
        "FORM": dose.salt.key,
        "FOOD": str(int(dose.with_food)),
    }
    if dose.threonate != expected:
        row["THREONATE"] = _number(dose.threonate)
    return row


def _mark(time: float, event: str) -> dict[str, str]:
    """A row without a dose."""
    return {"TIME": _number(time), "EVID": event, "AMT": "."}


def _shortest(value: float, reads_back: Callable[[float], bool]) -> float:
    """The number with the fewest decimals that still gives the same dose."""
    rounded = (round(value, digits) for digits in range(15))
    return next((found for found in rounded if found and reads_back(found)), value)


def _number(value: float) -> str:
    """A number in the shortest form that reads back as the same number."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
