"""A check is asked for on the command line, by a person, for a record or for a whole table."""

import csv
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from threonate.dose.writing import write_whole
from threonate.kidney_course import REMARKS, follow_facts
from threonate.safety.verdict import DISCLAIMER
from threonate.safety.wording import TRIALS

Ask = Callable[..., Any]

RECORDS = Path(__file__).parents[1] / "safety" / "fhir"
MODEL = "threonate.kidney_course.follow_facts"
DRAWS = 16
HEALTHY = ("--age", 40, "--egfr", 95, "--no-simulate")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few people are simulated, because only what is said of them counts here."""
    monkeypatch.setattr(MODEL, partial(follow_facts, draws=DRAWS))


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is simulated."""

    def fail(*given: object, **named: object) -> None:
        raise AssertionError("a person was simulated")

    monkeypatch.setattr(MODEL, fail)


def written(name: str, text: str) -> Path:
    write_whole(name, text)
    return Path(name)


def answers(place: str | Path) -> list[dict[str, str]]:
    with Path(place).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def refused(ask: Ask, *words: object) -> str:
    """The one sentence, on one line, with which a question is refused."""
    told = ask("check", *words)
    assert told.code == 2, (words, told)
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    return str(told.err)


KIDNEY = "First ask your doctor for a kidney blood test (eGFR)."

# --- one person --------------------------------------------------------------------------------


@pytest.mark.usefixtures("nobody")
def test_of_somebody_unknown_the_kidneys_are_asked_first(ask: Ask) -> None:
    told = ask("check")
    assert told.code == 0, told.err
    assert told.out.startswith(f"{KIDNEY}\n\neGFR not known")
    # 2,000 mg at 7.2 % and at 8.25 %, the most that chemistry allows.
    assert "2,000 mg magnesium L-threonate = about 144 to 165 mg magnesium a day" in told.out
    assert "with 0 mg from other products 165 mg. The limit for supplements is 250 mg" in told.out
    assert told.err == ""


def test_what_must_be_said_stands_once(ask: Ask) -> None:
    for reader in ("person", "professional"):
        text = ask("check", *HEALTHY, "--drug", "doxycycline", "--for", reader).out
        assert text.count("Stop and call 112 or your national poison centre at: fainting;") == 1
        assert text.count(TRIALS) == 1
        assert text.count(DISCLAIMER) == 1
        assert text.rstrip().endswith(DISCLAIMER)


def test_a_healthy_adult_is_told_that_nothing_speaks_against_it(ask: Ask) -> None:
    told = ask("check", *HEALTHY)
    assert told.out.startswith("Nothing found that speaks against it.\n")
    assert "safe" not in told.out.splitlines()[0]


def test_a_missing_egfr_is_asked_for_only_where_it_decides(ask: Ask) -> None:
    measure = "have your kidney function (eGFR) measured"
    for more in (("--drug", "lisinopril"), ("--condition", "diabetes"), ("--drug", "ibuprofen")):
        told = ask("check", "--age", 40, *more)
        assert told.out.startswith(KIDNEY), more
        assert measure in told.out
    assert measure in ask("check", "--age", 65).out
    young = ask("check", "--age", 40).out
    assert young.startswith("Nothing found that speaks against it.")
    assert measure not in young


def test_a_person_gets_three_alerts_in_full(ask: Ask) -> None:
    drugs = [word for name in ("levothyroxine", "doxycycline", "ciprofloxacin", "gabapentin",
                               "alendronate") for word in ("--drug", name)]  # fmt: skip
    text = ask("check", *HEALTHY, *drugs).out
    full = [line for line in text.splitlines() if line.startswith("  ")]
    assert len(full) == 3
    also = text.split("Also:\n")[1].split("\n\n")[0].splitlines()
    # Five medicines and what so many together ask for.
    assert len(also) == 6 - 3
    assert all(line.startswith("- ") for line in also)
    for name in ("Levothyroxine", "Doxycycline", "Ciprofloxacin", "Gabapentin", "Alendronate"):
        assert name in text
    for line in full:
        assert any(word in line for word in ("(moderate", "(major", "(avoid"))
    assert "studied with" in text


