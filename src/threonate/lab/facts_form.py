"""The facts of a person are read from a form, each mistake beside the field it was made in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from threonate.lab.form import Form
from threonate.lab.safety_question import SafetyQuestion, lines
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.safety.facts import Facts
    from threonate.safety.intake import Intake
    from threonate.safety.medicament import Medicament

LONGEST, SHORT = 4000, 200
"""More letters in a list, and in any other field, are not read."""
MOST = 60
"""More lines in one list are not read."""
PLAIN = ("place", "sex", "egfr", "serum", "heart_rate", "systolic", "age")
"""Fields whose text is read alone, as it stands."""
NUMBERS = ("egfr_months", "days_without_stool", "weeks")
TRUTHS = ("pregnant", "breastfeeding", "by_clinician", "strict")
LISTS = ("medicines", "another", "other", "other_condition", "meals", "weekly")
_YES, _NO = ("yes", "true", "1", "y", "on"), ("", "no", "false", "0", "n", "off")

Read = TypeVar("Read")


def read_facts(question: SafetyQuestion, form: Form) -> Facts | None:
    """The facts that a form tells, with what is meant to be taken; none where something is wrong.

    Whatever is wrong is kept in ``form``, beside its field.
    """
    if not _fits(question, form):
        return None
    said = _alone(question, form)
    said |= _together(question, form, said)
    said |= _lists(question, form, said)
    intakes = _intakes(question, form)
    if form.errors:
        return None
    from threonate.safety.facts import Facts

    with form.field("sex"):
        told = bool(question.dose)
        return replace(Facts.of(**said), intakes=intakes, dose_told=told)
    return None


def read_truth(text: str) -> bool:
    """A tick is yes or no."""
    if text.casefold() not in (*_YES, *_NO):
        raise Refusal(f"This is '{text}'; write yes, or leave it out.")
    return text.casefold() in _YES


def read_each(
    form: Form, field: str, texts: Iterable[str], read: Callable[[str], Read]
) -> list[Read]:
    """Every text of a list is read; all that are wrong are told together."""
    found, wrong = list[Read](), list[str]()
    for text in texts:
        try:
            found.append(read(text))
        except Refusal as refusal:
            wrong.append(str(refusal))
    if wrong:
        form.errors.setdefault(field, " ".join(wrong))
    return found


def _fits(question: SafetyQuestion, form: Form) -> bool:
    """Nothing is longer than what is read."""
    for name, value in question.model_dump().items():
        many = isinstance(value, tuple) or name in LISTS
        length = len(value) if isinstance(value, str) else sum(map(len, value))
        if length > (most := LONGEST if many else SHORT):
            form.errors[name] = f"This has {length:,} letters; at most {most:,} are read."
        count = len(value) if isinstance(value, tuple) else len(lines(value)) * many
        if count > MOST:
            form.errors[name] = f"These are {count:,} lines; at most {MOST} are read."
    return not form.errors


def _alone(question: SafetyQuestion, form: Form) -> dict[str, Any]:
    """What each field says by itself."""
    from threonate.safety.batch import NUMBERS as QUANTITIES
    from threonate.safety.facts import Facts

    said: dict[str, Any] = {}
    for name in PLAIN:
        if text := getattr(question, name):
            with form.field(name):
                Facts.of(**{name: text})
                said[name] = text
    for name in NUMBERS:
        if text := getattr(question, name):
            with form.field(name):
                said[name] = QUANTITIES[name].read(text)
    for name in TRUTHS:
        with form.field(name):
            said[name] = read_truth(getattr(question, name))
    if question.magnesium:
        with form.field("magnesium"):
            said["elemental"] = _magnesium(question.magnesium)
    return said


def _together(question: SafetyQuestion, form: Form, said: dict[str, Any]) -> dict[str, Any]:
    """What only makes sense beside something else: a child's weight, and creatinine."""
    from threonate.safety.facts import Facts

    found: dict[str, Any] = {}
    age = {key: said[key] for key in ("age",) if key in said}
    if question.weight:
        with form.field("weight"):
            Facts.of(**age, weight=question.weight)
            found["weight"] = question.weight
    if question.creatinine and not form.errors.keys() & {"age", "sex", "egfr"}:
        who = {key: said[key] for key in ("age", "sex", "egfr") if key in said}
        with form.field("creatinine"):
            Facts.of(**who, creatinine=question.creatinine)
            found["creatinine"] = question.creatinine
    return found


def _lists(question: SafetyQuestion, form: Form, said: dict[str, Any]) -> dict[str, Any]:
    """What comes in numbers: conditions, symptoms, medicines and other magnesium."""
    from threonate.safety.facts import Facts
    from threonate.safety.magnesium_source import MagnesiumSource
    from threonate.safety.symptom import Symptom

    place = Facts.of(**{key: said[key] for key in ("place",) if key in said}).place
    conditions = [
        *read_each(form, "condition", question.condition, _condition),
        *read_each(form, "other_condition", lines(question.other_condition), _condition),
    ]
    return {
        "conditions": conditions,
        "symptoms": read_each(
            form, "symptom", question.symptom, lambda text: Symptom.of(text, place=place)
        ),
        "medicines": read_medicines(question, form),
        "other": read_each(form, "other", lines(question.other), MagnesiumSource.of),
        "unread": question.unread,
    }


def read_medicines(question: SafetyQuestion, form: Form) -> list[Medicament]:
    """Every medicine of the list, and the one more."""
    from threonate.safety.medicament import Medicament

    known = lines(question.medicines)
    more = [line for line in lines(question.another) if line not in known]
    found = read_each(form, "medicines", dict.fromkeys(known), Medicament.all_of)
    found += read_each(form, "another", more, Medicament.all_of)
    return [one for each in found for one in each]


def _condition(text: str) -> str:
    from threonate.safety.facts import Facts

    Facts.of(conditions=[text])
    return text


def _magnesium(text: str) -> float:
    from threonate.dose.amount import parse_amount
    from threonate.safety.batch import NUMBERS as QUANTITIES

    return QUANTITIES["elemental"].check(parse_amount(text).milligrams, given=text)


def _intakes(question: SafetyQuestion, form: Form) -> tuple[Intake, ...]:
    """What is meant to be taken; the dose, its times and its shares are each asked alone first."""
    from threonate.safety.intake import intakes_of

    dose, times, split = (getattr(question, name) or None for name in ("dose", "times", "split"))
    with form.field("dose"):
        intakes_of(dose, times=None, split=None)
    with form.field("times"):
        intakes_of(None, times=times, split=None)
    if form.errors.keys() & {"dose", "times"}:
        return ()
    try:
        return intakes_of(dose, times=times, split=split)
    except Refusal as refusal:
        form.errors["split"] = str(refusal).replace("--split", "The split")
    return ()
