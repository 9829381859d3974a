"""Many persons are read from a table, and a row that is nobody is named and kept."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.people.crowd import COLUMNS, Crowd
from threonate.people.medicine import Medicine
from threonate.people.people_file import (
    read_people,
    read_table,
    write_bad_rows,
    write_drawn,
    write_people,
)
from threonate.people.person import Person
from threonate.people.population import Population
from threonate.people.sex import Sex
from threonate.refusal import Refusal

GOOD = """id,name,sex,age,weight,creatinine,medicines,diet
p1,"Müller, A",f,61,150 lb,80 umol/L,Lasix; omeprazole,
p2,,M,44,80,,,310
"""
BAD = """id,sex,age,weight
a,f,61,60
b,m,300,80

c,x,40,80
a,m,44,80
d,m,44
e,,44,80
f,m,50,81
"""


def written(folder: Path, text: str, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_persons_are_read_with_their_units(tmp_path: Path) -> None:
    people = read_people(written(tmp_path, GOOD))
    first = Person.of(
        name="Müller, A", sex="female", age=61, weight="150 lb", creatinine="80 umol/L",
        medicines=["furosemide", "omeprazole"],
    )  # fmt: skip
    assert people == {"p1": first, "p2": Person(sex=Sex.MALE, age=44, weight=80, diet=310)}


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_people(path) == read_people(written(tmp_path, GOOD, "plain.csv"))


def test_a_row_without_an_id_has_its_number(tmp_path: Path) -> None:
    assert list(read_people(written(tmp_path, "sex,age\nf,50\nm,60\n"))) == ["1", "2"]


def test_every_bad_row_is_named_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        read_people(written(tmp_path, BAD))
    told = str(refusal.value)
    assert told.startswith("people.csv, 5 of 7 rows are nobody (line 3: Age is 300 years")
    assert "line 5: Sex is 'x'" in told
    assert "line 6: The id 'a' stands on line 2 already" in told
    assert "line 7: It has 3 cells and the head 4" in told
    assert "line 8: The sex is not known" in told
    assert "\n" not in told


def test_many_bad_rows_are_counted_and_a_few_named(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "sex,age\n" + "f,300\n" * 30))
    assert table.complaint.count("line ") == 8
    assert table.complaint.endswith("; and 22 more)")


def test_good_rows_are_not_lost_with_the_bad(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, BAD))
    assert list(table.people) == ["a", "f"]
    assert [row.line for row in table.bad] == [3, 5, 6, 7, 8]
    assert len(table.people) + len(table.bad) == len(table.rows) == 7


def test_bad_rows_are_kept_as_they_were_and_read_again_when_mended(tmp_path: Path) -> None:
    kept = tmp_path / "refused.csv"
    write_bad_rows(read_table(written(tmp_path, BAD)), kept)
    with kept.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["line", "refused", "id", "sex", "age", "weight"]
    assert [row[2:] for row in rows] == [
        ["b", "m", "300", "80"],
        ["c", "x", "40", "80"],
        ["a", "m", "44", "80"],
        ["d", "m", "44"],
        ["e", "", "44", "80"],
    ]
    kept.write_text(kept.read_text(encoding="utf-8").replace(",300,", ",30,"), encoding="utf-8")
    again = read_table(kept)
    assert again.people["b"] == Person(sex=Sex.MALE, age=30, weight=80)
    second = tmp_path / "again.csv"
    write_bad_rows(again, second)
    with second.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == head


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("sex,age\n", "a head and no rows"),
        ("sex,age,wieght\nf,50,60\n", "Did you mean 'weight'?"),
        ("sex,age,hat size\nf,50,60\n", "The columns are: id, name, sex, age"),
        ("sex,age,age\nf,50,60\n", "the column 'age' twice"),
        ("sex,weight\nf,50\n", "no column 'age'"),
        ('sex,age\nf,"50\n', "it is not CSV"),
    ],
)
def test_what_is_no_table_of_persons_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_table(written(tmp_path, text))
    assert says in str(refusal.value)
    assert "people.csv" in str(refusal.value)


def test_a_missing_file_and_other_bytes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be read"):
        read_table(tmp_path / "nobody.csv")
    (tmp_path / "latin.csv").write_bytes("sex,age,name\nf,50,Müller\n".encode("latin-1"))
    with pytest.raises(Refusal, match="not UTF-8"):
        read_table(tmp_path / "latin.csv")


def test_another_finder_knows_more_medicines(tmp_path: Path) -> None:
    path = written(tmp_path, "sex,age,medicines\nf,50,aspirin\n")
    with pytest.raises(Refusal, match="line 2: 'aspirin' is not a medicine"):
        read_people(path)
    (person,) = read_people(path, find=lambda name: Medicine(name, None)).values()
    assert person.medicines == (Medicine("aspirin", None),)


def test_written_persons_are_read_back(tmp_path: Path) -> None:
    people = read_people(written(tmp_path, GOOD))
    write_people(people, tmp_path / "again.csv")
    assert read_people(tmp_path / "again.csv") == people


@st.composite
def persons(draw: st.DrawFn) -> Person:
    known = st.none() | st.floats(0.9, 1.1)
    sizes = {"weight": 70, "height": 170, "egfr": 80, "diet": 300, "serum": 0.8, "filtration": 5}
    drawn = {name: draw(known) for name in sizes}
    return Person(
        age=draw(st.floats(18, 120)),
        sex=draw(st.sampled_from(Sex)),
        name=draw(st.text(st.characters(categories=["L", "Nd", "P"]), max_size=8)),
        medicines=draw(st.sampled_from([(), (Medicine.find("omeprazole"),)])),
        **{name: sizes[name] * share for name, share in drawn.items() if share is not None},
    )


@given(people=st.lists(persons(), min_size=1, max_size=4))
def test_any_persons_survive_being_written_down(
    people: list[Person], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("people") / "people.csv"
    named = {f"p{i}": person for i, person in enumerate(people)}
    write_people(named, path)
    assert read_people(path) == named


def test_drawn_persons_come_back_bit_for_bit(tmp_path: Path) -> None:
    population, path = Population.of(age="50-70", egfr=">60", seed=4), tmp_path / "drawn.csv"
    told: list[int] = []
    write_drawn(population, 300, path, progress=told.append)
    assert told == [300]
    drawn, read = population.crowd(0, 300), Crowd.of(list(read_people(path).values())).exactly()
    for name in COLUMNS:
        assert np.array_equal(getattr(read, name), getattr(drawn, name), equal_nan=True), name
    pd.testing.assert_frame_equal(pd.read_csv(path), population.table(0, 300))


def test_a_table_without_a_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be written"):
        write_drawn(Population(), 3, tmp_path / "no" / "where.csv")
