"""What was told on one page is carried to the next, and nothing that the next cannot hold."""

from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from starlette.testclient import TestClient
from tests.lab.room import HOST, HOSTS

from threonate.lab.application import application
from threonate.lab.carried import fields_of, to_follow, to_safe
from threonate.lab.laboratory import Laboratory
from threonate.lab.safety_question import SafetyQuestion

PERSON = {"age": "71", "sex": "male", "weight": "80", "egfr": "42", "serum": "0.85 mmol/L"}


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    app = application(Laboratory(tmp_path / "lab.sqlite3"), hosts=HOSTS)
    return TestClient(app, base_url=f"http://{HOST}", follow_redirects=True)


def _told(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def test_a_person_who_is_followed_is_checked_as_they_are() -> None:
    asked = {**PERSON, "medicines": "omeprazole, furosemide", "dose": "1500 mg", "diet": "300"}
    assert _told(to_safe(asked)) == {
        **PERSON,
        "medicines": "omeprazole\nfurosemide",
        "dose": "1500 mg",
        "ask": "yes",
    }


@pytest.mark.parametrize(("form", "kept"), [("", 1), ("l-threonate", 1), ("citrate", 0)])
def test_the_dose_of_another_salt_is_not_checked_as_threonate(form: str, kept: int) -> None:
    told = _told(to_safe({"form": form, "dose": "300 mg"}))
    assert list(told).count("dose") == kept


def test_a_person_who_was_checked_is_followed_with_the_medicines_of_the_model() -> None:
    checked = SafetyQuestion(
        **PERSON,
        medicines="omeprazole 07:30\nan unheard-of syrup 08:00",
        pregnant="yes",
        dose="1000 mg",
        times="08:00, 21:30",
    )
    assert _told(to_follow(checked)) == {
        **PERSON,
        "medicines": "omeprazole",
        "dose": "1000 mg",
        "times": "08:00, 21:30",
    }


def test_there_and_back_a_person_is_the_same() -> None:
    asked = {**PERSON, "medicines": "omeprazole, furosemide", "weeks": "8"}
    assert fields_of(to_safe(asked)) == asked


@pytest.mark.parametrize("address", ["/trials", "/design?age=3", "/", "/follow"])
def test_an_address_without_a_person_tells_of_nobody(address: str) -> None:
    assert fields_of(address) == {}


def test_a_check_leads_to_the_body_and_the_body_to_the_check(client: TestClient) -> None:
    told = "age=71&sex=male&egfr=80&dose=1000+mg&ask=yes"
    assert 'href="/follow?age=71&amp;sex=male&amp;egfr=80&amp;dose=1000+mg"' in (
        client.get(f"/safe?{told}").text
    )
    followed = client.get("/follow?age=71&sex=male&egfr=80&dose=1000+mg&weeks=200").text
    assert "weeks are not followed here" in followed


def test_a_saved_person_is_offered_with_the_regimen_that_is_asked(client: TestClient) -> None:
    client.post(
        "/saved",
        data={"kind": "person", "name": "Mother", "save_address_person": "/follow?age=82&egfr=44"},
    )
    # A form that is not answered offers them, too.
    page = client.get("/follow?dose=1000+mg&weeks=200").text
    (offered,) = (line for line in page.splitlines() if "Mother" in line)
    address = offered.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert parse_qs(urlsplit(address).query) == {
        "age": ["82"],
        "egfr": ["44"],
        "dose": ["1000 mg"],
        "weeks": ["200"],
    }


@pytest.mark.parametrize(
    ("kind", "address"),
    [("person", "/follow?age=82"), ("regimen", "/follow?dose=1+g"), ("scenario", "/follow")],
)
def test_what_is_saved_is_what_was_chosen(client: TestClient, kind: str, address: str) -> None:
    keeps = {
        "save_address_person": "/follow?age=82",
        "save_address_regimen": "/follow?dose=1+g",
        "save_address_scenario": "/follow",
    }
    client.post("/saved", data={**keeps, "kind": kind, "name": "It"})
    (item,) = client.get("/saved.json").json()["answer"]["items"]
    assert (item["kind"], item["address"]) == (kind, address)


def test_a_name_that_is_missing_keeps_the_address_that_was_chosen(client: TestClient) -> None:
    posted = {"kind": "person", "name": "", "save_address_person": "/follow?age=82"}
    page = client.post("/saved", data=posted)
    assert page.status_code == 422
    assert 'value="/follow?age=82"' in page.text
