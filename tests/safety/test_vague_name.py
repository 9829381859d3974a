"""A kind of medicine is asked back: nobody knows what a water tablet needs before it has a name."""

import pytest

from threonate.refusal import Refusal
from threonate.safety.action import Action
from threonate.safety.check import check
from threonate.safety.daily_dose import Goal
from threonate.safety.day import Day
from threonate.safety.facts import Facts
from threonate.safety.medicament import Medicament
from threonate.safety.medicine_name import look_up
from threonate.safety.plan import plan
from threonate.safety.schedule import Outcome
from threonate.safety.vague_name import load_vague_names
from threonate.safety.wording import not_listed_lines


def named(text: str) -> dict[str, tuple[int, ...]]:
    """Medicines of a text with their times."""
    return {each.name: each.times for each in Medicament.all_of(text)}


@pytest.mark.parametrize("name", load_vague_names())
def test_no_vague_name_is_a_listed_one(name: str) -> None:
    assert look_up(name).vague
    assert look_up(name).found == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("water tablet", {"water tablet": ()}),
        ("my water tablet 20 mg at 8:00", {"water tablet": (480,)}),
        ("sleeping tablets at night", {"sleeping tablets": ()}),
        (
            "sleeping tablets 21:00, warfarin 8:00",
            {"sleeping tablets": (1260,), "warfarin": (480,)},
        ),
        ("furosemide (water tablet) 8:00", {"furosemide": (480,)}),
        # An everyday word keeps its tablet even where the kind is not listed.
        ("hay fever tablets 8:00", {"hay fever tablets": (480,)}),
        ("iron tablets", {"iron": ()}),
    ],
)
def test_a_kind_of_medicine_keeps_its_words(text: str, expected: dict[str, object]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize("text", ["water tablet", "blood thinner", "heart tablet", "sleeping pill"])
def test_which_one_it_is_comes_first(text: str) -> None:
    verdict = check(Facts.of(age=40, egfr=95, medicines=[text]).taking())
    assert verdict.action is Action.ASK
    (asked,) = [each for each in verdict.findings if each.rule == "R-UNKNOWN"]
    assert asked.do.startswith(f"Which {text}? Write the name on its box, such as ")
    assert list(not_listed_lines(verdict)) == []


def test_until_it_is_named_the_longest_gap_is_kept() -> None:
    # Levothyroxine, one of those it may be, asks 4 h.
    verdict = check(Facts.of(age=40, egfr=95, medicines=["thyroid tablet"]).taking())
    assert any("at least 4 h away from it" in each.do for each in verdict.findings)


def test_no_plan_is_made_before_it_is_named() -> None:
    facts = Facts.of(age=40, egfr=95, medicines=["water tablet 08:00"])
    schedule = plan(facts, Day.of(), goal=Goal.COGNITION)
    assert schedule.outcome is Outcome.ASKED
    assert schedule.reason.startswith("Which water tablet?")


def test_a_water_tablet_asks_for_the_kidneys_as_a_diuretic_does() -> None:
    verdict = check(Facts.of(age=40, medicines=["water pill"]).taking())
    assert any(each.rule == "RG-UNKNOWN" and each.action is Action.ASK for each in verdict.findings)


@pytest.mark.parametrize(
    ("text", "name", "times"),
    [
        ("Eltroxin 100 mcg 07:00", "Eltroxin", (420,)),
        ("Fosamax mondays", "Fosamax", ()),
        ("levothyroxine 100 micrograms 7.30", "levothyroxine", (450,)),
    ],
)
def test_british_boxes_and_days_of_the_week_are_read(
    text: str, name: str, times: tuple[int, ...]
) -> None:
    found = Medicament.of(text)
    assert (found.name, found.times) == (name, times)
    assert found.lookup.found


def test_a_figure_alone_is_still_asked_back() -> None:
    with pytest.raises(Refusal, match="is a time or a strength"):
        Medicament.of("levothyroxine 7.30")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a{1}", "x < / b> 8"])
def test_signs_of_a_program_are_neither_a_name_nor_a_time(text: str) -> None:
    with pytest.raises(Refusal, match="stands in no name of a medicine"):
        Medicament.all_of(text)
