"""Every row is asked by a person to whom it applies, and by one to whom it does not."""

import pytest

from threonate.refusal import Refusal
from threonate.safety.action import Action
from threonate.safety.check import check
from threonate.safety.condition import Condition
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gate import Gate, GateKind, load_gates
from threonate.safety.intake import Intake
from threonate.safety.interaction import Interaction, Rule, Transfer, load_interactions
from threonate.safety.laboratory_rule import PER_MILLIMOLE, bands, threshold
from threonate.safety.magnesium_source import MagnesiumSource
from threonate.safety.not_flagged import load_not_flagged
from threonate.safety.place import Place
from threonate.safety.symptom import Symptom
from threonate.safety.verdict import Verdict

USUAL = (Intake(667, 480), Intake(1334, 1320))


def facts(**said: object) -> Facts:
    """A healthy adult who takes the usual dose, changed as said."""
    return Facts.of(**{"age": 45, "egfr": 95, "intakes": USUAL, **said})  # type: ignore[arg-type]


def rules(verdict: Verdict) -> dict[str, Finding]:
    return {finding.rule: finding for finding in verdict.findings}


def test_nothing_speaks_against_it_in_a_healthy_adult() -> None:
    verdict = check(facts())
    assert verdict.action is Action.OK
    assert set(rules(verdict)) == {"RG-G1"}


# --- interactions ------------------------------------------------------------------------------


@pytest.mark.parametrize("row", load_interactions().values(), ids=lambda row: row.id)
def test_every_medicine_is_found_and_says_what_it_rests_on(row: Interaction) -> None:
    finding = rules(check(facts(medicines=[row.ingredient])))[row.id]
    assert finding.severity == row.severity
    assert finding.sources == row.sources
    assert finding.verified == row.verified
    assert finding.document["evidence"]["transfer"] == row.transfer.value
    assert row.ingredient.casefold() in (finding.do + finding.what + finding.about[0]).casefold()


@pytest.mark.parametrize(
    "row",
    [row for row in load_interactions().values() if row.rule is Rule.SEPARATE],
    ids=lambda row: row.id,
)
def test_a_medicine_to_be_kept_apart_stops_magnesium_taken_with_it(row: Interaction) -> None:
    together = check(facts(medicines=[f"{row.ingredient} 08:00"], intakes=[Intake(667, 480)]))
    assert rules(together)[row.id].action is Action.STOP
    assert rules(together)[row.id].is_timing
    # Twelve hours either way keeps every gap of the table.
    apart = check(facts(medicines=[f"{row.ingredient} 08:00"], intakes=[Intake(667, 1200)]))
    assert rules(apart)[row.id].action is Action.CAUTION


@pytest.mark.parametrize(
    "row",
    [row for row in load_interactions().values() if row.rule is Rule.AVOID],
    ids=lambda row: row.id,
)
def test_a_medicine_to_be_avoided_stops_magnesium_at_any_time(row: Interaction) -> None:
    assert check(facts(medicines=[row.ingredient])).is_refused


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in load_interactions().values()
        if row.transfer is Transfer.ANTACID_PH and row.gap is not None
    ],
    ids=lambda row: row.id,
)
def test_an_acid_rule_counts_only_for_a_large_intake(row: Interaction) -> None:
    small = rules(check(facts(medicines=[row.ingredient], intakes=[Intake(667)])))[row.id]
    large = rules(check(facts(medicines=[row.ingredient], intakes=[Intake(1334)])))[row.id]
    assert small.gap is None
    assert large.gap == row.gap


def test_magnesium_before_bed_is_eight_hours_before_a_morning_tablet() -> None:
    late = facts(medicines=["levothyroxine 06:30"], intakes=[Intake(1334, 22 * 60)])
    assert rules(check(late))["TH-01"].action is Action.CAUTION
    later = facts(medicines=["levothyroxine 01:00"], intakes=[Intake(1334, 22 * 60)])
    assert rules(check(later))["TH-01"].action is Action.STOP


