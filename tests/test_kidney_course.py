"""Serum magnesium in people with weak kidneys, beside the rule."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from threonate.dose import Regimen
from threonate.evidence.source import load_sources
from threonate.kidney_course import (
    REMARKS,
    KidneyCourse,
    follow_facts,
    follow_kidney,
    thresholds,
)
from threonate.people import Person
from threonate.refusal import Refusal
from threonate.safety.condition import Condition
from threonate.safety.facts import Facts
from threonate.safety.intake import Intake
from threonate.safety.magnesium_source import MagnesiumSource
from threonate.safety.reference import load_references

DRAWS = 64
EGFR = (100, 75, 50, 35, 20, 10)
DOCS = Path(__file__).parents[1] / "docs" / "anchors.json"


@cache
def at(egfr: float | None) -> KidneyCourse:
    return follow_kidney(Person(egfr=egfr), Regimen.daily(), draws=DRAWS)


def test_weaker_kidneys_hold_more_magnesium() -> None:
    for read in ("baseline", "value", "change", "peak"):
        middles = [getattr(at(egfr), read).middle for egfr in EGFR]
        assert middles == sorted(middles), read
        assert len(set(middles)) == len(middles)


def test_more_people_pass_every_threshold_as_kidneys_fail() -> None:
    for i in range(4):
        counts = [at(egfr).thresholds[i].over for egfr in EGFR]
        assert counts == sorted(counts)
    assert at(10).thresholds[0].over > at(100).thresholds[0].over


def test_a_supplement_never_takes_anybody_below_a_threshold() -> None:
    for egfr in EGFR:
        assert all(each.over >= each.over_without for each in at(egfr).thresholds)


def test_healthy_kidneys_keep_serum_in_its_usual_range() -> None:
    # 0.75 to 0.95 mmol/L, Institute of Medicine 1997.
    assert 0.75 < at(100).baseline.middle < 0.95
    assert 0.75 < at(100).value.middle < 0.95


def test_the_excess_is_what_is_absorbed_over_what_is_cleared() -> None:
    # 144 mg are 5.92 mmol; a tenth to a third of it, 0.6 to 2.0 mmol a day, is absorbed beyond what
    # food brings, and urine follows serum by 38 (30 to 46) litres a day at 100 mL/min.
    assert 0.6 / 46 < at(100).change.middle < 2.0 / 30


def test_half_the_filtration_at_most_doubles_the_excess() -> None:
    # What is absorbed stays the same and each litre spills at least as much as before.
    assert 1.0 < at(10).change.middle / at(20).change.middle < 2.0


def test_the_thresholds_are_those_of_the_bands() -> None:
    assert [(gate.rule, gate.low) for gate in thresholds()] == [
        ("H1", 1.05),
        ("H2", 1.75),
        ("H3", 2.5),
        ("H4", 5.0),
    ]


@pytest.mark.parametrize(
    ("egfr", "rule"),
    [(100, "RG-G1"), (75, "RG-G2"), (50, "RG-G3A"), (35, "RG-G3B"), (20, "RG-G4"), (10, "RG-G5")],
)
def test_the_rule_stands_beside_the_simulation(egfr: float, rule: str) -> None:
    assert at(egfr).rule.rule == rule
    assert at(egfr).rule.do in at(egfr).sentence


def test_the_rule_still_holds_where_the_simulation_looks_harmless() -> None:
    assert "The rule still says: Do not use it." in at(20).sentence
    assert "The rule says:" in at(100).sentence


def test_the_sentence_gives_both_levels_and_the_interval() -> None:
    found = at(35)
    for number in (found.baseline.middle, found.value.middle, found.value.low, found.value.high):
        assert f"{number:.2f}" in found.sentence
    assert found.sentence.startswith("At eGFR 35, serum magnesium rises from ")
    assert f"of {DRAWS} simulated people" in found.sentence


def test_an_unknown_egfr_is_taken_as_usual_and_said_so() -> None:
    found = at(None)
    assert found.is_typical
    assert 60 < found.egfr < 110
    assert "usual at 60" in found.sentence
    assert found.rule.rule == "RG-UNKNOWN"


def test_nothing_taken_changes_nothing() -> None:
    found = follow_kidney(Person(egfr=40), Regimen.none(weeks=2), draws=8)
    assert found.change.middle == pytest.approx(0.0, abs=1e-6)
    assert "stays near" in found.sentence
    assert "in 2 weeks" in found.sentence


def test_a_measured_serum_is_where_the_person_starts() -> None:
    found = follow_kidney(Person(egfr=40, serum=0.92), Regimen.daily(weeks=1), draws=8)
    assert found.baseline.middle == pytest.approx(0.92, abs=1e-3)


def test_other_magnesium_adds_to_the_rise() -> None:
    person, regimen = Person(egfr=35), Regimen.daily(weeks=3)
    other = [MagnesiumSource("magnesium oxide", 300)]
    alone = follow_kidney(person, regimen, draws=16)
    more = follow_kidney(person, regimen, other=other, draws=16)
    assert more.change.middle > 1.5 * alone.change.middle
    assert more.notes == alone.notes
    assert more.document["other_mg_d"] == {"magnesium oxide": 300}


def test_an_unknown_form_is_taken_as_absorbed_most() -> None:
    person, regimen = Person(egfr=35), Regimen.daily(weeks=1)
    odd = [MagnesiumSource("my sachet", 100), MagnesiumSource("oxide", 100)]
    found = follow_kidney(person, regimen, other=odd, draws=8)
    assert len(found.notes) == 1
    assert found.notes[0].startswith("my sachet is taken as dissolved at once")


def test_two_slow_forms_are_followed_together() -> None:
    slow = [MagnesiumSource("oxide", 100), MagnesiumSource("citrate", 100)]
    found = follow_kidney(Person(egfr=35), Regimen.daily(weeks=1), other=slow, draws=8)
    assert found.notes[0].startswith("citrate is taken as dissolved at once")


def test_an_absurd_sum_is_refused() -> None:
    other = [MagnesiumSource("oxide", 2500)]
    with pytest.raises(Refusal, match="more than 2,000 mg"):
        follow_kidney(Person(egfr=35), Regimen.daily(weeks=1), other=other, draws=2)


def test_the_facts_of_a_check_can_be_followed() -> None:
    facts = Facts(age=60, egfr=35, intakes=(Intake(667, 480), Intake(1333, 1290)))
    found = follow_facts(facts, draws=DRAWS)
    assert found.days == 84
    assert found.change.middle == pytest.approx(at(35).change.middle, rel=0.1)


def test_dialysis_is_not_simulated() -> None:
    with pytest.raises(Refusal, match="Dialysis"):
        follow_facts(Facts(age=60, conditions=frozenset({Condition.DIALYSIS})))


def test_the_same_seed_gives_the_same_answer() -> None:
    again = follow_kidney(Person(egfr=35), Regimen.daily(), draws=DRAWS)
    assert again.document == at(35).document


def test_plain_data_is_complete_and_finite() -> None:
    found = json.loads(json.dumps(at(20).document, allow_nan=False))
    assert len(found["daily"]) == 84
    assert found["rule"]["action_code"] == "stop"
    assert found["draws"] == DRAWS
    # 1 mmol/L is 2.4305 mg/dL.
    assert found["value_mg_dl"]["median"] == pytest.approx(2.4305 * found["value"]["median"])
    low, high = found["value"]["low_90"], found["value"]["high_90"]
    assert low < found["value"]["low_50"] < found["value"]["high_50"] < high


def test_the_agreement_told_is_the_one_that_validation_finds() -> None:
    published = json.loads(DOCS.read_text(encoding="utf-8"))["anchors"]
    anchor = next(each for each in published if each["id"] == "cunningham2012_onset")
    told = REMARKS[0].says
    assert f"{anchor['published_low']:.0f} to {anchor['published_high']:.0f} mL/min" in told
    simulated, low, high = (anchor[name] for name in ("simulated", "low", "high"))
    assert f"below {simulated:.0f} (90 %: {low:.0f} to {high:.0f})" in told
    assert anchor["clean"] is False
    assert "An earlier fit had seen" in told


def test_the_counter_evidence_is_told_with_what_the_model_makes_of_it() -> None:
    against = next(each for each in REMARKS if "fuku21" in each.sources)
    oxide = Regimen.daily("oxide", elemental=600, titrate=False)
    found = follow_kidney(Person(egfr=40), oxide, draws=DRAWS)
    assert f"{found.change.middle:.2f} mmol/L more" in against.says


def test_every_remark_names_known_sources() -> None:
    known = {*load_sources(), *load_references()}
    assert {key for each in REMARKS for key in each.sources} <= known
    assert {"fuku21", "wakai19"} <= {key for each in REMARKS for key in each.sources}
    assert not re.search(r"MgT|registry", " ".join(each.says for each in REMARKS))