def test_a_professional_gets_every_finding_in_full(ask: Ask) -> None:
    text = ask("check", *HEALTHY, "--drug", "doxycycline 07:30", "--for", "Professional").out
    entry = text[text.index("[TC-01]") :].split("\n\n")[0]
    for part in ("severity 3 (major)", "Do: ", "Consequence: ", "Frequency of harm: unknown",
                 "Gap: 2 h from the medicine to magnesium, 4 h", "Mechanism: ", "Note: ",
                 "Evidence: ", "sources "):  # fmt: skip
        assert part in entry
    assert "[RG-G1]" in text


def test_whoever_else_reads_is_asked_back(ask: Ask) -> None:
    assert "--for is 'doctor'; write person or professional." in refused(ask, "--for", "doctor")


def test_times_too_near_a_medicine_are_said_with_the_hours(ask: Ask) -> None:
    near = ask("check", *HEALTHY, "--drug", "levothyroxine 06:30", "--times", "08:00,21:30")
    assert near.code == 0
    assert near.out.startswith("Not at these times: a medicine needs a longer gap.")
    # 06:30 to 08:00.
    assert "magnesium at 08:00 is 1.5 h from levothyroxine at 06:30, and 4 h are needed" in near.out
    far = ask("check", *HEALTHY, "--drug", "levothyroxine 06:30", "--times", "12:00,21:30")
    assert far.out.startswith("Only under the conditions below.")


def test_the_place_decides_the_limit_and_whom_to_call(ask: Ask) -> None:
    there = ask("check", *HEALTHY, "--place", "us").out
    assert "The limit for supplements is 350 mg (IOM 1997, US)" in there
    assert "Stop and call 911 or the poison centre (1-800-222-1222)" in there
    assert "999 or NHS 111" in ask("check", *HEALTHY, "--place", "UK").out


def test_other_magnesium_is_added(ask: Ask) -> None:
    # 400 mg hydroxide hold 24.305/58.32 = 41.7 %, 167 mg; with 165 mg that is 332 mg.
    told = ask("check", *HEALTHY, "--other", "antacid: 400 mg magnesium hydroxide")
    assert "with 167 mg from other products 332 mg" in told.out
    assert "332 mg of magnesium a day besides food" in told.out


def test_the_magnesium_on_the_label_counts(ask: Ask) -> None:
    told = ask("check", *HEALTHY, "--magnesium", "144 mg")
    assert "= about 144 mg magnesium a day; with 0 mg from other products 144 mg" in told.out


def test_signs_of_danger_come_before_everything(ask: Ask) -> None:
    told = ask("check", *HEALTHY, "--symptom", "fainted", "--drug", "doxycycline")
    assert told.code == 0
    assert told.out.startswith("Get help now: call 112, or your national poison centre.")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--heart-rate", 45), "Heart rate 45: Count your pulse again over a whole minute"),
        (("--systolic", 85), "Upper blood pressure 85"),
        (("--days-without-stool", 5), "5 days without stool"),
        (("--pregnant",), "Pregnancy: Do not use it"),
        (("--breastfeeding",), "Breastfeeding: Do not use it"),
        (("--condition", "chf"), "Heart failure"),
        (("--age", 70, "--egfr-months", 18), "eGFR older than 12 months"),
        (("--sex", "female", "--creatinine", "60 umol/L", "--age", 17), "Age 17"),
        (("--weeks", 14), "Good to know, minor: The dose"),
        (("--dose", "2.5 g"), "2,500 mg magnesium L-threonate"),
        (("--dose", "2.5 g"), "The dose: Take at most 2,000 mg a day"),
        (("--times", "08:00,10:00"), "Leave at least"),
        # 25 mg for each of 45 kg.
        (("--weight", 45), "Take at most 1,125 mg a day"),
        (("--condition", "hiv", "--by-clinician"), "Only under the conditions below."),
        (("--condition", "hiv"), "Not by yourself: a doctor decides."),
    ],
)
def test_whatever_is_said_counts(ask: Ask, more: tuple[object, ...], said: str) -> None:
    told = ask("check", *HEALTHY, *more)
    assert told.code == 0, told.err
    assert said in told.out
    assert said not in ask("check", *HEALTHY).out


