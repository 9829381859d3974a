"""A scenario is one person with one regimen, as a form or a short text such as 'age:80' says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from threonate.lab.form import Form
from threonate.refusal import Refusal, nearest

if TYPE_CHECKING:
    from threonate.dose.regimen import Regimen
    from threonate.people.medicine import Medicine
    from threonate.people.person import Person

NAMES = {
    "age": "age {}",
    "sex": "{}",
    "weight": "weight {}",
    "egfr": "eGFR {}",
    "diet": "{} mg of magnesium a day from food",
    "serum": "serum {}",
    "medicines": "with {}",
    "form": "{}",
    "dose": "{} a day",
    "times": "at {}",
    "meals": "{}",
    "begin": "{}",
}
"""What a scenario may say instead of the form, and how its name says it."""

CHOICES = {
    "meals": {"food": "with food", "fasting": "on an empty stomach"},
    "begin": {
        "half": "half the dose in the first week",
        "full": "the full dose from the first day",
    },
}
"""Fields with few values, each with its name; the first is the usual one."""

NONE = "none"
"""What takes the medicines of the form away."""

MOST = 4
"""So many scenarios stand beside each other, the form's own included."""

SHORTEST = 0.143
"""Weeks that are followed on a page at least: one day."""

LONGEST = 104
"""Weeks that are followed on a page at most."""

LONG = 200
"""Letters that a scenario may have; cut where it is longer, it would say something else."""

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Who takes what, under a name; ``text`` is how an address writes it, empty for the form's."""

    name: str
    text: str
    person: Person
    regimen: Regimen

    @property
    def key(self) -> tuple[Person, Regimen]:
        """What the answer follows from, however it was written."""
        return self.person, self.regimen


def read_scenario(fields: Fields, form: Form) -> Scenario | None:
    """Read the form's own scenario; nothing where a field is wrong, which the form then tells."""
    person, regimen = _person(fields, form), _regimen(fields, form)
    if form.errors or person is None or regimen is None:
        return None
    return Scenario("as asked", "", person, regimen)


def vary(fields: Fields, text: str) -> Scenario:
    """Read a scenario that changes some of the form's fields, such as 'age:80;form:citrate'.

    A salt without a dose takes the same magnesium. Raises Refusal for what it cannot be.
    """
    changed = parse(text)
    merged = {**fields, **changed}
    same = "form" in changed and "dose" not in changed
    form = Form()
    person = _person(merged, form)
    regimen = _regimen({**merged, "form": fields["form"]} if same else merged, form)
    if form.errors or person is None or regimen is None:
        raise Refusal(next(iter(form.errors.values())))
    if same:
        regimen = regimen.in_form(changed["form"])
    return Scenario(_name(changed), written(changed), person, regimen)


def parse(text: str) -> dict[str, str]:
    """Read what a scenario changes, in the order of the form."""
    if len(text) > LONG:
        raise Refusal(
            f"A scenario has {len(text):,} letters, and {LONG} can be read; write less, or put "
            "what all of them share into the form."
        )
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        key, colon, value = (piece.strip() for piece in part.partition(":"))
        if key not in NAMES or not (colon and value):
            raise Refusal(
                f"'{part}' changes nothing here; write what and how, such as 'age:80' or "
                f"'form:citrate', with one of {', '.join(NAMES)}.{nearest(key, NAMES)}"
            )
        if key in found:
            raise Refusal(
                f"'{key}' is given twice, as '{found[key]}' and as '{value}'; write it once."
            )
        found[key] = value
    if not found:
        raise Refusal("A scenario is empty; write what it changes, such as 'age:80'.")
    return {key: found[key] for key in NAMES if key in found}


def written(changed: Fields) -> str:
    """Write what a scenario changes as an address holds it."""
    return ";".join(f"{key}:{value}" for key, value in changed.items())


def _name(changed: Fields) -> str:
    from threonate.dose.salt import Salt

    shown = {key: CHOICES.get(key, {}).get(value, value) for key, value in changed.items()}
    if "form" in changed:
        shown["form"] = Salt.find(changed["form"]).name
    names = {key: NAMES[key].format(value) for key, value in shown.items()}
    if changed.get("medicines", "").casefold() == NONE:
        names["medicines"] = "without medicines"
    return ", ".join(names.values())


def _person(fields: Fields, form: Form) -> Person | None:
    from threonate.people.person import QUANTITIES, Person
    from threonate.people.sex import Sex

    said: dict[str, Any] = {}
    for name in ("age", "weight", "egfr", "diet", "serum"):
        said[name] = form.read(name, fields.get(name, ""), QUANTITIES[name].read)
    said["sex"] = form.read("sex", fields.get("sex", ""), Sex.of)
    said["medicines"] = form.read("medicines", fields.get("medicines", ""), _medicines)
    given = {name: value for name, value in said.items() if value is not None}
    with form.field():
        return Person.of(**given)
    return None


def _medicines(text: str) -> tuple[Medicine, ...]:
    if text.strip().casefold() == NONE:
        return ()
    from threonate.safety.subject import medicine_of

    return tuple(medicine_of(name) for name in text.split(",") if name.strip())


def _regimen(fields: Fields, form: Form) -> Regimen | None:
    from threonate.dose.amount import parse_amount
    from threonate.dose.clock import parse_times
    from threonate.dose.regimen import Regimen
    from threonate.dose.salt import Salt

    salt = form.read("form", fields.get("form", ""), Salt.find)
    amount = form.read("dose", fields.get("dose", ""), parse_amount)
    weeks = form.read("weeks", fields.get("weeks", ""), _weeks)
    times = fields.get("times", "")
    listed = [part.strip() for part in times.split(",") if part.strip()]
    form.read("times", times, lambda _: parse_times(tuple(listed)))
    meals, begin = (form.read(n, fields.get(n, ""), partial(_choice, n)) for n in CHOICES)
    if {"form", "dose", "weeks", "times", *CHOICES} & set(form.errors):
        return None
    said: dict[str, Any] = {"times": listed} if listed else {}
    if amount is not None:
        said |= {"compound": amount.compound, "elemental": amount.elemental}
    if weeks is not None:
        said["weeks"] = weeks
    with form.field("dose"):
        return Regimen.daily(
            salt or "l-threonate",
            with_food=meals != "fasting",
            titrate=begin != "full",
            **said,
        )
    return None


def _choice(name: str, text: str) -> str:
    """Read a field with few values."""
    known = CHOICES[name]
    if text not in known:
        allowed = " or ".join(f"'{value}' ({words})" for value, words in known.items())
        raise Refusal(f"'{text[:40]}' is given for {name}; write {allowed}.{nearest(text, known)}")
    return text


def _weeks(text: str) -> float:
    wrong = Refusal(
        f"'{text[:40]}' weeks are not followed here; write {SHORTEST:g} (one day) to {LONGEST}."
    )
    try:
        weeks = float(text)
    except ValueError:
        raise wrong from None
    if not SHORTEST <= weeks <= LONGEST:
        raise wrong
    return weeks
