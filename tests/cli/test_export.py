"""What leaves the program can be read by another one, and by this one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from threonate.dose import Regimen, read_events

Ask = Callable[..., Any]


def test_the_doses_leave_as_a_table_of_events_and_come_back(ask: Ask, tmp_path: Path) -> None:
    told = ask("export", "events", "--out", "e.csv")
    assert (told.code, told.out) == (0, "")
    assert read_events(tmp_path / "e.csv")["1"].doses == Regimen.daily().doses


def test_a_table_of_many_persons_keeps_them_apart(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("ID,TIME,AMT\nMary,8,100\nJohn,9,200\n")
    ask("export", "events", "--events", "in.csv", "--out", "out.csv")
    assert read_events(tmp_path / "out.csv") == read_events(tmp_path / "in.csv")


def test_without_a_file_the_text_goes_to_the_standard_output(ask: Ask) -> None:
    told = ask("export", "events", "--weeks", "1")
    assert told.out.startswith("ID,TIME,EVID,AMT,CMT,II,ADDL,SS,RATE")
    assert told.err == ""


def test_the_model_leaves_as_sound_sbml_with_every_dose(ask: Ask, tmp_path: Path) -> None:
    libsbml = pytest.importorskip("libsbml")
    told = ask("export", "sbml", "--weeks", "2", "--weight", "80", "--out", "model.xml")
    assert told.code == 0, told.err
    document = libsbml.readSBMLFromFile(str(tmp_path / "model.xml"))
    assert document.checkConsistency() == 0
    model = document.getModel()
    # A morning, an evening, a first week of evenings; three meals; what begins them all.
    assert model.getNumEvents() >= 7
    plasma = model.getSpecies("blood_plasma").getInitialAmount()
    # A person of 80 kg holds more than the reference of 75 kg, near 0.85 mmol/L in 17 litres.
    assert 12 < plasma < 17


def test_an_export_that_is_refused_leaves_the_file_as_it_was(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "model.xml").write_text("older")
    assert ask("export", "sbml", "--age", "300", "--out", "model.xml").code == 2
    assert (tmp_path / "model.xml").read_text() == "older"


def test_a_place_that_cannot_be_written_is_refused(ask: Ask) -> None:
    told = ask("export", "events", "--out", "no/such/folder/e.csv")
    assert (told.code, told.err.count("\n")) == (2, 1)
