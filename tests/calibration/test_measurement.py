"""Measurements are read from a table, in the units and hours that people write."""

from pathlib import Path

import pytest

from threonate.calibration.measurement import read_measurements
from threonate.refusal import Refusal


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "data.csv"
    file.write_text(text)
    return file


def test_hours_units_and_errors_become_those_of_the_model(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "id,time,day,clock,quantity,value,unit,sd,cv\n"
        "A,104,,,serum,0.88,,0.03,\n"
        "A,,7,,urine,97.22,mg/day,24.305,\n"
        "B,,1,08:30,serum,2.4305,mg/dL,,10%\n"
        "\n"
        "B,,0,,csf,1.1,mmol/L,,5\n",
    )
    serum, urine, early, csf = read_measurements(file)
    assert [one.id for one in (serum, urine, early, csf)] == ["A", "A", "B", "B"]
    assert [one.time for one in (serum, urine, early, csf)] == [104.0, 168.0, 8.5, 0.0]
    # 24.305 mg of magnesium are 1 mmol, and 2.4305 mg/dL are 1 mmol/L.
    values = [one.value for one in (serum, urine, early, csf)]
    assert values == pytest.approx([0.88, 4.0, 1.0, 1.1])
    assert [one.sd for one in (serum, urine, early, csf)] == pytest.approx([0.03, 1.0, 0.1, 0.055])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty; its first row names the columns"),
        ("time,quantity,value,sd\n", "has a head and no rows"),
        ("time,quantity,valu,sd\n1,serum,1,1\n", "Did you mean 'value'"),
        ("time,time,quantity,value,sd\n", "the column 'time' twice"),
        ("time,quantity,sd\n1,serum,1\n", "has no column 'value'"),
        ("quantity,value,sd\nserum,1,1\n", "does not say when"),
        ("time,quantity,value\n1,serum,1\n", "does not say how exact"),
        ("time,quantity,value,sd\n1,serum,1\n", "line 2: it has 3 cells and the head 4"),
        ("time,quantity,value,sd\n1,serums,1,1\n", "line 2: 'serums' is not measured at an hour"),
        ("time,quantity,value,sd\n1,serum,high,1\n", "The value is 'high'; write a number"),
        ("time,quantity,value,sd\n1,serum,nan,1\n", "write a finite number"),
        ("time,quantity,value,sd\n1,serum,1,0\n", "nothing is measured exactly"),
        ("time,quantity,value,sd\n1,serum,1,\n", "either sd or cv"),
        ("time,quantity,value,sd\n,serum,1,1\n", "It is not said when"),
        ("time,quantity,value,unit,sd\n1,serum,1,mg,1\n", "'mg'; use mmol/L or mg/dL"),
        ("time,day,quantity,value,sd\n1,1,serum,1,1\n", "The time is said twice"),
        ("day,clock,quantity,value,sd\n0,08:00,serum,1,1\n", "days are counted from 1"),
        ("day,clock,quantity,value,sd\n1,25:00,serum,1,1\n", "outside the day"),
        ('time,quantity,value,sd\n"1,serum,1,1\n', "it is not CSV"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        read_measurements(written(tmp_path, text))
