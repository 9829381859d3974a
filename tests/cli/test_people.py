"""Virtual persons are drawn from the command line, and real ones are read."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from threonate.dose.writing import write_whole
from threonate.people.people_file import read_people
from threonate.people.person import Person
from threonate.people.population import Population
from threonate.people.sex import Sex

Ask = Callable[..., Any]

RECORDS = Path(__file__).parents[1] / "safety" / "fhir"
REAL = "id,sex,age,weight,creatinine,medicines\np1,f,61,150 lb,80 umol/L,Lasix\n"


def refused(ask: Ask, *words: object) -> str:
    """The one sentence, on one line, with which a question is refused."""
    told = ask("people", *words)
    assert told.code == 2, (words, told)
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    return str(told.err)


def test_a_thousand_adults_are_drawn_beside_the_published(ask: Ask) -> None:
    told = ask("people")
    assert told.code == 0, told.err
    assert told.out.startswith("1,000 virtual persons, ")
    line = next(line for line in told.out.splitlines() if line.startswith(" Serum magnesium"))
    assert "0.804 ± 0.054" in line
    assert "0.819 ± 0.057" in line
    assert "No drawn person exists" in told.out
    assert "from memory and not verified" in told.out


def test_what_was_asked_is_told(ask: Ask) -> None:
    told = ask("people", "--count", 30, "--age", "50-70", "--women", 0.6, "--region", "eu",
               "--egfr", ">60", "--diet", "<260", "--seed", 5)  # fmt: skip
    assert told.out.startswith("30 virtual persons, 18 of them women.")
    for words in (
        "age 50 to 70 years",
        "women 60 %, exactly",
        "serum magnesium as in the EU",
        "eGFR from 60 mL/min/1.73 m2",
        "Magnesium in the diet to 260 mg/day",
        "seed 5",
    ):
        assert words in told.out


def test_a_table_holds_the_persons_of_the_population(ask: Ask) -> None:
    assert ask("people", "--count", 40, "--age", "50-70", "--seed", 5, "--out", "p.csv").code == 0
    drawn = Population.of(age="50-70", seed=5).table(0, 40)
    people = read_people("p.csv")
    assert list(people) == [str(i) for i in range(40)]
    assert [person.weight for person in people.values()] == drawn.weight.tolist()
    assert [person.creatinine for person in people.values()] == drawn.creatinine.tolist()


def test_fewer_persons_are_the_first_of_more(ask: Ask) -> None:
    few, more = (json.loads(ask("people", "--count", n, "--json").out)["persons"] for n in (5, 9))
    assert more[:5] == few


def test_json_has_margins_settings_and_persons(ask: Ask) -> None:
    told = ask("people", "--count", 6, "--sex", "male", "--json")
    found = json.loads(told.out)
    assert (found["count"], found["women"], found["seed"]) == (6, 0, 1)
    assert found["fingerprint"] == Population(women=0).fingerprint
    margins = {(m["quantity"], m["sex"]): m for m in found["margins"]}
    assert margins["serum", "male"]["published"] == {
        "shape": "normal", "centre": 0.819, "sd": 0.057, "sources": ["jiao2026"], "verified": True,
    }  # fmt: skip
    assert margins["serum", "female"]["mean"] is None
    assert set(found["persons"][0]) == {
        "id", "age", "sex", "weight", "height", "creatinine", "egfr", "diet", "serum",
    }  # fmt: skip


def test_json_leaves_persons_to_the_file(ask: Ask) -> None:
    told = ask("people", "--count", 6, "--json", "--out", "p.csv")
    assert "persons" not in json.loads(told.out)
    assert "p.csv" in told.err


def test_a_page_and_a_picture_are_written(ask: Ask) -> None:
    told = ask("people", "--count", 50, "--out", "p.html", "--out", "p.png")
    assert told.code == 0
    assert "50 persons" in Path("p.html").read_text(encoding="utf-8")
    assert Path("p.png").read_bytes().startswith(b"\x89PNG")
    assert told.err == "Written: p.html, p.png\n"


def test_real_persons_are_read_and_brought_to_one_unit(ask: Ask) -> None:
    write_whole("r.csv", REAL)
    told = ask("people", "--from", "r.csv", "--out", "r2.csv")
    assert told.code == 0, told.err
    assert told.out.startswith("1 real person, 1 of them women.")
    assert "drawn" not in told.out.casefold()
    with Path("r2.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert float(row["weight"]) == pytest.approx(68.04, abs=0.01)
    assert float(row["creatinine"]) == pytest.approx(0.905, abs=0.001)
    assert row["medicines"] == "furosemide"


def test_bad_rows_are_named_and_kept_and_the_others_written(ask: Ask) -> None:
    write_whole("r.csv", f"{REAL}p2,f,300,60,,\np3,m,50,80,,zzz\n")
    told = ask("people", "--from", "r.csv", "--out", "r2.csv")
    assert told.code == 2
    assert told.out.startswith("1 real person")
    assert "r.csv, 2 of 3 rows are nobody (line 3: Age is 300 years" in told.err
    assert "line 4: 'zzz' is not a medicine" in told.err
    assert "r2_refused.csv" in told.err
    assert "Traceback" not in told.err
    assert list(read_people("r2.csv")) == ["p1"]
    kept = Path("r2_refused.csv").read_text(encoding="utf-8")
    assert "p2,f,300,60,," in kept
    assert "p3,m,50,80,,zzz" in kept


def test_a_table_of_nobody_is_refused_and_kept(ask: Ask) -> None:
    write_whole("r.csv", "sex,age\nf,300\n")
    assert "1 of 1 rows are nobody" in refused(ask, "--from", "r.csv", "--out", "r2.csv")
    assert not Path("r2.csv").exists()
    assert "f,300" in Path("r2_refused.csv").read_text(encoding="utf-8")


def test_records_are_read_one_person_each(ask: Ask) -> None:
    bundles = [word for name in ("r4", "r5") for word in ("--fhir", RECORDS / f"{name}.json")]
    told = ask("people", *bundles, "--json", "--out", "f.csv")
    assert told.code == 0, told.err
    found = json.loads(told.out)
    assert (found["count"], found["women"]) == (2, 1)
    with Path("f.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    # The record says 52 mL/min/1.73 m2 and 2.0 mg/dL; a medicine that changes nothing is kept.
    assert float(rows["r4"]["egfr"]) == 52
    assert float(rows["r4"]["serum"]) == pytest.approx(2.0 / 2.4305, abs=1e-4)
    assert "levothyroxine" in rows["r4"]["medicines"]
    assert "r4.json: " in told.err
    again = ask("people", "--from", "f.csv", "--json")
    assert json.loads(again.out)["margins"] == found["margins"]


def test_a_record_of_nobody_does_not_lose_the_others(ask: Ask) -> None:
    write_whole("empty.json", '{"resourceType": "Bundle", "type": "collection", "entry": []}')
    told = ask("people", "--fhir", RECORDS / "r5.json", "--fhir", "empty.json", "--out", "f.csv")
    assert told.code == 2
    assert "1 of 2 bundles are nobody (empty.json: " in told.err
    assert Path("f.csv").read_text(encoding="utf-8").count("\n") == 2


def test_a_person_can_be_simulated_as_they_were_drawn(ask: Ask) -> None:
    ask("people", "--count", 3, "--out", "p.csv")
    row = Population().table(0, 3).iloc[1]
    person = read_people("p.csv")["1"]
    assert person == Person(
        age=row.age, sex=Sex.of(row.sex), weight=row.weight, height=row.height,
        creatinine=row.creatinine, egfr=row.egfr, diet=row.diet, serum=row.serum,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--count", 0), "use 1 to 10,000,000"),
        (("--age", "70-50"), "runs backwards"),
        (("--age", "10-20"), "outside 18 to 90"),
        (("--age-mean", 60), "give both"),
        (("--women", 2), "from 0 to 1"),
        (("--women", "nan"), "from 0 to 1"),
        (("--seed", -3), "The seed is -3; use a whole number, 0 or more"),
        (("--sex", "female", "--women", 0.5), "give one of them"),
        (("--sex", "x"), "'female' or 'male'"),
        (("--region", "mars"), "us or eu"),
        (("--egfr", "good"), "write limits such as"),
        (("--egfr", ">139", "--diet", "<60"), "Fewer than 1 in 500"),
        (("--out", "p.xyz"), "end it in .csv, .html or .png"),
        (("--from", "nobody.csv"), "cannot be read"),
        (("--from", "p.csv", "--seed", 3), "--seed draws virtual persons"),
        (("--from", "p.csv", "--age", "50-70"), "--age draws virtual persons"),
        (("--from", "p.csv", "--fhir", "b.json"), "--from and --fhir stand alone"),
    ],
)
def test_an_impossible_question_is_refused(ask: Ask, words: tuple[object, ...], says: str) -> None:
    assert says in refused(ask, *words)


def test_a_table_is_not_written_over_itself(ask: Ask) -> None:
    write_whole("r.csv", REAL)
    assert "the table itself" in refused(ask, "--from", "r.csv", "--out", "r.csv")
    assert Path("r.csv").read_text(encoding="utf-8") == REAL
