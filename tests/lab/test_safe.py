"""The check in the browser says what the check says, and each mistake stands beside its field."""

import json
import re
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient
from tests.lab.room import HOSTILE
from tests.lab.safe_room import safe_door
from tests.safety.fhir.record import FOLDER, bundle, observation, patient

from threonate.lab.condition_choice import condition_choices
from threonate.lab.facts_form import LONGEST, MOST, SHORT
from threonate.lab.guard import WITH_A_FILE
from threonate.safety.check import check
from threonate.safety.condition import Condition
from threonate.safety.facts import Facts
from threonate.safety.verdict import DISCLAIMER
from threonate.safety.wording import headline


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    return safe_door(tmp_path, monkeypatch)


def errors(client: TestClient, **asked: str | list[str]) -> dict[str, str]:
    """What is wrong with a question, by field."""
    answered = client.get("/safe.json", params=asked)
    found: dict[str, str] = answered.json()["errors"]
    assert answered.status_code == (422 if found else 200)
    return found


def test_the_page_says_what_the_check_says(client: TestClient) -> None:
    medicines = ("levothyroxine 06:30", "doxycycline 07:30, 19:30")
    asked = {"age": "70", "egfr": "40", "medicines": "\n".join(medicines)}
    verdict = check(Facts.of(age=70, egfr=40, medicines=medicines).taking())
    answer = client.get("/safe.json", params=asked).json()["answer"]
    assert answer["headline"] == headline(verdict)
    assert answer["check"] == json.loads(json.dumps(verdict.document))
    assert headline(verdict) in client.get("/safe", params=asked).text


def test_nothing_is_answered_before_anything_is_asked(client: TestClient) -> None:
    first = client.get("/safe").text
    assert 'id="verdict"' not in first
    assert DISCLAIMER not in first
    assert 'id="verdict"' in client.get("/safe", params={"ask": "yes"}).text


