"""A person file is read in three formats, and a fault is shown where it stands."""

from pathlib import Path

import pytest

from threonate.people.person import Person
from threonate.people.person_file import person_document, read_person, write_person
from threonate.people.sex import Sex
from threonate.refusal import Refusal

PERSON = Person.of(age=71, sex="male", weight=82, creatinine=1.2, medicines=["Lasix"], name="B")


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", 'name = "B"\nage = 71\nsex = "male"\nweight = "82 kg"\ncreatinine = 1.2\n'
                   'medicines = ["Lasix"]\n'),
        ("a.yaml", "name: B\nage: 71\nsex: male\nweight: 82 kg\ncreatinine: 1.2\n"
                   "medicines: [Lasix]\negfr:\n"),
        ("a.json", '{"name": "B", "age": 71, "sex": "male", "weight": 82, "creatinine": 1.2,'
                   ' "medicines": ["Lasix"], "diet": null}'),
    ],
)  # fmt: skip
def test_a_person_is_read_in_every_format(tmp_path: Path, name: str, text: str) -> None:
    assert read_person(written(tmp_path, name, text)) == PERSON


@pytest.mark.parametrize("suffix", [".toml", ".yaml", ".json"])
def test_a_written_person_is_read_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"person{suffix}"
    write_person(PERSON, path)
    assert read_person(path) == PERSON


def test_a_person_is_written_with_units() -> None:
    assert person_document(Person(sex=Sex.MALE, serum=0.8)) == {
        "sex": "male",
        "age": "60.0 years",
        "serum": "0.8 mmol/L",
        "medicines": [],
    }


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("p.toml", "age = 60\nwieght = 70\n", "p.toml, line 2, column 1: 'wieght' is not a key"),
        ("p.toml", "age = 60\nwieght = 70\n", "Did you mean 'weight'?"),
        ("p.toml", "sex = 'f'\nage = 300\n", "p.toml, line 2, column 1: Age is 300 years"),
        ("p.yaml", "age: 60\negfr: -5\n", "p.yaml, line 2, column 1: eGFR is -5"),
        (
            "p.json",
            '{\n  "creatinine": 80\n}',
            "p.json, line 2, column 3: Creatinine 80 looks like",
        ),
        ("p.toml", "age = \n", "p.toml, line 1, column 7: the file is not TOML"),
        ("p.json", '{"age": }', "p.json, line 1, column 9: the file is not JSON"),
        ("p.yaml", "age: [60\n", "p.yaml, line 2, column 1: the file is not YAML"),
        ("p.json", '{"age": NaN}', "p.json, line 1, column 9"),
        ("p.toml", "age = [60]\n", "p.toml, line 1, column 1: Age is [60]"),
        ("p.toml", "age = 50\ncreatinine = 1\negfr = 150\n", "p.toml: Creatinine 1 mg/dL gives"),
        ("p.json", "[60]", "must be a table"),
        ("p.csv", "age,60", "is not a TOML, YAML or JSON file"),
    ],
)
def test_a_fault_is_shown_where_it_stands(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_person(written(tmp_path, name, text))
    assert says in str(refusal.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be read"):
        read_person(tmp_path / "nobody.toml")
