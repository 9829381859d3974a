"""Following a dose on a page: the numbers of the report, organ by organ and day by day."""

import json
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from threonate.lab import application, follow_question, following, laboratory, scenario
from threonate.lab.application import ask
from threonate.lab.form import Form
from threonate.lab.job import MOST_OF_ALL
from threonate.lab.laboratory import Laboratory
from threonate.lab.organ import ORGANS
from threonate.lab.pages.follow import FOLLOW
from threonate.lab.pages.start import START
from threonate.lab.scenario import Scenario

HOST = "127.0.0.1:8642"
TWO = "weeks=2&scenario=form:citrate"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    made = Laboratory(tmp_path_factory.mktemp("lab") / "lab.sqlite3")
    yield made
    made.jobs.close()


@pytest.fixture(scope="module")
def app(lab: Laboratory) -> Iterator[ASGIApp]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "PAGES", (START, FOLLOW))
        yield application.application(lab, hosts=(HOST,))


def told(app: ASGIApp, query: str) -> Any:
    code, text = ask(app, f"/follow.json?wait=yes&{query}", host=HOST)
    assert code == 200, text
    return json.loads(text)["answer"]


def page(app: ASGIApp, query: str) -> str:
    code, text = ask(app, f"/follow?{query}", host=HOST)
    assert code in (200, 422), text
    return text.decode("utf-8")


@pytest.fixture
def gate(lab: Laboratory) -> Iterator[Event]:
    """Work that keeps all other work waiting, until the test is over."""
    made = Event()
    lab.jobs.begin("gate", "Keeping others waiting", lambda _: made.wait(30), then="/")
    yield made
    for job in lab.jobs._open():
        lab.jobs.stop(job)
    made.set()
    lab.jobs.wait()


@pytest.fixture
def full(lab: Laboratory, gate: Event) -> None:
    """As much is at work as may be."""
    for number in range(1, MOST_OF_ALL):
        lab.jobs.begin(number, "Waiting", lambda _: None, then="/")


def number(answer: Any, key: str, scenario: int = 0) -> Any:
    organs = answer["scenarios"][scenario]["organs"]
    return next(n for organ in organs for n in organ["numbers"] if n["quantity"] == key)


def test_every_organ_has_its_numbers_with_interval_unit_and_grade(app: ASGIApp) -> None:
    answer = told(app, TWO)
    organs = answer["scenarios"][0]["organs"]
    assert [organ["organ"] for organ in organs] == [organ.key for organ in ORGANS]
    for each in (n for organ in organs for n in organ["numbers"]):
        assert each["low"] <= each["value"] <= each["high"]
        assert each["unit"]
        assert each["grade"] in "ABCDEF"
        assert each["why"].startswith("/why/")


def test_the_last_day_is_the_one_of_the_simulation_itself(app: ASGIApp) -> None:
    from threonate.dose import Regimen
    from threonate.simulation import simulate

    course = simulate(regimen=Regimen.daily(weeks=2))
    for key in ("serum", "csf", "urine", "words"):
        shown = number(told(app, TWO), key)
        assert shown["value"] == pytest.approx(course.estimate(key).value, rel=1e-4)


def test_an_earlier_day_has_less_of_what_builds_up(app: ASGIApp) -> None:
    changes = [number(told(app, f"{TWO}&day={day}"), "csf")["change"] for day in (1, 7, 14)]
    assert changes == sorted(changes)
    assert changes[0] < 0.1 * changes[2]


def test_citrate_brings_no_threonate(app: ASGIApp) -> None:
    answer = told(app, TWO)
    assert number(answer, "threonate")["value"] > 1.0
    assert number(answer, "threonate", 1)["value"] == pytest.approx(0.0, abs=1e-6)


def test_every_milligram_is_somewhere(app: ASGIApp) -> None:
    balance = told(app, TWO)["scenarios"][0]["balance_mg"]
    ends = sum(balance[place] for place in ("urine", "faeces", "sweat", "stored"))
    assert ends == pytest.approx(balance["swallowed"], rel=1e-6)


