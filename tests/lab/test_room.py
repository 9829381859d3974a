"""Every room shows its laws, its numbers with grades, and published numbers that it must meet."""

import time
from pathlib import Path
from typing import Any

import pytest

from threonate.evidence.parameter import ROOMS, load_room
from threonate.lab.drawing import draw
from threonate.lab.laboratory import Laboratory
from threonate.lab.page import Shown
from threonate.lab.pages.room import ROOM, RoomQuestion
from threonate.lab.visit import Visit
from threonate.validation import Anchor, Verdict, load_anchors
from threonate.validation.verdict import judge, stated_and_doubted

NAMES = [package.rpartition(".")[2] for package in ROOMS]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    return Laboratory(Path(tmp_path_factory.mktemp("lab")) / "lab.sqlite3")


def entered(lab: Laboratory, name: str, *, check: str = "") -> Shown:
    return ROOM.show(RoomQuestion(check=check), Visit(lab, parts={"name": name}))


def drawn(shown: Shown) -> str:
    question = RoomQuestion()
    return draw(ROOM, shown, question=question, address="/why", twin="/.json")


def told(shown: Shown) -> Any:
    assert shown.answer is not None
    return shown.answer


@pytest.mark.parametrize(("name", "package"), list(zip(NAMES, ROOMS, strict=True)))
def test_every_room_shows_all_its_numbers(lab: Laboratory, name: str, package: str) -> None:
    shown = entered(lab, name)
    page = drawn(shown)
    assert [each.name for each in told(shown).numbers] == list(load_room(package))
    assert all(f'href="/why/{number}"' in page for number in load_room(package))


def test_the_laws_of_a_room_are_shown_as_equations(lab: Laboratory) -> None:
    shown = entered(lab, "kidney")
    assert [law.name for law in told(shown).laws] == ["kidney.threshold", "kidney.excretion"]
    assert drawn(shown).count("<math ") == 2


def test_the_model_is_asked_for_the_published_numbers_of_a_room(lab: Laboratory) -> None:
    before = told(entered(lab, "threonate"))
    assert before.passed is None
    assert all(each.passed is None for each in before.anchors)
    end = time.monotonic() + 60
    after = told(entered(lab, "threonate", check="yes"))
    while after.work and time.monotonic() < end:
        after = told(entered(lab, "threonate", check="yes"))
    drawn_numbers = stated_and_doubted(100, seed=1)
    for each in after.anchors:
        verdict = judge(load_anchors()[each.id], drawn_numbers)
        assert each.passed == verdict.passed
        assert each.simulated == verdict.simulated
    assert after.passed == sum(each.passed for each in after.anchors)


def test_a_miss_stays_visible_in_words(lab: Laboratory) -> None:
    verdicts = tuple(missed(a) for a in load_anchors().values() if a.room == "stores")
    lab.once(("anchors", "stores"), lambda: verdicts)
    page = drawn(entered(lab, "stores"))
    assert '<span class="miss">miss</span>' in page


def missed(anchor: Anchor) -> Verdict:
    far = anchor.accept_high + 1.0
    return Verdict(anchor, far, far, float("nan"))


def test_an_unknown_room_is_met_with_the_nearest(lab: Laboratory) -> None:
    shown = entered(lab, "kidny")
    assert shown.code == 404
    assert "Did you mean 'kidney'? It is at /rooms/kidney." in shown.errors[""]
    assert '<a href="/rooms/kidney">' in drawn(shown)
