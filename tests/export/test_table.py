"""A table says the unit of every column, loses no digit and is written whole."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

import threonate
from threonate.dose import Regimen
from threonate.export.table import to_csv, write_csv
from threonate.refusal import Refusal
from threonate.simulation import simulate

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


def test_a_course_leaves_as_a_dataset_with_units() -> None:
    course = simulate(regimen=Regimen.daily(weeks=1), compare=["oxide"], draws=3, seed=7)
    found = course.to_xarray()
    assert found.serum.dims == ("arm", "draw", "time")
    assert list(found.arm.values) == ["without", "magnesium L-threonate", "magnesium oxide"]
    assert (found.sizes["draw"], found.time.attrs["units"]) == (3, "h")
    assert {name: found[name].attrs["units"] for name in found} == {
        "serum": "mmol/L",
        "csf": "mmol/L",
        "interstitial": "mmol/L",
        "neuronal": "1",
        "urine": "mmol",
    }
    assert found.attrs == {"seed": 7, "version": threonate.__version__}


def test_the_urine_of_a_dataset_is_what_the_last_day_adds() -> None:
    course = simulate(regimen=Regimen.daily(weeks=1), draws=3)
    urine = course.to_xarray().urine.sel(arm="magnesium L-threonate")
    last_day = urine.sel(time=168.0) - urine.sel(time=144.0)
    assert last_day.values == pytest.approx(course.readings["magnesium L-threonate"]["urine"])
    assert not urine.sel(time=0.0).any()


def test_a_course_leaves_as_a_frame_with_a_row_for_each_time() -> None:
    frame = simulate(regimen=Regimen.daily(weeks=1), draws=2).to_pandas()
    assert {"arm", "draw", "time [h]", "serum [mmol/L]", "neuronal [1]"} <= set(frame.columns)
    assert not frame.isna().any().any()