def test_creatinine_gives_the_kidneys(ask: Ask) -> None:
    # CKD-EPI 2021, a woman of 40 with 2.83 mg/dL: 142 (2.83/0.7)^-1.2 0.9938^40 1.012 = 20.9.
    told = ask("check", "--age", 40, "--sex", "female", "--creatinine", "250 umol/L",
               "--no-simulate")  # fmt: skip
    assert "eGFR 20.9: Do not use it." in told.out


def test_the_longest_gap_is_asked_for_strictly(ask: Ask) -> None:
    # 19:30 to 22:00 is 2.5 h: the label asks 2 h, the strictest source 4 h.
    words = ("check", *HEALTHY, "--drug", "doxycycline 19:30", "--times", "22:00",
             "--dose", "1 g")  # fmt: skip
    assert ask(*words).out.startswith("Only under the conditions below.")
    assert ask(*words, "--strict").out.startswith("Not at these times")


def test_a_serum_value_is_read_in_the_unit_it_has(ask: Ask) -> None:
    # 2.0 mg/dL is 20 mg/L / 24.305 = 0.82 mmol/L; 1.7 mEq/L is 0.85 mmol/L.
    for given, read in (("2.0 mg/dL", "0.82"), ("1.7 mEq/L", "0.85"), ("0.9 mmol/L", "0.90")):
        told = ask("check", *HEALTHY, "--serum", given)
        assert told.code == 0, told.err
        assert f"Serum magnesium {read} mmol/L" in told.out
    high = ask("check", *HEALTHY, "--serum", "2.1 mmol/L")
    assert high.out.startswith("Get help now")


def test_a_near_name_is_asked_back_and_kept_apart_meanwhile(ask: Ask) -> None:
    told = ask("check", *HEALTHY, "--drug", "doxycyclne")
    assert told.code == 0
    assert told.out.startswith("Find out first what is asked below.")
    assert "Did you mean doxycycline" in told.out
    # Doxycycline needs 4 h where sources are strict: an uncertain name never gets less.
    assert "at least 4 h away" in told.out
    (missing,) = json.loads(ask("check", *HEALTHY, "--drug", "doxycyclne", "--json").out)[
        "not_found"
    ]
    assert missing["asked"] == "doxycyclne"
    assert "doxycycline" in missing["near"]


def test_a_medicine_that_is_not_listed_is_not_called_safe(ask: Ask) -> None:
    text = ask("check", *HEALTHY, "--drug", "qqqqqq").out
    assert text.count("does not mean safe; ask your pharmacist") == 1
    assert "Did you mean" not in text


def test_what_others_flag_is_told_why_it_is_not(ask: Ask) -> None:
    text = ask("check", *HEALTHY, "--drug", "warfarin").out
    assert text.startswith("Nothing found that speaks against it.")
    assert "warfarin: listed elsewhere, not flagged here. A published table of warfarin" in text
    assert "does not mean safe" not in text


# --- files and documents -----------------------------------------------------------------------

FILES = {
    "her.toml": 'age = 71\nsex = "female"\negfr = 80\nmedicines = ["levothyroxine 06:30"]\n',
    "her.yaml": "age: 71\nsex: female\negfr: 80\nmedicines: [levothyroxine 06:30]\nserum:\n",
    "her.json": '{"age": 71, "sex": "female", "egfr": 80, "drug": "levothyroxine 06:30"}',
}


