"""A right name that is not listed is not taken for a wrong one that is."""

import pytest

from threonate.safety.direction import WORDS
from threonate.safety.medicine_name import is_listed_name, look_up
from threonate.safety.not_flagged import find_not_flagged
from threonate.safety.other_medicine import load_other_medicines


@pytest.mark.parametrize(
    "name", ["lisinopril", "clonazepam 0.5 mg", "Enalapril maleate", "naproxen"]
)
def test_a_common_medicine_is_not_asked_back(name: str) -> None:
    found = look_up(name)
    assert (found.found, found.near) == ((), ())


def test_no_other_medicine_has_a_row() -> None:
    for name in load_other_medicines().common:
        assert not look_up(name).found, name
        assert find_not_flagged(name) is None, name


def test_no_direction_is_a_name() -> None:
    assert not [word for word in WORDS if is_listed_name(word)]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("doxycycline at bedtime", "TC-01"),
        ("alendronate weekly", "BP-01"),
        ("once weekly alendronate 70 mg tablet", "BP-01"),
        ("Levothyrox 75", "TH-01"),
        ("levothyroxine 75 µg before breakfast", "TH-01"),
        ("24 HR diltiazem 120 mg", "CCB-04"),
    ],
)
def test_directions_do_not_hide_a_name(text: str, id_: str) -> None:
    assert [row.id for row in look_up(text).found] == [id_]


@pytest.mark.parametrize(("text", "id_"), [("Isentres", "IN-04"), ("doxicycline", "TC-01")])
def test_the_rows_of_a_near_name_are_there_for_the_strictest(text: str, id_: str) -> None:
    found = look_up(text)
    assert not found.found
    assert id_ in [row.id for row in found.near_rows]