def test_a_page_without_an_answer_yet_names_the_work_and_then_has_it(
    app: ASGIApp, lab: Laboratory
) -> None:
    code, text = ask(app, "/follow.json?weeks=1&age=33", host=HOST)
    assert code == 202
    answer = json.loads(text)["answer"]
    address = answer["work"]["address"]
    for _ in range(600):
        state = json.loads(ask(app, address, host=HOST)[1])["state"]
        if state not in ("waiting", "running"):
            break
        time.sleep(0.1)
    assert state == "done"
    assert [answer[name] for name in ("day", "last_day", "step", "scenarios")] == [None] * 4
    assert (
        json.loads(ask(app, "/follow.json?weeks=1&age=33", host=HOST)[1])["answer"]["last_day"] == 7
    )


def test_a_warning_comes_before_the_answer(app: ASGIApp) -> None:
    told(app, "weeks=1&egfr=25")
    text = page(app, "weeks=1&egfr=25")
    assert 0 < text.index('class="caution"') < text.index('class="answer"')
    assert "threonate check" not in text


def test_the_page_holds_drawing_charts_and_comparison(app: ASGIApp) -> None:
    told(app, TWO)
    text = page(app, TWO)
    assert text.count('class="organ ') == len(ORGANS)
    for key in ("compared", "recall", "ladder", "balance"):
        assert f'id="figure-{key}"' in text


def test_links_keep_the_question(app: ASGIApp) -> None:
    told(app, TWO)
    text = page(app, TWO)
    assert f"/follow?weeks=2&amp;scenario={quote('form:citrate', safe='')}&amp;organ=kidney" in text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("age=7", "age"),
        ("dose=5", "dose"),
        ("form=nonsense", "form"),
        ("weeks=900", "weeks"),
        ("times=21:30,08:00", "times"),
        ("serum=9", "serum"),
        ("medicines=blub", "medicines"),
        ("scenario=shoe:44", "scenario"),
        ("change=age", "to"),
        ("change=age&to=7", "to"),
        ("day=soon", "day"),
    ],
)
def test_a_mistake_is_told_beside_its_field(app: ASGIApp, query: str, field: str) -> None:
    code, text = ask(app, f"/follow.json?{query}", host=HOST)
    assert code == 422
    assert list(json.loads(text)["errors"]) == [field]
    assert json.loads(text)["answer"] is None


def test_what_was_typed_stays_and_is_escaped(app: ASGIApp) -> None:
    hostile = '"><script>alert(1)</script>'
    text = page(app, f"age={quote(hostile)}&scenario={quote(hostile)}&organ={quote(hostile)}")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_more_than_four_scenarios_are_refused(app: ASGIApp) -> None:
    query = "&".join(f"scenario=age:{age}" for age in (30, 40, 50, 70))
    code, text = ask(app, f"/follow.json?{query}", host=HOST)
    assert code == 422
    assert "untick" in json.loads(text)["errors"]["to"]


