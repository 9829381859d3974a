"""Following a dose on a page: the numbers of the report, organ by organ and day by day."""

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from starlette.types import ASGIApp

from threonate.lab import application
from threonate.lab.application import ask
from threonate.lab.laboratory import Laboratory
from threonate.lab.organ import ORGANS
from threonate.lab.pages.follow import FOLLOW
from threonate.lab.pages.start import START

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
    address = json.loads(text)["answer"]["working"]
    for _ in range(600):
        state = json.loads(ask(app, address, host=HOST)[1])["state"]
        if state not in ("waiting", "running"):
            break
        time.sleep(0.1)
    assert state == "done"
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


@pytest.mark.parametrize("organ", ["liver", "kidney"])
def test_an_unknown_organ_opens_the_first(app: ASGIApp, organ: str) -> None:
    told(app, TWO)
    text = page(app, f"{TWO}&organ={organ}")
    opened = "kidney" if organ == "kidney" else "gut"
    assert f'<details id="{opened}" class="organ-numbers" open>' in text
