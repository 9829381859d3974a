"""A report is put in place whole, or what was there stays as it was."""

from pathlib import Path

import pytest

from threonate.export.staging import staged
from threonate.refusal import Refusal


def write_half(target: Path) -> None:
    with staged(target) as draft:
        (draft / "report.html").write_text("half")
        raise ZeroDivisionError


def test_files_take_their_place_together(tmp_path: Path) -> None:
    with staged(tmp_path / "a" / "b") as draft:
        (draft / "tables").mkdir()
        (draft / "tables" / "x.csv").write_text("1")
        (draft / "report.html").write_text("2")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a" / "b" / "tables" / "x.csv").read_text() == "1"
    assert [item.name for item in tmp_path.iterdir()] == ["a"]


def test_a_failed_run_leaves_an_older_report_alone(tmp_path: Path) -> None:
    report = tmp_path / "out" / "report.html"
    report.parent.mkdir()
    report.write_text("older")
    with pytest.raises(ZeroDivisionError):
        write_half(report.parent)
    assert report.read_text() == "older"
    assert [item.name for item in report.parent.iterdir()] == ["report.html"]


def test_files_of_other_names_stay(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with staged(tmp_path) as draft:
        (draft / "report.html").write_text("new")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["mine.txt", "report.html"]


def test_a_folder_where_a_file_belongs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(Refusal, match="is a folder"), staged(tmp_path) as draft:
        (draft / "report.html").write_text("new")
    assert [item.name for item in tmp_path.iterdir()] == ["report.html"]
