"""A verdict becomes one detected issue for each finding, in the words of either release."""

import json
import re
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import pytest
from tests.safety.fhir.record import FOLDER, TODAY

from threonate.refusal import Refusal
from threonate.safety.action import Action
from threonate.safety.check import check
from threonate.safety.facts import Facts
from threonate.safety.fhir.bundle import read_bundle
from threonate.safety.fhir.issue import Release, issue_bundle, reference_url, severity_code
from threonate.safety.finding import Finding
from threonate.safety.interaction import Severity
from threonate.safety.verdict import DISCLAIMER, Verdict

NOW = datetime(2026, 5, 20, 10, 30, tzinfo=UTC)
EITHER = pytest.mark.parametrize("release", list(Release))
# Elements of DetectedIssue after the specification of each release.
BOTH = {
    "resourceType", "id", "text", "status", "code", "severity", "identifiedDateTime", "author",
    "implicated", "evidence", "detail", "reference", "mitigation",
}  # fmt: skip
ALLOWED = {Release.R4: BOTH | {"patient"}, Release.R5: BOTH | {"category", "subject", "encounter"}}


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    return check(read_bundle(FOLDER / "r4.json", today=TODAY))


def issues(verdict: Verdict, release: Release) -> list[dict[str, Any]]:
    bundle = issue_bundle(verdict, version=release, when=NOW)
    return [entry["resource"] for entry in bundle["entry"]]


def finding(action: Action, severity: Severity, **more: Any) -> Finding:
    return Finding(
        rule="X-1", about=("x",), action=action, severity=severity, do="Wait.", what="Harm.", **more
    )


@EITHER
def test_there_is_one_issue_for_each_finding_in_order(verdict: Verdict, release: Release) -> None:
    assert len(verdict.findings) > 3
    found = issues(verdict, release)
    # A reader sees the code and the category, so these are words and no ids of rules.
    for each, told in zip(found, verdict.findings, strict=True):
        assert told.about[0] in each["code"]["text"]
        assert told.rule not in each["code"]["text"]
    assert [each["mitigation"][0]["action"]["text"] for each in found] == [
        each.do for each in verdict.findings
    ]


@EITHER
def test_only_elements_of_the_release_are_written(verdict: Verdict, release: Release) -> None:
    for each in issues(verdict, release):
        assert set(each) <= ALLOWED[release]
        assert each["status"] == "final"
        assert each["severity"] in ("high", "moderate", "low")


def test_the_category_is_a_list_that_only_release_5_has(verdict: Verdict) -> None:
    assert all("category" not in each for each in issues(verdict, Release.R4))
    assert all(each["category"] == [each["code"]] for each in issues(verdict, Release.R5))


@EITHER
def test_nothing_is_empty(verdict: Verdict, release: Release) -> None:
    def walk(value: object) -> None:
        assert value not in ("", [], {}, None)
        inner = (
            value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        )
        for each in inner:
            walk(each)

    walk(issue_bundle(verdict, version=release, when=NOW))


@EITHER
def test_every_issue_has_an_address_of_its_own(verdict: Verdict, release: Release) -> None:
    entries = issue_bundle(verdict, version=release, when=NOW)["entry"]
    addresses = [entry["fullUrl"] for entry in entries]
    assert len(set(addresses)) == len(addresses)
    for entry in entries:
        assert entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}"
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", entry["resource"]["id"])


@EITHER
def test_the_same_verdict_gives_the_same_bundle(verdict: Verdict, release: Release) -> None:
    assert issue_bundle(verdict, version=release, when=NOW) == issue_bundle(
        verdict, version=release, when=NOW
    )


@EITHER
def test_it_is_fhir_to_another_program(verdict: Verdict, release: Release) -> None:
    place = {Release.R4: "fhir.resources.R4B.bundle", Release.R5: "fhir.resources.bundle"}
    other = pytest.importorskip(place[release])
    text = json.dumps(issue_bundle(verdict, version=release, when=NOW))
    assert len(other.Bundle.model_validate_json(text).entry) == len(verdict.findings)


