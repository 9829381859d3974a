"""A verdict is told in plain words: what to do first, why second, and how well it is known."""

import re
from dataclasses import replace

import pytest

from threonate.refusal import Refusal
from threonate.safety.action import Action
from threonate.safety.check import check
from threonate.safety.condition import Condition
from threonate.safety.facts import Facts
from threonate.safety.interaction import Interaction, Severity, load_interactions
from threonate.safety.not_flagged import NotFlagged, load_not_flagged
from threonate.safety.place import Place
from threonate.safety.symptom import Symptom
from threonate.safety.verdict import DISCLAIMER, Verdict
from threonate.safety.wording import (
    DOCTOR,
    TOP,
    TRIALS,
    Reader,
    entry,
    headline,
    load_sentence,
    not_listed_lines,
    page,
    red_flag_sentence,
    severity_word,
    side_effect_lines,
    title,
)

FIRST = {
    Action.OK: "Nothing found that speaks against it.",
    Action.TELL: "You may take it, and tell those who treat you.",
    Action.CAUTION: "Only under the conditions below.",
    Action.ASK: "Find out first what is asked below.",
    Action.CLINICIAN: "Not by yourself: a doctor decides.",
    Action.STOP: "Do not use it.",
    Action.STOP_RED: "Do not use it, and be seen by a doctor today.",
}
KIDNEY = "First ask your doctor for a kidney blood test (eGFR)."
MANY = ("levothyroxine", "doxycycline", "ciprofloxacin", "gabapentin", "alendronate", "iron")


def asked(times: str | None = None, dose: str | None = None, **said: object) -> Verdict:
    """The verdict on a healthy adult who takes the usual dose, changed as said."""
    known = {"age": 45, "egfr": 95, **said}
    return check(Facts.of(**known).taking(dose, times=times))  # type: ignore[arg-type]


def only(action: Action) -> Verdict:
    """A verdict whose one finding asks for this action."""
    (finding,) = asked().findings
    return replace(asked(), action=action, findings=(replace(finding, action=action),))


@pytest.mark.parametrize("action", FIRST)
def test_each_verdict_is_one_plain_sentence(action: Action) -> None:
    assert headline(only(action)) == FIRST[action]


def test_every_action_has_a_sentence_of_its_own_or_says_that_nothing_was_found() -> None:
    told = {action: headline(only(action)) for action in Action}
    mild = {told[each] for each in (Action.OK, Action.OK_REMIND, Action.INFO)}
    assert mild == {FIRST[Action.OK]}
    assert len(set(told.values())) == len(Action) - 2
    assert all("safe" not in sentence.casefold() for sentence in told.values())


@pytest.mark.parametrize(("place", "number"), [("EU", "112"), ("UK", "999"), ("US", "911")])
def test_help_is_called_where_one_is(place: str, number: str) -> None:
    verdict = asked(symptoms=[Symptom.FAINTING], place=place)
    assert headline(verdict) == (
        f"Get help now: call {number}, or {Place.of(place).poison_centre}."
    )
    assert red_flag_sentence(verdict).startswith(f"Stop and call {number} or ")


def test_times_that_other_times_would_mend_are_not_called_a_ban() -> None:
    near = asked(times="08:00", medicines=["doxycycline 08:00"])
    assert near.action is Action.STOP
    assert headline(near) == "Not at these times: a medicine needs a longer gap."
    ill = asked(times="08:00", medicines=["doxycycline 08:00"], conditions=["hiv"])
    assert headline(ill) == (
        "Not by yourself: a doctor decides. Not at these times: a medicine needs a longer gap."
    )
    banned = asked(times="08:00", medicines=["doxycycline 08:00"], egfr=20)
    assert headline(banned) == "Do not use it."


@pytest.mark.parametrize("name", ["trientine", "Xofluza"])
def test_a_ban_is_not_hidden_behind_times(name: str) -> None:
    near = asked(times="08:00", medicines=[f"{name} 08:00"])
    assert headline(near) == "Do not use it."
    assert "Do not take magnesium" in page(near, reader=Reader.PERSON)


