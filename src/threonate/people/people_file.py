"""A people file holds many persons as CSV, one a row, under the names of the fields of `Person`."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threonate.dose.writing import read_text, write_whole
from threonate.people.medicine import Medicine
from threonate.people.person import QUANTITIES, Person
from threonate.refusal import Refusal, nearest

if TYPE_CHECKING:
    from threonate.people.population import Population

COLUMNS = ("id", "name", "sex", *QUANTITIES, "medicines")
"""What a people file may hold; every column is optional, and an empty cell is not known."""

PASSED_OVER = ("line", "refused")
"""What `write_bad_rows` adds, so that its file can be mended and read again."""

NEEDED = ("age", "sex")
"""Without these a row is nobody in particular, whom nothing describes."""

BETWEEN = ";"
"""What stands between several medicines of one person."""

SHOWN = 8
"""So many bad rows are named in a refusal."""

CHUNK = 65_536
"""Persons drawn between two notes of progress."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a people file: where it stands, its cells, and the person or why there is none."""

    line: int
    id: str
    cells: tuple[str, ...]
    person: Person | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The head of a people file and all of its rows, good and bad."""

    name: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def people(self) -> dict[str, Person]:
        """The persons of the good rows by their ids."""
        return {row.id: row.person for row in self.rows if row.person is not None}

    @property
    def bad(self) -> tuple[Row, ...]:
        """The rows that are nobody, in order."""
        return tuple(row for row in self.rows if row.person is None)

    @property
    def complaint(self) -> str:
        """Every bad row by its line, or the first few of many, as a sentence without its end."""
        told = "; ".join(f"line {row.line}: {row.refused.rstrip('.')}" for row in self.bad[:SHOWN])
        more = f"; and {len(self.bad) - SHOWN} more" if len(self.bad) > SHOWN else ""
        return f"{self.name}, {len(self.bad)} of {len(self.rows)} rows are nobody ({told}{more})"


def read_people(
    path: str | Path, *, find: Callable[[str], Medicine] = Medicine.find
) -> dict[str, Person]:
    """The persons of a CSV file by their ids, in order; a row without an id has its number.

    ``find`` finds a medicine by its name. Raises `Refusal` for a file that is no such table, and
    one that names the line of every row that makes no sense.
    """
    table = read_table(path, find=find)
    if table.bad:
        raise Refusal(f"{table.complaint}; mend these lines.")
    return table.people


def read_table(path: str | Path, *, find: Callable[[str], Medicine] = Medicine.find) -> PeopleTable:
    """All rows of a CSV file, of which those that make no sense keep their cells and the reason.

    Columns are those of `COLUMNS`, age and sex among them; numbers may carry a unit. Raises
    `Refusal` for a file that cannot be read, has no rows or has other columns.
    """
    source = Path(path)
    lines = csv.reader(io.StringIO(read_text(source), newline=""), strict=True)
    try:
        head = tuple(name.strip() for name in next(lines, ()))
        _check_head(head, source.name)
        rows = tuple(_rows(lines, head, find))
    except csv.Error as error:
        raise Refusal(f"{source.name}, line {lines.line_num}: it is not CSV ({error}).") from None
    if not rows:
        raise Refusal(f"{source.name} has a head and no rows; write one row for each person.")
    return PeopleTable(source.name, head, rows)


def write_people(people: Mapping[str, Person], path: str | Path) -> None:
    """Persons are written as CSV, every digit kept, in the columns that anybody has."""
    rows = [{"id": id_, **_cells(person)} for id_, person in people.items()]
    head = [name for name in COLUMNS if any(row.get(name) for row in rows)]
    write_whole(path, _written(head, ([row.get(name, "") for name in head] for row in rows)))


def write_bad_rows(table: PeopleTable, path: str | Path) -> None:
    """The rows that are nobody are written as they were, with their line and the reason."""
    own = [at for at, name in enumerate(table.head) if name not in PASSED_OVER]
    head = (*PASSED_OVER, *(table.head[at] for at in own))
    # A row of another length is kept cell by cell, because nobody knows which one is missing.
    rows = (
        [
            row.line,
            row.refused,
            *(row.cells if len(row.cells) != len(table.head) else (row.cells[at] for at in own)),
        ]
        for row in table.bad
    )
    write_whole(path, _written(head, rows))


def write_drawn(
    population: "Population",
    count: int,
    path: str | Path,
    *,
    progress: Callable[[int], None] | None = None,
) -> None:
    """The first persons of a population are written as CSV, every digit kept."""
    from threonate.people.population import COLUMNS as DRAWN

    def rows() -> Iterator[Sequence[object]]:
        for begin in range(0, count, CHUNK):
            end = min(begin + CHUNK, count)
            frame = population.table(begin, end)
            yield from zip(*(frame[name].tolist() for name in DRAWN), strict=True)
            if progress is not None:
                progress(end)

    write_whole(path, _written(DRAWN, rows()))


def _check_head(head: Sequence[str], file: str) -> None:
    if not head:
        raise Refusal(f"{file} is empty; its first row names the columns: {', '.join(COLUMNS)}.")
    for name in head:
        if name not in (*COLUMNS, *PASSED_OVER):
            told = nearest(name, COLUMNS) or f" The columns are: {', '.join(COLUMNS)}."
            raise Refusal(f"{file}: '{name}' is not a column that is known.{told}")
        if head.count(name) > 1:
            raise Refusal(f"{file} has the column '{name}' twice; keep one of them.")
    lacking = [name for name in NEEDED if name not in head]
    if lacking:
        raise Refusal(f"{file} has no column '{lacking[0]}'; everybody has an age and a sex.")


def _rows(
    lines: Iterable[list[str]], head: tuple[str, ...], find: Callable[[str], Medicine]
) -> Iterator[Row]:
    seen: dict[str, int] = {}
    number = 0
    for cells in lines:
        if not cells:
            continue
        number += 1
        line = lines.line_num  # type: ignore[attr-defined]
        row = _row(cells, head, find, line=line, number=number)
        if row.id in seen:
            told = f"The id '{row.id}' stands on line {seen[row.id]} already; give another."
            row = Row(line, row.id, row.cells, None, told)
        seen.setdefault(row.id, line)
        yield row


def _row(
    cells: Sequence[str],
    head: tuple[str, ...],
    find: Callable[[str], Medicine],
    *,
    line: int,
    number: int,
) -> Row:
    said = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if cell.strip()}
    id_ = said.pop("id", str(number))
    for name in PASSED_OVER:
        said.pop(name, None)
    try:
        if len(cells) != len(head):
            raise Refusal(f"It has {len(cells)} cells and the head {len(head)}; check its commas.")
        return Row(line, id_, tuple(cells), _person(said, find))
    except Refusal as refusal:
        return Row(line, id_, tuple(cells), None, " ".join(str(refusal).split()))


def _person(said: Mapping[str, str], find: Callable[[str], Medicine]) -> Person:
    for name in NEEDED:
        if name not in said:
            raise Refusal(f"The {name} is not known; everybody has one.")
    given: dict[str, Any] = dict(said)
    if "medicines" in said:
        names = said["medicines"].split(BETWEEN)
        given["medicines"] = [find(name.strip()) for name in names if name.strip()]
    return Person.of(**given)


def _cells(person: Person) -> dict[str, str]:
    known = {name: getattr(person, name) for name in QUANTITIES}
    return {
        "name": person.name,
        "sex": person.sex.value,
        **{name: repr(float(value)) for name, value in known.items() if value is not None},
        "medicines": BETWEEN.join(medicine.name for medicine in person.medicines),
    }


def _written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
