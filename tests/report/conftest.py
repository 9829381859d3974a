"""Courses whose report is written: the article's, a short one, and one without magnesium."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from threonate.course import Course
from threonate.dose import Regimen
from threonate.people import Person
from threonate.report import write_report
from threonate.simulation import simulate

HOSTILE = "<script>alert('Mary')</script> & \"sons\""


@pytest.fixture(scope="session")
def course() -> Course:
    """Six weeks of a person with a hostile name, beside citrate."""
    person = Person(name=HOSTILE)
    return simulate(person, Regimen.daily(weeks=6), compare=["citrate"], draws=200)


@pytest.fixture(scope="session")
def folder(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its report."""
    return write_report(course, tmp_path_factory.mktemp("report") / "out").parent


@pytest.fixture(scope="session")
def page(folder: Path) -> str:
    """The page of its report."""
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def answer(folder: Path) -> Mapping[str, Any]:
    """The document of its report."""
    found: Mapping[str, Any] = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    return found