@pytest.mark.parametrize("name", FILES)
def test_a_person_stands_in_a_file(ask: Ask, name: str) -> None:
    told = ask("check", "--person", written(name, FILES[name]), "--no-simulate")
    assert told.code == 0, told.err
    assert "Age 71" in told.out
    assert "Levothyroxine: Keep magnesium at least 4 h away" in told.out


def test_what_is_typed_wins_and_medicines_are_added(ask: Ask) -> None:
    file = written("her.toml", FILES["her.toml"])
    told = ask("check", "--person", file, "--age", 40, "--drug", "doxycycline", "--no-simulate")
    assert "Age 71" not in told.out
    assert "Doxycycline" in told.out
    assert "Levothyroxine" in told.out


def test_a_number_of_a_file_may_have_its_unit(ask: Ask) -> None:
    file = written("her.toml", 'age = 71\negfr = 80\negfr_months = "18 months"\n')
    told = ask("check", "--person", file, "--no-simulate")
    assert told.code == 0, told.err
    assert "eGFR older than 12 months" in told.out


def test_the_person_of_a_simulation_can_be_checked(ask: Ask) -> None:
    text = 'name = "Ann"\nage = 40\nheight = "164 cm"\ndiet = "280 mg/day"\negfr = 95\n'
    told = ask("check", "--person", written("ann.toml", text), "--no-simulate")
    assert told.code == 0, told.err
    assert told.out == ask("check", *HEALTHY).out


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("agee = 40", "'agee' is not a fact that is asked here. Did you mean 'age'?"),
        ("medicines = [5]", "'medicines' must be a list of texts"),
        ("other = [5]", "'other' must be a list of texts"),
        ("conditions = {a = 1}", "'conditions' must be a list of texts"),
        ('drug = "iron"\nmedicines = ["doxycycline"]', "'medicines' again; write one of the two"),
        ('pregnant = "yes"', "write true or false"),
        ('egfr_months = "abc"', "The age of the eGFR is 'abc'"),
        ("days_without_stool = true", "The time without stool is True"),
        ("serum = 2.0", "without a whole unit"),
        ("sex = 5", "Sex is 5"),
        ("age = [1]", "Age is [1]"),
        ("age = 40 40", "the file is not TOML"),
        ("filtration = 4.5", "'filtration' is not a fact that is asked here"),
    ],
)
def test_a_person_file_that_makes_no_sense_is_refused(ask: Ask, text: str, why: str) -> None:
    assert why in refused(ask, "--person", written("her.toml", text))


def test_a_record_of_release_4_is_read_and_notes_go_aside(ask: Ask) -> None:
    told = ask("check", "--fhir", RECORDS / "r4.json", "--no-simulate")
    assert told.code == 0, told.err
    assert "Levothyroxine" in told.out
    assert "Doxycycline hyclate" in told.out
    assert "eGFR 52" in told.out
    # 2.0 mg/dL is the newer of the two.
    assert "Serum magnesium 0.82 mmol/L" in told.out
    assert "is magnesium in red cells, not serum; not used." in told.err
    assert "red cells" not in told.out
    # Three capsules of 667 mg stand in the record, unless a dose is typed.
    assert "2,001 mg magnesium L-threonate" in told.out
    typed = ask("check", "--fhir", RECORDS / "r4.json", "--no-simulate", "--dose", "1 g")
    assert "1,000 mg magnesium L-threonate" in typed.out


def test_a_record_of_release_5_is_read_and_typed_words_win(ask: Ask) -> None:
    words = ("check", "--fhir", RECORDS / "r5.json", "--no-simulate")
    told = ask(*words)
    assert told.code == 0, told.err
    assert (
        "Myasthenia gravis or Lambert-Eaton syndrome: Do not use it before your neurologist agrees."
        in told.out
    )
    assert "The search has further pages" in told.err
    more = ask(*words, "--drug", "alendronate", "--egfr", 25)
    assert "Alendronate" in more.out
    assert "Dolutegravir" in more.out
    assert "eGFR 25" in more.out


