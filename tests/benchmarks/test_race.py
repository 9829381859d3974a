"""The race runs, judges everyone by the same yardstick and says so on a page."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RACE = Path(__file__).parents[2] / "benchmarks" / "race.py"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("race")
    outputs = ["--results", str(folder / "results.json"), "--page", str(folder / "speed.md")]
    command = [sys.executable, str(RACE), "--quick", "--engines", "threonate", "lsoda", *outputs]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "speed.md"


@pytest.fixture(scope="module")
def results(page: Path) -> Any:
    return json.loads(page.with_name("results.json").read_text())


@pytest.mark.slow
def test_every_engine_races_on_one_and_on_two_cores(results: Any) -> None:
    raced = {(row["engine"], row["cores"]) for row in results["rows"]}
    assert raced == {(name, n) for name in ("threonate", "SciPy LSODA") for n in (1, 2)}
    assert results["absent"] == {}
    assert all(row["persons_per_second"] > 0 for row in results["rows"])


@pytest.mark.slow
def test_what_is_reported_is_right_to_one_in_ten_thousand(results: Any) -> None:
    assert [row["engine"] for row in results["rows"] if not row["max_relative_error"] <= 1e-4] == []


@pytest.mark.slow
def test_two_unlike_solvers_agree_on_what_is_true(results: Any) -> None:
    # LSODA at 1e-12 and our kernel on very fine steps share neither scheme nor step control.
    assert results["crowd"]["agreement"] < 1e-6


@pytest.mark.slow
def test_a_crowd_is_followed_to_the_last_person(results: Any) -> None:
    assert [row["followed"] for row in results["scale"]] == [64, 128]


@pytest.mark.slow
def test_the_page_shows_tables_and_names_no_place_on_the_machine(page: Path) -> None:
    text = page.read_text()
    assert "| threonate | 1 |" in text
    assert "## How errors are measured" in text
    assert str(RACE.parents[1]) not in text