def test_strict_asks_the_longest_gap_and_the_usual_one_mentions_it() -> None:
    # 19:30 to 22:00 is 2.5 h: label 2 h, the strictest source 4 h.
    evening = {"medicines": ["doxycycline 19:30"], "intakes": [Intake(1334, 22 * 60)]}
    usual = rules(check(facts(**evening)))["TC-01"]
    assert usual.action is Action.CAUTION
    assert "stricter sources ask 4 h" in usual.do
    assert rules(check(facts(**evening, strict=True)))["TC-01"].action is Action.STOP


@pytest.mark.parametrize("name", ["amiloride", "triamterene", "spironolactone", "eplerenone"])
def test_what_holds_magnesium_back_is_stopped_by_a_weak_kidney(name: str) -> None:
    assert check(facts(medicines=[name], egfr=44)).is_refused
    assert not check(facts(medicines=[name], egfr=80)).is_refused


# --- what is not listed ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "id_"), [(name, row.id) for row in load_not_flagged().values() for name in row.names]
)
def test_what_others_flag_without_evidence_is_not_flagged_and_says_why(name: str, id_: str) -> None:
    verdict = check(facts(medicines=[name]))
    assert [row.id for asked, row in verdict.not_flagged if asked == name] == [id_]
    assert verdict.action in (Action.OK, Action.TELL)
    assert not verdict.not_found


def test_the_counts_of_what_is_not_flagged() -> None:
    # Twenty-eight rows of the specification, and the rest of the French list in one.
    assert len(load_not_flagged()) == 29


def test_an_unknown_medicine_keeps_two_hours_and_is_told_as_not_found() -> None:
    verdict = check(facts(medicines=["wonderdrug 08:00"]))
    assert [each.asked for each in verdict.not_found] == ["wonderdrug"]
    assert rules(verdict)["R-UNKNOWN"].is_timing


def test_a_near_name_is_asked_back() -> None:
    verdict = check(facts(medicines=["levothyroxyne"]))
    assert verdict.action is Action.ASK
    assert "Did you mean levothyroxine" in rules(verdict)["R-UNKNOWN"].do


# --- gates -------------------------------------------------------------------------------------

APPLIES: dict[str, dict[str, object]] = {
    "RG-G1": {"egfr": 90},
    "RG-G2": {"egfr": 89.9},
    "RG-G3A": {"egfr": 59.9},
    "RG-G3B": {"egfr": 44.9},
    "RG-G4": {"egfr": 29.9},
    "RG-G5": {"egfr": 14.9},
    "RG-UNKNOWN": {"egfr": None, "age": 65},
    "RG-AKI": {"conditions": ["acute kidney injury"]},
    "P-HB": {"heart_rate": 49},
    "P-HF": {"conditions": ["heart failure"]},
    "P-HYPO": {"systolic": 89},
    "P-MG": {"conditions": ["LEMS"]},
    "P-GI": {"days_without_stool": 4},
    "P-STONE.1": {"conditions": ["struvite stones"]},
    "P-STONE.2": {"conditions": ["calcium-oxalate stones"]},
    "P-PREG.EU": {"pregnant": True},
    "P-PREG.US": {"pregnant": True, "place": "US"},
    "P-LACT.EU": {"breastfeeding": True, "place": "UK"},
    "P-LACT.US": {"breastfeeding": True, "place": "US"},
    "P-PED": {"age": 17.9},
    "P-OLD": {"age": 65},
    "P-OP": {"conditions": ["planned surgery"]},
    "P-DIAR": {"conditions": ["short bowel"]},
    "P-DRIVE": {"symptoms": ["drowsy"]},
    "P-ALL": {"conditions": ["allergy"]},
    "R-LAB-1.mmol": {"serum": "1.06 mmol/L"},
    "R-LAB-2.mmol": {"serum": "2.01 mmol/L"},
    "R-LAB-2.sign": {"symptoms": ["weakness"], "egfr": 40},
    "R-LAB-3.mmol": {"serum": "0.69 mmol/L"},
    "R-LAB-4": {"serum": "0.85 mmol/L"},
    **{symptom.gate: {"symptoms": [symptom]} for symptom in Symptom if symptom.gate},
}
"""For each gate that acts, somebody to whom it applies."""


