"""A reader's own study joins the others from a CSV file, one row for each outcome."""

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from threonate.dose.writing import read_text
from threonate.refusal import Refusal, nearest
from threonate.studies.domain import Domain
from threonate.studies.effect import Censoring, Effect, EffectKind
from threonate.studies.study import Kind, Risk, Study, Use, load_studies

REQUIRED = ("study", "domain", "week", "estimate", "se", "n_active", "n_control")
"""The columns of a row: ``estimate`` is Hedges' g with a benefit above 0, ``se`` its error."""

OPTIONAL = (
    "outcome",
    "age",
    "female",
    "weight",
    "compound_mg",
    "weeks",
    "linked",
    "impaired",
    "combination",
    "risk",
    "doi",
    "note",
)
"""What may stand beside them; an empty cell says that it is not known."""

COLUMNS = (*REQUIRED, *OPTIONAL)

LARGEST = 5.0
"""A difference beyond this many standard deviations is a number in another unit."""

FACTOR = 3.0
"""How far a standard error may lie from what the numbers of people make of it."""

_TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_OF_ONE_ROW = ("domain", "week", "estimate", "se", "outcome", "note")


@dataclass(frozen=True, slots=True)
class OwnStudies:
    """What a file adds: studies by the name given to them, and their effects, all marked own."""

    studies: Mapping[str, Study]
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the file, counted as a spreadsheet does: the header is row 1."""

    file: str
    number: int
    cells: Mapping[str, str]

    def refuse(self, complaint: str) -> Refusal:
        return Refusal(f"{self.file}, row {self.number}: {complaint}")

    def number_in(self, name: str, *, low: float = -math.inf, high: float = math.inf) -> float:
        """A finite number within its ends."""
        text = self.cells[name]
        try:
            found = float(text)
        except ValueError:
            raise self.refuse(f"{name} is '{text}'; write a number with a point.") from None
        if not (math.isfinite(found) and low <= found <= high):
            span = f"from {low:g}" + ("" if math.isinf(high) else f" to {high:g}")
            ends = "finite" if math.isinf(low) else span
            raise self.refuse(f"{name} is {text}; it must be {ends}.")
        return found

    def maybe(self, name: str, *, low: float, high: float = math.inf) -> float | None:
        return self.number_in(name, low=low, high=high) if self.cells.get(name) else None

    def people(self, name: str) -> int:
        found = self.number_in(name, low=2)
        if not found.is_integer():
            raise self.refuse(f"{name} is {self.cells[name]}; people come in whole numbers.")
        return int(found)

    def truth(self, name: str) -> bool | None:
        text = self.cells.get(name, "").casefold()
        if text and text not in _TRUTH:
            raise self.refuse(
                f"{name} is '{self.cells[name]}'; write yes or no, or leave it empty."
            )
        return _TRUTH.get(text)


def read_own_studies(path: str | Path) -> OwnStudies:
    """Read a reader's own studies; rows that share a name in ``study`` are one study.

    Raises Refusal with the file, the row and the reason for whatever cannot be used: an unknown or
    missing column, a number outside its range, a standard error that the arms cannot have, the
    same outcome twice, and a name that a study here has already, the held-out ones included.
    """
    source = Path(path)
    return parse_own_studies(read_text(source), file=source.name)


def parse_own_studies(text: str, *, file: str) -> OwnStudies:
    """Read the studies written in ``text``, naming ``file`` in every refusal."""
    studies: dict[str, Study] = {}
    first: dict[str, _Row] = {}
    effects: dict[tuple[object, ...], Effect] = {}
    for row in _rows(text, file):
        study, effect = _study(row), _effect(row)
        if study.id in studies:
            _check_same(row, first[study.id])
        else:
            studies[study.id], first[study.id] = study, row
        mark = (effect.study, effect.domain, effect.outcome, effect.week)
        if mark in effects:
            raise row.refuse(
                f"{effect.domain.value} of '{study.id}' in week {effect.week:g} stands here twice; "
                "give each outcome one row, or its own name in the column outcome."
            )
        effects[mark] = effect
    if not effects:
        raise Refusal(f"{file}: there is no study in it; write one row for each outcome.")
    return OwnStudies(studies, tuple(effects.values()))


def _rows(text: str, file: str) -> list[_Row]:
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise Refusal(f"{file}: this is not CSV ({error}); correct that line.") from error
    heads = [cell.strip() for cell in table[0]] if table else []
    _check_heads(heads, file)
    found = []
    for number, cells in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(heads):
            raise Refusal(
                f"{file}, row {number}: it has {len(cells)} cells and the header {len(heads)}; "
                "put text that holds a comma in quotes."
            )
        row = _Row(
            file, number, dict(zip(heads, (" ".join(c.split()) for c in cells), strict=True))
        )
        for name in REQUIRED:
            if not row.cells[name]:
                raise row.refuse(f"{name} is empty; a row needs {', '.join(REQUIRED)}.")
        found.append(row)
    return found


def _check_heads(heads: list[str], file: str) -> None:
    if len(heads) == 1 and ";" in heads[0]:
        raise Refusal(f"{file}, row 1: columns are parted by semicolons; use commas.")
    for head in heads:
        if head not in COLUMNS:
            raise Refusal(
                f"{file}, row 1: '{head}' is not a column; use {', '.join(COLUMNS)}."
                f"{nearest(head, COLUMNS)}"
            )
        if heads.count(head) > 1:
            raise Refusal(f"{file}, row 1: the column {head} stands there twice; keep one.")
    for name in REQUIRED:
        if name not in heads:
            raise Refusal(
                f"{file}, row 1: there is no column {name}; a study needs {', '.join(REQUIRED)}."
            )


def _study(row: _Row) -> Study:
    name = row.cells["study"]
    _check_name(row, name)
    risk = row.cells.get("risk", "") or Risk.UNRATED.value
    if risk not in [each.value for each in Risk]:
        raise row.refuse(f"risk is '{risk}'; use {', '.join(each.value for each in Risk)}.")
    active, control = row.people("n_active"), row.people("n_control")
    age = row.maybe("age", low=0, high=120)
    return Study(
        id=name,
        citation=f"{name}, the reader's own.",
        doi=row.cells.get("doi", ""),
        registration="",
        design="as the reader's file has it",
        kind=Kind.RCT,
        blinded="",
        randomised=active + control,
        active=active,
        control=control,
        population="as the reader's file has it",
        age_mean=age,
        age_low=None,
        age_high=None,
        female=row.maybe("female", low=0, high=1),
        product="as the reader's file has it",
        threonate=True,
        combination=bool(row.truth("combination")),
        compound=row.maybe("compound_mg", low=1),
        elemental=None,
        weight=row.maybe("weight", low=1),
        weeks=row.maybe("weeks", low=0) or row.number_in("week", low=0),
        sponsor="",
        linked=row.truth("linked"),
        risk=Risk(risk),
        use=Use.CALIBRATE,
        status="the reader's own",
        impaired=bool(row.truth("impaired")),
        reported=True,
        verified=False,
        note="Added by the reader; nobody else has checked it.",
        label=name,
        own=True,
    )


def _check_name(row: _Row, name: str) -> None:
    for known in load_studies().values():
        if known.use is Use.HELDOUT and _means(row, known):
            raise row.refuse(
                f"'{name}' is held out: its outcomes may not be used before the predictions about "
                "it are scored. Remove the row."
            )
        if _plain(name) in (_plain(known.id), _plain(known.label)):
            raise row.refuse(f"'{name}' is among the studies already; give yours another name.")


def _means(row: _Row, known: Study) -> bool:
    """The row seems to be about a known study: by name, first author and year, or identifier."""
    said = _plain(row.cells["study"])
    doi = row.cells.get("doi", "").casefold()
    if known.doi and doi.endswith(known.doi.casefold()):
        return True
    if any(_plain(t) in said for t in (known.id, known.label, known.registration) if t):
        return True
    family = _plain(known.authors[0].split()[0]) if known.authors else ""
    return bool(family) and family in said and str(known.year) in said


def _effect(row: _Row) -> Effect:
    try:
        domain = Domain.of(row.cells["domain"])
    except Refusal as refusal:
        raise row.refuse(str(refusal)) from refusal
    if not domain.pooled:
        raise row.refuse(f"{domain.label} is not pooled; use another domain.")
    estimate = row.number_in("estimate", low=-LARGEST, high=LARGEST)
    se = row.number_in("se", low=0)
    _check_error(row, se)
    return Effect(
        study=row.cells["study"],
        domain=domain,
        outcome=row.cells.get("outcome", "") or domain.label,
        week=row.number_in("week", low=0),
        kind=EffectKind.HEDGES_G,
        estimate=estimate,
        se=se,
        low=None,
        high=None,
        censoring=Censoring.NONE,
        p="",
        use=True,
        verified=False,
        note=row.cells.get("note", ""),
        own=True,
    )


def _check_error(row: _Row, se: float) -> None:
    least = math.sqrt(1.0 / row.people("n_active") + 1.0 / row.people("n_control"))
    if not least / FACTOR <= se <= least * FACTOR:
        raise row.refuse(
            f"se is {se:g}; with so many people the standard error of a difference in standard "
            f"deviations is about {least:.2f}. Divide difference and error by the standard "
            "deviation between people."
        )


def _check_same(row: _Row, first: _Row) -> None:
    """A study has one design, whatever outcome a row is about."""
    for name in row.cells:
        if name not in _OF_ONE_ROW and row.cells[name] != first.cells[name]:
            raise row.refuse(
                f"{name} of '{row.cells['study']}' is '{row.cells[name]}' here and "
                f"'{first.cells[name]}' in row {first.number}; one study has one."
            )


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
