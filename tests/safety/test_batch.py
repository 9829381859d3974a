"""A table of persons is answered row by row, each as if it stood alone."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from threonate.refusal import Refusal
from threonate.safety.batch import ANSWERS, COLUMNS, NUMBERS, Checked, check_table, write_answers
from threonate.safety.check import check
from threonate.safety.facts import Facts

NOTHING = dict.fromkeys(COLUMNS, "")
EXAMPLES = {
    "id": "ann", "place": "UK", "age": "50", "sex": "female", "weight": "132 lb", "egfr": "55",
    "creatinine": "1.2", "serum": "0.9 mmol/L", "heart_rate": "70", "systolic": "120",
    "conditions": "heart failure; diabetes", "symptoms": "headache;weakness",
    "medicines": "doxycycline 07:30 19:30; iron", "other": "antacid: 250 mg magnesium;100 mg Mg",
    "pregnant": "no", "breastfeeding": "Yes", "by_clinician": "1", "strict": "TRUE",
    "egfr_months": "3", "days_without_stool": "4", "weeks": "13", "elemental": "144",
    "dose": "1.5 g", "times": "08:00,21:30", "split": "1/2,1/2",
}  # fmt: skip


def table(folder: Path, *rows: dict[str, str]) -> Path:
    """A file with the columns of its first row."""
    place = folder / "people.csv"
    with place.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return place


def silent(count: int) -> None:
    """Nobody watches."""


def told(place: Path) -> list[dict[str, str]]:
    with place.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def reason(folder: Path, **row: str) -> str:
    """Why a row is not answered."""
    (one,) = check_table(table(folder, row))
    assert one.verdict is None
    return one.refused


def test_every_column_says_of_a_person_what_the_facts_say(tmp_path: Path) -> None:
    assert set(EXAMPLES) == set(COLUMNS)
    (one,) = check_table(table(tmp_path, EXAMPLES))
    facts = Facts.of(
        place="UK", age=50, sex="female", weight="132 lb", egfr=55, creatinine="1.2",
        serum="0.9 mmol/L", heart_rate=70, systolic=120,
        conditions=["heart failure", "diabetes"], symptoms=["headache", "weakness"],
        medicines=["doxycycline 07:30 19:30", "iron"],
        other=["antacid: 250 mg magnesium", "100 mg Mg"],
        breastfeeding=True, by_clinician=True, strict=True, egfr_months=3, days_without_stool=4,
        weeks=13, elemental=144,
    ).taking("1.5 g", times="08:00,21:30", split="1/2,1/2")  # fmt: skip
    assert one.id == "ann"
    assert one.verdict == check(facts)


@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "id"])
def test_an_empty_cell_is_not_known(tmp_path: Path, column: str) -> None:
    (one,) = check_table(table(tmp_path, {"id": "ann", column: "  "}))
    assert one.verdict == check(Facts().taking())


def test_rows_keep_their_order_and_a_name(tmp_path: Path) -> None:
    place = table(tmp_path, *({"id": name, "age": "40"} for name in ("b", "", " ", "a")))
    assert [one.id for one in check_table(place)] == ["b", "2", "3", "a"]


def test_people_do_not_change_each_other(tmp_path: Path) -> None:
    rows = [{**NOTHING, "id": "ann", "age": "40", "egfr": "95"}, EXAMPLES]
    alone = [next(check_table(table(tmp_path, row))).answer for row in rows]
    together = [one.answer for one in check_table(table(tmp_path, *rows, *rows))]
    assert together == alone + alone
    assert alone[0] != alone[1]


def test_a_row_that_makes_no_sense_keeps_its_reason_and_costs_no_other(tmp_path: Path) -> None:
    rows = ({"id": "ann", "age": "40"}, {"id": "ben", "age": "old"}, {"id": "cat", "age": "60"})
    count, refused = write_answers(
        check_table(table(tmp_path, *rows)), tmp_path / "answers.csv", progress=silent
    )
    assert (count, refused) == (3, ["ben"])
    ann, ben, cat = told(tmp_path / "answers.csv")
    assert list(ann) == list(ANSWERS)
    # 40 and a kidney of which nothing is known: 165 mg are within 250 mg.
    assert (ann["verdict"], ann["indicator"], ann["refused"]) == ("info", "info", "")
    assert (ann["magnesium"], ann["limit"]) == ("165.1", "250")
    assert {value for key, value in ben.items() if key not in ("id", "refused")} == {""}
    assert ben["refused"].startswith("Age is 'old'; write a number")
    assert cat["verdict"] == "info"


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("pregnant", "perhaps", "pregnant is 'perhaps'; write yes or no."),
        ("weeks", "some", "The time that it is taken is 'some'"),
        ("weeks", "nan", "The time that it is taken is nan"),
        ("weeks", "-1", "The time that it is taken is -1 weeks"),
        ("egfr_months", "inf", "The age of the eGFR is inf"),
        ("days_without_stool", "-2", "The time without stool is -2 days"),
        ("elemental", "-144", "The magnesium on the label is -144 mg"),
        ("serum", "2.0", "without a whole unit"),
        ("conditions", "diabetes,hypertension", "names several conditions"),
        ("medicines", "07:30", "names no medicine"),
        ("other", "250", "has no unit"),
        ("dose", "2000", "has no unit"),
        ("times", "morning", "is not a time of day"),
    ],
)
def test_what_is_wrong_in_a_cell_is_said(tmp_path: Path, column: str, cell: str, why: str) -> None:
    assert why in reason(tmp_path, **{column: cell})


def test_the_same_wrong_cell_is_refused_each_time(tmp_path: Path) -> None:
    place = table(tmp_path, *({"medicines": "07:30"} for _ in range(3)))
    assert [one.verdict for one in check_table(place)] == [None] * 3


def test_a_contradiction_in_a_row_is_asked_back(tmp_path: Path) -> None:
    assert "which of the two is right" in reason(tmp_path, sex="male", pregnant="yes")


@pytest.mark.parametrize("line", ["ann,40,5", "ann"])
def test_a_row_of_another_length_is_not_guessed_at(tmp_path: Path, line: str) -> None:
    place = tmp_path / "people.csv"
    place.write_text(f"id,age\n{line}\nben,40\n", encoding="utf-8")
    ann, ben = check_table(place)
    assert "another number of cells than the head" in ann.refused
    assert ben.verdict is not None


def test_a_comma_in_quotes_belongs_to_the_cell(tmp_path: Path) -> None:
    place = tmp_path / "people.csv"
    place.write_text('id,times\nann,"08:00,21:30"\n', encoding="utf-8")
    (ann,) = check_table(place)
    assert ann.verdict is not None


def test_a_reason_is_one_line(tmp_path: Path) -> None:
    assert "\n" not in reason(tmp_path, age="4\n0")


def test_a_failure_leaves_the_old_answers_as_they_were(tmp_path: Path) -> None:
    place = tmp_path / "answers.csv"
    place.write_text("old", encoding="utf-8")

    def break_off() -> Iterator[Checked]:
        yield Checked("ann", check(Facts().taking()))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_answers(break_off(), place, progress=silent)
    assert place.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["answers.csv"]


def test_a_table_that_ends_in_another_encoding_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "people.csv"
    place.write_bytes(b"id,age\n" + b"ann,40\n" * 5000 + "Zoë,40\n".encode("latin-1"))
    with pytest.raises(Refusal, match="not a CSV table in UTF-8"):
        write_answers(check_table(place), tmp_path / "answers.csv", progress=silent)
    assert [file.name for file in tmp_path.iterdir()] == ["people.csv"]


def test_answers_are_a_file_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_answers(iter([Checked("ann", None, "no")]), tmp_path / "answers.csv", progress=silent)
    usual = (tmp_path / "plain").stat().st_mode
    assert (tmp_path / "answers.csv").stat().st_mode == usual


def test_progress_counts_every_row(tmp_path: Path) -> None:
    seen: list[int] = []
    place = table(tmp_path, *({"age": "40"} for _ in range(3)))
    write_answers(check_table(place), tmp_path / "answers.csv", progress=seen.append)
    assert seen == [1, 2, 3]


def test_numbers_may_have_their_unit(tmp_path: Path) -> None:
    bare, named = (
        next(check_table(table(tmp_path, row)))
        for row in (
            {"weeks": "20", "elemental": "144"},
            {"weeks": "20 weeks", "elemental": "144 mg"},
        )
    )
    assert bare.verdict is not None
    assert bare.verdict == named.verdict
    assert set(NUMBERS) <= set(COLUMNS)
