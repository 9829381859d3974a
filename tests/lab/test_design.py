"""A trial is planned in a form or as text, run in the background, and told with its chances."""

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.lab.room import HOSTILE, door, laboratory

from threonate.lab.design_download import design_file
from threonate.lab.design_example import DesignExample, design_examples
from threonate.lab.design_text import design_text
from threonate.lab.form import Form
from threonate.lab.job import Job, State
from threonate.lab.laboratory import Laboratory
from threonate.lab.pages.design import DESIGN
from threonate.lab.trial_field import FIELDS, fields_of
from threonate.lab.trial_form import TrialForm
from threonate.trial.ability import people_for, power
from threonate.trial.design_file import design_of

EXAMPLES = Path(__file__).parents[2] / "examples" / "trials"
NAMES = [each.key for each in design_examples()]
SMALL = {"replicates": "40", "volunteers": "50"}
BRAIN = """[trial]
weeks = 1

[arms.threonate]
dose = "2000 mg"
n = 20

[arms.control]
dose = "placebo"
n = 20

[endpoints.spinal_fluid]
quantity = "csf"
spread = 8
change_sd = 5
effect = [5]
"""


@pytest.fixture
def lab(tmp_path: Path) -> Laboratory:
    return laboratory(tmp_path)


@pytest.fixture
def client(lab: Laboratory, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr("threonate.lab.application.ACTIONS", (design_file,))
    return door(lab, monkeypatch, DESIGN)


def typed_as(example: DesignExample, **changed: str) -> dict[str, str]:
    return fields_of(example.design) | changed


def run(client: TestClient, asked: Mapping[str, str]) -> dict[str, Any]:
    """Ask until the work is done."""
    for _ in range(600):
        answer = client.get("/design.json", params={**asked, "run": "yes"})
        if answer.status_code != 202:
            break
        time.sleep(0.05)
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()["answer"]["result"]
    return result


@pytest.mark.parametrize("name", NAMES)
def test_the_designs_to_start_from_are_the_published_examples(name: str) -> None:
    shipped = {each.key: each.text for each in design_examples()}
    assert shipped[name] == (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")
    assert set(shipped) == {file.stem for file in EXAMPLES.glob("*.toml")}


@pytest.mark.parametrize("example", design_examples(), ids=NAMES)
def test_a_design_goes_into_text_and_fields_and_comes_back_the_same(
    example: DesignExample,
) -> None:
    assert design_of(design_text(example.design)) == example.design
    form = Form()
    assert TrialForm(fields_of(example.design), form).design() == example.design
    assert form.errors == {}


@given(st.text(max_size=60))
def test_any_name_survives_its_text(name: str) -> None:
    text = BRAIN.replace("weeks = 1", "weeks = 1\nname = 'x'")
    design = replace(design_of(text), name=name)
    assert design_of(design_text(design)).name == name


def test_the_page_begins_with_a_design_that_is_filled_in(client: TestClient) -> None:
    answer = client.get("/design")
    assert answer.status_code == 200
    assert 'value="The next trial"' in answer.text
    assert "[arms.threonate]" in answer.text


@pytest.mark.parametrize("name", NAMES)
def test_every_design_can_be_started_from_and_taken_away(client: TestClient, name: str) -> None:
    assert client.get(f"/design?start={name}").status_code == 200
    told = client.get(f"/design.toml?start={name}")
    assert "attachment" in told.headers["content-disposition"]
    assert design_of(told.text) == design_of((EXAMPLES / f"{name}.toml").read_text())


def test_text_is_read_back_into_the_fields(client: TestClient) -> None:
    page = client.get("/design", params={"source": "text", "toml": BRAIN}).text
    assert 'name="arm1_n" type="text" value="20"' in page
    assert 'value="csf" selected' in page


def test_text_that_says_more_than_the_fields_is_told_so(client: TestClient) -> None:
    more = BRAIN.replace('dose = "placebo"', 'dose = "200 mg magnesium"\ncontrol = true')
    page = client.get("/design", params={"source": "text", "toml": more})
    assert page.status_code == 200
    assert "says more than the fields" in page.text
    assert "says more" not in client.get("/design", params={"source": "text", "toml": BRAIN}).text


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("weeks", "-3", "lasts -3 weeks"),
        ("weeks", "soon", "'soon' is not a number"),
        ("weeks", "", "Say how many weeks"),
        ("visits", "6, 40", "comes after the end"),
        ("visits", "12, 6", "in order"),
        ("drop_out", "120", "0 to 100 per cent"),
        ("adherence_low", "0", ""),
        ("age", "70-50", "runs backwards"),
        ("age_mean", "", "needs its standard deviation"),
        ("women", "x", "'x' is not a number"),
        ("egfr", "good", "write limits"),
        ("alpha", "2", "lies between 0 and 1"),
        ("model", "magic", "none of ancova"),
        ("sponsored", "perhaps", "none of no, yes, unknown"),
        ("study", "nobody1999", "There is no study"),
        ("arm1_dose", "2000", "has no unit"),
        ("arm1_dose", "", "Say what this arm takes"),
        ("arm1_salt", "sand", ""),
        ("arm1_n", "1", "2 to 100,000 people"),
        ("arm1_n", "2.5", "not a whole number"),
        ("arm1_n", "1e300", "people"),
        ("arm1_name", "x" * 61, "61 letters"),
        ("arm1_name", "control", ""),
        ("arm1_drop_out", "100", "Somebody has to stay"),
        ("endpoint1_measure", "joy", ""),
        ("endpoint1_effect", "0", "above 0"),
        ("endpoint1_retest", "1", "below 1"),
        ("endpoint1_reliability", "7", "at most 1"),
        ("endpoint1_form", "other", "none of same, parallel"),
        ("replicates", "1", "from 20 to 5,000"),
        ("seed", "-1", "whole number"),
        ("volunteers", "many", "whole number"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_what_was_typed_stays(
    client: TestClient, field: str, typed: str, why: str
) -> None:
    example = next(each for each in design_examples() if each.key == "liu2016")
    asked = typed_as(example) | SMALL | {field: typed, "run": "yes"}
    answer = client.get("/design", params=asked)
    if field == "adherence_low":
        # The least faithful may take nothing at all.
        assert answer.status_code == 202
        return
    if field == "arm1_name" and typed == "control":
        field = "arm2_name"
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert why in answer.text.replace("&#39;", "'")
    assert 'value="Liu 2016"' in answer.text
    assert "Traceback" not in answer.text
    twin = client.get("/design.json", params=asked).json()
    assert (twin["answer"], field in twin["errors"]) == (None, True)


def test_a_level_needs_its_spreads(client: TestClient) -> None:
    example = next(each for each in design_examples() if each.key == "brain_magnesium")
    for field in ("endpoint1_spread", "endpoint1_change_sd", "endpoint1_effect"):
        told = client.get("/design.json", params=typed_as(example, **{field: ""}))
        assert told.json()["errors"][field].startswith("For a level, say")
    told = client.get("/design.json", params=typed_as(example, endpoint1_change_sd="80"))
    assert "cannot be more" in told.json()["errors"]["endpoint1_change_sd"]


def test_exactly_one_arm_takes_placebo(client: TestClient) -> None:
    example = design_examples()[0]
    none = client.get("/design.json", params=typed_as(example, arm2_dose="100 mg")).json()
    assert "'placebo'" in none["errors"]["arm1_dose"]


def test_too_much_work_is_refused_with_another_way(client: TestClient) -> None:
    asked = {"start": "next_trial", "replicates": "5000"}
    big = typed_as(design_examples()[0], arm1_n="100000") | {"replicates": "5000"}
    assert client.get("/design.json", params=asked).status_code == 200
    assert (
        "threonate trial" in client.get("/design.json", params=big).json()["errors"]["replicates"]
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has no"),
        ("not toml", "this is not TOML"),
        ("[trial]\nweeks = 'x'", "has no arms"),
        (BRAIN.replace("n = 20", "n = 1"), "2 to 100,000"),
        (BRAIN.replace("csf", "soul"), "a trial can measure"),
        (BRAIN + "#" * 16_000, "at most 16,000"),
        (HOSTILE, "this is not TOML"),
        ("x = " + "[" * 3000, "nested too deep"),
    ],
)
def test_text_that_cannot_be_run_is_told_beside_it_and_stays(
    client: TestClient, text: str, why: str
) -> None:
    asked = {"source": "text", "toml": text, "run": "yes"}
    answer = client.get("/design", params=asked)
    assert answer.status_code == 422, answer.text[-300:]
    assert why in client.get("/design.json", params=asked).json()["errors"]["toml"]
    assert HOSTILE not in answer.text
    assert client.get("/design.toml", params={"toml": text or "x"}).status_code == 422


def test_an_unknown_start_is_told_with_the_nearest(client: TestClient) -> None:
    answer = client.get("/design?start=liu2061")
    assert answer.status_code == 422
    assert "Did you mean &#39;liu2016&#39;?" in answer.text


def test_hostile_names_are_names_and_nothing_else(client: TestClient) -> None:
    asked = typed_as(design_examples()[0], name=HOSTILE, arm1_name=HOSTILE[:50])
    answer = client.get("/design", params=asked)
    assert answer.status_code == 200
    assert HOSTILE not in answer.text
    assert "<script>alert" not in answer.text
    told = client.get("/design.toml", params=asked)
    assert design_of(told.text).name == HOSTILE


def test_a_run_is_followed_and_then_told(client: TestClient) -> None:
    asked = {"source": "text", "toml": BRAIN} | SMALL
    first = client.get("/design", params={**asked, "run": "yes"})
    assert first.status_code == 202
    found = re.search(r"/jobs/([\w-]+)", first.text)
    assert found is not None
    result = run(client, asked)
    page = client.get("/design", params={**asked, "run": "yes"})
    assert page.text.count("<svg") == 4
    assert 'name="save_address_run" value="/design?' in page.text
    assert client.get(f"/jobs/{found[1]}").headers["location"].startswith("/design?source=text")
    head = result["findings"][0]
    assert (result["replicates"], result["seed"], result["people"]) == (40, 1, 40)
    assert head["unit"] == "%"
    # The curve goes through what the trial itself can do, and its people give the power wanted.
    curve = result["curve"]
    here = curve["people"].index(20)
    assert curve["curves"][0]["power"][here] == pytest.approx(head["sizes"][0]["power"], abs=0.02)
    assert curve["assurance"] == sorted(curve["assurance"])
    assert curve["assurance"][-1] <= curve["most"] + 0.01


def test_the_curve_is_that_of_student_s_t() -> None:
    # Two arms of 64 find half a standard deviation with a power of 80 % (Cohen 1988, table 2.4.1).
    assert power(0.5, sd=1.0, active=64, control=64) == pytest.approx(0.801, abs=0.001)
    assert people_for(0.5, sd=1.0, power_wanted=0.8) == 64


def test_a_held_out_study_shows_nothing_of_what_it_found(client: TestClient) -> None:
    result = run(client, {"start": "hausenblas2024"} | SMALL)
    assert result["held_out"]
    assert result["printed"] == []
    asked = {"start": "hausenblas2024", "run": "yes"} | SMALL
    page = client.get("/design", params=asked).text
    assert "held out" in page
    assert "Beside what this study printed" not in page


def test_work_that_is_stopped_leaves_no_answer(lab: Laboratory) -> None:
    from threonate.lab.trial_work import Size, TrialWork

    work = TrialWork(design_of(BRAIN), Size(40, 1, 50))

    def stop_then_work(job: Job) -> None:
        job.stop.set()
        work.do(lab, job)

    job = lab.jobs.begin(work.key, "Running", stop_then_work, then="/design")
    for _ in range(200):
        if job.state.is_over:
            break
        time.sleep(0.02)
    assert job.state is State.CANCELLED
    assert not lab.knows(work.key)


def test_fields_are_named_once() -> None:
    assert len(FIELDS) == len(set(FIELDS))
    assert set(FIELDS) <= set(DESIGN.question.model_fields)


def test_the_power_is_seen_before_anything_is_run(client: TestClient) -> None:
    few, many = (
        client.get("/design.json", params={"source": "text", "toml": text}).json()["answer"]
        for text in (BRAIN, BRAIN.replace("n = 20", "n = 60"))
    )
    assert few["work"] is None
    assert few["glance"]["here"] < many["glance"]["here"]
    assert few["glance"]["power"] <= many["glance"]["power"]
    page = client.get("/design", params={"source": "text", "toml": BRAIN}).text
    assert page.index("Its power at a glance") < page.index("Run this trial")


def test_a_design_that_cannot_be_read_says_why_where_its_power_would_be(client: TestClient) -> None:
    page = client.get("/design", params={"arm1_name": "x", "weeks": "none"}).text
    glance = page[page.index('id="glance"') :]
    assert "as soon as the design can be read" in glance[:400]