def test_an_issue_names_who_found_it_when_and_about_what(verdict: Verdict) -> None:
    for each, told in zip(issues(verdict, Release.R4), verdict.findings, strict=True):
        assert each["author"] == {
            "type": "Device",
            "display": f"Threonate {version('threonate')}",
        }
        assert each["identifiedDateTime"] == "2026-05-20T10:30:00+00:00"
        assert [one["display"] for one in each.get("implicated", [])] == list(told.about)


def test_every_issue_says_that_it_is_no_advice(verdict: Verdict) -> None:
    assert all(DISCLAIMER in each["text"]["div"] for each in issues(verdict, Release.R4))


def test_an_interaction_is_coded_and_says_what_was_studied(verdict: Verdict) -> None:
    assert any(each.transfer is not None for each in verdict.findings)
    for each, told in zip(issues(verdict, Release.R4), verdict.findings, strict=True):
        coded = [coding["code"] for coding in each["code"].get("coding", [])]
        assert coded == ([] if told.transfer is None else ["DRG"])
        if told.transfer is not None:
            words = [code["text"] for code in each["evidence"][0]["code"]]
            assert told.studied_with in words


def test_words_are_escaped_in_the_narrative(verdict: Verdict) -> None:
    odd = finding(Action.INFO, Severity.MINOR, why="Below <30 & falling.")
    changed = Verdict(
        place=verdict.place,
        action=odd.action,
        findings=(odd,),
        load=verdict.load,
        not_flagged=(),
        not_found=(),
        red_flags=(),
    )
    (issue,) = issues(changed, Release.R5)
    assert "Below &lt;30 &amp; falling." in issue["text"]["div"]
    assert "Below <30 & falling." in issue["detail"]


@pytest.mark.parametrize(
    ("action", "severity", "code"),
    [
        (Action.STOP, Severity.NONE, "high"),
        (Action.EMERGENCY, Severity.AVOID, "high"),
        (Action.INFO, Severity.MAJOR, "high"),
        (Action.CLINICIAN, Severity.MINOR, "moderate"),
        (Action.CAUTION, Severity.NONE, "moderate"),
        (Action.TELL, Severity.MODERATE, "moderate"),
        (Action.TELL, Severity.MINOR, "low"),
        (Action.OK, Severity.NONE, "low"),
    ],
)
def test_severity_follows_the_action_and_the_harm(
    action: Action, severity: Severity, code: str
) -> None:
    assert severity_code(finding(action, severity)) == code


@pytest.mark.parametrize(
    ("sources", "url"),
    [
        (("wakai19",), "https://doi.org/10.1186/s40780-019-0133-7"),
        (("eu2694",), "https://eur-lex.europa.eu/eli/reg_impl/2024/2694/oj/eng"),
        # The first source without an address does not hide the second.
        (("supplaff", "efsa24"), "https://doi.org/10.2903/j.efsa.2024.8656"),
        (("supplaff",), ""),
        ((), ""),
        (("nobody",), ""),
    ],
)
def test_a_reference_is_given_only_where_a_source_has_an_address(
    sources: tuple[str, ...], url: str
) -> None:
    assert reference_url(finding(Action.INFO, Severity.MINOR, sources=sources)) == url


def test_a_time_without_a_zone_is_refused(verdict: Verdict) -> None:
    with pytest.raises(Refusal, match="no time zone"):
        issue_bundle(verdict, version=Release.R4, when=datetime(2026, 5, 20))  # noqa: DTZ001


def test_a_verdict_on_nobody_is_still_a_bundle() -> None:
    bundle = issue_bundle(check(Facts()), version=Release.R4, when=NOW)
    assert bundle["resourceType"] == "Bundle"
    assert bundle["type"] == "collection"


@pytest.mark.parametrize(("text", "release"), [("R4", Release.R4), (" r5 ", Release.R5)])
def test_a_release_is_found_by_its_name(text: str, release: Release) -> None:
    assert Release.of(text) is release


def test_another_release_is_refused() -> None:
    with pytest.raises(Refusal, match="use R4 or R5"):
        Release.of("STU3")
