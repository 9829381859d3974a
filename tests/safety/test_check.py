"""Every row is asked by a person to whom it applies, and by one to whom it does not."""

from dataclasses import replace

import pytest

from threonate.refusal import Refusal
from threonate.safety.action import Action
from threonate.safety.check import check
from threonate.safety.condition import Condition
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gap import Gap
from threonate.safety.gate import Gate, GateKind, load_gates
from threonate.safety.intake import Intake
from threonate.safety.interaction import (
    Interaction,
    Rule,
    Severity,
    Transfer,
    load_interactions,
)
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
    assert rules(together)[row.id].is_timing
    # Twelve hours either way keeps every gap of the table.
    apart = check(facts(medicines=[f"{row.ingredient} 08:00"], intakes=[Intake(667, 1200)]))
    assert not rules(apart)[row.id].is_timing
    # A row of severity 1 reminds and never alarms.
    minor = row.severity <= Severity.MINOR
    forbidden, kept = rules(together)[row.id].action, rules(apart)[row.id].action
    assert forbidden is (Action.OK_REMIND if minor else Action.STOP)
    assert kept is (Action.OK_REMIND if minor else Action.CAUTION)


@pytest.mark.parametrize(
    "row",
    [row for row in load_interactions().values() if row.rule is Rule.AVOID],
    ids=lambda row: row.id,
)
def test_a_medicine_to_be_avoided_stops_magnesium_at_any_time(row: Interaction) -> None:
    assert check(facts(medicines=[row.ingredient])).is_refused
    agreed = check(facts(medicines=[f"{row.ingredient} 08:00"], by_clinician=True))
    assert rules(agreed)[row.id].action is Action.STOP
    assert not rules(agreed)[row.id].is_timing


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
    # Whoever takes medicines for HIV is sent to the doctor, but not for a gap.
    hiv = id_ in ("FP-11", "FP-12", "FP-13")
    assert verdict.action in ((Action.CLINICIAN,) if hiv else (Action.OK, Action.TELL))
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
    assert rules(verdict)["R-UNKNOWN"].do.startswith("Did you mean levothyroxine")
    # Levothyroxine needs 4 h on both sides, and doxycycline as much where sources are strict.
    for name in ("levothyroxyne", "doxicycline"):
        found = rules(check(facts(medicines=[name])))["R-UNKNOWN"]
        assert found.gap == Gap(4, 4)
        assert "2 h" not in found.do
    banned = rules(check(facts(medicines=["Isentres"])))["R-UNKNOWN"]
    assert "Take no magnesium with it" in banned.do


def test_unknown_names_do_not_push_what_is_known_down() -> None:
    names = ["xqxa", "xqxb", "xqxc", "nifedipine", "amiloride"]
    found = [each.rule for each in check(facts(medicines=names)).findings]
    assert found.index("CCB-01") < found.index("R-UNKNOWN")
    assert found.index("DK-01") < found.index("R-UNKNOWN")


def test_an_injection_keeps_no_gap_and_its_route_is_asked() -> None:
    found = rules(check(facts(medicines=["insulin 08:00"], intakes=[Intake(667, 480)])))
    assert found["R-UNKNOWN"].gap is None
    assert "injected?" in found["R-UNKNOWN"].do
    assert found["R-UNKNOWN"].action is Action.OK_REMIND


def test_advice_to_take_less_does_not_stand_beside_a_ban() -> None:
    ill = check(facts(symptoms=["weakness"], serum="1.3 mmol/L", intakes=[Intake(2000)]))
    assert not {"R-DOSE-3", "R-DOSE-4"} & set(rules(ill))
    near = facts(medicines=["doxycycline 08:00"], intakes=[Intake(2000, 480)])
    assert "R-DOSE-4" in rules(check(near))


@pytest.mark.parametrize("name", ["magnesium glycinate", "Rennie", "multivitamin"])
def test_magnesium_as_a_medicine_is_counted_and_keeps_no_gap(name: str) -> None:
    verdict = check(facts(medicines=[name]))
    (found,) = (each for each in verdict.findings if name in each.about)
    assert found.do.startswith(f"Count the magnesium in {name}")
    assert found.gap is None
    assert verdict.load.uncounted == (name,)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("magnesium citrate", "none of this compound on a day with a laxative dose"),
        ("Epsom salt", "do not add this compound"),
        ("sodium picosulfate", "none of this compound on the day of bowel preparation"),
    ],
)
def test_a_magnesium_laxative_leaves_no_room_beside_it(name: str, says: str) -> None:
    found = [each for each in check(facts(medicines=[name])).findings if each.rule[:2] == "ML"]
    assert says in found[0].do
    assert "add it as other magnesium" in found[0].do


@pytest.mark.parametrize("name", ["ciprofloxacin", "doxycycline"])
def test_magnesium_rests_during_a_short_course(name: str) -> None:
    (found, *_) = check(facts(medicines=[name])).findings
    assert "For a short course, leave magnesium out" in found.do


