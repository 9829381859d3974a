"""A person file holds what is known of one person, in TOML, YAML or JSON."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from threonate.dose.document import document_suffix, format_document, read_document
from threonate.dose.writing import read_text, write_whole
from threonate.people.medicine import Medicine
from threonate.people.person import QUANTITIES, Person
from threonate.refusal import Refusal, nearest

KEYS = tuple(Person.__dataclass_fields__)
"""What a person file may say; each is optional."""


def read_person(path: str | Path, *, find: Callable[[str], Medicine] = Medicine.find) -> Person:
    """A person is read from a file whose keys are the fields of `Person`.

    ``find`` finds a medicine by its name. Whatever cannot be read or no adult can be raises
    `Refusal` with the file, line and column.
    """
    source = Path(path)
    # A key without a value says that nothing is known.
    table = {key: value for key, value in read_document(source).items() if value is not None}
    for key, value in table.items():
        try:
            if key == "medicines" and isinstance(value, list):
                table[key] = [find(each) for each in value]
            _check(key, table[key])
        except Refusal as refusal:
            raise Refusal(f"{source.name}{_place(source, key)}: {refusal}") from refusal
    try:
        return Person.of(**table)
    except Refusal as refusal:
        raise Refusal(f"{source.name}: {refusal}") from refusal


def write_person(person: Person, path: str | Path) -> None:
    """A person is written to a file in the format of its suffix, whole or not at all."""
    write_whole(path, format_document(person_document(person), document_suffix(path)))


def person_document(person: Person) -> dict[str, Any]:
    """What is known of a person as plain values with their units; the unknown is left out."""
    measured = {
        field: f"{float(value)!r} {quantity.unit}"
        for field, quantity in QUANTITIES.items()
        if (value := getattr(person, field)) is not None
    }
    return {
        **({"name": person.name} if person.name else {}),
        "sex": person.sex.value,
        **measured,
        "medicines": [medicine.name for medicine in person.medicines],
    }


def _check(key: str, value: Any) -> None:
    """One line of the file makes sense by itself."""
    if key not in KEYS:
        near = nearest(key, KEYS) or f" The keys are: {', '.join(KEYS)}."
        raise Refusal(f"'{key}' is not a key of a person.{near}")
    Person.of(**{key: value})


def _place(source: Path, key: str) -> str:
    """Where a key stands in the file, if it stands there plainly."""
    text = read_text(source)
    match = re.search(rf"^[\s{{,]*(?P<key>[\"']?{re.escape(key)}[\"']?)\s*[:=]", text, re.MULTILINE)
    if match is None:
        return ""
    start = match.start("key")
    line = text.count("\n", 0, start) + 1
    return f", line {line}, column {start - text.rfind(chr(10), 0, start)}"
