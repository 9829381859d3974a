"""What to expect is asked with a form, answered by trials at once and by the body beside them."""

from pathlib import Path
from typing import Any

import pytest

from threonate.lab.drawing import draw
from threonate.lab.laboratory import Laboratory
from threonate.lab.page import Shown
from threonate.lab.pages.predict import PREDICT, PredictQuestion
from threonate.lab.visit import Visit
from threonate.studies.prediction import predict


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    return Laboratory(Path(tmp_path_factory.mktemp("lab")) / "lab.sqlite3")


def asked(lab: Laboratory, **said: str) -> Shown:
    return PREDICT.show(PredictQuestion(**said), Visit(lab))


def drawn(shown: Shown, **said: str) -> str:
    question = PredictQuestion(**said)
    return draw(PREDICT, shown, question=question, address="/", twin="/.json")


def told(shown: Shown) -> Any:
    assert shown.answer is not None
    return shown.answer


def test_an_empty_form_asks_the_usual_question(lab: Laboratory) -> None:
    found = told(asked(lab))
    expected = predict(age=60, dose=2000, weeks=12)
    assert [each.outcome.effect.middle for each in found.predictions] == [
        each.middle for each in expected
    ]
    assert found.asked.compound_mg_per_day == 2000.0
    assert found.roads is None


def test_a_dose_may_be_written_as_magnesium_and_a_weight_in_pounds(lab: Laboratory) -> None:
    found = told(asked(lab, dose="144 mg magnesium", weight="154 lb")).asked
    # Labels count 72 mg of magnesium in 1,000 mg.
    assert found.compound_mg_per_day == pytest.approx(2000.0, rel=1e-6)
    assert found.weight_kg == pytest.approx(69.85, abs=0.01)


def test_an_impaired_memory_makes_another_answer(lab: Laboratory) -> None:
    usual, impaired = told(asked(lab)), told(asked(lab, impaired="yes"))
    assert impaired.predictions[0].outcome.effect != usual.predictions[0].outcome.effect
    assert "people whose memory already fails" in impaired.sentence


def test_every_mistake_stands_beside_its_field_and_keeps_what_was_typed(lab: Laboratory) -> None:
    said = {"age": "7", "dose": "2000", "weeks": "<b>", "weight": "2"}
    shown = asked(lab, **said)
    assert shown.code == 422
    assert set(shown.errors) == set(said)
    page = drawn(shown, **said)
    assert all(f'id="{name}-error"' in page for name in said)
    assert 'value="2000"' in page
    assert "<b>" not in page


@pytest.mark.parametrize("weeks", ["nan", "inf", "-1", "521", "1e999"])
def test_impossible_weeks_are_refused(lab: Laboratory, weeks: str) -> None:
    assert "weeks" in asked(lab, weeks=weeks).errors


@pytest.mark.parametrize("dose", ["10001 mg", "-5 mg", "nan mg", "2000"])
def test_impossible_doses_are_refused(lab: Laboratory, dose: str) -> None:
    assert "dose" in asked(lab, dose=dose).errors


def test_the_two_roads_are_set_side_by_side(lab: Laboratory) -> None:
    lab.once(("mechanism", 60.0, 1500.0, 12.0, None), lambda: (0.25, 0.02, 1.05))
    shown = asked(lab, dose="1500 mg", road="yes")
    roads = told(shown).roads
    assert roads.mechanism == (0.25, 0.02, 1.05)
    assert roads.trials[0] == told(shown).predictions[3].outcome.effect.middle
    assert "Two roads to memory" in drawn(shown)


def test_a_body_is_not_followed_for_years_but_trials_still_answer(lab: Laboratory) -> None:
    shown = asked(lab, weeks="500", road="yes")
    assert shown.code == 200
    assert "at most 104 weeks" in told(shown).roads_refused
    assert told(shown).roads is None


def test_the_parameters_of_the_answer_link_to_why(lab: Laboratory) -> None:
    page = drawn(asked(lab))
    for name in ("noticeable", "usual_weight", "half_dose_median", "onset_median", "age_sd"):
        assert f'href="/why/studies.{name}"' in page


def test_a_test_in_seconds_is_told_as_faster_or_slower(lab: Laboratory) -> None:
    tests = [test for each in told(asked(lab)).predictions for test in each.tests]
    for test in tests:
        if test.unit in ("s", "ms"):
            assert test.told.endswith("faster" if test.value < 0.0 else "slower")


def test_what_no_trial_has_tried_is_assumed_and_said(lab: Laboratory) -> None:
    said = {"dose": "10 g", "weeks": "52"}
    shown = asked(lab, **said)
    found = told(shown)
    assert {each.outcome.certainty for each in found.predictions} == {"F"}
    assert "No trial gave more than 2,000 mg" in found.beyond_trials[0]
    page = drawn(shown, **said)
    assert page.index("No trial lasted longer than 12") < page.index('class="answer"')


def test_a_dose_that_is_not_safe_is_told_before_any_gain(lab: Laboratory) -> None:
    shown = asked(lab, dose="10 g")
    page = drawn(shown, dose="10 g")
    assert "Do not take more than 2,000 mg" in told(shown).caution
    assert page.index("Do not take more than") < page.index("chances in 100")
    assert 'href="/safe?age=60&amp;dose=10000+mg&amp;weeks=12&amp;ask=yes"' in page
    assert told(asked(lab)).caution == ""


@pytest.mark.parametrize("text", ["no", "0", "false"])
def test_no_is_no(lab: Laboratory, text: str) -> None:
    assert not told(asked(lab, impaired=text)).asked.impaired
    assert asked(lab, impaired="perhaps").errors["impaired"]
