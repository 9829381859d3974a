"""In a shared lab everybody has their own things, and strangers see the sign-in page alone."""

import io
import re
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from starlette.testclient import TestClient
from starlette.types import ASGIApp
from tests.lab.room import HOST, HOSTS

from threonate.cli.lab import lab as lab_command
from threonate.lab.account import Accounts, read_account_name, read_password
from threonate.lab.application import application
from threonate.lab.attempt import BY_CLIENT, BY_NAME, PAUSE, WINDOW, Attempts
from threonate.lab.laboratory import Laboratory
from threonate.lab.pages.saved import SAVED
from threonate.lab.saved_action import SAVED_ACTIONS
from threonate.lab.saved_item import Kind
from threonate.lab.saving import Saving
from threonate.lab.session import COOKIE, Sessions
from threonate.lab.storage import Storage
from threonate.refusal import Refusal

CHEAP = PasswordHasher(time_cost=1, memory_cost=64)
WORDS = {"ada": "correct horse battery", "bob": "staple orange lantern"}


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is dear on purpose, and dear enough once for all these tests."""
    monkeypatch.setattr("threonate.lab.account._hasher", lambda: CHEAP)
    monkeypatch.setattr("threonate.lab.account._nobody", lambda: CHEAP.hash("x"))


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laboratory:
    monkeypatch.setattr("threonate.lab.application.PAGES", (SAVED,))
    monkeypatch.setattr("threonate.lab.application.ACTIONS", SAVED_ACTIONS)
    made = Laboratory(tmp_path / "lab.sqlite3", shared=True)
    for name, password in WORDS.items():
        Accounts(made.storage).put(name, password)
    return made


@pytest.fixture
def door(lab: Laboratory) -> TestClient:
    return client(lab)


def client(lab: Laboratory) -> TestClient:
    return visitor(application(lab, hosts=HOSTS), "testclient")


def visitor(app: ASGIApp, computer: str) -> TestClient:
    """Somebody at a computer, at the door of a lab that others visit, too."""
    return TestClient(
        app,
        base_url=f"http://{HOST}",
        client=(computer, 50000),
        raise_server_exceptions=False,
        follow_redirects=False,
    )


def enter(door: TestClient, name: str, password: str = "", wanted: str = "") -> int:
    posted = {"user": name, "password": password or WORDS[name], "next": wanted}
    return int(door.post("/login", data=posted).status_code)


@pytest.mark.parametrize("address", ["/saved", "/", "/jobs/x", "/nothing", "/saved?x=1"])
def test_a_stranger_is_sent_to_sign_in_and_comes_back(door: TestClient, address: str) -> None:
    answer = door.get(address)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=%2F")


@pytest.mark.parametrize("address", ["/saved.json", "/openapi.json", "/saved/export.json"])
def test_a_strange_program_is_told_to_sign_in(door: TestClient, address: str) -> None:
    answer = door.get(address)
    assert (answer.status_code, list(answer.json())) == (401, ["errors"])


def test_a_stranger_can_change_nothing(door: TestClient, lab: Laboratory) -> None:
    posted = {"name": "x", "save_address": "/start", "kind": "run"}
    assert door.post("/saved", data=posted).headers["location"].startswith("/login")
    assert Saving(lab.storage).items() == ()


def test_a_shared_lab_without_its_door_shows_nothing(lab: Laboratory) -> None:
    with pytest.raises(Refusal, match="sign in first"):
        lab.saving("")


def test_the_sign_in_page_and_its_looks_are_open(door: TestClient) -> None:
    for address in ("/login", "/style.css", "/static/saved.css"):
        assert door.get(address).status_code == 200


def test_whoever_signs_in_goes_on_to_what_was_wanted(door: TestClient) -> None:
    posted = {"user": " Ada ", "password": WORDS["ada"], "next": "/saved?x=1"}
    answer = door.post("/login", data=posted)
    assert (answer.status_code, answer.headers["location"]) == (303, "/saved?x=1")
    told = answer.headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=strict" in told
    assert "Max-Age=43200" in told
    page = door.get("/saved")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "Sign out" in page.text


def test_a_wanted_address_never_leads_away(door: TestClient) -> None:
    posted = {"user": "ada", "password": WORDS["ada"], "next": "//evil.example"}
    assert door.post("/login", data=posted).headers["location"] == "/start"


@pytest.mark.parametrize(
    ("name", "password"),
    [("ada", "wrong"), ("nobody", WORDS["ada"]), ("", ""), ("ada", "x" * 5000), ("'--", "x")],
)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(
    door: TestClient, name: str, password: str
) -> None:
    answer = door.post("/login", data={"user": name, "password": password})
    assert answer.status_code == 401
    assert "do not belong together" in answer.text
    assert "set-cookie" not in answer.headers


def test_two_users_cannot_read_or_change_each_other_s_things(lab: Laboratory) -> None:
    ada, bob = client(lab), client(lab)
    assert (enter(ada, "ada"), enter(bob, "bob")) == (303, 303)
    posted = {"name": "Ada’s mother", "save_address": "/start", "kind": "person"}
    told = ada.post("/saved", data=posted).headers["location"]
    found = re.search(r"item=([\w-]+)", told)
    assert found is not None
    item = found[1]
    assert "Ada’s mother" in ada.get("/saved").text
    for address in ("/saved", "/saved.json", "/saved/export.json", told):
        assert "mother" not in bob.get(address).text
    for action in ("rename", "duplicate", "delete"):
        assert bob.post(f"/saved/{item}/{action}", data={"name": "x"}).status_code == 404
    bob.post("/saved/delete-all", data={"sure": "yes"})
    ada.post(f"/saved/{item}/delete")
    bob.post("/saved/undo")
    assert "mother" not in bob.get("/saved").text
    ada.post("/saved/undo")
    assert "Ada’s mother" in ada.get("/saved").text


def test_two_users_cannot_see_or_stop_each_other_s_work(lab: Laboratory) -> None:
    ada, bob = client(lab), client(lab)
    enter(ada, "ada")
    enter(bob, "bob")
    job = lab.jobs.begin("key", "Ada’s work", lambda _: None, then="/saved", owner="ada")
    for address in (f"/jobs/{job.id}", f"/jobs/{job.id}.json", f"/jobs/{job.id}/events"):
        assert bob.get(address).status_code == 404
    assert bob.post(f"/jobs/{job.id}/stop").status_code == 404
    assert ada.get(f"/jobs/{job.id}.json").json()["title"] == "Ada’s work"


def test_signing_out_ends_the_session_on_this_side(door: TestClient, lab: Laboratory) -> None:
    enter(door, "ada")
    token = door.cookies[COOKIE]
    assert Sessions(lab.storage).owner(token) == "ada"
    door.post("/logout")
    assert Sessions(lab.storage).owner(token) is None
    door.cookies.set(COOKIE, token)
    assert door.get("/saved").status_code == 303


def test_signing_in_again_ends_the_session_before(door: TestClient, lab: Laboratory) -> None:
    enter(door, "ada")
    before, elsewhere = door.cookies[COOKIE], Sessions(lab.storage).begin("ada")
    assert enter(door, "ada", "wrong") == 401
    assert Sessions(lab.storage).owner(before) == "ada"
    enter(door, "bob")
    sessions = Sessions(lab.storage)
    assert [sessions.owner(each) for each in (before, elsewhere, door.cookies[COOKIE])] == [
        None,
        "ada",
        "bob",
    ]


def test_a_session_ends_by_itself(lab: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = Sessions(lab.storage)
    monkeypatch.setattr("threonate.lab.session.LASTS", timedelta(seconds=-1))
    assert sessions.owner(sessions.begin("ada")) is None


def test_a_new_password_signs_its_owner_out_everywhere(lab: Laboratory) -> None:
    sessions, accounts = Sessions(lab.storage), Accounts(lab.storage)
    token = sessions.begin("ada")
    assert not accounts.put("ada", "another long password")
    assert sessions.owner(token) is None
    assert accounts.owner("ada", WORDS["ada"]) is None
    assert accounts.owner("ada", "another long password") == "ada"


def test_hashing_costs_a_guesser_64_megabytes_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    accounts = Accounts(Storage(tmp_path / "lab.sqlite3"))
    accounts.put("ada", WORDS["ada"])
    with accounts.storage.reading() as found:
        (secret,) = found.execute("SELECT secret FROM account WHERE name = 'ada'").fetchone()
    told = extract_parameters(secret)
    # The second recommended option of RFC 9106.
    assert (told.type, told.memory_cost, told.time_cost) == (Type.ID, 64 * 1024, 3)


def test_neither_password_nor_token_is_in_the_file(lab: Laboratory) -> None:
    token = Sessions(lab.storage).begin("ada")
    told = b"".join(file.read_bytes() for file in lab.file.parent.iterdir())
    assert token.encode() not in told
    assert WORDS["ada"].encode() not in told
    assert b"$argon2id$" in told


def test_a_removed_account_takes_everything_with_it(lab: Laboratory) -> None:
    posted = {"name": "secretname", "address": "/start"}
    lab.saving("ada").save(kind=Kind.PERSON, **posted)
    token = Sessions(lab.storage).begin("ada")
    Accounts(lab.storage).remove("ada")
    assert Accounts(lab.storage).names() == ("bob",)
    assert Sessions(lab.storage).owner(token) is None
    with sqlite3.connect(lab.file) as found:
        assert found.execute("SELECT count(*) FROM item").fetchone() == (0,)
    found.close()
    with pytest.raises(Refusal, match="no user 'ada'"):
        Accounts(lab.storage).remove("ada")


def test_an_account_is_removed_by_its_name_as_it_was_made(lab: Laboratory) -> None:
    Accounts(lab.storage).remove(" Ada")
    assert Accounts(lab.storage).names() == ("bob",)
    with pytest.raises(Refusal, match="cannot be a user's name"):
        Accounts(lab.storage).remove("")


def test_guessing_has_to_wait(door: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Accounts, "owner", lambda *_: None)
    answers = [enter(door, "ada", "wrong") for _ in range(BY_NAME + 1)]
    assert answers == [401] * BY_NAME + [429]
    waiting = door.post("/login", data={"user": "ada", "password": "wrong"})
    assert 0 < int(waiting.headers["retry-after"]) <= PAUSE
    assert "wait 1 minute " in waiting.text
    others = [enter(door, f"user{i}", "wrong") for i in range(BY_CLIENT - BY_NAME + 1)]
    assert others == [401] * (BY_CLIENT - BY_NAME) + [429]


def test_nobody_is_kept_out_by_guesses_on_another_computer(lab: Laboratory) -> None:
    app = application(lab, hosts=HOSTS)
    for computer in ("10.0.0.8", "10.0.0.9"):
        guesser = visitor(app, computer)
        answers = [enter(guesser, "bob", "wrong") for _ in range(BY_NAME + 1)]
        assert answers == [401] * BY_NAME + [429]
    assert enter(visitor(app, "10.0.0.7"), "bob") == 303


def test_names_that_nobody_can_have_are_counted_as_one(
    door: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []

    def take(_: Attempts, *, name: str, client: str) -> int:
        counted.append((name, client))
        return 0

    monkeypatch.setattr(Attempts, "take", take)
    assert [enter(door, name, "wrong") for name in ("x" * 1_000_000, "a b", "<b>")] == [401] * 3
    assert set(counted) == {("", "testclient")}


def test_who_failed_often_waits_a_minute_for_each_more() -> None:
    time = [0.0]
    attempts = Attempts(clock=lambda: time[0])
    for _ in range(BY_NAME):
        assert attempts.take(name="ada", client="1.2.3.4") == 0
    for _ in range(3):
        assert attempts.take(name="ada", client="1.2.3.4") == PAUSE
        time[0] += PAUSE
        assert attempts.take(name="ada", client="1.2.3.4") == 0


def test_an_attempt_is_forgotten_after_a_while() -> None:
    time = [0.0]
    attempts = Attempts(clock=lambda: time[0])
    for _ in range(BY_NAME):
        assert attempts.take(name="ada", client="1.2.3.4") == 0
    time[0] = WINDOW + 1.0
    for _ in range(BY_NAME):
        assert attempts.take(name="ada", client="1.2.3.4") == 0
    assert attempts.take(name="ada", client="1.2.3.4") == PAUSE


def test_an_own_account_does_not_help_to_guess_others() -> None:
    attempts = Attempts(clock=lambda: 0.0)
    for i in range(BY_CLIENT):
        assert attempts.take(name=f"user{i}", client="1.2.3.4") == 0
        if i == 5:
            attempts.succeed(name="user5", client="1.2.3.4")
    assert attempts.take(name="last", client="1.2.3.4") == 0
    assert attempts.take(name="more", client="1.2.3.4") > 0


@pytest.mark.parametrize("name", ["", "a b", "../x", "é", "x" * 41, ".x", "<b>"])
def test_a_name_that_cannot_be_typed_everywhere_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="cannot be a user's name"):
        read_account_name(name)


@pytest.mark.parametrize("password", ["", "short", "x" * 257])
def test_a_password_that_is_too_short_or_long_is_refused(password: str) -> None:
    with pytest.raises(Refusal, match="12 to 256"):
        read_password(password)


def test_a_lab_that_is_not_shared_asks_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threonate.lab.application.PAGES", (SAVED,))
    alone = client(Laboratory(tmp_path / "lab.sqlite3"))
    assert alone.get("/saved").status_code == 200
    assert alone.get("/login").status_code == 404


def command(monkeypatch: pytest.MonkeyPatch, typed: str = "", **asked: Any) -> None:
    """The command, with what is typed into it."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    monkeypatch.setattr("threonate.cli.lab._serve", lambda _, **told: SERVED.append(told))
    lab_command(**asked)