@pytest.mark.parametrize(
    "gate",
    [gate for gate in load_gates().values() if gate.action is not None],
    ids=lambda gate: gate.id,
)
def test_every_gate_acts_on_whom_it_is_for(gate: Gate) -> None:
    # A threshold printed in two units is one rule: the stricter of the two.
    name = gate.id.replace(".mgdl", ".mmol")
    finding = rules(check(facts(**APPLIES[name])))[name]
    assert finding.action is gate.action
    assert finding.do
    assert name not in rules(check(facts())) or name == "RG-G1"


@pytest.mark.parametrize(
    ("egfr", "row"),
    [(90, "G1"), (60, "G2"), (45, "G3A"), (30, "G3B"), (15, "G4"), (2, "G5")],
)
def test_bands_of_the_kidney_begin_where_they_are_printed(egfr: float, row: str) -> None:
    assert f"RG-{row}" in rules(check(facts(egfr=egfr)))


def test_no_filtration_falls_between_two_bands() -> None:
    for tenth in range(20, 1500):
        found = [name for name in rules(check(facts(egfr=tenth / 10))) if name.startswith("RG-G")]
        assert len(found) == 1


@pytest.mark.parametrize("kind", [GateKind.BAND, GateKind.DEFINITION, GateKind.REFERENCE_RANGE])
def test_rows_that_define_are_in_three_units_that_nearly_agree(kind: GateKind) -> None:
    rows = [row for row in load_gates().values() if row.kind is kind]
    by_rule = {row.rule: [r for r in rows if r.rule == row.rule] for row in rows}
    for same in by_rule.values():
        for bound in ("low", "high"):
            values = [
                value / PER_MILLIMOLE[row.unit]
                for row in same
                if (value := getattr(row, bound)) is not None
            ]
            assert not values or max(values) - min(values) < 0.05 * max(values)


# 2.6 mg/dL = 1.070, 4.8 mg/dL = 1.975, 1.7 mg/dL = 0.699 mmol/L, at 24.305 g/mol
@pytest.mark.parametrize(
    ("rule", "value"), [("R-LAB-1", 1.05), ("R-LAB-2", 1.975), ("R-LAB-3", 0.70)]
)
def test_the_stricter_unit_of_a_threshold_decides(rule: str, value: float) -> None:
    assert threshold(rule) == pytest.approx(value, abs=5e-4)


@pytest.mark.parametrize(
    ("serum", "named"),
    [(0.85, "H0"), (1.5, "H1"), (1.9, "H1, H2"), (2.8, "H2, H3"), (6.0, "H4"), (9.0, "above")],
)
def test_a_serum_level_lies_in_every_band_that_any_source_draws(serum: float, named: str) -> None:
    assert bands(serum).startswith(named)


@pytest.mark.parametrize(
    "sign",
    [row for row in load_gates().values() if row.kind is GateKind.SIGN],
    ids=lambda row: row.id,
)
def test_no_sign_of_poisoning_is_published_below_the_emergency_threshold(sign: Gate) -> None:
    """Only nausea and the first fading of reflexes are, and of those the signs are asked about."""
    if sign.low is None:
        assert sign.condition.startswith("usually silent")
        return
    low = sign.low / PER_MILLIMOLE[sign.unit]
    early = ("nausea", "reflexes fade")
    assert low >= threshold("R-LAB-2") - 1e-9 or sign.condition.startswith(early)


