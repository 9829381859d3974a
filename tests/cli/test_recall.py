"""Recall on the command line: of the hippocampus alone, and below a course with its ladder."""

import csv
import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from threonate.answer.number import figures, signed
from threonate.cli.summary import memory
from threonate.dose import Regimen
from threonate.simulation import simulate

Ask = Callable[..., Any]

FEW = ("--draws", 20)


def numbers(value: object) -> Iterator[float]:
    """Every number in a document."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, float):
        yield value


@pytest.fixture
def answer(ask: Ask) -> Callable[..., dict[str, Any]]:
    def answer(*words: object) -> dict[str, Any]:
        told = ask("recall", "--json", *FEW, *words)
        assert (told.code, told.err) == (0, "")
        found: dict[str, Any] = json.loads(told.out)
        return found

    return answer


def test_one_sentence_comes_first_and_then_a_row_for_each_cue(ask: Ask, tmp_path: Path) -> None:
    told = ask("recall", *FEW)
    assert (told.code, told.err) == (0, "")
    first, *rest = told.out.splitlines()
    assert first.startswith("People of 60 recall ")
    assert first.endswith("as is usual at that age.")
    assert "% of items from 10 % of each" in first
    for head in ("Shown", "Recalled", "90 % interval", "Usual at this age", "At 25", "Change"):
        assert head in told.out
    shown = [line.split(" %")[0].strip() for line in rest if line.endswith(" points")]
    assert shown == ["10", "25", "50", "75", "100"]
    assert "strengthens" in told.out
    assert "norm for the age by construction" in told.out
    assert list(tmp_path.iterdir()) == []


def test_a_change_is_told_with_its_interval_and_how_sure_it_is(ask: Ask) -> None:
    told = ask("recall", "--quiet", "--acute", "--rise", 15, *FEW)
    assert told.code == 0
    (sentence,) = told.out.splitlines()
    assert " (90 % interval −" in sentence
    assert sentence.endswith("against what is usual at that age, certainty F.")
    assert "the largest change is −" in sentence
    assert "the largest change is +" in ask("recall", "--quiet", "--rise", 15, *FEW).out


def test_json_has_its_keys_and_finite_numbers(answer: Callable[..., dict[str, Any]]) -> None:
    found = answer("--age", 70, "--density", 1.1, "--rise", 10, "--cues", "0.2,0.6", "--seed", 4)
    assert set(found) == {
        *("age", "density", "magnesium", "branch", "recall", "encoding", "potentiation"),
        *("separation", "draws", "seed", "notes"),
    }
    assert (found["age"], found["density"], found["branch"]) == (70, 1.1, "chronic")
    assert found["magnesium"] == pytest.approx(1.1)
    assert (found["draws"], found["seed"], found["notes"]) == (20, 4, [])
    assert [row["cue"] for row in found["recall"]] == [0.2, 0.6]
    for row in found["recall"]:
        names = ("asked", "usual", "young", "change")
        ends = ("", "_low", "_high")
        assert set(row) == {"cue", *(f"{name}{end}" for name in names for end in ends)}
    assert all(map(math.isfinite, numbers(found)))


def test_the_signs_of_magnesium_now_and_for_weeks_are_opposite(
    answer: Callable[..., dict[str, Any]],
) -> None:
    at_once, for_days = answer("--rise", 15, "--acute"), answer("--rise", 15)
    assert (at_once["branch"], for_days["branch"]) == ("acute", "chronic")
    for now, later in zip(at_once["recall"], for_days["recall"], strict=True):
        assert now["change_high"] < 0.0 < later["change_low"]


def test_more_synapses_raise_recall_from_a_poor_cue(
    answer: Callable[..., dict[str, Any]],
) -> None:
    poor = answer("--density", 1.2)["recall"][0]
    assert poor["cue"] == 0.1
    assert 0.0 < poor["change_low"] < poor["change"]


def test_the_same_seed_gives_the_same_answer(answer: Callable[..., dict[str, Any]]) -> None:
    first, again = (answer("--density", 1.1, "--seed", 9) for _ in range(2))
    assert first == again
    assert first["recall"] != answer("--density", 1.1, "--seed", 8)["recall"]


def test_what_was_never_compared_with_anything_is_said(ask: Ask) -> None:
    told = ask("recall", "--age", 85, "--density", 1.5, "--rise", 80, *FEW)
    assert told.code == 0
    marks = [line for line in told.out.splitlines() if line.startswith("Outside the tested range")]
    assert len(marks) == 3
    assert "an age of 85; the model was compared from 20 to 79." in marks[2]


def test_a_picture_a_table_and_the_answer_are_written(ask: Ask, tmp_path: Path) -> None:
    told = ask("recall", "--density", 1.1, "--json", "--out", "found", *FEW)
    assert told.code == 0
    assert told.err == f"Picture: {Path('found') / 'recall.svg'}\n"
    folder = tmp_path / "found"
    assert {file.name for file in folder.iterdir()} == {"recall.svg", "recall.csv", "recall.json"}
    svg = (folder / "recall.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "as asked, 60" in svg
    found = json.loads(told.out)
    assert json.loads((folder / "recall.json").read_text(encoding="utf-8")) == found
    with (folder / "recall.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert [row["Cue"] for row in rows] == ["10 %", "25 %", "50 %", "75 %", "100 %"]
    for row, told_row in zip(rows, found["recall"], strict=True):
        assert float(row["as asked, 60 [%]"]) == pytest.approx(100 * told_row["asked"])
        assert float(row["usual at 60, low [%]"]) == pytest.approx(100 * told_row["usual_low"])
        assert float(row["at 25, high [%]"]) == pytest.approx(100 * told_row["young_high"])


def test_nothing_that_is_unchanged_is_drawn_twice(ask: Ask, tmp_path: Path) -> None:
    told = ask("recall", "--quiet", "--out", "found", *FEW)
    assert told.code == 0
    assert len(told.out.splitlines()) == 1
    assert "as asked" not in (tmp_path / "found" / "recall.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("--cues", "0.5,2"),
        ("--cues", "-0.1"),
        ("--cues", "half"),
        ("--cues", "0.5,,1"),
        ("--cues", "nan"),
        ("--cues", ""),
        ("--density", 0),
        ("--density", 5),
        ("--density", 0.1),
        ("--density", "many"),
        ("--age", 15),
        ("--age", 101),
        ("--age", "nan"),
        ("--rise", -101),
        ("--rise", 901),
        ("--rise", "nan"),
        ("--draws", 0),
        ("--draws", 20_001),
        ("--draws", "few"),
        ("--rises", 3),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence_and_nothing_is_written(
    ask: Ask, tmp_path: Path, words: tuple[object, ...]
) -> None:
    told = ask("recall", *FEW, "--out", "found", *words)
    assert (told.code, told.out) == (2, "")
    assert len(told.err.splitlines()) == 1
    assert told.err.endswith(".\n")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    told = ask("recall", *FEW, "--out", Path("file") / "found")
    assert (told.code, told.out) == (2, "")
    assert len(told.err.splitlines()) == 1
    assert [item.name for item in tmp_path.iterdir()] == ["file"]


def test_below_a_course_stand_the_ladder_and_what_a_retest_can_show(ask: Ask) -> None:
    words = ("simulate", "--no-report", "--weeks", 1, "--compare", "none", "--draws", 30)
    told, found = ask(*words), json.loads(ask(*words, "--json").out)
    assert told.code == 0
    lines = told.out.splitlines()
    start = next(i for i, line in enumerate(lines) if line.strip().startswith("If magnesium only"))
    rungs = lines[start + 2 : start + 6]
    for line, rung in zip(rungs, found["memory"]["ladder"], strict=True):
        assert f" {rung['grade']} " in line
        between = f"({signed(rung['words_low'])} to {signed(rung['words_high'])})"
        assert line.endswith(f"{signed(rung['words'])} words {between}")
        for gain in rung["gain"]:
            assert f"{signed(100 * gain['recall'])} points" in line
    assert "slices and cultures" in rungs[1]
    assert [line.count("(assumed)") for line in rungs] == [0, 0, 1, 1]
    retest = found["memory"]["retest"]
    (line,) = (line for line in lines if line.startswith("One person's second "))
    noise, smallest = (
        figures(retest[f"{name}_words"], digits=2) for name in ("noise", "smallest_detectable")
    )
    assert f"by about {noise} words" in line
    assert f"only a change of {smallest} words would stand out" in line
    assert f"by chance in {100 * retest['as_large_by_chance']:.0f} of 100" in line


def test_nothing_taken_has_no_ladder() -> None:
    assert list(memory(simulate(regimen=Regimen.none(weeks=1), draws=2))) == []
