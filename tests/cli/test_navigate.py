"""Model rats swim on the command line, and are called model rats."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from threonate.cli.failure import guard
from threonate.cli.navigate import navigate


@pytest.fixture
def swim(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(tmp_path)
    app = typer.Typer(rich_markup_mode=None)
    app.command()(navigate)

    def swim(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        asked = [str(word) for word in words]
        code = guard(lambda: app(args=asked, standalone_mode=False), debug=False, commands=())
        return code, *capsys.readouterr()

    return swim


Swim = Callable[..., tuple[int, str, str]]


def test_one_sentence_comes_first_and_people_are_not_meant(swim: Swim) -> None:
    code, out, err = swim("--swimmers", 4, "--days", 2)
    assert (code, err) == (0, "")
    assert out.startswith("4 model rats took ")
    assert "These are model rats, not people" in out
    assert "Day" in out


def test_quiet_gives_the_sentence_alone(swim: Swim) -> None:
    code, out, _ = swim("--swimmers", 2, "--days", 2, "--quiet")
    assert code == 0
    assert len(out.splitlines()) == 1


def test_a_platform_that_moves_is_told_swim_by_swim(swim: Swim) -> None:
    _, out, _ = swim("--swimmers", 2, "--days", 2, "--task", "matching", "--quiet")
    assert "first swim of a day" in out


def test_json_is_one_document(swim: Swim) -> None:
    code, out, _ = swim("--swimmers", 2, "--days", 2, "--json")
    assert code == 0
    told = json.loads(out)
    assert told["request"]["cues"] == 1.0
    assert {"days", "swims", "probe", "latency", "units"} <= set(told)


def test_a_picture_and_its_numbers_are_written(swim: Swim, tmp_path: Path) -> None:
    code, out, _ = swim("--swimmers", 2, "--days", 2, "--out", "pool")
    assert code == 0
    assert "maze.svg" in out
    svg = (tmp_path / "pool" / "maze.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    told = json.loads((tmp_path / "pool" / "maze.json").read_text(encoding="utf-8"))
    assert set(told["paths"]) == {"first", "last", "without", "platforms"}


def test_one_day_of_one_rat_is_enough(swim: Swim, tmp_path: Path) -> None:
    code, out, _ = swim("--swimmers", 1, "--days", 1, "--trials", 1, "--out", "pool")
    assert code == 0
    assert out.startswith("A model rat took ")


@pytest.mark.parametrize(
    "words",
    [
        ("--cues", 2),
        ("--swimmers", 0),
        ("--swimmers", 1_000_000),
        ("--plasticity", -1),
        ("--task", "swimming"),
        ("--swimmers", "many"),
    ],
)
def test_what_no_rat_can_do_is_refused_and_nothing_is_left(
    swim: Swim, tmp_path: Path, words: tuple[object, ...]
) -> None:
    code, out, err = swim(*words, "--out", "pool")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_command_loads_no_compiler(tmp_path: Path) -> None:
    import subprocess

    asked = "import sys, threonate.cli.navigate; print('numba' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