@pytest.mark.parametrize(
    ("name", "rule", "says"),
    [
        ("omeprazole", "GI-01", "serum magnesium"),
        ("furosemide", "DL-01", "serum magnesium"),
        ("nifedipine", "CCB-01", "stop magnesium if you get dizzy"),
        ("amiloride", "DK-01", "magnesium, potassium and eGFR"),
    ],
)
def test_what_is_to_be_watched_is_said(name: str, rule: str, says: str) -> None:
    assert says in rules(check(facts(medicines=[name])))[rule].do


def test_no_reason_is_given_that_makes_no_sense() -> None:
    def what(name: str, rule: str) -> str:
        return rules(check(facts(medicines=[name])))[rule].what

    assert what("magnesium hydroxide", "ML-01") == "Magnesium hydroxide holds magnesium itself."
    assert "hold magnesium back" not in what("calcitriol", "VD-01")
    assert what("atazanavir", "PH-11") == "No effect of magnesium supplements is expected."
    assert "binds" not in rules(check(facts(medicines=["tacrolimus"])))["TX-03"].studied_with


def test_half_an_hour_is_thirty_minutes() -> None:
    found = rules(check(facts(medicines=["alendronic acid"])))["BP-01"]
    assert "After alendronic acid wait at least 30 minutes" in found.do


@pytest.mark.parametrize("name", ["calcitriol", "alfacalcidol"])
def test_vitamin_d_analogues_exclude_it_in_weak_kidneys(name: str) -> None:
    assert check(facts(medicines=[name], egfr=35)).is_refused
    assert check(facts(medicines=[name], egfr=None, conditions=["ckd"])).is_refused
    assert not check(facts(medicines=[name], egfr=90)).is_refused


@pytest.mark.parametrize(
    "name", ["Biktarvy", "dolutegravir", "mycophenolate", "erlotinib", "darunavir"]
)
def test_a_medicine_tells_of_an_illness_with_which_to_see_a_doctor(name: str) -> None:
    found = rules(check(facts(medicines=[name])))
    assert found["R-DOCTOR"].action is Action.CLINICIAN
    assert name in found["R-DOCTOR"].about
    assert rules(check(facts(medicines=[name], by_clinician=True)))["R-DOCTOR"].action is (
        Action.CAUTION
    )


def test_a_medicine_about_which_a_doctor_decides_is_told_once() -> None:
    for name in ("raltegravir", "tacrolimus", "cisplatin"):
        assert "R-DOCTOR" not in rules(check(facts(medicines=[name])))


@pytest.mark.parametrize("unread", [("chronic thing",), ("one", "two")])
def test_a_condition_of_the_record_that_is_not_known_is_asked_about(
    unread: tuple[str, ...],
) -> None:
    verdict = check(replace(facts(), unread=unread))
    assert verdict.action is Action.ASK
    told = [each.about[0] for each in verdict.findings if each.rule == "R-UNREAD"]
    assert told == list(unread)


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
    "P-HB": {"heart_rate": 49, "conditions": ["dizzy on standing"]},
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
    "P-OLD": {"age": 65, "egfr": None},
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
        *(
            {"medicines": [name]}
            for name in (
                "naproxen",
                "diclofenac",
                "aspirin",
                "Entresto",
                "Zestril",
                "Priadel",
                "lanthanum",
                "patiromer",
                "alfacalcidol",
                "sevelamer",
                "Kayexalate",
            )
        ),
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


@pytest.mark.parametrize("name", ["levothyroxine", "omeprazole", "warfarin", "metformin"])
def test_no_medicine_is_taken_for_a_sign_of_weak_kidneys_without_cause(name: str) -> None:
    found = rules(check(facts(egfr=None, medicines=[name])))
    assert found["RG-UNKNOWN"].action is Action.INFO


# Bands end at 30, 45 and 60: a value below must never be printed as the bound.
@pytest.mark.parametrize("egfr", [29.9, 44.9, 59.9, 59.99])
def test_a_filtration_is_never_rounded_into_a_better_band(egfr: float) -> None:
    bound = f"eGFR {egfr:.0f}"
    for finding in check(facts(egfr=egfr)).findings:
        assert not any(each == bound or each.startswith(f"{bound} ") for each in finding.about)
        assert f"{bound} " not in finding.what


def test_what_is_given_is_not_asked_for_again() -> None:
    found = rules(check(facts(age=70, egfr=80)))["P-OLD"]
    assert found.action is Action.OK_REMIND
    assert "once a year" in found.do
    assert "before you start" not in found.do


def test_a_kidney_disease_with_a_good_filtration_is_asked_back() -> None:
    verdict = check(facts(egfr=90, conditions=["kidney failure"]))
    assert verdict.action.rank >= Action.ASK.rank
    weak = check(facts(egfr=50, conditions=["ckd"], intakes=[Intake(667)]))
    assert "R-RENAL" not in rules(weak)