# --- kidney not known --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        {"age": 65},
        {"age": None},
        {"conditions": ["diabetes"]},
        {"conditions": ["hypertension"]},
        {"conditions": ["ckd"]},
        {"medicines": ["lithium"]},
        {"medicines": ["ibuprofen"]},
        {"medicines": ["furosemide"]},
        {"medicines": ["ramipril"]},
        {"medicines": ["candesartan 8 mg"]},
    ],
)
def test_an_unknown_kidney_is_asked_for_where_it_may_be_weak(said: dict[str, object]) -> None:
    assert rules(check(facts(egfr=None, **said)))["RG-UNKNOWN"].action is Action.ASK


def test_an_unknown_kidney_is_mentioned_where_nothing_speaks_for_a_weak_one() -> None:
    assert rules(check(facts(egfr=None)))["RG-UNKNOWN"].action is Action.INFO


def test_an_old_measurement_is_asked_again_where_the_kidney_may_be_weak() -> None:
    assert "RG-UNKNOWN" in rules(check(facts(age=70, egfr_months=13)))
    assert "RG-UNKNOWN" not in rules(check(facts(age=70, egfr_months=12)))
    assert "RG-UNKNOWN" not in rules(check(facts(egfr_months=40)))


def test_dialysis_wins_over_any_number() -> None:
    assert "RG-G5" in rules(check(facts(egfr=95, conditions=["dialysis"])))


def test_a_pacemaker_answers_for_a_sick_sinus_and_not_for_a_block() -> None:
    paced = ["pacemaker", "sick sinus syndrome"]
    assert "P-HB" not in rules(check(facts(conditions=paced)))
    assert "P-HB" in rules(check(facts(conditions=["pacemaker", "heart block"])))


# --- sums --------------------------------------------------------------------------------------


# By hand: 2,001 mg at 24.305/294.50 is 165.1 mg; 400 mg Mg(OH)2 at 41.7 % is 166.7 mg.
@pytest.mark.parametrize(
    ("place", "other", "action"),
    [
        ("EU", 84.8, None),
        ("EU", 84.9, Action.CAUTION),
        ("US", 184.8, None),
        ("US", 185.0, Action.CLINICIAN),
        ("UK", 185.0, Action.CLINICIAN),
        ("EU", 2334.0, Action.CLINICIAN),
        ("EU", 2335.0, Action.STOP_RED),
    ],
)
def test_supplements_are_added_up_against_the_limit_of_the_place(
    place: str, other: float, action: Action | None
) -> None:
    verdict = check(facts(place=place, other=[MagnesiumSource("other", other)]))
    found = rules(verdict).get("R-UL-2")
    assert (None if found is None else found.action) is action
    assert verdict.load.total == pytest.approx(165.14 + other, abs=0.01)


def test_a_believable_label_is_counted_as_printed() -> None:
    assert check(facts(elemental=144)).load.total == 144
    assert check(facts(elemental=100)).load.high == 100


def test_an_impossible_label_is_asked_about_and_counted_at_the_most_it_can_hold() -> None:
    verdict = check(facts(elemental=2000))
    assert rules(verdict)["L-COMPOUND_AS_ELEMENTAL"].action is Action.ASK
    assert verdict.load.high == pytest.approx(165.14, abs=0.01)


def test_other_magnesium_is_read_as_people_write_it() -> None:
    antacid = MagnesiumSource.of("antacid: 400 mg magnesium hydroxide")
    assert antacid.elemental == pytest.approx(166.7, abs=0.1)
    assert MagnesiumSource.of("250 mg magnesium").elemental == 250


# --- dose --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "rule", "action"),
    [
        ((1000, 1001), "R-DOSE-2", None),
        ((1300, 1300), "R-DOSE-2", Action.CLINICIAN),
        ((1100, 1100, 1100), "R-DOSE-2", Action.STOP),
        ((1334,), "R-DOSE-4", None),
        ((2000,), "R-DOSE-4", Action.CAUTION),
    ],
)
def test_amounts_stay_within_what_trials_gave(
    amounts: tuple[float, ...], rule: str, action: Action | None
) -> None:
    found = rules(check(facts(intakes=[Intake(each) for each in amounts]))).get(rule)
    assert (None if found is None else found.action) is action