@pytest.mark.parametrize("version", ["R4", "r5"])
def test_the_verdict_is_written_as_issues(ask: Ask, version: str) -> None:
    told = ask("check", *HEALTHY, "--drug", "doxycycline", "--fhir-out", "issues.json",
               "--fhir-version", version)  # fmt: skip
    assert told.code == 0, told.err
    bundle = json.loads(Path("issues.json").read_text(encoding="utf-8"))
    assert bundle["resourceType"] == "Bundle"
    issues = [entry["resource"] for entry in bundle["entry"]]
    named = [issue["code"]["text"] for issue in issues]
    assert named[0] == "Interaction of magnesium with doxycycline"
    assert "eGFR 95" in named[1]
    # Only release 5 has categories.
    assert all(("category" in issue) == (version == "r5") for issue in issues)
    assert "issues.json" in told.err


def test_a_release_that_is_not_known_writes_nothing(ask: Ask) -> None:
    for words in ((), ("--fhir-out", "issues.json")):
        why = refused(ask, *HEALTHY, *words, "--fhir-version", "R3", "--out", "mine")
        assert "'R3' is not a FHIR release written here; use R4 or R5." in why
    assert not Path("issues.json").exists()
    assert not Path("mine").exists()


def test_the_verdict_as_json(ask: Ask) -> None:
    held = json.loads(ask("check", *HEALTHY, "--drug", "doxycycline", "--json").out)
    assert held["verdict"] == "caution"
    assert held["mgt_mg_d"] == pytest.approx(2000)
    assert held["elemental_mg_d"]["efficacy"] == pytest.approx(144)
    assert [finding["rule_id"] for finding in held["findings"]] == ["TC-01", "RG-G1"]
    assert held["disclaimer"] == DISCLAIMER
    assert held["kidney_course"] is None


def test_a_page_and_its_data_are_left_in_a_folder(ask: Ask) -> None:
    told = ask("check", *HEALTHY, "--drug", "doxycycline", "--out", "mine/here")
    assert told.code == 0, told.err
    assert sorted(file.name for file in Path("mine/here").iterdir()) == ["check.html", "check.json"]
    held = json.loads(Path("mine/here/check.json").read_text(encoding="utf-8"))
    assert held == json.loads(ask("check", *HEALTHY, "--drug", "doxycycline", "--json").out)
    assert "check.html" in told.err
    assert told.out.startswith("Only under the conditions below.")


# --- the kidney rule, simulated ----------------------------------------------------------------


@pytest.mark.usefixtures("few")
def test_a_known_egfr_is_followed_and_an_unknown_one_only_on_request(ask: Ask) -> None:
    known = ask("check", "--age", 50, "--egfr", 40)
    assert "The kidney rule, simulated: At eGFR 40, serum magnesium" in known.out
    assert f"of {DRAWS} simulated people" in known.out
    assert "The rule decides, not the model." in known.out
    # What limits the model is told to everybody, sources to a professional.
    (limit,) = (each.says for each in REMARKS if not each.sources)
    assert known.out.count(limit) == 1
    assert sum(each.says in known.out for each in REMARKS) == 1
    asked = ask("check", "--age", 50, "--simulate", "--json", "--for", "professional")
    assert json.loads(asked.out)["kidney_course"]["egfr"]["typical"] is True


@pytest.mark.usefixtures("few")
def test_a_professional_sees_what_speaks_for_and_against_the_simulation(ask: Ask) -> None:
    told = ask("check", "--age", 50, "--egfr", 20, "--for", "professional")
    for source in ("cunningham2012", "fuku21", "wakai19"):
        assert source in told.out
    assert all(each.says in told.out for each in REMARKS)
    # The rule stands, whatever the model says.
    assert told.out.startswith("Do not use it.")


@pytest.mark.usefixtures("nobody")
def test_nobody_is_simulated_who_need_not_be(ask: Ask) -> None:
    assert "simulated" not in ask("check", "--age", 40).out
    assert "simulated" not in ask("check", "--age", 40, "--egfr", 40, "--no-simulate").out


