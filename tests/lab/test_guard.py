"""The guard lets in this computer's own pages, and marks whatever is answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from tests.lab.room import ECHO, HOST, HOSTILE, beside, door, laboratory

from threonate.cli.lab import called
from threonate.lab.application import application
from threonate.lab.guard import FORMS_WITH_A_FILE, HEADERS, LARGEST, POLICY
from threonate.lab.laboratory import Laboratory

OWN = f"http://{HOST}"
OVER = b"x" * (LARGEST + 1)


async def _length(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    def route(_: Laboratory) -> Route:
        return Route("/length", _length, methods=["POST"])

    def with_a_file(_: Laboratory) -> Route:
        return Route(FORMS_WITH_A_FILE[0], _length, methods=["POST"])

    monkeypatch.setattr("threonate.lab.application.ACTIONS", (route, with_a_file))
    return door(laboratory(tmp_path), monkeypatch, ECHO)


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost:8642"])
def test_the_lab_answers_to_its_own_names(client: TestClient, host: str) -> None:
    assert client.get("/echo", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8642", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8642.evil", ""],
)
def test_no_other_name_leads_here(client: TestClient, host: str) -> None:
    answer = client.get("/echo", headers={"host": host})
    assert answer.status_code == 421
    assert HOST in answer.text


def test_a_name_that_is_no_name_is_not_said_back_as_a_page(client: TestClient) -> None:
    answer = client.get("/echo", headers={"host": HOSTILE})
    assert answer.status_code == 421
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "127.0.0.1:80"])
def test_a_browser_leaves_the_usual_port_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    beside(monkeypatch, ECHO)
    app = application(laboratory(tmp_path), hosts=called("127.0.0.1", port=80))
    client = TestClient(app, base_url=f"http://{name}", follow_redirects=False)
    assert client.get("/echo").status_code == 200
    # A form of its own is let in; that nothing takes it here is another matter.
    own = {"origin": f"http://{name}", "sec-fetch-site": "same-origin"}
    assert client.post("/echo", headers=own).status_code == 405
    assert client.post("/echo", headers={"origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": f"https://{HOST}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": OWN, "sec-fetch-site": "cross-site"},
    ],
)
def test_a_strange_page_changes_nothing(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/length", content=b"abc", headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": OWN},
        {"origin": OWN, "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
    ],
)
def test_the_labs_own_pages_and_programs_may_change_things(
    client: TestClient, headers: dict[str, str]
) -> None:
    answer = client.post("/length", content=b"abc", headers=headers)
    assert (answer.status_code, answer.text) == (200, "3")


@pytest.mark.parametrize("mode", ["no-cors", "cors", "same-origin"])
def test_a_strange_page_cannot_set_the_lab_to_work(client: TestClient, mode: str) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode}
    assert client.get("/echo", headers=headers).status_code == 403


GOING = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
"""What a browser says when a strange page leads here."""


def test_a_link_on_a_strange_page_may_lead_here(client: TestClient) -> None:
    headers = GOING | {"sec-fetch-dest": "document"}
    assert client.get("/echo", headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-dest": "iframe"},
        {"sec-fetch-dest": "object"},
        {"sec-fetch-dest": "document", "sec-purpose": "prefetch;prerender"},
        {},
    ],
    ids=["frame", "object", "ahead", "untold"],
)
def test_what_a_strange_page_does_not_show_cannot_set_the_lab_to_work(
    client: TestClient, method: str, headers: dict[str, str]
) -> None:
    assert client.request(method, "/echo", headers=GOING | headers).status_code == 403


def test_the_labs_own_pages_are_never_taken_for_strange(client: TestClient) -> None:
    own = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}
    typed = {"sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert [client.get("/echo", headers=each).status_code for each in (own, typed)] == [200, 200]


def test_a_stated_length_that_is_too_large_is_refused(client: TestClient) -> None:
    answer = client.post("/length", content=OVER)
    assert answer.status_code == 413
    assert "2 MB" in answer.text


def test_a_body_without_a_length_is_counted(client: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(LARGEST // 65536 + 1):
            yield b"x" * 65536

    answer = client.post("/length", content=parts())
    assert answer.status_code == 413
    assert "2 MB" in answer.text


@pytest.mark.parametrize("kind", ["application/json", "", "text/multipart/form-data"])
def test_only_a_form_with_a_file_may_be_larger(client: TestClient, kind: str) -> None:
    address = FORMS_WITH_A_FILE[0]
    parts = {"content-type": "Multipart/Form-Data; boundary=x"}
    assert client.post(address, content=OVER, headers=parts).status_code == 200
    other = client.post(address, content=OVER, headers={"content-type": kind})
    assert other.status_code == 413


def test_the_largest_body_is_read(client: TestClient) -> None:
    answer = client.post("/length", content=OVER[:-1])
    assert (answer.status_code, answer.text) == (200, str(LARGEST))


@pytest.mark.parametrize("length", ["-1", "1e3", "9" * 40, "abc", "²"])
def test_a_length_that_is_no_number_is_refused(client: TestClient, length: str) -> None:
    answer = client.post(
        "/length", content=b"abc", headers=[(b"content-length", length.encode("latin-1"))]
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/", 303),
        ("/echo", 200),
        ("/echo.json", 200),
        ("/echo?name=nobody", 422),
        ("/echo?name=fault", 500),
        ("/echo.json?name=fault", 500),
        ("/nowhere", 404),
        ("/nowhere.json", 404),
        ("/echo/", 307),
        ("/length", 405),
        ("/jobs/none", 404),
        ("/openapi.json", 200),
        ("/style.css", 200),
        ("/static/lab.js", 200),
        ("/static/none.js", 404),
        ("/static/../guard.py", 404),
        ("/static/%2e%2e/guard.py", 404),
    ],
)
def test_every_answer_is_marked(client: TestClient, address: str, code: int) -> None:
    answer = client.get(address)
    assert answer.status_code == code
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_refusals_are_marked_too(client: TestClient) -> None:
    strange = client.get("/echo", headers={"host": "evil.example"})
    foreign = client.post("/length", headers={"origin": "null"})
    large = client.post("/length", content=OVER)
    assert [each.status_code for each in (strange, foreign, large)] == [421, 403, 413]
    assert all(
        each.headers["content-security-policy"] == POLICY for each in (strange, foreign, large)
    )


def test_the_policy_lets_no_script_stand_inside_a_page() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert "http" not in POLICY
