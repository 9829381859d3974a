"""Evidence on the command line: the matrix, one outcome, a reader's own study, and the fit."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from threonate.studies.belief import MODELLED

Ask = Callable[..., Any]

HEAD = "study,domain,week,estimate,se,n_active,n_control\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.csv"
    file.write_text(f"{HEAD}mine,G,12,0.5,0.2,50,50\n", encoding="utf-8")
    return file


def test_the_matrix_begins_with_a_sentence_and_lists_every_outcome(ask: Ask) -> None:
    told = ask("evidence")
    assert (told.code, told.err) == (0, "")
    first = told.out.splitlines()[0]
    assert first.startswith("On memory and thinking together trials leave an average effect of ")
    assert "without Liu 2016" in first
    assert "No effect on sleep, anxiety, mood or attention has been shown." in first
    for domain in MODELLED:
        assert domain.label in told.out
    assert "it is not evidence about that outcome" in told.out


def test_the_matrix_as_json_holds_every_number(ask: Ask) -> None:
    found = json.loads(ask("evidence", "--json").out)
    assert [each["domain"] for each in found["domains"]] == [d.value for d in MODELLED]
    for each in found["domains"]:
        quantiles = [each["effect"][name] for name in ("q05", "q25", "q50", "q75", "q95")]
        assert quantiles == sorted(quantiles)
        assert 0.0 <= each["noticeable"] <= each["benefit"] <= 1.0
    assert found["fit"]["divergences"] == 0
    assert found["with_own"] is None


@pytest.mark.parametrize("name", ["G", "memory and thinking", "MEMORY AND THINKING"])
def test_an_outcome_opens_with_its_trials(ask: Ask, name: str) -> None:
    told = ask("evidence", name)
    assert told.code == 0
    assert told.out.startswith("Memory and thinking: ")
    (last,) = (line for line in told.out.splitlines() if "+0.89" in line)
    assert "maker" in last
    assert "high" in last
    assert "between −0.38 and +0.38" in told.out
    assert "never reported" in told.out
    assert "Plain pooling" in told.out


def test_an_outcome_that_no_trial_measured_says_so(ask: Ask) -> None:
    told = ask("evidence", "AUT")
    assert "No trial of the compound with a number measured it." in told.out.splitlines()[0]


def test_pictures_and_their_table_go_into_a_folder(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert ask("evidence", "G", "--out", out).code == 0
    assert sorted(file.name for file in out.iterdir()) == ["forest.csv", "forest.svg", "funnel.svg"]
    # Bounds alone make no funnel.
    assert ask("evidence", "ANX", "--out", tmp_path / "bounds").code == 0
    assert not (tmp_path / "bounds/funnel.svg").exists()


def test_a_readers_study_joins_and_is_marked(ask: Ask, mine: Path) -> None:
    alone, joined = ask("evidence", "G"), ask("evidence", "G", "--with", mine)
    assert "mine (yours)" in joined.out
    assert joined.out.splitlines()[0] != alone.out.splitlines()[0]
    assert "With yours: mine." in ask("evidence", "--with", mine).out
    assert json.loads(ask("evidence", "--with", mine, "--json").out)["with_own"] == ["mine"]


def test_what_cannot_be_asked_is_refused_in_one_line(ask: Ask, mine: Path, tmp_path: Path) -> None:
    for words in (
        ("evidence", "memry"),
        ("evidence", "tolerability"),
        ("evidence", "--out", tmp_path / "x"),
        ("evidence", "fit", "--with", mine),
        ("evidence", "--with", tmp_path / "none.csv"),
    ):
        told = ask(*words)
        assert (told.code, told.out) == (2, "")
        assert told.err.count("\n") == 1


def test_fitting_without_the_sampler_says_what_to_install(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(name: str) -> None:
        """Nothing of that name is installed."""

    monkeypatch.setattr("importlib.util.find_spec", lost)
    told = ask("evidence", "fit")
    assert told.code == 2
    assert "pip install 'threonate[fit]'" in told.err