@pytest.mark.parametrize(
    ("who", "why", "rule"),
    [
        (
            ("--age", 50, "--condition", "dialysis"),
            "Dialysis takes magnesium out",
            "End-stage kidney disease or dialysis",
        ),
        (("--age", 9, "--weight", 30), "Age", "Age 9"),
    ],
)
def test_whom_the_model_does_not_describe_keeps_the_rule(
    ask: Ask, who: tuple[object, ...], why: str, rule: str
) -> None:
    told = ask("check", *who, "--egfr", 50)
    assert told.code == 0
    assert told.err.startswith(f"Not simulated: {why}")
    assert told.err.count("\n") == 1
    assert told.out.startswith("Do not use it.")
    assert f"\n\n{rule}: " in told.out
    assert "The kidney rule, simulated" not in told.out
    assert ask("check", *who, "--egfr", 50, "--no-simulate").err == ""


# --- a table -----------------------------------------------------------------------------------

TABLE = """id,age,egfr,medicines
ann,40,95,doxycycline 07:30;iron
ben,forty,95,
cat,50,25,
"""


def test_a_bad_row_is_named_and_the_others_are_kept(ask: Ask) -> None:
    told = ask("check", "--batch", written("people.csv", TABLE))
    assert told.code == 2
    assert told.out == ""
    assert told.err.splitlines() == [
        "3 rows checked: people_checked.csv",
        "1 of 3 rows could not be checked (ben); the column 'refused' of people_checked.csv says "
        "why, and the others are complete.",
    ]
    ann, ben, cat = answers("people_checked.csv")
    assert (ann["id"], ann["verdict"], ann["refused"]) == ("ann", "caution", "")
    assert "TC-01" in ann["rules"].split(";")
    assert ben["verdict"] == ""
    assert ben["refused"].startswith("Age is 'forty'")
    assert (cat["verdict"], cat["headline"]) == ("stop", "Do not use it.")


def test_a_table_without_faults_is_answered_beside_it_or_where_it_should_be(ask: Ask) -> None:
    table = written("people.csv", "\ufeffid,age\nann,40\n")
    assert ask("check", "--batch", table).err == "1 row checked: people_checked.csv\n"
    told = ask("check", "--batch", table, "--out", "mine.csv")
    assert told.code == 0
    assert [row["id"] for row in answers("mine.csv")] == ["ann"]
    assert Path("mine.csv").read_text() == Path("people_checked.csv").read_text()


@pytest.mark.parametrize(
    "more",
    [
        ("--age", 40), ("--drug", "iron"), ("--weeks", 3), ("--json",), ("--for", "professional"),
        ("--simulate",), ("--fhir-out", "x.json"), ("--fhir-version", "R5"), ("--strict",),
    ],
)  # fmt: skip
def test_a_table_takes_no_other_options(ask: Ask, more: tuple[object, ...]) -> None:
    table = written("people.csv", TABLE)
    assert "leave out all other options but --out" in refused(ask, "--batch", table, *more)
    assert not Path("people_checked.csv").exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("agee\n40\n", "'agee' is not a column that is known. Did you mean 'age'?"),
        ("Quux\n40\n", "'Quux' is not a column that is known. The columns are: id, place, age"),
        ("age;sex\n40;male\n", "Columns are separated by commas"),
        ("age,age\n40,41\n", "has the column 'age' twice"),
        ("", "people.csv is empty; its first row names the columns"),
        ("id,age\n", "people.csv has a head and no rows"),
        ('id,age\n"ann,40\n', "is not a CSV table"),
    ],
)
def test_a_table_that_is_none_is_refused_and_old_answers_stay(
    ask: Ask, text: str, why: str
) -> None:
    written("people_checked.csv", "old")
    assert why in refused(ask, "--batch", written("people.csv", text))
    assert Path("people_checked.csv").read_text() == "old"
    assert len(list(Path().iterdir())) == 2


