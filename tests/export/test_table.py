"""A table says the unit of every column, loses no digit and is written whole."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from threonate.export.table import to_csv, write_csv
from threonate.refusal import Refusal

SERUM = pd.DataFrame(
    {"serum": [0.1 + 0.2, 0.85], "person": ["A", "B, the second"]},
    index=pd.Index([0.0, 24.0], name="time"),
)
UNITS = {"time": "h", "serum": "mmol/L"}


def test_headers_carry_units() -> None:
    assert to_csv(SERUM, units=UNITS).splitlines()[0] == "time [h],serum [mmol/L],person"


def test_every_digit_comes_back() -> None:
    read = list(csv.DictReader(io.StringIO(to_csv(SERUM, units=UNITS))))
    assert [float(row["serum [mmol/L]"]) for row in read] == [0.1 + 0.2, 0.85]
    assert [row["person"] for row in read] == ["A", "B, the second"]


def test_an_index_without_a_name_stays_at_home() -> None:
    assert to_csv(SERUM.reset_index(drop=True), units={}).splitlines()[0] == "serum,person"


def test_a_unit_without_its_column_is_refused() -> None:
    with pytest.raises(Refusal, match=r"'serun', which is no column.*Did you mean 'serum'"):
        to_csv(SERUM, units={"serun": "mmol/L"})


def test_a_table_that_cannot_be_made_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "serum.csv"
    write_csv(target, SERUM, units=UNITS)
    before = target.read_text(encoding="utf-8")
    with pytest.raises(Refusal):
        write_csv(target, SERUM, units={"urine": "mmol"})
    assert target.read_text(encoding="utf-8") == before
    assert [file.name for file in tmp_path.iterdir()] == ["serum.csv"]
