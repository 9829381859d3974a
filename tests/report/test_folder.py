"""A report is a folder that is whole, or is not there."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from threonate.course import Course
from threonate.dose import Dose, Regimen, Route, Salt
from threonate.refusal import Refusal
from threonate.report import folder as made
from threonate.report import write_pictures, write_report
from threonate.simulation import simulate


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_folder_holds_the_page_the_document_and_the_tables(folder: Path) -> None:
    found = sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file())
    tables = [f"tables/{name}.csv" for name in ("balance", "course", "quantities", "sources")]
    assert found == ["answer.json", "report.html", *tables]


def test_the_tables_hold_every_digit_of_the_document(
    folder: Path, answer: Mapping[str, Any]
) -> None:
    first = rows(folder / "tables" / "quantities.csv")[0]
    one = answer["quantities"][first["quantity"]]
    assert float(first["change_low"]) == one["change_low"]
    places = {r["place"]: float(r["amount [mg]"]) for r in rows(folder / "tables" / "balance.csv")}
    # Six weeks of 144 mg, the first at half.
    assert places["swallowed"] == pytest.approx(5.5 * 7 * 144)
    assert len(rows(folder / "tables" / "course.csv")) == 42
    assert len(rows(folder / "tables" / "sources.csv")) == len(answer["sources"])


def test_a_failed_report_leaves_the_older_one_alone(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "report.html"
    old.write_text("older")

    def fail(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(made, "page", fail)
    with pytest.raises(ZeroDivisionError):
        course.report(tmp_path)
    assert old.read_text() == "older"
    assert [f.name for f in tmp_path.iterdir()] == ["report.html"]


def test_a_file_where_the_folder_belongs_is_refused(course: Course, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(Refusal, match="is a file"):
        course.report(tmp_path / "out")


def test_the_same_course_gives_the_same_files(course: Course, folder: Path, tmp_path: Path) -> None:
    write_report(course, tmp_path)
    for file in folder.rglob("*.*"):
        assert (tmp_path / file.relative_to(folder)).read_bytes() == file.read_bytes()


def test_pictures_are_png(course: Course, tmp_path: Path) -> None:
    pictures = write_pictures(course, tmp_path)
    assert {p.stem for p in pictures} >= {"serum", "urine", "brain", "balance", "forms"}
    assert all(p.read_bytes().startswith(b"\x89PNG") for p in pictures)


DRIP = Dose(9.0, 8.0, 0.0, Salt.find("sulfate"), route=Route.INTRAVENOUS, duration=4.0)


@pytest.mark.parametrize(
    "regimen",
    [
        Regimen.none(weeks=2),
        Regimen.of([DRIP], length=30.0),
        Regimen.of([DRIP], length=240.0),
        Regimen.daily(weeks=1),
    ],
    ids=["nothing", "thirty hours", "ten days after a drip", "a week"],
)
@pytest.mark.parametrize("draws", [1, 3])
def test_every_regimen_has_its_report(regimen: Regimen, draws: int, tmp_path: Path) -> None:
    page = write_report(simulate(regimen=regimen, draws=draws), tmp_path).read_text("utf-8")
    assert "NaN" not in page
    assert "not defined" not in page
