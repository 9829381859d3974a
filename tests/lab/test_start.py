"""The start answers at once, and safety is the first thing that a person can do."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from threonate.lab import application
from threonate.lab.application import ask
from threonate.lab.laboratory import Laboratory
from threonate.lab.pages.start import START

HOST = "127.0.0.1:8642"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ASGIApp]:
    file: Path = tmp_path_factory.mktemp("lab") / "lab.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "PAGES", (START,))
        yield application.application(Laboratory(file), hosts=(HOST,))


def test_the_worked_example_is_answered_in_one_sentence(app: ASGIApp) -> None:
    code, text = ask(app, "/start.json", host=HOST)
    answer = json.loads(text)["answer"]
    assert code == 200
    assert answer["sentence"].startswith("Nobody can say yet that it helps memory")
    assert answer["sentence"].count(". ") == 0
    assert answer["body"].startswith("After 12 weeks of 2,000 mg of magnesium L-threonate")


def test_both_roads_stand_beside_each_other_with_their_grades(app: ASGIApp) -> None:
    cards = json.loads(ask(app, "/start.json", host=HOST)[1])["answer"]["cards"]
    assert [card["grade"] for card in cards] == ["C", "F", "F", "B"]
    body, trials = (card for card in cards if card["label"].startswith("Words"))
    assert (body["by"], trials["by"]) == ("by the model of the body", "by trials in people")


def test_no_word_of_science_comes_before_it_is_asked_for(app: ASGIApp) -> None:
    text = ask(app, "/start", host=HOST)[1].decode("utf-8")
    first = text[text.index("<main") : text.index("<details>")]
    for word in ("interval", "certainty", " SD", "mmol", "median"):
        assert word not in first


def test_safety_comes_before_the_example_and_the_three_doors_after(app: ASGIApp) -> None:
    text = ask(app, "/start", host=HOST)[1].decode("utf-8")
    main = text[text.index("<main") :]
    order = [
        main.index(f'href="{address}"') for address in ("/safe", "/follow", "/trials", "/design")
    ]
    assert order == sorted(order)
    assert main.index('href="/safe"') < main.index('class="answer"') < main.index('href="/follow"')
