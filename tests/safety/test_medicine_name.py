"""A medicine is found by any of its names and by nothing else; a guess is offered, not taken."""

from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.safety.interaction import load_interactions
from threonate.safety.medicine_name import look_up, plain_name
from threonate.safety.name_abroad import load_names_abroad

NAMES = [
    (row.id, name)
    for row in load_interactions().values()
    for name in (row.ingredient, *row.also, *row.brands)
]
ABROAD = [
    (medicine.english, name)
    for medicine in load_names_abroad()
    for names in medicine.names.values()
    for name in names
]
LISTED = {plain_name(name) for _, name in NAMES + ABROAD}


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
        ("L-Thyroxin 75", "TH-01"),
        ("Levothyroxin-Natrium", "TH-01"),
        ("Verapamilhydrochlorid", "CCB-03"),
        ("chlorhydrate d'amiloride", "DK-01"),
        ("Cloridrato de clorpromazina 25 mg", "PS-01"),
        ("LÉVOFLOXACINE 500 mg, comprimé", "FQ-02"),
        ("acido alendronico", "BP-01"),
        ("Eisen (II) sulfat", "MI-01"),
    ],
)
def test_names_may_be_typed_loosely(text: str, id_: str) -> None:
    assert [row.id for row in look_up(text).found] == [id_]


# Names that look or sound alike and have been confused on prescriptions.
@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("levothyroxyne", "levothyroxine"),
        ("ciprofloxacyn", "ciprofloxacin"),
        ("gabapantin", "gabapentin"),
        # Far from the English name, so that the Italian one is what can be recognised.
        ("idrossiclorochima", "idrossiclorochina"),
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


def test_a_near_name_is_offered_once_for_each_medicine_and_in_english_if_one_is_near() -> None:
    near = look_up("levothyroxinn").near
    assert near[0] == "levothyroxine"
    assert not {"Levothyroxin", "levothyroxinum", "levotiroxina"} & set(near)
    # These two have been confused; both are near, so both are asked about.
    assert set(look_up("quinidin").near) == {"quinidine", "quinine"}


@pytest.mark.parametrize("text", ["mycophenolat sodium", "micofenolato sódica"])
def test_a_salt_that_makes_another_medicine_is_never_left_out(text: str) -> None:
    found = look_up(text)
    assert found.found == ()
    assert found.near


@pytest.mark.parametrize("text", ["", " ", "500 mg", "---", "\u4e2d\u6587", "x" * 100_000])
def test_what_is_no_name_finds_and_offers_nothing(text: str) -> None:
    found = look_up(text)
    assert (found.found, found.near) == ((), ())


@given(st.text(alphabet="abcdefghilmnoprstuvxyz ", min_size=3, max_size=20))
def test_what_is_offered_is_what_the_standard_library_finds_near(text: str) -> None:
    """Python's own search, which is slow, finds a near name whenever ours does."""
    near = get_close_matches(plain_name(text), LISTED, n=1, cutoff=0.75)
    words = [word for word in text.split() if word in LISTED]
    found = look_up(text)
    assert bool(found.found or found.near) == bool(near or words)


@given(
    st.sampled_from(NAMES + ABROAD),
    st.integers(0, 30),
    st.sampled_from(["", *" abcdefghijklmnopqrstuvwxyz"]),
    st.sampled_from([0, 1]),
)
def test_one_wrong_letter_never_chooses_another_medicine(
    known: tuple[str, str], place: int, letter: str, replaced: int
) -> None:
    """A name with one letter wrong, lost or too many finds its own rows or nothing.

    The exception is a misspelling that is itself a name.
    """
    _, name = known
    place %= len(name)
    wrong = name[:place] + letter + name[place + replaced :]
    rows = look_up(wrong).found
    assert not rows or rows == look_up(name).found or plain_name(wrong) in LISTED


def test_no_two_medicines_have_names_one_wrong_letter_apart() -> None:
    """Only the two thyroid hormones' short names, T3 and T4, are that near."""
    by_gap: dict[str, set[str]] = {}
    for name in LISTED:
        for place in range(len(name)):
            by_gap.setdefault(f"{name[:place]}?{name[place + 1 :]}", set()).add(name)
    near = [names for names in by_gap.values() if len({look_up(name).found for name in names}) > 1]
    assert near == [{"t3", "t4"}]
