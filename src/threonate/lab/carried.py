"""What was told on one page is carried to the next, so that nobody types it twice.

To follow a dose takes a person and a regimen of any salt; a check knows more of the person, and of
magnesium L-threonate alone. Whatever only one of the two can hold stays behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from threonate.lab.page import asking
from threonate.lab.safety_question import SafetyQuestion, lines
from threonate.refusal import Refusal

ALIKE = ("age", "sex", "weight", "egfr", "serum")
"""What is written in the same way on both pages."""

DOSE = ("dose", "times", "weeks")
PERSON = (*ALIKE, "diet", "medicines")
"""The fields of a person who is followed."""

REGIMEN = ("form", *DOSE, "meals", "begin")
"""The fields of what is taken."""

Fields = Mapping[str, str]


def to_safe(followed: Fields) -> str:
    """The address that checks a person who is followed, with the dose if it is of L-threonate."""
    said = {name: followed.get(name, "") for name in ALIKE}
    said["medicines"] = "\n".join(listed(followed.get("medicines", "")))
    if _is_threonate(followed.get("form", "")):
        said |= {name: followed.get(name, "") for name in DOSE}
    return SafetyQuestion(**said).address("/safe", ask="yes")


def to_follow(checked: SafetyQuestion) -> str:
    """The address that follows a person who was checked."""
    return address(_course_in(checked))


def person_in(checked: SafetyQuestion) -> dict[str, str]:
    """A person who was checked, as the page that follows a dose asks; medicines it knows alone."""
    from threonate.lab.facts_form import read_medicines
    from threonate.lab.form import Form

    names = [each.name for each in read_medicines(checked, Form()) if _is_followed(each.name)]
    said = {name: getattr(checked, name) for name in ALIKE}
    return {**said, "medicines": ", ".join(dict.fromkeys(names))}


def _course_in(checked: SafetyQuestion) -> dict[str, str]:
    return person_in(checked) | {name: getattr(checked, name) for name in DOSE}


def address(fields: Fields) -> str:
    """The address that follows what these fields tell."""
    return asking("/follow", fields)


def fields_of(saved: str) -> dict[str, str]:
    """What an address of either page tells in the fields of the one that follows a dose."""
    parts = urlsplit(saved)
    told = parse_qsl(parts.query)
    if parts.path == "/follow":
        return {name: text for name, text in told if name in (*PERSON, *REGIMEN)}
    if not parts.path.startswith("/safe"):
        return {}
    known = SafetyQuestion.model_fields
    said = {name: text for name, text in told if name in known and known[name].annotation is str}
    checked = SafetyQuestion(**said)
    return {name: text for name, text in _course_in(checked).items() if text}


def listed(text: str) -> list[str]:
    """Names with commas or on lines of their own."""
    return list(lines(text.replace(",", "\n")))


def _is_threonate(form: str) -> bool:
    from threonate.dose.salt import Salt

    try:
        return not form or Salt.find(form).threonate_ions > 0
    except Refusal:
        return False


def _is_followed(name: str) -> bool:
    from threonate.safety.subject import medicine_of

    try:
        medicine_of(name)
    except Refusal:
        return False
    return "," not in name
