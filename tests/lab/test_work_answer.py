"""Every page names the work behind its answer alike, and says where no more is taken up."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.lab.room import door, laboratory

from threonate.lab import usual_course
from threonate.lab.job import MOST_OF_ALL
from threonate.lab.laboratory import Laboratory
from threonate.lab.pages.claim import CLAIM
from threonate.lab.pages.design import DESIGN
from threonate.lab.pages.follow import FOLLOW
from threonate.lab.pages.predict import PREDICT
from threonate.lab.pages.room import ROOM
from threonate.lab.pages.thing import THING
from threonate.lab.pages.trials import TRIALS

WORKING = {
    "/follow": "?weeks=1",
    "/why/serum": "",
    "/claims/4": "",
    "/rooms/kidney": "?check=yes",
    "/predict": "?road=yes",
    "/design": "?start=liu2016&run=yes",
}
"""An address of every page that needs work, and what makes it need it."""


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Laboratory]:
    made = laboratory(tmp_path)
    yield made
    made.jobs.close()


@pytest.fixture
def client(lab: Laboratory, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    pages = (FOLLOW, THING, CLAIM, ROOM, PREDICT, DESIGN, TRIALS)
    return door(lab, monkeypatch, *pages, headers={"accept": "text/html"})


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that would wait a little for their work look at it once."""
    passing = count(step=10)
    clock = SimpleNamespace(sleep=lambda _: None, monotonic=lambda: next(passing))
    monkeypatch.setattr(usual_course, "time", clock)


@pytest.fixture
def gate(lab: Laboratory) -> Iterator[Callable[[int], None]]:
    """Keeps so many pieces of work open, until the test is over."""
    made = Event()

    def keep(open_: int) -> None:
        for number in range(open_):
            lab.jobs.begin(number, "Keeping others waiting", lambda _: made.wait(30), then="/")

    yield keep
    made.set()


def told(client: TestClient, address: str) -> Any:
    return client.get(f"{address}.json{WORKING[address]}")


@pytest.mark.parametrize("address", WORKING)
def test_the_work_has_one_shape_on_every_page(
    client: TestClient, gate: Callable[[int], None], address: str
) -> None:
    gate(1)
    work = told(client, address).json()["answer"]["work"]
    assert list(work) == ["state", "share", "address"]
    assert (work["state"], work["share"]) == ("waiting", 0.0)
    job = client.get(work["address"]).json()
    assert job["state"] == "waiting"
    assert job["then"].startswith(address)


@pytest.mark.parametrize("address", [each for each in WORKING if each != "/predict"])
def test_too_much_work_is_refused_in_words_with_its_own_status(
    client: TestClient, gate: Callable[[int], None], address: str
) -> None:
    gate(MOST_OF_ALL)
    for answer in (told(client, address), client.get(f"{address}{WORKING[address]}")):
        assert answer.status_code == 429
        assert f"{MOST_OF_ALL} pieces of work are waiting or going on" in answer.text


def test_what_needs_no_work_is_answered_however_much_goes_on(
    client: TestClient, gate: Callable[[int], None]
) -> None:
    gate(MOST_OF_ALL)
    answer = told(client, "/predict").json()["answer"]
    assert "pieces of work are waiting" in answer["roads_refused"]
    assert answer["predictions"]
    assert told(client, "/why/serum").json()["answer"]["says"]
    assert told(client, "/claims/4").json()["answer"]["verdict"]
