"""A whole virtual trial: what it says beside what was printed, as data, and as a table."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from threonate.refusal import Refusal
from threonate.studies.belief import convention
from threonate.studies.domain import Domain
from threonate.studies.trial_design import Design as Plan
from threonate.studies.trial_design import Endpoint, forecast
from threonate.trial.design import Analysis
from threonate.trial.design_file import read_design
from threonate.trial.trial_document import trial_document
from threonate.trial.trial_table import COLUMNS, trial_table
from threonate.trial.virtual import VirtualTrial, virtual_trial

EXAMPLES = Path(__file__).parents[2] / "examples" / "trials"


def run(name: str, replicates: int = 600) -> VirtualTrial:
    design = read_design(EXAMPLES / f"{name}.toml")
    return virtual_trial(design, replicates=replicates, volunteers=60, truths=200)


@pytest.fixture(scope="module")
def liu() -> VirtualTrial:
    return run("liu2016", replicates=3000)


def test_it_agrees_with_the_forecast_that_needs_no_people(liu: VirtualTrial) -> None:
    """The same design, forecast from sampling theory alone: quantiles of the printed estimate."""
    plan = Plan(
        active=23,
        control=21,
        dose=25.0,
        age=float(liu.pool.age.mean()),
        endpoints=(Endpoint("composite", Domain.G, 12.0),),
        linked=True,
        impaired=True,
        retest=convention("retest_in_trials"),
    )
    (other,) = forecast(plan).run
    found = np.quantile(liu.runs.found[0].by_visit[:, 0, 1], (0.05, 0.25, 0.5, 0.75, 0.95))
    assert found == pytest.approx(np.array(other.quantiles), abs=0.06)
    outlook = liu.headline.outlooks[Analysis.ANCOVA]
    assert outlook.assurance == pytest.approx(other.positive, abs=0.03)
    assert liu.headline.true == pytest.approx(other.true, abs=0.04)


def test_what_was_printed_stands_beside_what_the_design_finds(liu: VirtualTrial) -> None:
    printed = {(each.endpoint, each.week): each for each in liu.printed}
    assert printed["composite", 12.0].found == 0.89
    assert printed["composite", 6.0].found == 0.66
    assert printed["face_name", 12.0].found == 0.43
    assert (printed["flanker", 12.0].low, printed["flanker", 12.0].high) == (-0.61, 0.61)
    for each in liu.printed:
        assert each.run[0] < each.run[1] < each.run[2]
        # Readers see the better half of trials.
        assert each.read[1] > each.run[1]
        assert 0.0 < each.chance < 1.0


@pytest.mark.parametrize("name", ["lopresti2026", "hausenblas2024", "nct02237235"])
def test_a_held_out_trial_has_a_design_and_no_outcome(name: str) -> None:
    trial = run(name, replicates=50)
    assert trial.printed == ()
    assert trial_document(trial)["held_out"] is True


def test_a_significant_result_of_a_small_trial_exaggerates(liu: VirtualTrial) -> None:
    ratio = liu.headline.curse.exaggeration
    assert ratio is not None
    assert ratio > 2.0
    assert liu.headline.most < 1.0


def test_assurance_is_not_power(liu: VirtualTrial) -> None:
    """More people raise power without end, and assurance only as far as there is an effect."""
    for finding in liu.findings:
        fewer, more = (finding.sizes[0].people[wanted] for wanted in (0.8, 0.9))
        assert fewer is not None
        assert more is not None
        assured = finding.people[0.9].low
        assert fewer < more
        assert assured is None or more < assured


def test_a_maker_s_lean_is_told_from_an_effect(liu: VirtualTrial) -> None:
    """Counted over the replicates themselves: whose significant results are true, and how many."""
    found, head = liu.runs.found[0], liu.headline
    chosen = found.compared[Analysis.ANCOVA]
    clear = (chosen.p[:, 0] < 0.05) & (chosen.estimate[:, 0] > 0.0)
    assert head.positive == pytest.approx((found.true[:, 0] > 0.0).mean(), abs=0.03)
    assert head.positive_if_found == pytest.approx((found.true[clear, 0] > 0.0).mean(), abs=0.05)
    assert head.most > head.positive + 0.1
    here = head.prospect.assurance(22)
    assert here == pytest.approx(head.outlooks[Analysis.ANCOVA].assurance, abs=0.025)


@pytest.mark.parametrize("few", [{"replicates": 1}, {"volunteers": 2}, {"truths": 100}])
def test_fewer_than_tell_anything_are_refused(few: dict[str, int]) -> None:
    with pytest.raises(Refusal, match="use"):
        virtual_trial(read_design(EXAMPLES / "zhang2022.toml"), **few)  # type: ignore[arg-type]


def test_the_brain_trial_needs_the_people_worked_out_by_hand() -> None:
    trial = run("brain_magnesium", replicates=400)
    fluid = trial_document(trial)["findings"][0]
    by_hand = [each["people_by_change_alone"]["0.8"] for each in fluid["power"]]
    assert [int(people) for people in by_hand] == [15, 53]
    # 53 in each arm find 2.7 % with a power near 80 %: people differ in how they answer.
    assert fluid["power"][1]["power"] == pytest.approx(0.78, abs=0.04)
    told = trial.headline.lesson.translation
    assert told is not None
    assert told.if_true is not None
    assert told.if_false is not None
    assert told.if_true > told.before > told.if_false
    assert trial.headline.lesson.shrinks_to < 0.5
    # Citrate holds no threonate and can say nothing about its way.
    assert trial.findings[1].lesson.translation is None


def test_it_is_plain_data_with_finite_numbers(liu: VirtualTrial) -> None:
    told = json.loads(json.dumps(trial_document(liu), allow_nan=False))
    assert told["people"] == {"threonate": 23, "control": 21}
    assert [each["endpoint"] for each in told["findings"]] == ["composite", "face_name", "flanker"]
    assert {each["quantity"] for each in told["body"]} == {"serum", "csf"}


def test_a_name_is_no_formula_for_a_spreadsheet(liu: VirtualTrial) -> None:
    design = liu.runs.design
    arms = tuple(replace(arm, name=f"=1+{arm.name}") for arm in design.arms)
    told = trial_table(replace(liu.runs, design=replace(design, arms=arms)))
    row = next(csv.DictReader(io.StringIO(told)))
    assert row["arm"] == "'=1+threonate"


def test_the_table_has_a_row_for_each_replicate_endpoint_and_analysis(liu: VirtualTrial) -> None:
    rows = list(csv.DictReader(io.StringIO(trial_table(liu.runs))))
    assert len(rows) == 3000 * 3 * 3
    assert tuple(rows[0]) == COLUMNS
    first = liu.runs.found[0].compared[Analysis.ANCOVA]
    assert float(rows[0]["estimate"]) == pytest.approx(first.estimate[0, 0], rel=1e-5)
