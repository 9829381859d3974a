"""The application gives a page to people and the same answer as data to programs."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient
from tests.lab.room import ECHO, HOST, HOSTILE, HOSTS, ROOM, beside, door, laboratory

import threonate.lab
from threonate.lab.application import application, ask
from threonate.lab.job import MOST_OF_ALL
from threonate.lab.pages import PAGES

PLAIN = [page for page in PAGES if "{" not in page.address]


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    return door(laboratory(tmp_path), monkeypatch, ECHO, ROOM)


def test_the_application_knows_its_pages_and_no_page_knows_it() -> None:
    lab = Path(threonate.lab.__file__).parent
    written = {path: path.read_text(encoding="utf-8") for path in lab.rglob("*.py")}
    assert len(written) > 50
    assert [path for path, text in written.items() if "lab.application" in text] == []


def test_the_address_of_nothing_leads_to_the_start(client: TestClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/start")


def test_a_page_has_a_twin_by_its_suffix(client: TestClient) -> None:
    answer = client.get("/echo.json?name=Ada&mood=calm&mood=&mood=kind")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {
        "question": {"name": "Ada", "mood": ["calm", "kind"]},
        "answer": {"sentence": "Hello Ada"},
        "errors": {},
        "ignored": [],
    }


def test_a_page_has_the_same_twin_for_whoever_asks_for_data(client: TestClient) -> None:
    by_header = client.get("/echo?name=Ada", headers={"accept": "application/json"})
    assert by_header.json() == client.get("/echo.json?name=Ada").json()
    assert "accept" in by_header.headers["vary"].lower()


@pytest.mark.parametrize(
    "accepted", ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", "text/html, application/json"]
)
def test_a_browser_gets_a_page(client: TestClient, accepted: str) -> None:
    answer = client.get("/echo?name=Ada", headers={"accept": accepted})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Hello Ada" in answer.text


def test_a_page_names_its_twin(client: TestClient) -> None:
    assert 'href="/echo.json?name=Ada%20L"' in client.get("/echo?name=Ada%20L").text


def test_a_part_of_an_address_reaches_its_page(client: TestClient) -> None:
    assert client.get("/room/blood.json").json()["answer"] == {"sentence": "Hello  blood"}
    assert "Hello" in client.get("/room/blood").text


def test_an_unknown_address_is_answered_in_its_own_kind(client: TestClient) -> None:
    page, twin = client.get("/nowhere"), client.get("/nowhere.json")
    asked = client.get("/nowhere", headers={"accept": "application/json"})
    assert [each.status_code for each in (page, twin, asked)] == [404, 404, 404]
    assert "no such page" in page.text
    assert page.headers["content-type"].startswith("text/html")
    assert twin.json() == asked.json()
    assert "no such page" in twin.json()["errors"][""]


def test_a_wrong_field_is_told_beside_it(client: TestClient) -> None:
    answer = client.get("/echo.json?name=nobody")
    assert answer.status_code == 422
    assert answer.json()["answer"] is None
    assert answer.json()["errors"] == {"name": "The name is 'nobody'; give another."}
    assert answer.json()["question"]["name"] == "nobody"


def test_an_error_is_swapped_into_a_page_by_htmx(client: TestClient) -> None:
    assert client.get("/echo?name=nobody").status_code == 422
    assert client.get("/echo?name=nobody", headers={"hx-request": "true"}).status_code == 200


def test_a_fault_is_one_sentence(client: TestClient) -> None:
    page, twin = client.get("/echo?name=fault"), client.get("/echo.json?name=fault")
    assert (page.status_code, twin.status_code) == (500, 500)
    assert "ZeroDivisionError" in page.text
    assert "Traceback" not in page.text + twin.text
    assert list(twin.json()) == ["errors"]


def test_another_kind_of_request_is_told_which_are_allowed(client: TestClient) -> None:
    answer = client.post("/echo")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize(
    "address", ["/echo?name=Ada", "/echo.json", "/style.css", "/static/lab.js"]
)
def test_a_head_without_its_body(client: TestClient, address: str) -> None:
    head, whole = client.head(address), client.get(address)
    assert head.status_code == whole.status_code == 200
    assert head.headers["content-type"] == whole.headers["content-type"]
    # A page that is not computed tells no length.
    assert head.headers.get("content-length") in (None, whole.headers["content-length"])


class _Scripts(HTMLParser):
    """Notes every element and attribute that could run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "script" and not (named.get("src") or "").startswith("/static/"):
            self.found.append(tag)
        self.found += [name for name in named if name.startswith("on") or name == "srcdoc"]
        self.found += [
            value for value in named.values() if value and value.startswith("javascript:")
        ]


def scripts(text: str) -> list[str]:
    """Whatever in a page could run and is not the lab's own."""
    reader = _Scripts()
    reader.feed(text)
    return reader.found