def test_information_and_not_advice_stands_once_where_it_is_decided(client: TestClient) -> None:
    page = client.get("/safe", params={"age": "60", "egfr": "80"}).text
    assert page.count(DISCLAIMER) == 1
    assert page.index(DISCLAIMER) < page.index("What to do, and why")
    assert "Stop and call 112" in page


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("age", "old", "write a number"),
        ("sex", "x", "female"),
        ("weight", "10", "outside 30 to 300"),
        ("egfr", "400", "2 to 200"),
        ("egfr_months", "-1", "0 to 600"),
        ("creatinine", "80 umol/L", "age and sex"),
        ("serum", "2.0", "mmol/L"),
        ("heart_rate", "5", "20 to 250"),
        ("systolic", "5", "50 to 280"),
        ("days_without_stool", "many", "number"),
        ("pregnant", "perhaps", "yes"),
        ("medicines", "doxycycline 25:00", "00:00 and 23:59"),
        ("another", "doxycycline 25:00", "00:00 and 23:59"),
        ("other", "200 mg", "not something a label says"),
        ("other_condition", "kidney stones", "struvite"),
        ("symptom", "toothache", "112"),
        ("place", "Mars", "EU, UK, US or CA"),
        ("dose", "lots", "lots"),
        ("times", "21:30, 08:00", "out of order"),
        ("split", "1/3, 1/3", "add up to 1"),
        ("magnesium", "144", "144"),
        ("weeks", "x", "number"),
        ("reader", "cat", "professional"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_is_kept(
    client: TestClient, field: str, typed: str, says: str
) -> None:
    found = errors(client, **{field: typed})
    assert list(found) == [field]
    assert says in found[field]
    assert "--" not in found[field]
    page = client.get("/safe", params={field: typed}).text
    if field not in ("symptom", "reader"):
        assert f'id="{field}-error"' in page
    assert typed in page.replace("&#39;", "'")


def test_every_wrong_field_is_told_at_once(client: TestClient) -> None:
    assert set(errors(client, age="old", serum="2", medicines="x 25:00", dose="?")) == {
        "age", "serum", "medicines", "dose",
    }  # fmt: skip


def test_male_and_pregnant_is_asked_back(client: TestClient) -> None:
    assert "which of the two" in errors(client, sex="male", pregnant="yes")["sex"]


def test_creatinine_that_contradicts_the_egfr_is_asked_back(client: TestClient) -> None:
    found = errors(client, age="60", sex="female", egfr="80", creatinine="5")
    assert list(found) == ["creatinine"]


def test_what_is_too_long_is_refused_with_its_limit(client: TestClient) -> None:
    assert f"at most {SHORT}" in errors(client, age="9" * (SHORT + 1))["age"]
    long = "aspirin\n" * (LONGEST // 8 + 1)
    assert f"{MOST} are read" in errors(client, medicines=long)["medicines"]


def test_one_more_medicine_joins_the_list(client: TestClient) -> None:
    asked = {"medicines": "warfarin", "another": "doxycycline 07:30", "ask": "yes"}
    page = client.get("/safe", params=asked).text
    assert re.search(
        r'<textarea id="medicines"[^>]*>\nwarfarin\ndoxycycline 07:30</textarea>', page
    )
    names = [
        m["name"] for m in client.get("/safe.json", params=asked).json()["answer"]["medicines"]
    ]
    assert names == ["warfarin", "doxycycline"]


def test_a_wrong_one_more_medicine_stays_where_it_was_typed(client: TestClient) -> None:
    page = client.get("/safe", params={"medicines": "warfarin", "another": "doxy 25:00"}).text
    assert 'name="another" type="text" value="doxy 25:00"' in page
    assert ">\nwarfarin</textarea>" in page


def test_a_name_near_a_listed_one_is_asked_and_never_chosen(client: TestClient) -> None:
    answer = client.get("/safe.json", params={"medicines": "synthorid"}).json()["answer"]
    (medicine,) = answer["medicines"]
    assert not medicine["is_listed"]
    assert "Synthroid" in medicine["near"]


def test_times_too_near_a_medicine_lead_to_a_plan(client: TestClient) -> None:
    asked = {"egfr": "80", "age": "60", "medicines": "ciprofloxacin 08:00", "times": "08:00, 21:30"}
    page = client.get("/safe", params=asked).text
    assert "Not at these times" in page
    assert "/safe/plan?" in page
    assert "/safe/plan?" not in client.get("/safe", params={"age": "60", "egfr": "20"}).text


def test_every_condition_is_offered_once() -> None:
    offered = [value for _, rows in condition_choices() for value, _ in rows]
    assert sorted(offered) == sorted(each.value for each in Condition)


def test_whatever_is_typed_is_escaped(client: TestClient) -> None:
    for field in ("age", "medicines", "another", "other_condition", "condition", "unread", "dose"):
        page = client.get("/safe", params={field: HOSTILE, "ask": "yes"}).text
        assert "<script>alert" not in page, field
        assert "<img src=x" not in page, field


def test_a_professional_is_told_every_rule(client: TestClient) -> None:
    asked = {"medicines": "doxycycline", "reader": "professional"}
    page = client.get("/safe", params=asked).text
    assert page.index("[TC-01]") < page.index("Side effects")


def test_the_kidney_rule_is_followed_in_the_background(client: TestClient) -> None:
    asked = {"age": "70", "egfr": "40", "ask": "yes"}
    before = client.get("/safe.json", params=asked).json()["answer"]
    assert before["kidney_course"] is None
    begun = client.get("/safe/kidney", params=asked)
    assert begun.status_code == 303
    job = begun.headers["location"]
    for _ in range(600):
        told = client.get(f"{job}.json").json()
        if told["state"] == "done":
            break
        time.sleep(0.1)
    assert told["then"].startswith("/safe?")
    after = client.get(told["then"]).text
    assert 'id="figure-kidney"' in after
    course = client.get("/safe.json", params=asked).json()["answer"]["kidney_course"]
    assert course["draws"] == 500
    assert course["egfr"]["value"] == 40
    assert client.get("/safe/kidney", params=asked).headers["location"].startswith("/safe?")


def test_a_record_fills_the_form_and_says_what_was_not_read(client: TestClient) -> None:
    sent = {"record": ("r4.json", FOLDER.joinpath("r4.json").read_bytes(), "application/json")}
    read = client.post("/safe/record", files=sent, data={"medicines": "warfarin"})
    assert read.status_code == 200
    assert "Magnesium [Moles/volume] in Red Blood Cells" in read.text
    onward = re.search(r'class="button main" href="([^"]+)"', read.text)
    assert onward is not None
    query = parse_qs(urlsplit(onward[1].replace("&amp;", "&")).query)
    assert query["egfr"] == ["52"]
    assert query["condition"] == ["chronic kidney disease"]
    # 667 mg at 12:30 and 1334 mg at 22:00.
    assert query["dose"] == ["2001 mg"]
    assert query["times"] == ["12:30, 22:00"]
    (listed,) = query["medicines"]
    assert listed.splitlines()[-1] == "warfarin"
    assert client.get(onward[1].replace("&amp;", "&")).status_code == 200


def test_a_record_without_doubts_leads_straight_to_the_check(client: TestClient) -> None:
    body = json.dumps(bundle(patient())).encode()
    read = client.post("/safe/record", files={"record": ("b.json", body)}, data={"age": "44"})
    assert read.status_code == 303
    assert read.headers["location"].startswith("/safe?age=44&sex=female")
    # A program may send the bundle itself.
    assert client.post("/safe/record", content=body).status_code == 303


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "Choose a file first"),
        (b"{}", "give a FHIR Bundle"),
        (b"<Bundle/>", "XML"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_record_is_refused_and_the_form_is_kept(
    client: TestClient, body: bytes, says: str
) -> None:
    sent = {"record": ("b.json", body, "application/json")}
    read = client.post("/safe/record", files=sent, data={"age": "55", "medicines": "warfarin"})
    assert read.status_code == 422
    assert says in re.sub(r".*record-error\">([^<]*).*", r"\1", read.text, flags=re.DOTALL)
    assert 'value="55"' in read.text
    assert "warfarin</textarea>" in read.text


def test_a_record_of_more_than_two_megabytes_is_refused(client: TestClient) -> None:
    sent = {"record": ("b.json", b" " * (2 * 1024 * 1024 + 1), "application/json")}
    read = client.post("/safe/record", files=sent, data={"age": "55"})
    assert read.status_code == 422
    assert "This file is too large: at most 2 MB are read." in read.text
    assert 'value="55"' in read.text


def test_a_form_that_no_file_explains_is_cut_off(client: TestClient) -> None:
    sent = {"record": ("b.json", b" " * WITH_A_FILE, "application/json")}
    assert client.post("/safe/record", files=sent).status_code == 413


def test_the_findings_go_to_a_clinic_as_detected_issues(client: TestClient) -> None:
    found = client.get("/safe/issues.json", params={"medicines": "doxycycline"}).json()
    assert found["resourceType"] == "Bundle"
    assert client.get("/safe/issues.json", params={"release": "R9"}).status_code == 422


@pytest.mark.parametrize("medicine", ["ferrous sulfate 12:00", "iron tablets"])
def test_no_green_tick_stands_over_a_gap(client: TestClient, medicine: str) -> None:
    page = client.get("/safe", params={"age": "45", "egfr": "95", "medicines": medicine}).text
    assert "Only with the gaps below." in page
    assert "✓" not in page
    assert "✓" in client.get("/safe", params={"age": "45", "egfr": "95"}).text


def test_a_kind_of_medicine_is_asked_for_its_name_before_any_plan(client: TestClient) -> None:
    asked = {"age": "67", "egfr": "85", "medicines": "water tablet"}
    page = client.get("/safe", params=asked).text
    assert "Which water tablet? Write the name on its box" in page
    assert "No plan is made while this stands." in page
    assert "/safe/plan?" not in page


def test_a_kidney_test_stands_on_one_card(client: TestClient) -> None:
    page = client.get("/safe", params={"age": "67", "medicines": "levothyroxine"}).text
    first, _, _ = page.partition("For your doctor or pharmacist, with sources")
    assert first.count("measured") == 1
    assert "First ask your doctor for a kidney blood test (eGFR). Keep the gaps below." in first
    assert "Draft a day to show your doctor" in first


def test_a_product_without_an_amount_does_not_stop_the_check(client: TestClient) -> None:
    page = client.get("/safe", params={"age": "45", "egfr": "95", "other": "Gaviscon 10 ml"})
    assert page.status_code == 200
    assert "The sum is not complete: the magnesium in Gaviscon 10 ml is not in it." in page.text


@pytest.mark.parametrize("weeks", ["0", "-1", "6000"])
def test_no_time_at_all_is_no_time_to_take_it(client: TestClient, weeks: str) -> None:
    assert "such as 12" in errors(client, weeks=weeks)["weeks"]


def test_examples_in_mistakes_are_those_of_people(client: TestClient) -> None:
    found = errors(client, age="old", weight="fat", weeks="long")
    assert "'68 years'" in found["age"]
    assert "'75 kg'" in found["weight"]
    assert "'12 weeks'" in found["weeks"]


def test_a_record_with_units_in_words_is_read(client: TestClient) -> None:
    unit = {"value": 48, "unit": "mL/min/{1.73_m2}"}
    record = bundle(patient(), observation("33914-3", 48, "", valueQuantity=unit))
    sent = client.post("/safe/record", files={"record": ("b.json", json.dumps(record))})
    assert "read as mL/min/{1.73_m2}" in sent.text
    assert "egfr=48" in sent.text