def test_what_a_doctor_decides_and_what_is_asked_stand_before_times() -> None:
    tacrolimus = asked(times="08:00", medicines=["tacrolimus 08:00"])
    assert headline(tacrolimus).startswith("Not by yourself: a doctor decides. Not at these times")
    assert "the doctor who gives you tacrolimus decides" in page(tacrolimus, reader=Reader.PERSON)
    old = asked(times="08:00", medicines=["doxycycline 08:00"], age=80, egfr=None)
    assert headline(old).startswith(f"{KIDNEY} Not at these times")
    patiromer = page(asked(times="08:00", medicines=["patiromer 08:00"]), reader=Reader.PERSON)
    assert "Tell the doctor who gives you patiromer" in patiromer


def test_a_minor_row_never_alarms_and_its_gap_is_still_told() -> None:
    near = asked(times="08:00", dose="1000 mg", medicines=["azithromycin 08:00"])
    assert near.action.indicator == "info"
    assert headline(near) == ("Only with the gaps below. Other times of the day are better.")
    text = page(asked(medicines=["azithromycin"]), reader=Reader.PERSON)
    assert "- Azithromycin: Keep magnesium at least 2 h away from azithromycin" in text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"medicines": ["digoxin"]}, "- Digoxin: "),
        ({"medicines": ["torasemide"]}, "- Torasemide: Have serum magnesium measured"),
        ({"egfr": 75}, "- eGFR 75: Count all your magnesium together."),
        ({"medicines": ["rilpivirine"]}, "Rilpivirine: No effect of magnesium supplements"),
    ],
)
def test_a_minor_reminder_is_told_in_a_line(said: dict[str, object], told: str) -> None:
    assert told in page(asked(**said), reader=Reader.PERSON)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["ferrous sulfate 12:00", "iron tablets", "azithromycin"])
def test_a_gap_is_never_passed_over_in_the_headline(name: str) -> None:
    assert headline(asked(medicines=[name])) == "Only with the gaps below."


def test_the_kidney_test_that_is_asked_for_is_named_with_the_gaps() -> None:
    verdict = asked(age=67, egfr=None, medicines=["levothyroxine"])
    assert headline(verdict) == f"{KIDNEY} Keep the gaps below."


def test_longer_than_any_trial_stands_in_the_headline() -> None:
    long = check(Facts.of(age=45, egfr=95, weeks=14).taking())
    assert headline(long) == (
        "Nothing found that speaks against it. It is longer than any trial lasted."
    )
    assert "trial" not in headline(check(Facts.of(age=45, egfr=95, weeks=13).taking()))


def test_a_dose_that_nobody_told_is_said_to_be_the_usual_one() -> None:
    supposed = "No dose was told, so the usual one was checked"
    assert load_sentence(asked()).startswith(supposed)
    assert supposed not in load_sentence(asked(dose="2000 mg"))


def test_a_professional_reads_no_code_of_the_table() -> None:
    told = page(asked(medicines=["omeprazole"]), reader=Reader.PROFESSIONAL)
    assert "Mechanism: the gut takes up less magnesium" in told
    assert "mg abs down" not in told


def test_a_product_that_is_counted_is_not_told_to_be_missing() -> None:
    assert list(not_listed_lines(asked(medicines=["Gaviscon"]))) == []


def test_a_very_slow_pulse_sends_to_a_doctor() -> None:
    told = page(asked(heart_rate=30), reader=Reader.PERSON)
    assert "if it stays so slow ask a doctor before you start" in told


def test_no_advice_to_go_on_stands_under_a_ban() -> None:
    assert "Nothing is needed" in page(asked(), reader=Reader.PERSON)
    for said in ({"egfr": 20}, {"symptoms": [Symptom.FAINTING]}):
        verdict = check(Facts.of(**{"age": 45, "egfr": 95, **said}).taking())  # type: ignore[arg-type]
        assert "Nothing is needed" not in page(verdict, reader=Reader.PERSON)


def test_an_abbreviation_keeps_its_capitals() -> None:
    assert "\nHIV: See your doctor first" in page(asked(conditions=["hiv"]), reader=Reader.PERSON)