def test_the_cap_of_a_weak_kidney_is_the_lower_of_its_range() -> None:
    assert "R-RENAL-CAP" in rules(check(facts(egfr=50)))
    assert "R-RENAL-CAP" not in rules(check(facts(egfr=50, intakes=[Intake(1000)])))
    watched = facts(egfr=50, intakes=[Intake(1334)], by_clinician=True)
    assert "R-RENAL-CAP" not in rules(check(watched))


def test_a_light_person_takes_less() -> None:
    # 25 mg/kg x 44 kg = 1,100 mg
    assert "1,100 mg" in rules(check(facts(weight=44)))["R-DOSE-1"].do


def test_two_intakes_in_one_evening_are_told_apart() -> None:
    close = facts(intakes=[Intake(667, 23 * 60), Intake(667, 60)])
    assert "R-DOSE-4" in rules(check(close))


def test_beyond_the_longest_trial_nothing_is_known() -> None:
    assert "R-DOSE-7" in rules(check(facts(weeks=26)))
    assert "R-DOSE-7" not in rules(check(facts(weeks=12)))


# --- order and completeness --------------------------------------------------------------------


def test_the_most_severe_finding_gives_the_verdict_and_none_ends_the_check() -> None:
    verdict = check(facts(egfr=20, medicines=["raltegravir", "omeprazole"], symptoms=["fainting"]))
    assert verdict.action is Action.EMERGENCY
    assert {"RG-G4", "IN-04", "GI-01", "R-RED.1"} <= set(rules(verdict))
    ranks = [finding.action.rank for finding in verdict.findings]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize("condition", list(Condition))
def test_a_condition_is_never_passed_over_in_silence(condition: Condition) -> None:
    # With an unknown kidney, the conditions that only make it doubtful are asked about too.
    said = {"conditions": [condition], "egfr": None}
    if condition is Condition.PACEMAKER:
        return
    assert check(facts(**said)).action.rank > Action.INFO.rank or condition in (
        Condition.OXALATE_STONES,
        Condition.SURGERY,
    )


def test_the_document_has_what_the_minimum_model_asks() -> None:
    document = check(facts(medicines=["ciprofloxacin"])).document
    assert document["indicator"] == "warning"
    finding = document["findings"][0]
    assert {"drugs", "consequence", "severity", "recommended_action", "mechanism"} <= set(finding)
    assert finding["frequency_of_harm"] == "unknown"
    assert document["supp_mg_sum"]["locale"] == "EU"


@pytest.mark.parametrize("place", list(Place))
def test_every_place_has_numbers_to_call(place: Place) -> None:
    document = check(facts(place=place)).document
    assert document["emergency"]
    assert document["poison_centre"]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"sex": "male", "pregnant": True}, "which of the two is right"),
        ({"serum": "2.0"}, "without a whole unit"),
        ({"serum": "2 mEq"}, "without a whole unit"),
        ({"serum": "20 mmol/L"}, "outside 0.2 to 10"),
        ({"creatinine": 1.0}, "only with age and sex"),
        ({"creatinine": 3.0, "sex": "f"}, "gives an eGFR"),
        ({"conditions": ["hart failure"]}, "Did you mean 'heart failure'"),
        ({"symptoms": ["purple hair"]}, "see a doctor"),
        ({"place": "Narnia"}, "use EU, UK, US or CA"),
        ({"age": -3}, "outside 0 to 120"),
        ({"medicines": ["08:00"]}, "names no medicine"),
        ({"medicines": ["aspirin 25:00"]}, "outside the day"),
    ],
)
def test_what_cannot_be_is_asked_back_in_one_sentence(said: dict[str, object], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        facts(**said)
