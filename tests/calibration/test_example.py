"""The example finds the numbers from which its measurements were made."""

import runpy
from pathlib import Path

import pytest

from threonate.calibration import Data, fit, read_measurements, steady_problem
from threonate.dose import read_events
from threonate.people.people_file import read_people

FOLDER = Path(__file__).parents[2] / "examples" / "fit"


@pytest.mark.slow
def test_the_example_finds_what_its_measurements_were_made_from() -> None:
    data = Data.of(
        read_measurements(FOLDER / "data.csv"),
        people=read_people(FOLDER / "people.csv"),
        regimens=read_events(FOLDER / "events.csv"),
    )
    true = runpy.run_path(str(FOLDER / "make.py"))["TRUE"]
    found = fit(steady_problem(data, list(true)), draws=100)
    for estimate in found.estimates:
        assert estimate.low < true[estimate.name] < estimate.high
    assert not found.warnings


def test_the_measurements_are_those_that_are_made(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FOLDER)
    runpy.run_path("make.py", run_name="__main__")
    made, kept = capsys.readouterr().out, (FOLDER / "data.csv").read_text()
    assert len(made.splitlines()) == len(kept.splitlines())
    for ours, theirs in zip(made.splitlines()[1:], kept.splitlines()[1:], strict=True):
        assert ours.split(",")[:3] == theirs.split(",")[:3]
        assert float(ours.split(",")[3]) == pytest.approx(float(theirs.split(",")[3]), abs=2e-3)