def test_magnesium_in_a_medicine_makes_the_sum_incomplete() -> None:
    milk = asked(medicines=["Milk of Magnesia"])
    assert "The sum is not complete: the magnesium in Milk of Magnesia" in load_sentence(milk)
    told = asked(medicines=["Milk of Magnesia"], other=["laxative: 400 mg magnesium hydroxide"])
    assert "not complete unless" in load_sentence(told)
    assert "not complete" not in load_sentence(asked(medicines=["doxycycline"]))


def test_a_sum_is_never_rounded_to_the_limit_that_it_exceeds() -> None:
    # 2,000 mg hold 165.07 mg at most (24.305 of 294.49); with 185 mg that is 350.07 mg.
    verdict = asked(place="US", other=["185 mg magnesium"])
    assert "350.1 mg" in load_sentence(verdict)
    assert "350.1 mg of magnesium a day" in page(verdict, reader=Reader.PERSON)


@pytest.mark.parametrize(
    ("place", "numbers"),
    [
        ("CA", ("911", "1-844-764-7669")),
        ("UK", ("999", "NHS 111")),
        ("US", ("911", "1-800-222-1222")),
        ("EU", ("112",)),
    ],
)
def test_whom_to_call_is_what_the_place_itself_publishes(place: str, numbers: tuple[str]) -> None:
    assert all(number in red_flag_sentence(asked(place=place)) for number in numbers)


def test_a_reader_is_a_person_or_a_professional() -> None:
    assert Reader.of(" Person ") is Reader.PERSON
    assert Reader.of("professional") is Reader.PROFESSIONAL
    with pytest.raises(Refusal, match=r"--for is 'nurse'; write person or professional."):
        Reader.of("nurse")


def test_severity_is_a_word_and_grows() -> None:
    assert [severity_word(each) for each in sorted(Severity)] == [
        "none", "minor", "moderate", "major", "avoid",
    ]  # fmt: skip


@pytest.mark.parametrize("reader", Reader)
def test_what_must_be_said_stands_once_and_last(reader: Reader) -> None:
    for verdict in (asked(), asked(medicines=MANY, conditions=list(Condition), age=71)):
        text = page(verdict, reader=reader)
        assert text.startswith(f"{headline(verdict)}\n\n")
        for must in (DISCLAIMER, TRIALS, DOCTOR, red_flag_sentence(verdict)):
            assert text.count(must) == 1
        assert text.endswith(DISCLAIMER)
        assert "None" not in text
        assert "  \n" not in text


def test_a_red_flag_names_every_sign_that_means_help() -> None:
    sentence = red_flag_sentence(asked())
    signs = [each.value for each in Symptom if each.gate]
    assert len(signs) == 7
    assert all(sign in sentence for sign in signs)


def test_a_person_reads_three_alerts_in_full_and_the_next_in_a_line() -> None:
    verdict = asked(medicines=MANY)
    text = page(verdict, reader=Reader.PERSON)
    alerts = [each for each in verdict.findings if each.severity > Severity.MINOR]
    assert len(alerts) > TOP == 3
    for finding in alerts[:TOP]:
        assert f"{title(finding)}: {finding.do}\n  {finding.what} (" in text
    for finding in alerts[TOP:]:
        assert f"\n- {title(finding)}: {finding.do}" in text
        assert f"\n  {finding.what}" not in text


def test_what_to_do_stands_before_the_reason() -> None:
    for finding in asked(medicines=MANY).findings:
        told = entry(finding)
        assert told.index(finding.do) < told.index(finding.what) < told.index("Evidence:")


def test_minor_matters_are_named_and_no_more() -> None:
    text = page(asked(egfr=None, medicines=["calcium"]), reader=Reader.PERSON)
    assert "Good to know, minor: eGFR not known; Calcium." in text
    assert "Calcium:" not in text


def test_a_healthy_adult_reads_of_no_alert() -> None:
    text = page(asked(), reader=Reader.PERSON)
    assert "Also:" not in text
    assert "Good to know" not in text


