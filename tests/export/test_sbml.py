"""The exported model is sound SBML: every unit agrees and every number says who found it."""

import sys
from pathlib import Path
from typing import Any

import pytest

from threonate import path
from threonate.engine.law import Kind
from threonate.engine.record import Event, merge, stack
from threonate.evidence.source import load_sources
from threonate.export.sbml import to_sbml, write_sbml
from threonate.path import ENTRIES, Input
from threonate.refusal import Refusal

libsbml = pytest.importorskip("libsbml")


def complaints(text: str) -> list[str]:
    document = libsbml.readSBMLFromString(text)
    # Every category, units and modelling practice among them, is on from the start.
    document.checkConsistency()
    found = (document.getError(index) for index in range(document.getNumErrors()))
    return [f"{error.getSeverityAsString()}: {error.getMessage()}" for error in found]


def model(text: str) -> Any:
    document = libsbml.readSBMLFromString(text)
    found = document.getModel().clone()
    document.setModel(None)
    return found


def dois(element: Any) -> list[str]:
    terms = (element.getCVTerm(index) for index in range(element.getNumCVTerms()))
    return [t.getResourceURI(i) for t in terms for i in range(t.getNumResources())]


def export(**changes: Any) -> str:
    numbers = {name: float(path.parameters()[name].value) for name in path.system().parameters}
    given: dict[str, Any] = {
        "parameters": numbers,
        "start": {},
        "records": merge([], samples=[], inputs=len(Input)),
        "entries": ENTRIES,
        "known": path.parameters(),
        "sources": load_sources(),
    }
    return to_sbml(path.system(), **{**given, **changes})


def test_nothing_is_wrong_with_the_model_and_no_unit_is_doubtful(sbml: str, idle: str) -> None:
    assert complaints(sbml) == []
    assert complaints(idle) == []


def test_a_wrong_unit_would_be_found(sbml: str) -> None:
    splay = 'id="kidney_splay" name="kidney.splay" value="{}" units="mmol_per_L"'
    right = splay.format(model(sbml).getParameter("kidney_splay").getValue())
    assert right in sbml
    assert complaints(sbml.replace(right, right.replace("mmol_per_L", "mmol"))) != []


def test_amounts_are_species_and_signals_are_not(sbml: str) -> None:
    exported = model(sbml)
    plasma = exported.getSpecies("blood_plasma")
    assert plasma.getHasOnlySubstanceUnits()
    assert (plasma.getInitialAmount(), plasma.getSubstanceUnits()) == (13.0, "mmol")
    assert exported.getSpecies("brain_neuron") is None
    assert exported.getParameter("brain_neuron").getUnits() == "dimensionless"
    assert exported.getParameter("blood_exposure").getUnits() == "mmol_h_per_L"


def test_every_law_is_exported_with_its_sentence_and_grade(sbml: str) -> None:
    exported = model(sbml)
    flows = [law for law in path.system().laws if law.kind is Kind.FLOW]
    assert exported.getNumReactions() == len(flows)
    assert exported.getNumRules() == len(path.system().laws) - len(flows)
    mixing = exported.getReaction("mixing_from_blood_plasma_to_blood_rapid")
    assert "Plasma and the slower interstitial fluid level out" in mixing.getNotesString()
    assert "Certainty B: human, once." in mixing.getNotesString()


def test_laws_and_numbers_point_to_the_papers_that_describe_them(sbml: str) -> None:
    exported = model(sbml)
    uptake = exported.getReaction("saturable_uptake_from_gut_jejunum_to_blood_plasma")
    assert dois(uptake) == ["https://identifiers.org/doi:10.1172/JCI115317"]
    sources = load_sources()
    for name in path.system().parameters:
        cited = (sources[key].identifier for key in path.parameters()[name].source)
        expected = {f"https://identifiers.org/{i}" for i in cited if i.startswith("doi:")}
        assert set(dois(exported.getParameter(name.replace(".", "_")))) == expected


def test_a_daily_dose_is_one_event(sbml: str) -> None:
    exported = model(sbml)
    # Begin, the first dose, the drip's two turns, the meal and the evening's salt.
    assert exported.getNumEvents() == 6
    names = [exported.getEvent(index).getName() for index in range(6)]
    assert "7 times from hour 21.5, every 24 hours" in names


def test_a_meal_stays_a_share_of_what_the_person_eats(sbml: str) -> None:
    exported = model(sbml)
    assert exported.getParameter("gut_diet").getValue() == 13.0
    meal = next(
        event
        for event in (exported.getEvent(index) for index in range(6))
        if event.getEventAssignment("gut_colon") and "from hour 8," in event.getName()
    )
    formula = libsbml.formulaToL3String(meal.getEventAssignment("gut_stomach").getMath())
    assert formula.startswith("gut_stomach + ")
    for part in ("gut_diet", "gut_food_available", f"{meal.getId()}_meal"):
        assert part in formula


def test_nothing_swallowed_needs_no_event(idle: str) -> None:
    assert model(idle).getNumEvents() == 0


def test_the_same_person_gives_the_same_file() -> None:
    assert export() == export()


def test_a_missing_number_is_refused() -> None:
    numbers = {name: 1.0 for name in path.system().parameters if name != "kidney.splay"}
    with pytest.raises(Refusal, match=r"without a value of kidney\.splay"):
        export(parameters=numbers)


def test_a_start_that_names_no_place_is_refused() -> None:
    with pytest.raises(Refusal, match=r"'blood\.plasm', which is no state.*mean 'blood\.plasma'"):
        export(start={"blood.plasm": 1.0})


def test_several_persons_do_not_fit_in_one_file() -> None:
    one = merge([], samples=[], inputs=len(Input))
    two = merge([Event(1.0, Input.MEAL, 1.0)], samples=[], inputs=len(Input))
    with pytest.raises(Refusal, match="export them one at a time"):
        export(records=stack([one, two]))


def test_who_lacks_libsbml_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libsbml", None)
    with pytest.raises(Refusal, match=r"pip install 'threonate\[sbml\]'"):
        export()


def test_the_file_holds_the_model(tmp_path: Path, idle: str) -> None:
    write_sbml(tmp_path / "model.xml", idle)
    assert (tmp_path / "model.xml").read_text(encoding="utf-8") == idle
