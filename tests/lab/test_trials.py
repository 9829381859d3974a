"""What the trials found is told with who paid and how certain it is, and nothing held out leaks."""

import json
from pathlib import Path
from typing import Any

import pytest

from threonate.lab.drawing import draw
from threonate.lab.laboratory import Laboratory
from threonate.lab.page import Shown
from threonate.lab.pages import outcome, trials
from threonate.lab.visit import Visit
from threonate.studies.belief import MODELLED
from threonate.studies.effect import load_effects
from threonate.studies.forest import forest
from threonate.studies.prediction import predict
from threonate.studies.study import held_out, load_studies


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    return Laboratory(Path(tmp_path_factory.mktemp("lab")) / "lab.sqlite3")


def all_outcomes(lab: Laboratory) -> Shown:
    return trials.show(trials.TrialsQuestion(), Visit(lab))


def one_outcome(lab: Laboratory, name: str) -> Shown:
    return outcome.show(outcome.OutcomeQuestion(), Visit(lab, parts={"domain": name}))


def drawn(page: Any, shown: Shown) -> str:
    return draw(page, shown, question={}, address="/trials", twin="/trials.json")


def told(shown: Shown) -> Any:
    assert shown.answer is not None
    return shown.answer


def test_every_outcome_that_is_pooled_is_shown_with_its_size(lab: Laboratory) -> None:
    answer = told(all_outcomes(lab))
    assert [each.domain for each in answer.outcomes] == [domain.value for domain in MODELLED]
    for each, expected in zip(answer.outcomes, predict(age=60, dose=2000, weeks=12), strict=True):
        assert each.effect.middle == expected.middle
        assert each.benefit == expected.benefit


def test_the_trials_are_counted_by_who_paid(lab: Laboratory) -> None:
    answer = told(all_outcomes(lab))
    makers = [each.label for each in answer.trials if each.linked]
    assert f"its makers ran or paid for {len(makers)}" in answer.paid
    assert "Liu 2016" in makers
    assert "Ni 2023" not in makers


def test_held_out_trials_appear_by_design_only(lab: Laboratory) -> None:
    answer = told(all_outcomes(lab))
    apart = {each.id for each in answer.trials if each.kept_apart}
    assert apart == held_out()
    labels = {load_studies()[key].label for key in apart}
    for domain in MODELLED:
        found = told(one_outcome(lab, domain.value))
        assert not labels & {each.study for each in (*found.findings, *found.beside)}
        assert not labels & {each.label for each in found.studies}
    assert not apart & {effect.study for effect in load_effects()}


@pytest.mark.parametrize("name", ["EM", "episodic-memory", "Episodic memory"])
def test_an_outcome_is_found_by_its_short_and_plain_name(lab: Laboratory, name: str) -> None:
    assert told(one_outcome(lab, name)).outcome.domain == "EM"


def test_a_bound_is_told_as_one_and_not_as_an_estimate(lab: Laboratory) -> None:
    (ni,) = [f for f in told(one_outcome(lab, "G")).findings if f.study == "Ni 2023"]
    assert ni.estimate is None
    assert ni.told.startswith("not significant, so between")


def test_what_one_study_carries_is_the_record_of_the_fit(lab: Laboratory) -> None:
    found = told(one_outcome(lab, "G"))
    kept = forest(MODELLED[0]).posterior.record.influence["liu2016"]["G"]
    assert {each.without: each.effect for each in found.carried}["without Liu 2016"] == kept


@pytest.mark.parametrize("domain", MODELLED)
def test_every_outcome_has_a_page(lab: Laboratory, domain: Any) -> None:
    shown = one_outcome(lab, domain.value)
    page = drawn(outcome.OUTCOME, shown)
    assert page.count("<h1>") == 1
    assert "In scientific terms" in page
    json.dumps(told(shown).model_dump(mode="json"), allow_nan=False)


def test_an_outcome_that_no_trial_measured_says_so(lab: Laboratory) -> None:
    assert "belief, not evidence" in told(one_outcome(lab, "sleep-as-recorded")).sentence


def test_who_is_behind_a_trial_stands_in_its_forest_in_words(lab: Laboratory) -> None:
    page = drawn(outcome.OUTCOME, one_outcome(lab, "G"))
    assert "maker-linked, high risk" in page
    assert "sponsor not verified, some risk" in page


def test_an_unknown_outcome_is_met_with_the_nearest(lab: Laboratory) -> None:
    shown = one_outcome(lab, "anxeity")
    assert shown.code == 404
    assert "Did you mean 'anxiety'? It is at /trials/anxiety." in shown.errors[""]
    assert '<a href="/trials/anxiety">' in drawn(outcome.OUTCOME, shown)


def test_an_outcome_without_a_scale_is_not_pooled(lab: Laboratory) -> None:
    shown = one_outcome(lab, "pain")
    assert shown.code == 404
    assert "share no scale" in shown.errors[""]


def test_a_hostile_name_is_escaped(lab: Laboratory) -> None:
    shown = one_outcome(lab, "<script>alert(1)</script>" * 20)
    page = drawn(outcome.OUTCOME, shown)
    assert "<script>alert" not in page
    assert len(shown.errors[""]) < 300


def test_a_product_of_several_things_is_not_told_as_the_compound_alone(lab: Laboratory) -> None:
    visit = Visit(lab, parts={"domain": "episodic-memory"})
    shown = outcome.show(outcome.OutcomeQuestion(), visit)
    assert isinstance(shown.answer, outcome.OutcomeAnswer)
    assert "Zhang 2022 with other ingredients" in shown.answer.sentence
