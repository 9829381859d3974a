"""What makes no sense is refused in one sentence, with exit code 2 and nothing left behind."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]

WORDS = {
    "a dose without a unit": ("--dose 2000", "has no unit"),
    "a negative dose": ("--dose=-5mg", "above zero"),
    "no dose": ("--dose 0mg", "above zero"),
    "a dose that is no number": ("--dose 'NaN mg'", "above zero and finite"),
    "an infinite dose": ("--dose 'inf mg'", "above zero and finite"),
    "an absurd dose": ("--dose 100g", "more than 20,000 mg"),
    "an unknown unit": ("--dose 3kg", "unknown unit 'kg'"),
    "an unknown salt": ("--form citrat --dose 1g", "Did you mean 'citrate'?"),
    "an unknown salt beside": ("--compare citrat", "Did you mean 'citrate'?"),
    "nothing beside something": ("--compare none --compare oxide", "stands alone"),
    "a time outside the day": ("--times 25:00", "outside the day"),
    "times out of order": ("--times 21:30,08:00", "out of order"),
    "shares that are not one day": ("--split 1/3,1/3", "add up to 1"),
    "a share too few": ("--split 1", "one for each time"),
    "endless weeks": ("--weeks inf", "finite"),
    "weeks that are no number": ("--weeks soon", "write a number"),
    "no weeks": ("--weeks 0", "above zero"),
    "a day that is none": ("--start 2026-02-30", "not a date"),
    "a missed dose without a day": ("--missed tuesday", "names no dose"),
    "a missed dose that nobody planned": ("--missed 300:1", "has no dose"),
    "an age of 300": ("--age 300", "outside 18 to 120"),
    "an age that is no number": ("--age nan", "finite"),
    "a negative eGFR": ("--egfr -5", "outside 2 to 200"),
    "an unknown sex": ("--sex other", "'female' or 'male'"),
    "a weight of nobody": ("--weight 5", "outside 30 to 300"),
    "a diet in another unit": ("--diet 13", "mmol/day"),
    "a serum in another unit": ("--serum 2.1", "mg/dL"),
    "creatinine against eGFR": ("--creatinine 0.8 --egfr 20", "correct one of them"),
    "an unknown medicine": ("--drug omeprazol3", "Did you mean 'omeprazole'?"),
    "no draws": ("--draws 0", "use 1 to"),
    "too many draws": ("--draws 1000000", "use 1 to"),
    "draws that are no number": ("--draws many", "valid integer"),
    "an unknown option": ("--dosage 1g", "No such option: --dosage"),
    "a misspelt option": ("--wieght 70", "Did you mean '--weight'?"),
    "a word too many": ("now", "unexpected extra argument"),
    "an option without its value": ("--age", "requires an argument"),
    "a person of no table": ("--id 3", "--events"),
    "a missing person file": ("--person nobody.toml", "cannot be read"),
    "a missing regimen file": ("--regimen nothing.toml", "cannot be read"),
    "a missing table of events": ("--events nothing.csv", "cannot be read"),
}


@pytest.mark.parametrize(("words", "says"), WORDS.values(), ids=list(WORDS))
def test_nonsense_on_the_command_line_is_refused(
    words: str, says: str, ask: Ask, tmp_path: Path
) -> None:
    told = ask("simulate", *shlex.split(words))
    assert_refused(told, says)
    assert list(tmp_path.iterdir()) == []


FILES = {
    "toml": ("--regimen", "a.toml", 'form = "citrate\n', "line 1, column 16"),
    "yaml": ("--regimen", "a.yaml", "times: [08:00\nweeks: 3\n", "line 2, column"),
    "json": ("--regimen", "a.json", '{"weeks": 3,\n "dose": }', "line 2, column 10"),
    "json without a number": ("--regimen", "a.json", '{"weeks": NaN}', "line 1, column 11"),
    "an unknown key": ("--regimen", "a.toml", "wekes = 12", "Did you mean 'weeks'?"),
    "a bare dose": ("--regimen", "a.toml", "dose = 2000", "with its unit"),
    "an impossible label": (
        "--regimen",
        "a.toml",
        '[product]\nname = "X"\nform = "l-threonate"\ncompound = "2000 mg"\nelemental = "400 mg"',
        "is impossible: 2000 mg of",
    ),
    "compound printed as magnesium": (
        "--regimen",
        "a.toml",
        '[product]\nname = "X"\nform = "oxide"\ncompound = "500 mg"\nelemental = "500 mg"',
        "prints the compound as magnesium",
    ),
    "a dose by weight": (
        "--regimen",
        "a.toml",
        'band = [{above = 50, below = 70, dose = "1 g"}]',
        "give the person's weight",
    ),
    "a regimen that is a picture": ("--regimen", "a.png", "x", "end its name in .toml"),
    "an empty regimen": ("--regimen", "a.toml", "", "line 1, column 1"),
    "an aged person": ("--person", "p.toml", "age = 300", "p.toml, line 1, column 1"),
    "a broken person": ("--person", "p.yaml", "age: [", "p.yaml, line 1, column"),
    "an unknown key of a person": ("--person", "p.toml", "wieght = 70", "Did you mean 'weight'?"),
    "events out of order": (
        "--events",
        "e.csv",
        "ID,TIME,AMT\n1,24,100\n1,8,100\n",
        "line 3, column TIME: events out of order",
    ),
    "an event that is no number": (
        "--events",
        "e.csv",
        "ID,TIME,AMT\n1,8,NaN\n",
        "line 2, column AMT",
    ),
    "a negative event": ("--events", "e.csv", "ID,TIME,AMT\n1,8,-3\n", "line 2, column AMT"),
    "a short row": ("--events", "e.csv", "ID,TIME,AMT\n1,8\n", "line 2, column 3"),
    "an open quote": ("--events", "e.csv", 'ID,TIME,AMT\n1,8,"3\n', "line 2"),
    "a table without times": ("--events", "e.csv", "ID,AMT\n1,100\n", "TIME is missing"),
    "an empty table": ("--events", "e.csv", "", "is empty"),
    "an unknown form": (
        "--events",
        "e.csv",
        "ID,TIME,AMT,FORM\n1,8,100,citrat\n",
        "line 2, column FORM",
    ),
    "an absurd event": ("--events", "e.csv", "ID,TIME,AMT\n1,8,90000\n", "more than 2,000 mg"),
    "a person who is a path": ("--events", "e.csv", "ID,TIME,AMT\n../x,8,9\ny,8,9\n", "folder"),
}


@pytest.mark.parametrize(("option", "name", "text", "says"), FILES.values(), ids=list(FILES))
def test_a_faulty_file_is_refused_with_its_place(
    option: str, name: str, text: str, says: str, ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text)
    assert_refused(ask("simulate", option, name), says)
    assert [item.name for item in tmp_path.iterdir()] == [name]


OTHERS = {
    "a misspelt command": ("simulat", "Did you mean 'simulate'?"),
    "an unknown command": ("bake", "The commands are simulate"),
    "a misspelt option of the program": ("--versoin", "Did you mean '--version'?"),
    "an export of nothing": ("export", "sbml, events, csv"),
    "an export to a film": ("export mp4", "'sbml', 'events', 'csv'"),
    "a reason for nothing": ("why", "Missing argument 'NAME'"),
    "a reason for a misspelling": ("why serun", "Did you mean 'serum'?"),
    "a reason for an ambiguous name": ("why plasma_fold_of_nothing", "is not a quantity"),
    "a misspelt source": ("sources rob1998", "Did you mean 'rob1999'?"),
    "a file where a folder belongs": ("simulate --out file", "choose another folder"),
    "two ways to say what is taken": (
        "simulate --regimen r.toml --dose 1g",
        "--regimen and --dose both",
    ),
    "two ways to say the meal": ("simulate --events e.csv --fasted", "--events and --fasted both"),
    "one model of many persons": ("export sbml --events e.csv", "choose with --id"),
    "a person who is not in the table": ("simulate --events e.csv --id Marie", "'Marie'"),
}


@pytest.mark.parametrize(("words", "says"), OTHERS.values(), ids=list(OTHERS))
def test_a_question_that_cannot_be_answered_is_refused(
    words: str, says: str, ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "r.toml").write_text("weeks = 1")
    (tmp_path / "e.csv").write_text("ID,TIME,AMT\nMary,8,100\nJohn,8,100\n")
    assert_refused(ask(*shlex.split(words)), says)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["e.csv", "file", "r.toml"]
    assert (tmp_path / "file").read_text() == "mine"


def test_json_does_not_change_how_a_refusal_is_told(ask: Ask) -> None:
    assert_refused(ask("simulate", "--json", "--age", "300"), "outside 18 to 120")


def assert_refused(told: Any, says: str) -> None:
    assert (told.code, told.out) == (2, "")
    assert says in told.err
    assert told.err.count("\n") == 1
    assert told.err.strip()[-1] in ".?"
    assert "Traceback" not in told.err


@pytest.mark.parametrize("words", [("--out", ""), ("--out=",), ("--weeks", "")])
def test_an_empty_value_is_refused_before_anything_is_written(
    words: tuple[str, ...], ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = ask("simulate", *words)
    assert told.code == 2
    assert "without a value" in told.err
    assert not list(tmp_path.iterdir())
