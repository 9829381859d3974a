"""``trial`` says what a planned trial would find, before anybody pays for it."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]

EXAMPLES = Path(__file__).parents[2] / "examples" / "trials"
FEW = ("--replicates", 60, "--volunteers", 40)


def test_a_design_is_answered_with_its_power_and_its_assurance(ask: Ask) -> None:
    told = ask("trial", EXAMPLES / "liu2016.toml", *FEW)
    assert told.code == 0, told.err
    assert told.out.startswith("Liu 2016: 21 on 'control' and 23 on 'threonate', 12 weeks.")
    for words in ("assurance", "Exaggerated", "Wrong sign", "mixed model", "never seen"):
        assert words in told.out
    assert "This is a model and not medical advice." in told.out
    assert "Following 40 volunteers" in told.err


def test_a_trial_of_the_brain_says_what_it_would_teach(ask: Ask) -> None:
    told = ask("trial", EXAMPLES / "brain_magnesium.toml", *FEW, "--quiet")
    assert told.code == 0, told.err
    assert "brain.translation" in told.out
    assert "15.7 for 5 % and 53.8 for 2.7 %" in told.out
    assert told.err == ""


def test_a_held_out_trial_is_told_from_its_design_alone(ask: Ask) -> None:
    told = ask("trial", EXAMPLES / "nct02237235.toml", *FEW)
    assert "is held out" in told.out
    assert "Printed" not in told.out


def test_it_is_one_document_and_a_table(ask: Ask, tmp_path: Path) -> None:
    told = ask("trial", EXAMPLES / "zhang2022.toml", *FEW, "--json", "--out", "runs.csv")
    found = json.loads(told.out)
    assert (found["replicates"], found["seed"]) == (60, 1)
    with (tmp_path / "runs.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    # Sixty trials, one endpoint, one arm, three analyses.
    assert len(rows) == 180


def test_the_same_seed_gives_the_same_answer(ask: Ask) -> None:
    words = ("trial", EXAMPLES / "zhang2022.toml", *FEW, "--json")
    assert ask(*words).out == ask(*words).out
    assert ask(*words).out != ask(*words, "--seed", 2).out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("none.toml",), "There is no file 'none.toml'"),
        ((EXAMPLES / "zhang2022.toml", "--replicates", 0), "0 replicates"),
        ((EXAMPLES / "zhang2022.toml", "--volunteers", 0), "volunteers"),
        ((EXAMPLES / "zhang2022.toml", "--out", "no/where.csv", *FEW), "where.csv"),
    ],
)
def test_what_cannot_be_run_is_refused_in_one_sentence(
    ask: Ask, words: tuple[object, ...], complaint: str
) -> None:
    told = ask("trial", "--quiet", *words)
    assert (told.code, told.out) == (2, "")
    assert complaint in told.err
    assert told.err.count("\n") == 1