def test_a_table_in_another_encoding_is_refused(ask: Ask) -> None:
    Path("people.csv").write_bytes("id,age\nJürgen,40\n".encode("latin-1"))
    assert "is not a CSV table in UTF-8" in refused(ask, "--batch", "people.csv")


def test_a_table_has_a_place_to_be_read_from_and_one_to_be_written_to(ask: Ask) -> None:
    table = written("people.csv", TABLE)
    Path("folder").mkdir()
    for words, why in (
        (("nowhere.csv",), "nowhere.csv cannot be read (no such file or directory)"),
        (("folder",), "folder cannot be read (is a directory)"),
        ((table, "--out", "folder"), "folder is not a file"),
        ((table, "--out", "no/where.csv"), "no/where.csv cannot be written"),
        ((table, "--out", table), "--out is the table itself"),
        ((table, "--out", "./people.csv"), "--out is the table itself"),
    ):
        assert why in refused(ask, "--batch", *words)
    assert table.read_text() == TABLE


# --- a first-time user -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--drug", ""), "--drug is given without a value"),
        (("--drug", " "), "names no medicine"),
        (("--drug", "08:00"), "names no medicine"),
        (("--drug", "iron 25:00"), "outside the day"),
        (("--dose", "abc"), "is not an amount"),
        (("--dose", "2000"), "has no unit"),
        (("--dose", "nan mg"), "above zero and finite"),
        (("--dose", "-5 mg"), "above zero and finite"),
        (("--times", "8"), "is not a time of day"),
        (("--split", "1/2"), "must add up to 1"),
        (("--split", "1/2,1/2", "--times", "08:00"), "2 shares for 1 times"),
        (("--magnesium", "144"), "has no unit"),
        (("--age", "-3"), "Age is -3 years"),
        (("--age", "NaN"), "Age is nan"),
        (("--age", "40", "--weight", "5 kg"), "Weight is 5 kg"),
        (("--egfr", "500"), "eGFR is 500"),
        (("--egfr", "50", "--egfr-months", "-5"), "The age of the eGFR is -5 months"),
        (("--weeks", "nan"), "The time that it is taken is nan"),
        (("--weeks", "-3"), "The time that it is taken is -3 weeks"),
        (("--weeks", "abc"), "Invalid value for '--weeks'"),
        (("--days-without-stool", "inf"), "The time without stool is inf"),
        (("--creatinine", "1.0"), "only with age and sex"),
        (("--serum", "20 mmol/L"), "outside 0.2 to 10 mmol/L"),
        (("--serum", "2.0"), "without a whole unit"),
        (("--serum", "1.7 mEq"), "without a whole unit"),
        (("--serum", "2,0 mmol/L"), "write a number with a decimal point"),
        (("--sex", "male", "--pregnant"), "You wrote 'male' and 'pregnant'; which of the two"),
        (("--sex", "male", "--breastfeeding"), "'breastfeeding'; which of the two is right"),
        (("--condition", "hart failure"), "Did you mean 'heart failure'?"),
        (("--symptom", "fainting fits"), "Did you mean 'fainting'?"),
        (("--place", "Mars"), "use EU, UK, US or CA"),
        (("--other", "200 mg"), "is not something a label says"),
        (("--person", "nowhere.toml"), "cannot be read (no such file or directory)"),
        (("--person", "."), "is not a TOML, YAML or JSON file"),
        (("--fhir", "nowhere.json"), "cannot be read (no such file or directory)"),
        (("--fhir", "."), "cannot be read (is a directory)"),
        (("--fhir-out", "no/where.json"), "cannot be written"),
        (("--agee", "4"), "No such option: --agee. Did you mean '--age'?"),
        (("40",), "unexpected extra argument"),
    ],
)
@pytest.mark.usefixtures("nobody")
def test_what_makes_no_sense_is_refused_in_one_line(
    ask: Ask, words: tuple[str, ...], why: str
) -> None:
    assert why in refused(ask, *words, "--no-simulate")
    assert list(Path().iterdir()) == []
