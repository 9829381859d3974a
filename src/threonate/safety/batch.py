"""A table of persons is checked row by row; a row that makes no sense is kept with the reason."""

import csv
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TextIO

from threonate.people.quantity import Quantity
from threonate.refusal import Refusal, nearest
from threonate.safety.check import check
from threonate.safety.facts import Facts
from threonate.safety.intake import Intake, intakes_of
from threonate.safety.magnesium_source import MagnesiumSource
from threonate.safety.medicament import Medicament
from threonate.safety.verdict import Verdict
from threonate.safety.wording import headline

LISTS = ("conditions", "symptoms", "medicines", "other")
"""Columns that hold several values, with semicolons between them."""
TRUTHS = ("pregnant", "breastfeeding", "by_clinician", "strict")
NUMBERS: Mapping[str, Quantity] = MappingProxyType(
    {
        "egfr_months": Quantity(
            "The age of the eGFR", "months", 0, 600, {"month": 1}, example="3 months"
        ),
        "days_without_stool": Quantity(
            "The time without stool", "days", 0, 60, {"day": 1}, example="2 days"
        ),
        "weeks": Quantity(
            "The time that it is taken",
            "weeks",
            0.1,
            5000,
            {"week": 1, "days": 1 / 7, "day": 1 / 7, "months": 365.25 / 84},
            advice="write for how many weeks you mean to take it, such as 12",
            example="12 weeks",
        ),
        "elemental": Quantity("The magnesium on the label", "mg", 0, 10_000, example="144 mg"),
    }
)
"""Columns that hold a number, and what it may be."""
WORDS = ("place", "age", "sex", "weight", "egfr", "creatinine", "serum", "heart_rate", "systolic")
TAKEN = ("dose", "times", "split")
COLUMNS = ("id", *WORDS, *LISTS, *TRUTHS, *NUMBERS, *TAKEN)
"""What a table may hold; every column is optional, an empty cell is not known."""
ANSWERS = ("id", "verdict", "indicator", "headline", "rules", "magnesium", "limit", "refused")
"""What is written for each row."""
_SEPARATORS = ";\t|"
_REMEMBERED = 4096
_TRUE, _FALSE = ("1", "true", "yes", "y"), ("0", "false", "no", "n")


@dataclass(frozen=True, slots=True)
class Checked:
    """One row: who, and the verdict or the reason why there is none."""

    id: str
    verdict: Verdict | None
    refused: str = ""

    @property
    def answer(self) -> dict[str, Any]:
        """The row as it is written."""
        if self.verdict is None:
            return dict.fromkeys(ANSWERS, "") | {"id": self.id, "refused": self.refused}
        return {
            "id": self.id,
            "verdict": self.verdict.action.value,
            "indicator": self.verdict.action.indicator,
            "headline": headline(self.verdict),
            "rules": ";".join(finding.rule for finding in self.verdict.findings),
            "magnesium": f"{self.verdict.load.total:.1f}",
            "limit": f"{self.verdict.load.limit:g}",
            "refused": "",
        }


def check_table(path: Path) -> Iterator[Checked]:
    """Every row of a CSV file is checked, in order; columns are those of `COLUMNS`.

    A file that cannot be read, has no rows or has an unknown column raises `Refusal`; a row that
    makes no sense does not, so that the others are not lost.
    """
    with _opened(path) as file:
        number = 0
        try:
            table = csv.DictReader(file, strict=True)
            _check_columns(table.fieldnames or (), path.name)
            for number, row in enumerate(table, start=1):
                yield _checked(row, number)
        except (csv.Error, UnicodeDecodeError) as error:
            raise Refusal(f"{path.name} is not a CSV table in UTF-8 ({error}).") from None
        if number == 0:
            raise Refusal(f"{path.name} has a head and no rows; write one row for each person.")