def test_many_scenarios_are_refused_without_reading_them(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list[str]()

    def vary(fields: Mapping[str, str], text: str) -> Scenario:
        read.append(text)
        return scenario.vary(fields, text)

    monkeypatch.setattr(follow_question, "vary", vary)
    query = "&".join(f"scenario=age:{20 + number / 100}" for number in range(2000))
    code, text = ask(app, f"/follow.json?{query}", host=HOST)
    assert code == 422
    assert "untick" in json.loads(text)["errors"]["to"]
    assert len(read) == scenario.MOST


def test_an_answer_that_is_at_work_is_waited_for_and_not_for_ever(
    app: ASGIApp, lab: Laboratory, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE", 0.05)
    code, text = ask(app, "/follow.json?weeks=1&age=34&wait=yes", host=HOST)
    assert code == 202
    address = json.loads(text)["answer"]["work"]["address"]
    assert json.loads(ask(app, address, host=HOST)[1])["state"] == "waiting"


def test_too_many_questions_are_refused_and_the_form_keeps_what_was_typed(
    app: ASGIApp, lab: Laboratory, full: None
) -> None:
    for way in ("", ".json"):
        code, text = ask(app, f"/follow{way}?weeks=1&age=35.5", host=HOST)
        assert code == 429
        assert "wait for one of them, or stop it" in text.decode()
        assert "35.5" in text.decode()


def test_a_chart_that_is_at_work_says_where(app: ASGIApp, gate: Event) -> None:
    code, text = ask(app, "/chart/serum/follow.json?weeks=1&age=36", host=HOST)
    assert code == 202
    work = json.loads(text)["work"]
    assert json.loads(ask(app, work["address"], host=HOST)[1])["state"] == work["state"]


def test_who_asks_only_whether_a_chart_is_there_sets_nothing_to_work(lab: Laboratory) -> None:
    client = TestClient(application.application(lab, hosts=(HOST,)), base_url=f"http://{HOST}")
    before = len(lab.jobs._jobs)
    assert client.head("/chart/serum/follow.json?weeks=1&age=37").status_code == 200
    assert len(lab.jobs._jobs) == before


def test_a_chart_that_a_page_does_not_have_is_not_found(app: ASGIApp) -> None:
    told(app, TWO)
    assert ask(app, f"/chart/serum/follow.json?{TWO}", host=HOST)[0] == 200
    assert ask(app, f"/chart/nothing/follow.json?{TWO}", host=HOST)[0] == 404


def test_a_day_after_the_end_shows_the_end_and_says_so(app: ASGIApp) -> None:
    assert told(app, f"{TWO}&day=60")["day"] == 14
    assert "Day 60 was asked for; day 14 is the nearest" in page(app, f"{TWO}&day=60")
    assert "was asked for" not in page(app, f"{TWO}&day=7")


@pytest.mark.parametrize("day", ["0", "729"])
def test_days_end_where_it_is_said(app: ASGIApp, day: str) -> None:
    code, text = ask(app, f"/follow.json?{TWO}&day={day}", host=HOST)
    assert code == 422
    assert "from 1 to 728" in json.loads(text)["errors"]["day"]


def test_amounts_are_told_to_the_microgram(app: ASGIApp) -> None:
    first = told(app, TWO)["scenarios"][0]
    for mg in (*first["balance_mg"].values(), *first["stored_mg"].values()):
        assert mg == round(mg, 3)
    assert str(first["balance_mg"]["sweat"]) == "0.0"
    assert str(first["balance_mg"]["residual"]) == "0.0"


def test_the_page_says_that_a_change_is_no_difference_of_middles(app: ASGIApp) -> None:
    told(app, TWO)
    assert "a change need not be the difference between the two levels" in page(app, TWO)


def test_who_follows_every_link_is_not_led_through_all_questions(app: ASGIApp) -> None:
    told(app, TWO)
    links = re.findall(r'<a [^>]*href="/follow\?[^>]*>', page(app, TWO))
    assert len(links) > 15
    assert [each for each in links if 'rel="nofollow"' not in each] == []


def test_what_is_the_same_by_another_name_stands_there_once(app: ASGIApp) -> None:
    assert len(told(app, "weeks=2&scenario=age:60&scenario=meals:food")["scenarios"]) == 1


def test_the_usual_answer_is_always_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laboratory, "KEPT", 1)
    monkeypatch.setattr(following, "_follow", lambda *_: "what was followed")
    lab, asked = Laboratory(tmp_path / "lab.sqlite3"), scenario.read_scenario({}, Form())
    assert asked is not None
    following.usual(lab)
    for number in range(3):
        lab.once(number, lambda: "another answer")
    assert lab.knows(("followed", asked.key))
    assert not lab.knows(1)


@pytest.mark.parametrize("organ", ["liver", "kidney"])
def test_an_unknown_organ_opens_the_first(app: ASGIApp, organ: str) -> None:
    told(app, TWO)
    text = page(app, f"{TWO}&organ={organ}")
    opened = "kidney" if organ == "kidney" else "gut"
    assert f'<details id="{opened}" class="organ-numbers" open>' in text
