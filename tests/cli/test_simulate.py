"""The main job on the command line: a question goes in, an answer and a report come out."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]

FEW = ("--draws", "20")

COHORT = """ID,TIME,EVID,AMT,II,ADDL,FORM
Mary,8,1,100,24,6,l-threonate
John,8,1,300,24,6,oxide
"""


@pytest.fixture
def answer(ask: Ask) -> Callable[..., dict[str, Any]]:
    """The JSON answer to a question, without a report."""

    def answer(*words: object) -> dict[str, Any]:
        told = ask("simulate", "--json", "--no-report", *FEW, *words)
        assert told.code == 0, told.err
        document: dict[str, Any] = json.loads(told.out)
        return document

    return answer


def test_the_answer_has_its_stable_keys(answer: Callable[..., dict[str, Any]]) -> None:
    found = answer("--weeks", "1")
    assert {"answer", "regimen", "person", "quantities", "mass_balance"} <= set(found)
    assert {"sources", "seed", "version"} <= set(found)
    assert {"serum", "urine", "csf", "interstitial", "neuronal", "red_cells", "absorbed"} <= set(
        found["quantities"]
    )
    for quantity in found["quantities"].values():
        assert {"baseline", "value", "low", "high", "unit", "grade"} <= set(quantity)
    assert {"swallowed", "absorbed", "urine", "faeces", "sweat", "stored", "residual"} <= set(
        found["mass_balance"]
    )


def test_without_options_the_article_is_followed(answer: Callable[..., dict[str, Any]]) -> None:
    found = answer()
    assert found["person"]["age"] == 60
    regimen = found["regimen"]
    assert regimen["times"] == ["08:00", "21:30"]
    assert regimen["split"] == pytest.approx([1 / 3, 2 / 3])
    assert regimen["weeks"] == 12
    # 77 full days of 144 mg, after a week of half the dose: 77 x 144 + 7 x 72
    assert found["mass_balance"]["swallowed"] == pytest.approx(11_592)


def test_every_option_about_the_dose_reaches_the_regimen(
    answer: Callable[..., dict[str, Any]],
) -> None:
    words = "--dose,300 mg magnesium,--form,citrate,--split,0.5;0.25;0.25,--times,07:00;12:00;19:00"
    options = [word.replace(";", ",") for word in words.split(",")]
    found = answer(*options, "--weeks", "2", "--no-titrate", "--fasted", "--start", "2026-03-01")
    regimen = found["regimen"]
    assert regimen["elemental_mg_per_day"] == pytest.approx(300)
    assert regimen["salt"] == "magnesium citrate"
    assert regimen["times"] == ["07:00", "12:00", "19:00"]
    assert regimen["split"] == [0.5, 0.25, 0.25]
    assert regimen["with_food"] == [False] * 3
    assert regimen["titration"] == []
    assert found["mass_balance"]["swallowed"] == pytest.approx(14 * 300)


def test_a_missed_dose_lowers_the_amount_swallowed(answer: Callable[..., dict[str, Any]]) -> None:
    whole = answer("--weeks", "2", "--compare", "none")
    less = answer("--weeks", "2", "--compare", "none", "--missed", "9:2", "--missed", "10:1")
    # Two thirds of 144 mg on one evening and one third on the next morning.
    difference = whole["mass_balance"]["swallowed"] - less["mass_balance"]["swallowed"]
    assert difference == pytest.approx(144)


def test_every_option_about_the_person_reaches_the_person(
    answer: Callable[..., dict[str, Any]],
) -> None:
    words = (
        "--age 71 --sex male --weight 80kg --height 1.8m --creatinine 90umol/L --diet 250 "
        "--serum 0.8 --drug omeprazole --drug furosemide --weeks 1"
    )
    person = answer(*words.split())["person"]
    assert (person["age"], person["sex"]) == (71, "male")
    assert (person["weight_kg"], person["height_cm"]) == pytest.approx((80, 180))
    # 90 µmol/L of creatinine, at 113.12 g/mol
    assert person["creatinine_mg_per_dl"] == pytest.approx(1.018, abs=1e-3)
    assert (person["diet_mg_per_day"], person["serum_mmol_per_l"]) == pytest.approx((250, 0.8))
    assert person["medicines"] == ["omeprazole", "furosemide"]


def test_an_option_beside_a_person_file_wins(
    answer: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "p.toml").write_text('age = 70\nsex = "male"\nweight = "82 kg"\n')
    person = answer("--person", "p.toml", "--age", "45", "--weeks", "1")["person"]
    assert (person["age"], person["sex"], person["weight_kg"]) == (45, "male", 82)


def test_a_regimen_by_weight_takes_the_persons_weight(
    answer: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    bands = (
        'weeks = 1\nband = [{above = 50, below = 70, dose = "1500 mg"},'
        ' {above = 70, below = 100, dose = "2000 mg"}]'
    )
    (tmp_path / "r.toml").write_text(bands)
    heavy = answer("--regimen", "r.toml", "--weight", "85")
    assert heavy["regimen"]["compound_mg_per_day"] == 2000


def test_the_same_seed_gives_the_same_answer_and_another_does_not(
    answer: Callable[..., dict[str, Any]],
) -> None:
    first, again = (answer("--weeks", "1", "--seed", "7") for _ in range(2))
    assert first == again
    assert first["quantities"] != answer("--weeks", "1", "--seed", "8")["quantities"]


def test_another_salt_stands_beside_unless_nothing_is_wanted(
    answer: Callable[..., dict[str, Any]],
) -> None:
    assert list(answer("--weeks", "1")["arms"]) == ["magnesium citrate"]
    assert answer("--weeks", "1", "--compare", "none")["arms"] == {}
    two = answer("--weeks", "1", "--compare", "oxide", "--compare", "gluconate")["arms"]
    assert list(two) == ["magnesium oxide", "magnesium gluconate"]
    citrate = answer("--weeks", "1", "--form", "citrate", "--dose", "1g")["arms"]
    assert list(citrate) == ["magnesium oxide"]


def test_a_table_of_events_gives_an_answer_for_each_person(
    answer: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "e.csv").write_text(COHORT)
    persons = answer("--events", "e.csv")["persons"]
    assert [person["id"] for person in persons] == ["Mary", "John"]
    assert [round(person["mass_balance"]["swallowed"]) for person in persons] == [700, 2100]
    john = answer("--events", "e.csv", "--id", "John")
    assert john["quantities"] == persons[1]["quantities"]


def test_the_page_says_the_answer_the_table_and_where_it_went(ask: Ask) -> None:
    told = ask("simulate", "--no-report", "--weeks", "2", *FEW)
    assert told.code == 0
    first = told.out.splitlines()[0]
    assert first.startswith("After 2 weeks of 2,000 mg of magnesium L-threonate a day")
    assert "certainty" in first
    for words in (
        "90 % interval",
        "Grade",
        "Serum magnesium",
        "mg/dL",
        "Free magnesium in neurons",
    ):
        assert words in told.out
    # 7 x 72 + 7 x 144 mg
    assert "Of 1,512 mg of magnesium taken" in told.out
    assert "The same magnesium as magnesium citrate: " in told.out


def test_quiet_says_the_answer_alone(ask: Ask) -> None:
    told = ask("simulate", "--no-report", "--quiet", "--weeks", "1", *FEW)
    assert (told.code, told.err, told.out.count("\n")) == (0, "", 1)


def test_a_report_is_written_and_named(ask: Ask, tmp_path: Path) -> None:
    told = ask("simulate", "--weeks", "1", "--out", "here", *FEW)
    assert told.code == 0, told.err
    assert told.out.splitlines()[-1] == "Report: here/report.html"
    page = (tmp_path / "here" / "report.html").read_text(encoding="utf-8")
    assert told.out.splitlines()[0][:60] in page
    assert [item.name for item in tmp_path.iterdir()] == ["here"]


def test_json_is_one_document_and_the_report_is_still_written(ask: Ask, tmp_path: Path) -> None:
    told = ask("simulate", "--json", "--weeks", "1", *FEW)
    assert json.loads(told.out)["seed"] == 1
    assert "Report: out/report.html" in told.err
    assert (tmp_path / "out" / "report.html").exists()


def test_everyone_of_a_table_gets_a_report_of_their_own(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text(COHORT)
    told = ask("simulate", "--events", "e.csv", "--quiet", *FEW)
    assert told.code == 0, told.err
    assert sorted(file.parent.name for file in tmp_path.glob("out/*/report.html")) == [
        "John",
        "Mary",
    ]


def test_a_refusal_for_one_person_leaves_no_report_of_another(ask: Ask, tmp_path: Path) -> None:
    # The second person mixes two forms that dissolve at different rates.
    (tmp_path / "e.csv").write_text(
        "ID,TIME,AMT,FORM\nMary,8,100,oxide\nJohn,8,100,oxide\nJohn,9,100,citrate\n"
    )
    told = ask("simulate", "--events", "e.csv", "--quiet", *FEW)
    assert (told.code, told.out) == (2, "")
    assert "dissolve at different rates" in told.err
    assert [item.name for item in tmp_path.iterdir()] == ["e.csv"]


def test_a_failed_run_leaves_an_older_report_as_it_was(ask: Ask, tmp_path: Path) -> None:
    report = tmp_path / "out" / "report.html"
    report.parent.mkdir()
    report.write_text("older")
    assert ask("simulate", "--age", "300").code == 2
    assert ask("simulate", "--draws", "0").code == 2
    assert report.read_text() == "older"
    assert [item.name for item in report.parent.iterdir()] == ["report.html"]


def test_a_name_in_square_brackets_is_shown_as_it_is(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(
        '{"product": {"name": "[bold]jar[/bold]", "compound": "1000 mg"}, "weeks": 1}'
    )
    told = ask("simulate", "--regimen", "r.json", "--no-report", *FEW)
    assert "[bold]jar[/bold]" in told.out


def test_the_course_leaves_as_a_table(ask: Ask) -> None:
    told = ask("export", "csv", "--weeks", "1")
    assert told.code == 0, told.err
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert {row["ID"] for row in rows} == {"1"}
    assert any("mmol/L" in head for head in rows[0])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--drug raltegravir", "Do not take magnesium while you take raltegravir"),
        ("--drug tacrolimus", "the doctor who gives you tacrolimus decides"),
        ("--egfr 12 --drug spironolactone", "Do not use it"),
        ("--egfr 40", "Do not start by yourself"),
        ("--egfr 25", "Do not use it"),
        ("--age 75", "have your kidney function (eGFR) measured"),
        ("--dose 5000mg --no-titrate", "Do not take more than 2,000 mg"),
    ],
)
def test_what_the_check_says_is_told_first_and_once(ask: Ask, words: str, says: str) -> None:
    told = ask("simulate", "--no-report", "--weeks", "1", *FEW, *words.split())
    assert told.code == 0, told.err
    assert says in told.err.splitlines()[0]
    assert (told.out + told.err).count(says) == 1
    quiet = ask("simulate", "--quiet", "--no-report", "--weeks", "1", *FEW, *words.split())
    assert quiet.err.count(says) == 1


def test_a_gap_that_a_medicine_asks_is_told_beside_the_answer(ask: Ask) -> None:
    told = ask(
        "simulate", "--no-report", "--weeks", "1", "--egfr", "85", *FEW, "--drug", "Euthyrox"
    )
    assert "Keep magnesium at least 4 h away" in told.out
    assert "'threonate plan' keeps every gap" in told.out


def test_a_medicine_that_only_the_check_knows_changes_nothing(
    answer: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    alone = answer("--weeks", "1")
    (tmp_path / "p.toml").write_text('medicines = ["raltegravir"]\n')
    for words in (("--drug", "raltegravir"), ("--person", "p.toml")):
        beside = answer("--weeks", "1", *words)
        assert beside["quantities"] == alone["quantities"]
        assert beside["person"]["medicines"] == ["raltegravir"]
        assert "Changes nothing in this body model: raltegravir." in beside["notes"]
        assert "IN-04" in [each["rule_id"] for each in beside["safety"]["findings"]]


def test_a_medicine_that_nobody_knows_is_still_refused(ask: Ask) -> None:
    told = ask("simulate", "--drug", "xyzzy")
    assert told.code == 2
    assert "'xyzzy' is not a medicine whose effect" in told.err


def test_a_posterior_that_is_not_there_is_refused_before_anything_is_computed(ask: Ask) -> None:
    told = ask("simulate", "--posterior", "nowhere", "--no-report")
    assert told.code == 2
    assert "nowhere holds no posterior" in told.err


def test_a_loop_diuretic_is_told_with_what_people_who_take_it_have(ask: Ask) -> None:
    told = ask(
        "simulate", "--no-report", "--weeks", "1", "--egfr", "85", *FEW, "--drug", "furosemide"
    )
    assert "take furosemide for long have on average no lower serum magnesium" in told.out
