"""Every number of the evidence road is read: as a part of the belief, or by its name."""

import re
from dataclasses import fields
from pathlib import Path

import threonate.studies
from threonate.evidence.parameter import load_room
from threonate.studies.belief import Belief

ROOM = Path(threonate.studies.__file__).parent
SCRIPTS = Path(__file__).parents[2] / "scripts"


def asked() -> set[str]:
    """The names that the code of the room writes in quotes, and those that a belief is made of."""
    files = [*sorted(ROOM.glob("*.py")), SCRIPTS / "predict_heldout.py"]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return set(re.findall(r'"(\w+)"', text)) | {field.name for field in fields(Belief)}


def test_no_number_lies_about_that_nobody_reads() -> None:
    names = {name.partition(".")[2] for name in load_room("threonate.studies")}
    assert names - asked() == set()