def test_a_slow_pulse_without_a_told_symptom_is_asked_about() -> None:
    assert rules(check(facts(heart_rate=49)))["P-HB"].action is Action.ASK
    for felt in ({"symptoms": ["weakness"]}, {"conditions": ["heart block"]}):
        assert rules(check(facts(heart_rate=49, **felt)))["P-HB"].action is Action.STOP
    assert "P-HB" not in rules(check(facts(heart_rate=50)))


@pytest.mark.parametrize(
    "said",
    [
        {"age": 80, "egfr": None, "conditions": ["diabetes"]},
        {"age": None, "egfr": None},
        {"serum": "1.3 mmol/L"},
    ],
)
def test_a_sign_with_kidneys_or_serum_in_doubt_is_seen_today(said: dict[str, object]) -> None:
    found = rules(check(facts(symptoms=["weakness"], **said)))["R-LAB-2.sign"]
    assert found.action is Action.STOP_RED
    assert found.do.startswith("Stop all magnesium")


@pytest.mark.parametrize("symptom", ["weakness", "diarrhoea", "headache", "flushing"])
def test_what_is_not_borne_asks_for_less(symptom: str) -> None:
    found = rules(check(facts(symptoms=[symptom])))
    assert "go back one step" in found["R-DOSE-3"].do
    assert "R-LAB-2.sign" not in found


# The reference range is 0.75 to 0.95 mmol/L; too much begins above 1.05, too little below 0.70.
@pytest.mark.parametrize(
    ("serum", "action"),
    [(0.72, Action.TELL), (0.75, Action.INFO), (0.95, Action.INFO), (1.0, Action.CAUTION),
     (1.05, Action.CAUTION)],
)  # fmt: skip
def test_a_serum_level_outside_the_usual_range_is_not_called_normal(
    serum: float, action: Action
) -> None:
    (found,) = (
        each for each in check(facts(serum=f"{serum} mmol/L")).findings if "serum" in each.about[0]
    )
    assert found.action is action
    assert ("normal" in found.do) is (action is Action.INFO)
    assert "H0" not in found.about[0]


def test_thresholds_of_serum_name_where_they_are_printed() -> None:
    for serum, rule in (("1.1 mmol/L", "R-LAB-1.mmol"), ("2.1 mmol/L", "R-LAB-2.mmol")):
        found = rules(check(facts(serum=serum)))[rule]
        assert "msd-hm" in found.sources
        assert found.verified


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
    # 7.0 % of 2,001 mg is 140.07 mg: less than that is no honest label.
    assert check(facts(elemental=141)).load.high == 141


@pytest.mark.parametrize("elemental", [20, 100, 140])
def test_a_low_label_never_lowers_the_sum(elemental: float) -> None:
    verdict = check(facts(elemental=elemental))
    assert verdict.load.total == pytest.approx(165.14, abs=0.01)
    assert "certificate of analysis" in rules(verdict)["L-LOW_RATIO"].do


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


def test_a_weaker_kidney_never_gets_more() -> None:
    # 1,500 mg is the upper end of the cap at an eGFR of 45 to 59.
    for egfr in (31, 40, 44.9, 50):
        agreed = facts(egfr=egfr, intakes=[Intake(800), Intake(800)], by_clinician=True)
        assert "1,500 mg" in rules(check(agreed))["R-RENAL-CAP"].do


def test_a_clinician_who_knows_is_not_asked_for_again() -> None:
    found = rules(check(facts(other=[MagnesiumSource("other", 200)], by_clinician=True)))["R-UL-2"]
    assert found.action is Action.CAUTION
    assert "before you go on" not in found.do


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


def test_a_held_back_magnesium_is_forbidden_in_the_same_words() -> None:
    found = rules(check(facts(medicines=["amiloride"], egfr=40)))["DK-01"]
    assert found.do.startswith("Do not take magnesium with amiloride")
    assert found.severity >= Severity.MAJOR


def test_an_ill_bowel_is_seen_today() -> None:
    assert "be seen by a doctor today" in rules(check(facts(days_without_stool=4)))["P-GI"].do


def test_the_document_has_what_the_minimum_model_asks() -> None:
    document = check(facts(medicines=["ciprofloxacin"])).document
    assert document["indicator"] == "warning"
    finding = document["findings"][0]
    assert {"drugs", "consequence", "severity", "recommended_action", "mechanism"} <= set(finding)
    assert finding["frequency_of_harm"] == "unknown"
    assert finding["modifying_factors"] == ["hours between the two"]
    assert finding["evidence"]["tag"] == "read"
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


def test_a_condition_that_nothing_here_knows_is_a_doctors_question() -> None:
    found = rules(check(facts(conditions=["gout"])))["R-UNREAD"]
    assert found.about == ("gout",)
    assert found.action is Action.ASK
