"""Saved things are seen, renamed, copied, deleted, undone and taken away by forms alone."""

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.lab.room import HOSTILE, door, laboratory

from threonate.lab.pages.saved import SAVED
from threonate.lab.saved_action import SAVED_ACTIONS

OTHER_SITE = {"origin": "http://evil.example", "sec-fetch-site": "cross-site"}


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr("threonate.lab.application.ACTIONS", SAVED_ACTIONS)
    return door(laboratory(tmp_path), monkeypatch, SAVED)


def items(client: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/saved.json").json()["answer"]["items"]
    return found


def save(client: TestClient, name: str = "Mother", **more: str) -> str:
    posted = {"name": name, "save_address": "/follow?age=60", "kind": "person"} | more
    answer = client.post("/saved", data=posted)
    assert answer.status_code == 303, answer.text
    found = re.search(r"item=([\w-]+)", answer.headers["location"])
    assert found is not None
    return found[1]


def test_nothing_is_saved_at_first_and_the_page_says_how(client: TestClient) -> None:
    answer = client.get("/saved")
    assert answer.status_code == 200
    assert "Nothing is saved yet" in answer.text


def test_what_is_saved_is_listed_with_a_link_back(client: TestClient) -> None:
    item = save(client, note="from the clinic")
    page = client.get(f"/saved?done=saved&item={item}").text
    assert 'href="/follow?age=60"' in page
    assert "Saved: “Mother”." in page
    assert "from the clinic" in page


def test_every_change_has_its_form(client: TestClient) -> None:
    item = save(client)
    for action in ("rename", "duplicate", "delete"):
        assert f'action="/saved/{item}/{action}"' in client.get("/saved").text
    client.post(f"/saved/{item}/rename", data={"name": "Father", "note": "x"})
    client.post(f"/saved/{item}/duplicate")
    assert sorted(each["name"] for each in items(client)) == ["Father", "Father (copy)"]
    client.post(f"/saved/{item}/delete")
    assert "Deleted: “Father”." in client.get("/saved").text
    client.post("/saved/undo")
    assert len(items(client)) == 2
    client.post("/saved/undo")
    assert len(items(client)) == 2


def test_everything_is_deleted_only_where_the_box_is_ticked(client: TestClient) -> None:
    save(client)
    refused = client.post("/saved/delete-all")
    assert refused.status_code == 422
    assert "Tick the box" in refused.text
    assert len(items(client)) == 1
    answer = client.post("/saved/delete-all", data={"sure": "yes"})
    assert answer.headers["location"] == "/saved?done=emptied"
    assert items(client) == []
    assert "deleted for good" in client.get("/saved?done=emptied").text


def test_everything_can_be_taken_away_as_one_document(client: TestClient) -> None:
    save(client)
    answer = client.get("/saved/export.json")
    assert "attachment" in answer.headers["content-disposition"]
    told = answer.json()
    assert (told["version"], told["items"]) == (1, items(client))


def test_a_hostile_name_is_a_name_and_nothing_else(client: TestClient) -> None:
    item = save(client, HOSTILE, note=HOSTILE)
    client.post(f"/saved/{item}/delete")
    for address in ("/saved", f"/saved?done={HOSTILE}&item={HOSTILE}"):
        assert HOSTILE not in client.get(address).text
    client.post("/saved/undo")
    page = client.get(f"/saved?done=undone&item={item}").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert items(client)[0]["name"] == HOSTILE


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("name", "", "Give it a name"),
        ("name", "x" * 81, "The name has 81 letters"),
        ("note", "x" * 501, "The note has 501 letters"),
        ("save_address", "//evil.example", "Only pages of this lab"),
        ("kind", "virus", "no kind of saved thing"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_what_was_typed_stays(
    client: TestClient, field: str, typed: str, why: str
) -> None:
    posted = {"name": "Mother", "note": "kept", "save_address": "/start", "kind": "run"}
    answer = client.post("/saved", data=posted | {field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert why in answer.text
    assert 'value="kept"' in answer.text or field == "note"
    assert items(client) == []


def test_a_name_that_is_too_long_is_refused_beside_its_field_when_renaming(
    client: TestClient,
) -> None:
    item = save(client)
    answer = client.post(f"/saved/{item}/rename", data={"name": "y" * 90, "note": ""})
    assert answer.status_code == 422
    assert "The name has 90 letters" in answer.text
    assert "y" * 90 in answer.text
    assert items(client)[0]["name"] == "Mother"


@pytest.mark.parametrize("action", ["rename", "duplicate", "delete"])
def test_a_stale_link_is_answered_with_a_page(client: TestClient, action: str) -> None:
    answer = client.post(f"/saved/gone/{action}", data={"name": "x"})
    assert answer.status_code == 404
    assert "no longer kept" in answer.text


@pytest.mark.parametrize(
    "address", ["/saved", "/saved/undo", "/saved/delete-all", "/saved/x/delete"]
)
def test_another_site_can_change_nothing(client: TestClient, address: str) -> None:
    save(client)
    answer = client.post(address, data={"sure": "yes"}, headers=OTHER_SITE)
    assert answer.status_code == 403
    assert len(items(client)) == 1


def test_a_body_that_is_no_form_is_refused(client: TestClient) -> None:
    assert client.post("/saved", json={"name": "x"}).status_code == 415
    many = "&".join(f"a{i}=1" for i in range(200))
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/saved", content=many, headers=form).status_code == 400
    assert client.post("/saved", content=b"name=\xff\xfe", headers=form).status_code == 422


def test_a_file_that_cannot_be_used_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = laboratory(tmp_path)
    lab.file.write_bytes(b"a letter to somebody, and no database at all " * 20)
    monkeypatch.setattr("threonate.lab.application.ACTIONS", SAVED_ACTIONS)
    client = door(lab, monkeypatch, SAVED)
    assert client.get("/saved").status_code == 503
    posted = {"name": "x", "save_address": "/start", "kind": "run"}
    answer = client.post("/saved", data=posted)
    assert (answer.status_code, "choose another file" in answer.text) == (422, True)


def back(client: TestClient, body: bytes) -> Any:
    return client.post("/saved/import", files={"saved": ("s.json", body, "application/json")})


def test_what_was_taken_away_comes_back_once(client: TestClient) -> None:
    save(client, note="from the clinic")
    save(client, name=HOSTILE, kind="regimen", save_address="/follow?dose=1+g")
    taken = client.get("/saved/export.json").content
    before = {(i["kind"], i["name"], i["address"], i["note"]) for i in items(client)}
    client.post("/saved/delete-all", data={"sure": "yes"})
    answer = back(client, taken)
    assert answer.headers["location"] == "/saved?done=brought&count=2#done"
    assert "Brought back: 2 things" in client.get(answer.headers["location"]).text
    assert {(i["kind"], i["name"], i["address"], i["note"]) for i in items(client)} == before
    assert "count=0" in back(client, taken).headers["location"]
    assert len(items(client)) == 2


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "Choose a file first"),
        (b"{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "not what the lab writes"),
        (b'{"what": "saved things of the Threonate lab"}', "no list of items"),
        (b'{"what": "saved things of the Threonate lab", "items": [3]}', "Item 1"),
        (
            b'{"what": "saved things of the Threonate lab", "items": '
            b'[{"kind": "run", "name": "x", "address": "//evil.example", "note": ""}]}',
            "Item 1 of the file: Only pages of this lab",
        ),
        (b" " * (2 * 1024 * 1024 + 1), "too large"),
    ],
    ids=["empty", "cut", "deep", "other", "no items", "no item", "elsewhere", "large"],
)
def test_a_file_that_is_none_of_the_lab_changes_nothing(
    client: TestClient, body: bytes, why: str
) -> None:
    save(client)
    answer = back(client, body)
    assert answer.status_code == 422
    assert why in re.sub(r".*saved-error\">([^<]*).*", r"\1", answer.text, flags=re.DOTALL)
    assert len(items(client)) == 1