SERVED: list[dict[str, Any]] = []


def test_users_are_made_and_removed_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lab.sqlite3"
    command(monkeypatch, f"{WORDS['ada']}\n", data=file, user="Ada")
    assert "ada can sign in now" in capsys.readouterr().err
    accounts = Accounts(Storage(file))
    assert accounts.owner("ada", WORDS["ada"]) == "ada"
    command(monkeypatch, "another long password\n", data=file, user="ada")
    assert "new password" in capsys.readouterr().err
    command(monkeypatch, data=file, remove_user="Ada")
    assert "everything that ada saved" in capsys.readouterr().err
    assert accounts.names() == ()


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"host": "192.168.1.20"}, "give --shared as well"),
        ({"host": "0.0.0.0", "shared": True}, "the one name"),  # noqa: S104 - refused
        ({"host": "0", "shared": True}, "the one name"),
        ({"host": "::", "shared": True}, "the one name"),
        ({"host": "a/b", "shared": True}, "the one name"),
        ({"shared": True, "get": "/start"}, "--get asks as nobody"),
        ({"shared": True}, "make an account first"),
        ({"user": "a b"}, "cannot be a user's name"),
        ({"user": "ada"}, "12 to 256"),
    ],
)
def test_a_lab_is_never_opened_to_others_by_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], why: str
) -> None:
    SERVED.clear()
    with pytest.raises(Refusal, match=re.escape(why)):
        command(monkeypatch, "short\n", data=tmp_path / "lab.sqlite3", **asked)
    assert SERVED == []


def test_a_shared_lab_answers_at_its_own_computer_unless_a_host_is_given(
    lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    SERVED.clear()
    command(monkeypatch, data=lab.file, shared=True)
    command(monkeypatch, data=lab.file, shared=True, host="192.168.1.20")
    assert [told["host"] for told in SERVED] == ["127.0.0.1", "192.168.1.20"]