@pytest.mark.parametrize("row", load_interactions().values(), ids=lambda row: row.id)
def test_a_professional_sees_what_every_row_rests_on(row: Interaction) -> None:
    verdict = asked(medicines=[row.ingredient])
    finding = next(each for each in verdict.findings if each.rule == row.id)
    told = entry(finding)
    assert told.startswith(f"[{finding.rule}] ")
    assert f"severity {int(finding.severity)} ({severity_word(finding.severity)})" in told
    assert "Frequency of harm: unknown." in told
    assert finding.studied_with in told
    assert ("not verified" in told) is not finding.verified
    sources = f"sources {', '.join(finding.sources)}" if finding.sources else "no source"
    assert sources in told
    assert ("Gap: " in told) == (finding.gap is not None)


@pytest.mark.parametrize("row", load_interactions().values(), ids=lambda row: row.id)
def test_no_row_claims_more_than_was_studied_or_counted(row: Interaction) -> None:
    text = page(asked(medicines=[row.ingredient]), reader=Reader.PERSON)
    alert = text.split("Side effects\n")[0]
    assert "%" not in alert
    assert "recommend" not in alert
    studied = re.findall(r"studied with [^;)]*", alert)
    assert all("not with this compound" in each or "antacid" in each for each in studied)


def test_what_rests_on_memory_or_on_a_choice_says_so() -> None:
    iron = page(asked(medicines=["deferiprone"]), reader=Reader.PERSON)
    assert "; from memory, not verified)" in iron
    # The law of the European Union was read, and only an aside is remembered.
    assert "from memory" not in page(asked(pregnant=True), reader=Reader.PERSON)
    unknown = page(asked(age=None, egfr=None), reader=Reader.PERSON)
    assert "(moderate; a rule of this program)" in unknown


def test_compound_and_magnesium_stand_together() -> None:
    # 1,000 mg at 7.2 % are 72 mg, and 24.305/294.49 = 8.25 % are 83 mg.
    assert load_sentence(asked(dose="1000 mg")).startswith(
        "1,000 mg magnesium L-threonate = about 72 to 83 mg magnesium a day;"
    )
    assert "with 250 mg from other products 415 mg" in load_sentence(
        asked(other=["250 mg magnesium"])
    )
    assert "350 mg (IOM 1997, US); food never counts." in load_sentence(asked(place="US"))


def test_loose_stools_come_first_and_only_a_bound_is_given() -> None:
    person = list(side_effect_lines(asked(), reader=Reader.PERSON))
    assert person[0].startswith("Loose stools at 165 mg of magnesium a day: ")
    assert "a bound, not an estimate" in person[0]
    professional = list(side_effect_lines(asked(), reader=Reader.PROFESSIONAL))
    assert len(professional) > len(person)
    assert all("ource" in line for line in professional[1:])


@pytest.mark.parametrize("row", load_not_flagged().values(), ids=lambda row: row.id)
def test_what_others_flag_says_why_it_is_not_and_whether_that_was_read(row: NotFlagged) -> None:
    name = row.names[0]
    verdict = asked(medicines=[name])
    if not verdict.not_flagged:
        pytest.skip("a row of interactions wins over this one")
    (line,) = not_listed_lines(verdict)
    assert line.startswith(f"{name}: listed elsewhere, not flagged here. ")
    assert row.why_not in line
    assert ("not verified" in line) is not row.verified
    assert page(verdict, reader=Reader.PERSON).count(line) == 1


def test_what_is_not_listed_is_not_called_safe() -> None:
    (line,) = not_listed_lines(asked(medicines=["qqqq", "zzzz"]))
    count = len(load_interactions())
    assert line.startswith(f"qqqq, zzzz: Not found in our list of {count} medicines")


def test_what_stands_beside_the_rules_comes_after_them() -> None:
    text = page(asked(medicines=["iron"]), reader=Reader.PERSON, beside="A simulation says this.")
    assert text.index("Iron") < text.index("A simulation says this.") < text.index("= about 144")
    assert text.count("\n\n\n") == 0
