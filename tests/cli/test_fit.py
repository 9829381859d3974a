"""Numbers are fitted from the command line to a table of measurements or a PEtab problem."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Told

Ask = Callable[..., Told]

DATA = "time,quantity,value,unit,sd\n0,serum,0.88,mmol/L,0.02\n24,urine,95,mg/day,8\n"
FACTOR = ("--parameters", "kidney.threshold_factor", "--weeks", 1)


@pytest.fixture
def data(tmp_path: Path) -> str:
    (tmp_path / "data.csv").write_text(DATA)
    return "data.csv"


def test_a_table_of_posteriors_comes_out_and_a_folder(ask: Ask, data: str, tmp_path: Path) -> None:
    told = ask("fit", data, *FACTOR, "--out", "posterior")
    assert told.code == 0
    assert "2 measurements of serum, urine in 1 person." in told.err
    assert "Written to posterior: draws.csv, posterior.toml" in told.err
    assert re.search(r"kidney\.threshold_factor +1\.0\d+ +1\.0\d+ \(0\.9\d+ to 1\.\d+\)", told.out)
    record = tomllib.loads((tmp_path / "posterior/posterior.toml").read_text())
    assert record["seed"] == 1
    assert len((tmp_path / "posterior/draws.csv").read_text().splitlines()) == 1001


def test_the_same_is_given_as_json_and_quietly(ask: Ask, data: str) -> None:
    told = ask("fit", data, *FACTOR, "--json", "--quiet", "--seed", 3)
    document = json.loads(told.out)
    assert (told.code, told.err, document["seed"]) == (0, "", 3)
    found = document["parameters"]["kidney.threshold_factor"]
    assert found["low"] < found["best"] < found["high"]
    assert document["sampler"]["agreed"] is True


@pytest.mark.parametrize("world", [None, 0])
def test_a_brain_is_fitted_in_a_world_that_the_page_and_the_posterior_name(
    ask: Ask, world: int | None, tmp_path: Path
) -> None:
    (tmp_path / "csf.csv").write_text("day,quantity,value,sd\n7,csf,1.12,0.02\n")
    given = () if world is None else ("--given", f"brain.translation={world}")
    told = ask(
        "fit", "csf.csv", "--parameters", "kidney.threshold_factor", "--weeks", 1, *given,
        "--out", "posterior", "--steps", 200, "--draws", 5,
    )  # fmt: skip
    expected = 1 if world is None else world
    assert told.code == 0
    assert f"(brain.translation = {expected})" in " ".join(told.out.split())
    record = tomllib.loads((tmp_path / "posterior/posterior.toml").read_text())
    assert record["given"] == {"brain.translation": expected}
    head, first, *_ = (tmp_path / "posterior/draws.csv").read_text().splitlines()
    assert dict(zip(head.split(","), first.split(","), strict=True))["brain.translation"] == (
        f"{expected}.0"
    )
    shown = ask("simulate", "--weeks", 1, "--posterior", "posterior", "--draws", 5, "--quiet")
    assert shown.code == 0


def test_a_petab_problem_is_written_and_fitted(ask: Ask, data: str) -> None:
    written = ask("fit", data, *FACTOR, "--petab", "problem", "--petab-version", 2)
    assert written.code == 0
    assert "PEtab's linter passes" in written.err
    ours = json.loads(ask("fit", data, *FACTOR, "--json").out)
    theirs = json.loads(ask("fit", "problem/problem.yaml", "--json").out)
    name = "kidney.threshold_factor"
    for key in ("best", "median", "low", "high"):
        assert theirs["parameters"][name][key] == pytest.approx(
            ours["parameters"][name][key], rel=0.005
        )


def test_several_persons_come_by_their_ids(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text(
        "id,day,quantity,value,sd\nA,0,serum,0.9,0.02\nB,1,serum,0.8,0.02\n"
    )
    (tmp_path / "people.csv").write_text("id,age,sex\nA,44,female\nB,71,male\n")
    (tmp_path / "events.csv").write_text(
        "ID,TIME,EVID,AMT\nA,8,1,100\nA,48,2,.\nB,9,1,200\nB,48,2,.\n"
    )
    told = ask(
        "fit", "data.csv", "--people", "people.csv", "--events", "events.csv", *FACTOR[:2], "--json"
    )
    assert (told.code, json.loads(told.out)["measurements"]) == (0, 2)
    alone = ask("fit", "data.csv", "--events", "events.csv", "--id", "B", *FACTOR[:2], "--json")
    assert json.loads(alone.out)["measurements"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "No number is to be fitted"),
        (("--parameters", "kidney.spray"), r"Did you mean 'kidney\.splay'"),
        (("--parameters", "kidney.splay", "--prior", "x"), "'x' is no number of the model"),
        (("--parameters", "kidney.splay", "--whose", "mine"), "--whose is 'mine'"),
        (("--parameters", "kidney.splay", "--search", "here"), "--search is 'here'"),
        (("--parameters", "kidney.splay", "--draws", 0), "0 draws were asked for"),
        (("--parameters", "kidney.splay", "--steps", 3), "3 steps were asked for"),
        (("--parameters", "brain.rat_gain"), r"No measurement depends on brain\.rat_gain"),
        (("--parameters", "kidney.splay", "--steps", 199), "199 steps .* use 200 or more"),
        (
            ("--parameters", "kidney.splay", "--given", "brain.translation=0.6"),
            r"given as 0\.6 and is either 0 or 1",
        ),
        (("--parameters", "kidney.splay", "--given", "kidney.splay=1"), "fitted and given"),
        (("--people", "nobody.csv"), "nobody.csv cannot be read"),
        (("--people", "nobody.csv", "--age", 50), "--people and --age both say who was measured"),
        (("--parameters", "kidney.splay", "--petab", "p", "--petab-version", 3), "version 3"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_sentence(
    ask: Ask, data: str, words: tuple[object, ...], told: str
) -> None:
    found = ask("fit", data, "--quiet", "--weeks", 1, *words)
    assert (found.code, found.out) == (2, "")
    assert re.search(told, found.err), found.err
    assert found.err.count("\n") == 1


@pytest.mark.parametrize(
    ("file", "words", "told"),
    [
        ("none.csv", (), "none.csv cannot be read"),
        ("none.yaml", (), r"none\.yaml cannot be read \(no such file\)"),
        ("none.yaml", ("--age", "50"), "says everything itself; leave --age out"),
        ("none.yaml", ("--parameters", "kidney.splay"), "leave --parameters out"),
    ],
)
def test_files_that_are_not_there_are_told(
    ask: Ask, file: str, words: tuple[str, ...], told: str
) -> None:
    found = ask("fit", file, *words)
    assert (found.code, found.out) == (2, "")
    assert re.search(told, found.err)


def test_missing_packages_are_named(ask: Ask, data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "emcee", None)
    told = ask("fit", data, *FACTOR, "--quiet")
    assert (told.code, told.out) == (2, "")
    assert "pip install 'threonate[calibrate]'" in told.err
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    told = ask("fit", data, *FACTOR, "--quiet", "--petab", "problem")
    assert "pip install 'threonate[petab]'" in told.err
