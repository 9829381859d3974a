"""A text of medicines loses neither a medicine nor a time, and asks back what it cannot read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.refusal import Refusal
from threonate.safety.facts import Facts
from threonate.safety.interaction import load_interactions
from threonate.safety.medicament import Medicament
from threonate.safety.not_flagged import find_not_flagged


def rows(text: str) -> list[list[str]]:
    return [[row.id for row in each.lookup.found] for each in Medicament.all_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("metformin 500 mg + raltegravir 400 mg", [[], ["IN-04"]]),
        ("warfarin 5 mg and raltegravir 400 mg", [[], ["IN-04"]]),
        ("amoxicillin 500 mg, Isentress 400 mg", [[], ["IN-04"]]),
        ("cipro 500 + raltegravir", [["FQ-01"], ["IN-04"]]),
        ("ramipril 5 mg / spironolactone 25 mg", [[], ["DK-03"]]),
        ("ramipril 12,5 mg/spironolactone 25 mg", [[], ["DK-03"]]),
        # One product has a row of its own, with a longer gap than its parts.
        ("dolutegravir 50 mg/rilpivirine 25 mg", [["IN-02"]]),
        ("rilpivirine/dolutegravir", [["IN-02"]]),
        ("dolutegravir/lamivudine", [["IN-01"], []]),
        ("Dovato (dolutegravir/lamivudine)", [["IN-01"], []]),
        ("calcium/magnesium/zinc", [["MI-03"], [], ["MI-02"]]),
        ("aspirin, thyroid, desiccated", [[], ["TH-03"]]),
        ("iron with vitamin C", [["MI-01"], []]),
        ("carbidopa/levodopa 25/100 mg", [[]]),
        ("fentanyl patch 25 mcg/h", [[]]),
    ],
)
def test_every_medicine_of_a_text_is_found(text: str, expected: list[list[str]]) -> None:
    assert rows(text) == expected
    assert [[row.id for row in each.lookup.found] for each in Facts.of(medicines=[text]).medicines]


@pytest.mark.parametrize("row", load_interactions().values(), ids=lambda row: row.id)
def test_a_listed_name_stays_whole_whatever_stands_in_it(row: object) -> None:
    for name in (row.ingredient, *row.also, *row.brands):  # type: ignore[attr-defined]
        (medicine,) = Medicament.all_of(f"{name} 08:00")
        assert row in medicine.lookup.found
        assert medicine.times == (480,)


def test_a_name_with_what_cannot_be_read_is_asked_back() -> None:
    for text in ("metformin 500 mg raltegravir 400 mg", "raltegravir for hiv", "my raltegravir xy"):
        (medicine,) = Medicament.all_of(text)
        assert "raltegravir" in medicine.lookup.near
        assert "IN-04" in [row.id for row in medicine.lookup.near_rows]


def test_one_medicine_is_asked_of_one_text() -> None:
    with pytest.raises(Refusal, match="names 2 medicines"):
        Medicament.of("metformin + raltegravir")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("doxycycline 07:30 and 19:30", [7.5, 19.5]),
        ("doxycycline 07:30/19:30", [7.5, 19.5]),
        ("doxycycline 08:00, 20:00", [8, 20]),
        ("doxycycline 8am", [8]),
        ("doxycycline 8 a.m. and 8 p.m.", [8, 20]),
        ("doxycycline 0730", [7.5]),
        ("doxycycline 07.30", [7.5]),
        ("doxycycline 8:00 PM", [20]),
        ("doxycycline 12:15 am", [0.25]),
        ("doxycycline 12 pm", [12]),
        ("doxycycline at noon", [12]),
        ("Doxycyclin 7 Uhr", [7]),
        ("doxycycline 7h30", [7.5]),
        ("doxycycline 100 mg@07:30", [7.5]),
        ("doxycycline twice daily 08:00 20:00", [8, 20]),
        ("doxycycline with breakfast 07:30", [7.5]),
    ],
)
def test_a_time_is_read_however_it_is_written(text: str, times: list[float]) -> None:
    (medicine,) = Medicament.all_of(text)
    assert [minute / 60 for minute in medicine.times] == times
    assert [row.id for row in medicine.lookup.found] == ["TC-01"]


@pytest.mark.parametrize(
    "text",
    [
        "doxycycline 1930",
        "doxycycline 7.30",
        "doxycycline 7 and 19",
        "doxycycline 7, 19",
        "doxycycline 8 and 20:00",
        "doxycycline at 8",
        "doxycycline 08:00 and bedtime",
        "doxycycline 08:00, with dinner",
        "doxycycline twice a day 08:00",
        "doxycycline 3x/day 08:00",
        "doxycycline 13:00 pm",
        "doxycycline 24:30",
        "doxycycline 08:00 ~20:00",
        "500 mg 08:00",
    ],
)
def test_a_time_that_cannot_be_read_is_asked_back_in_one_sentence(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        Medicament.all_of(text)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "text", ["vitamin D 1000 IU 08:00", "warfarin 5 mg 08:00", "ramipril 12.50 mg 08:00"]
)
def test_a_strength_is_no_time(text: str) -> None:
    assert [each.times for each in Medicament.all_of(text)] == [(480,)]


def test_parts_of_one_product_are_taken_at_its_time() -> None:
    assert [each.times for each in Medicament.all_of("ramipril/spironolactone 08:00")] == [
        (480,)
    ] * 2
    # Two medicines of a list are not.
    assert [each.times for each in Medicament.all_of("ramipril, iron 08:00")] == [(), (480,)]


def test_a_tilde_before_the_first_time_says_that_it_may_be_moved() -> None:
    assert Medicament.of("gabapentin ~08:00,20:00").is_movable
    assert not Medicament.of("gabapentin 08:00,20:00").is_movable


@pytest.mark.parametrize(
    "text",
    [
        "magnesium glycinate",
        "Mg citrate",
        "Rennie",
        "Gaviscon",
        "antacid",
        "Antacidum",
        "multivitamin",
        "Milk of Magnesia",
        "Magnesiumcitrat",
        "ZMA",
        "magnésium marin 300 mg",
    ],
)
def test_magnesium_typed_as_a_medicine_is_known_as_magnesium(text: str) -> None:
    assert Medicament.of(text).is_magnesium


@pytest.mark.parametrize(
    "text", ["esomeprazole magnesium", "quinapril", "metformin 500 mg", "magnesium in food", "iron"]
)
def test_other_medicines_are_no_magnesium(text: str) -> None:
    assert not Medicament.of(text).is_magnesium


@pytest.mark.parametrize(
    ("text", "injected"),
    [
        ("insulin", True),
        ("insulin glargine 20:00", True),
        ("Prolia", True),
        ("guselkumab", True),
        ("cisplatin", True),
        ("methotrexate injection", True),
        ("doxycycline", False),
        ("metformin", False),
        ("wonderdrug", False),
    ],
)
def test_what_is_injected_is_known(text: str, injected: bool) -> None:  # noqa: FBT001
    assert Medicament.of(text).is_injected is injected


@pytest.mark.parametrize(
    "text",
    [
        "metformin hydrochloride 500 mg",
        "oral contraceptive pill",
        "warfarin 5 mg at bedtime",
        "Priadel",
    ],
)
def test_what_is_not_flagged_is_found_with_strength_and_directions(text: str) -> None:
    medicine = Medicament.of(text)
    assert find_not_flagged(medicine.name) is not None


@given(st.text(max_size=40))
def test_any_text_is_medicines_or_a_refusal(text: str) -> None:
    try:
        found = Medicament.all_of(text)
    except Refusal:
        return
    assert found