def write_answers(
    checked: Iterator[Checked], path: Path, *, progress: Callable[[int], None]
) -> tuple[int, list[str]]:
    """Answers are written as CSV, as they come; returns how many, and who was refused.

    The file is put in place when all of them are written, so a failure leaves an old one as it was.
    A place that cannot be written raises `Refusal`.
    """
    if path.exists() and not path.is_file():
        raise Refusal(f"{path} is not a file; name a file for the answers, such as answers.csv.")
    try:
        folder = tempfile.TemporaryDirectory(prefix=".threonate-", dir=path.parent)
    except OSError as error:
        raise Refusal(f"{path} cannot be written ({_why(error)}); choose another place.") from error
    with folder as name:
        draft = Path(name) / "answers.csv"
        count, refused = _write(checked, draft, progress=progress)
        draft.replace(path)
    return count, refused


def _write(
    checked: Iterator[Checked], path: Path, *, progress: Callable[[int], None]
) -> tuple[int, list[str]]:
    refused, count = [], 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ANSWERS)
        writer.writeheader()
        for count, each in enumerate(checked, start=1):
            writer.writerow(each.answer)
            if each.verdict is None:
                refused.append(each.id)
            progress(count)
    return count, refused


def _opened(path: Path) -> TextIO:
    try:
        return path.open(newline="", encoding="utf-8-sig")
    except OSError as error:
        raise Refusal(f"{path} cannot be read ({_why(error)}); check the path.") from error


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _checked(row: Mapping[str | None, Any], number: int) -> Checked:
    name = str(row.get("id") or "").strip() or str(number)
    try:
        return Checked(name, check(_facts(row)))
    except Refusal as refusal:
        return Checked(name, None, " ".join(str(refusal).split()))


def _facts(row: Mapping[str | None, Any]) -> Facts:
    if None in row or any(value is None for value in row.values()):
        raise Refusal("The row has another number of cells than the head; check its commas.")
    said = {str(key): str(value).strip() for key, value in row.items() if str(value).strip()}
    given: dict[str, Any] = {key: said[key] for key in WORDS if key in said}
    given |= {
        key: [each for each in said[key].split(";") if each.strip()] for key in LISTS if key in said
    }
    given |= {key: _truth(key, said[key]) for key in TRUTHS if key in said}
    given |= {key: NUMBERS[key].read(said[key]) for key in NUMBERS if key in said}
    given["medicines"] = [m for each in given.get("medicines", ()) for m in _medicines(each)]
    given["other"] = [_source(each) for each in given.get("other", ())]
    intakes = _intakes(*(said.get(key) for key in TAKEN))
    return replace(Facts.of(**given), intakes=intakes, dose_told="dose" in said)


@lru_cache(maxsize=_REMEMBERED)
def _medicines(text: str) -> tuple[Medicament, ...]:
    return Medicament.all_of(text)


@lru_cache(maxsize=_REMEMBERED)
def _source(text: str) -> MagnesiumSource:
    return MagnesiumSource.of(text)


@lru_cache(maxsize=_REMEMBERED)
def _intakes(dose: str | None, times: str | None, split: str | None) -> tuple[Intake, ...]:
    return intakes_of(dose, times=times, split=split)


def _truth(key: str, text: str) -> bool:
    if text.casefold() not in (*_TRUE, *_FALSE):
        raise Refusal(f"{key} is '{text}'; write yes or no.")
    return text.casefold() in _TRUE


def _check_columns(names: Sequence[str], file: str) -> None:
    if not names:
        raise Refusal(
            f"{file} is empty; its first row names the columns, such as {', '.join(COLUMNS[:5])}."
        )
    for name in names:
        if name not in COLUMNS:
            raise Refusal(f"{file}: '{name}' is not a column that is known.{_advice(name)}")
        if names.count(name) > 1:
            raise Refusal(f"{file} has the column '{name}' twice; keep one of them.")


def _advice(name: str) -> str:
    if any(each in name for each in _SEPARATORS):
        return " Columns are separated by commas, and several values of one by semicolons."
    return nearest(name, COLUMNS) or f" The columns are: {', '.join(COLUMNS)}."
