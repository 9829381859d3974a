"""A verdict is written as a bundle of detected issues, one for each finding."""

import re
from datetime import datetime
from enum import Enum
from html import escape
from importlib.metadata import version as installed
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from threonate.refusal import Refusal
from threonate.safety.action import Action
from threonate.safety.finding import Finding
from threonate.safety.interaction import Severity
from threonate.safety.reference import load_references
from threonate.safety.verdict import DISCLAIMER, Verdict

_ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
_LINK = re.compile(r"https?://[^\s;,…]+|doi (?P<doi>10\.\d{4,9}/[^\s;,…]+)")
_XHTML = "http://www.w3.org/1999/xhtml"


class Release(Enum):
    """The releases of FHIR that are written."""

    R4 = "R4"
    R5 = "R5"

    @staticmethod
    def of(text: object) -> "Release":
        """A release is found by its name; an unknown one raises `Refusal`."""
        if isinstance(text, Release):
            return text
        for each in Release:
            if isinstance(text, str) and text.strip().upper() == each.value:
                return each
        raise Refusal(f"'{text}' is not a FHIR release written here; use R4 or R5.")


def issue_bundle(verdict: Verdict, *, version: Release, when: datetime) -> dict[str, Any]:
    """The findings as a FHIR Bundle of DetectedIssue, worst first, as plain data.

    The same verdict at the same moment gives the same bundle. ``when`` must know its time zone.
    """
    if when.tzinfo is None:
        raise Refusal(f"The time {when} has no time zone; give one, such as UTC.")
    moment = when.isoformat(timespec="seconds")
    issues = [
        _issue(finding, at, version=version, moment=moment)
        for at, finding in enumerate(verdict.findings)
    ]
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": moment,
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in issues],
    }
    # FHIR forbids an empty list.
    return {key: value for key, value in bundle.items() if value}


def severity_code(finding: Finding) -> str:
    """High stops or does major harm, moderate has conditions, low is everything else."""
    if finding.action.rank >= Action.STOP.rank or finding.severity >= Severity.MAJOR:
        return "high"
    moderate = finding.action.rank >= Action.CAUTION.rank or finding.severity >= Severity.MODERATE
    return "moderate" if moderate else "low"


def reference_url(finding: Finding) -> str:
    """The address of the first source that has one, or nothing."""
    known = load_references()
    for key in finding.sources:
        found = _LINK.search(known[key].identifier) if key in known else None
        if found:
            return f"https://doi.org/{found['doi']}" if found["doi"] else found[0].rstrip(".")
    return ""


def _issue(finding: Finding, at: int, *, version: Release, moment: str) -> dict[str, Any]:
    code = _code(finding)
    name = f"threonate/{version.value}/{moment}/{at}/{finding.rule}/{'/'.join(finding.about)}"
    issue = {
        "resourceType": "DetectedIssue",
        "id": str(uuid5(NAMESPACE_URL, name)),
        "text": {"status": "generated", "div": _narrative(finding)},
        "status": "final",
        # Release 5 has a list of categories beside the code.
        "category": [code] if version is Release.R5 else [],
        "code": code,
        "severity": severity_code(finding),
        "identifiedDateTime": moment,
        "author": {"type": "Device", "display": f"Threonate {installed('threonate')}"},
        "implicated": [{"display": each} for each in finding.about if each],
        "evidence": _evidence(finding),
        "detail": _detail(finding),
        "reference": reference_url(finding),
        "mitigation": [{"action": {"text": finding.do}, "date": moment}] if finding.do else [],
    }
    return {key: value for key, value in issue.items() if value}


def _code(finding: Finding) -> dict[str, Any]:
    """What it is about in words, and the alert of HL7 where it is an interaction."""
    coding = {"system": _ACT, "code": "DRG", "display": "Drug Interaction Alert"}
    coded: dict[str, Any] = {} if finding.transfer is None else {"coding": [coding]}
    about = ", ".join(each for each in finding.about if each)
    alert = "Interaction of magnesium with" if coded else "Magnesium and"
    return {**coded, "text": f"{alert} {about}" if about else "Magnesium"}


def _evidence(finding: Finding) -> list[dict[str, Any]]:
    """How well it is known and what was studied, with the sources by their titles."""
    known = load_references()
    words = [
        "" if finding.documentation is None else finding.documentation.value,
        finding.studied_with,
        "" if finding.verified else "not verified in a source",
        "a choice of policy" if finding.policy else "",
    ]
    titles = [known[key].title or key if key in known else key for key in finding.sources]
    evidence: dict[str, Any] = {
        "code": [{"text": word} for word in words if word],
        "detail": [{"display": title} for title in titles if title],
    }
    filled = {key: value for key, value in evidence.items() if value}
    return [filled] if filled else []


def _detail(finding: Finding) -> str:
    harm = f"How often harm follows: {finding.frequency}."
    parts = (finding.do, finding.what, finding.why, _gap(finding), harm)
    return " ".join(part for part in parts if part)


def _gap(finding: Finding) -> str:
    if finding.gap is None:
        return ""
    return (
        f"Hours apart: {finding.gap.drug_to_magnesium:g} from the medicine to magnesium, "
        f"{finding.gap.magnesium_to_drug:g} from magnesium to the medicine."
    )


def _narrative(finding: Finding) -> str:
    parts = (finding.do, finding.what, finding.why, DISCLAIMER)
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in parts if part)
    return f'<div xmlns="{_XHTML}">{paragraphs}</div>'
