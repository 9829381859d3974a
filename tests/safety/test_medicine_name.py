"""A medicine is found by any of its names and by nothing else; a guess is offered, not taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.safety.interaction import load_interactions
from threonate.safety.medicine_name import look_up

NAMES = [
    (row.id, name)
    for row in load_interactions().values()
    for name in (row.ingredient, *row.also, *row.brands)
]


@pytest.mark.parametrize(("id_", "name"), NAMES)
def test_every_listed_name_finds_its_row(id_: str, name: str) -> None:
    assert id_ in [row.id for row in look_up(name).found]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Synthroid 50 mcg", "TH-01"),
        ("LEVOTHYROXINE", "TH-01"),
        ("levothyroxine sodium", "TH-01"),
        ("l thyroxine", "TH-01"),
        ("Doxycycline hyclate, 100 mg", "TC-01"),
        ("frusemide", "DL-01"),
        ("alendronate sodium 70 mg", "BP-01"),
        ("mag ox 400", "ML-02"),
    ],
)
def test_names_may_be_typed_loosely(text: str, id_: str) -> None:
    assert [row.id for row in look_up(text).found] == [id_]


# Names that look or sound alike and have been confused on prescriptions.
@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("levothyroxin", "levothyroxine"),
        ("ciprofloxacine", "ciprofloxacin"),
        ("gabapentine", "gabapentin"),
        ("Lamisil", None),
        ("pregabalin", None),
        ("Losec MUPS", "Losec"),
    ],
)
def test_a_name_that_is_merely_near_is_offered(text: str, offered: str | None) -> None:
    found = look_up(text)
    assert found.found == ()
    if offered is None:
        assert "gabapentin" not in found.near
    else:
        assert offered in found.near


@given(st.sampled_from(NAMES), st.integers(0, 30), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_one_wrong_letter_never_chooses_another_medicine(
    known: tuple[str, str], place: int, letter: str
) -> None:
    """A misspelt name finds its own rows or nothing, unless the misspelling is itself a name."""
    id_, name = known
    wrong = name[: place % len(name)] + letter + name[place % len(name) + 1 :]
    written = {each.casefold() for _, each in NAMES}
    rows = [row.id for row in look_up(wrong).found]
    assert not rows or id_ in rows or wrong.casefold() in written