@pytest.mark.parametrize("address", ["/echo", "/room/blood", "/nowhere"])
def test_hostile_words_stay_words(client: TestClient, address: str) -> None:
    answer = client.get(address, params={"name": HOSTILE, HOSTILE: HOSTILE, "mood": HOSTILE})
    assert scripts(answer.text) == []


def test_a_hostile_part_of_an_address_stays_words(client: TestClient) -> None:
    answer = client.get("/room/<script>alert(1)<\\script>")
    assert answer.status_code == 200
    assert scripts(answer.text) == []


@pytest.mark.parametrize(
    "words", ["%00", "%ff%fe", "%F0%9F%A7%A0", "a" * 20_000, "%0d%0aset-cookie:a=b"]
)
def test_strange_words_break_nothing(client: TestClient, words: str) -> None:
    for address in (f"/echo?name={words}", f"/echo.json?name={words}", f"/room/{words[:500]}"):
        answer = client.get(address)
        assert answer.status_code in (200, 404)
        assert "set-cookie" not in answer.headers


def test_thousands_of_fields_break_nothing(client: TestClient) -> None:
    answer = client.get("/echo.json?" + "&".join(f"mood={i}" for i in range(3000)))
    assert len(answer.json()["question"]["mood"]) == 3000


@pytest.mark.parametrize("page", PLAIN, ids=[page.address for page in PLAIN])
def test_every_page_and_its_twin_answer_what_nobody_filled_in(page: object, tmp_path: Path) -> None:
    address = page.address  # type: ignore[attr-defined]
    app = application(laboratory(tmp_path), hosts=HOSTS)
    code, text = ask(app, address, host=HOST)
    assert code in (200, 202)
    twin_code, twin = ask(app, f"{address}.json", host=HOST)
    assert twin_code in (200, 202)
    assert set(json.loads(twin)) == {"question", "answer", "errors", "ignored"}
    assert scripts(text.decode()) == []


@pytest.mark.parametrize("page", PLAIN, ids=[page.address for page in PLAIN])
def test_every_field_of_every_page_takes_hostile_words(page: object, tmp_path: Path) -> None:
    from urllib.parse import urlencode

    fields = page.question.model_fields  # type: ignore[attr-defined]
    asked = urlencode(dict.fromkeys(fields, HOSTILE))
    app = application(laboratory(tmp_path), hosts=HOSTS)
    code, text = ask(app, f"{page.address}?{asked}", host=HOST)  # type: ignore[attr-defined]
    assert code in (200, 202, 422)
    assert scripts(text.decode()) == []


def test_asking_once_reads_an_address_as_a_browser_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside(monkeypatch, ECHO, ROOM)
    app = application(laboratory(tmp_path), hosts=HOSTS)

    def sentence(address: str) -> object:
        return json.loads(ask(app, address, host=HOST)[1])["answer"]["sentence"]

    assert sentence("/echo.json?name=Zo%C3%AB") == "Hello Zoë"
    assert sentence("/echo.json?name=Zoë") == "Hello Zoë"
    assert sentence("/room/a%20b.json") == "Hello  a b"


def test_asking_once_ends_with_a_sentence_where_there_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside(monkeypatch, ECHO)
    app = application(laboratory(tmp_path), hosts=HOSTS)
    code, text = ask(app, "/echo.json?name=fault", host=HOST)
    assert code == 500
    assert re.search("fault in Threonate", text.decode())


def test_a_field_that_a_page_does_not_have_is_told(client: TestClient) -> None:
    assert client.get("/echo.json?name=Ann&nmae=Bob&file=").json()["ignored"] == ["nmae"]
    page = client.get("/echo", params={"name": "Ann", HOSTILE: "x"}).text
    assert "Not read, because this page does not ask it: &lt;script&gt;" in page
    assert "Not read" not in client.get("/echo?name=Ann").text


def test_who_only_asks_whether_a_page_is_there_sets_nobody_to_work(tmp_path: Path) -> None:
    lab = laboratory(tmp_path)
    asked = TestClient(application(lab, hosts=HOSTS), base_url=f"http://{HOST}")
    for address in ("/follow?age=61.5", "/predict?road=yes&age=61.5", "/safe/kidney?egfr=40"):
        assert asked.head(address, follow_redirects=False).status_code in (200, 303)
    assert not lab.jobs.wait()


def test_too_much_work_is_told_in_a_sentence(tmp_path: Path) -> None:
    lab = laboratory(tmp_path)
    held = Event()
    try:
        for number in range(MOST_OF_ALL):
            lab.jobs.begin(number, "Work", lambda _: held.wait(20), then="/start")
        asked = TestClient(application(lab, hosts=HOSTS), base_url=f"http://{HOST}")
        busy = asked.get("/safe/kidney?egfr=40&age=70&ask=yes")
        assert busy.status_code == 429
        assert "no more are taken" in busy.text
    finally:
        held.set()
