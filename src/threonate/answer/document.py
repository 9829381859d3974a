"""The answer as one document with stable keys, ready for JSON: every number is finite or null."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

import threonate
from threonate.answer.dependence import Debt, debts, dependences, grades
from threonate.answer.memory import memory_document
from threonate.answer.number import finite
from threonate.answer.sentence import sentence
from threonate.answer.trial import trial_document
from threonate.course import Arm, Course
from threonate.dose import MAGNESIUM_MASS, Regimen, Route, format_clock
from threonate.dose.limit import daily_magnesium
from threonate.evidence.grade import Grade
from threonate.memory import CHECKED_AGE
from threonate.people import Person
from threonate.people.medicine import Effect
from threonate.quantity import Estimate
from threonate.safety.verdict import Verdict
from threonate.safety.warning import verdict_of, warning

PLANNED = "The times simulated here do not look at that; 'threonate plan' keeps every gap."

UPPER_LEVEL = 350.0
"""The most magnesium (mg a day) from supplements for adults: Institute of Medicine 1997."""

REDUCED_FILTRATION = 60.0
"""Filtration (mL/min per 1.73 m2) below which kidneys count as impaired."""

LOW_FILTRATION = 30.0
"""Filtration (mL/min per 1.73 m2) below which magnesium is not for self-treatment."""

HIGH_SERUM = 1.2
"""Serum magnesium (mmol/L) that is clearly above the usual range."""

LOW_SERUM = 0.65
"""Serum magnesium (mmol/L) below which people are depleted and the model is not tested."""

FEW = 500
"""With fewer draws than this, intervals and grades are rough, and the answer says so."""


def document(course: Course) -> dict[str, Any]:
    """Give the answer, the quantities, the balance and the sources as plain data.

    Amounts are in the unit beside them, shares of doubt between 0 and 1; ``null`` stands for what
    does not exist, such as a percentage of nothing.
    """
    main, *others = course.arms[1:]
    checked = verdict_of(course.person, course.regimen)
    return {
        "answer": sentence(course),
        "regimen": _regimen(course.regimen),
        "person": _person(course.person),
        **_outcome(course, main),
        "trials": trial_document(course),
        "arms": {arm.name: _arm(course, arm) for arm in others},
        "depends_on": [
            {
                "parameter": found.parameter.name,
                "says": found.parameter.says,
                "basis": found.parameter.basis.value,
                "grade": found.parameter.grade.value,
                "influence": found.share,
                "verified": found.parameter.verified,
                "reason": found.parameter.reason,
                "sources": list(found.parameter.source),
            }
            for found in dependences(course)
        ],
        "sources": [_source(debt) for debt in debts(course)],
        "seed": course.seed,
        "version": threonate.__version__,
        "draws": course.draws,
        "notes": notes(course),
        "safety": None if checked is None else checked.document,
    }


def notes(course: Course) -> list[str]:
    """List what a reader must know about how the course was made."""
    said = list(course.notes)
    if course.draws < FEW:
        said.append(
            f"Only {course.draws} draws were followed; intervals and grades are rough below {FEW}."
        )
    if course.regimen.lead_in:
        days = course.regimen.lead_in / 24.0
        said.append(f"The first {days:g} days only bring the body to a steady state.")
    idle = [each.name for each in course.person.medicines if each.effect is None]
    if idle:
        said.append(f"Changes nothing in this body model: {', '.join(idle)}.")
    kept = [each.name for each in course.person.medicines if each.effect is Effect.LOOP_DIURETIC]
    if kept:
        said.append(
            f"People who take {' or '.join(kept)} for long have on average no lower serum "
            "magnesium (9,820 people of the Rotterdam Study), and so has this body; yours can be "
            "low, so have it measured."
        )
    low, high = CHECKED_AGE
    if not low <= course.person.age <= high:
        said.append(
            f"At {course.person.age:g} years memory is outside the tested range: norms tell people "
            f"apart from {low:g} to {high:g}."
        )
    return [*cautions(course), *said]


def cautions(course: Course) -> Iterator[str]:
    """Warn where the dose, the kidneys or serum leave the range in which a supplement is safe."""
    verdict = verdict_of(course.person, course.regimen)
    told = warning(verdict)
    if told:
        yield told
    yield from _gaps(verdict, told)
    yield from _dose_caution(course)
    egfr = None if told else course.person.estimated_filtration
    if egfr is not None and LOW_FILTRATION <= egfr < REDUCED_FILTRATION:
        yield f"With an eGFR below {REDUCED_FILTRATION:g}, ask a doctor before taking magnesium."
    if egfr is not None and egfr < LOW_FILTRATION:
        yield (
            f"With an eGFR below {LOW_FILTRATION:g} magnesium accumulates: take none without a "
            "doctor who checks the blood."
        )
    serum = course.sight(course.arms[1]).level("concentration")
    peak, lowest = float(np.median(serum.max(axis=1))), float(np.median(serum.min(axis=1)))
    if peak > HIGH_SERUM:
        yield (
            f"Serum magnesium reaches {peak:.3f} mmol/L at the sampled times; more than "
            f"{HIGH_SERUM:g} is too high."
        )
    if lowest < LOW_SERUM:
        yield (
            f"Serum magnesium falls to {lowest:.2f} mmol/L; below {LOW_SERUM:g} the model is out "
            "of its range, and a known low level counts as this person's normal one."
        )


def _gaps(verdict: Verdict | None, told: str) -> Iterator[str]:
    """What medicines ask to be kept apart and was not ``told``; times here do not look at that."""
    found = () if verdict is None else verdict.findings
    asked = [each.do for each in found if each.gap and each.do.rstrip(".") not in told]
    if asked:
        yield f"{' '.join(asked)} {PLANNED}"


def _dose_caution(course: Course) -> Iterator[str]:
    oral = [dose for dose in course.regimen.doses if dose.route is Route.ORAL]
    most = max(daily_magnesium(oral).values(), default=0.0) * MAGNESIUM_MASS
    if most > UPPER_LEVEL:
        yield (
            f"{most:,.0f} mg of magnesium a day from a supplement is above the upper level for "
            f"adults ({UPPER_LEVEL:g} mg in the United States, 250 mg in Europe): loose stools are "
            "likely, and this model does not cover them. Lower the dose or ask a clinician."
        )


def _arm(course: Course, arm: Arm) -> dict[str, Any]:
    return {"regimen": _regimen(arm.regimen), **_outcome(course, arm)}


def _outcome(course: Course, arm: Arm) -> dict[str, Any]:
    grade = grades(course, arm.name)
    places = course.stored_in(arm.name).items()
    return {
        "quantities": {
            found.quantity.key: _quantity(found, grade[found.quantity.key])
            for found in course.estimates(arm.name)
        },
        "memory": memory_document(course, arm.name),
        "mass_balance": {**course.where_did_it_go(arm.name), "unit": "mg"},
        "stored_in": {**dict(places), "unit": "mg"},
    }


def _quantity(found: Estimate, grade: Grade) -> dict[str, Any]:
    size = {
        "baseline": found.baseline,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "change": found.change,
        "change_low": found.change_low,
        "change_high": found.change_high,
    }
    familiar = found.quantity.familiar
    middle, low, high = found.percent
    return {
        "label": found.quantity.label,
        **{key: finite(number) for key, number in size.items()},
        "unit": found.quantity.unit,
        "grade": grade.value,
        "grade_meaning": grade.meaning,
        "counted_in": "unit" if found.quantity.absolute else "percent",
        "change_percent": finite(middle),
        "change_percent_low": finite(low),
        "change_percent_high": finite(high),
        "familiar": familiar
        and {
            **{key: finite(number * familiar.factor) for key, number in size.items()},
            "unit": familiar.unit,
        },
    }


def _regimen(regimen: Regimen) -> dict[str, Any]:
    plan = regimen.plan
    days = (regimen.length - regimen.lead_in) / 24.0
    return {
        "description": regimen.describe(),
        "salt": " and ".join(sorted({dose.salt.name for dose in regimen.doses})) or None,
        "compound_mg_per_day": plan and plan.product.compound_amount,
        "elemental_mg_per_day": regimen.daily_elemental,
        "elemental_mg_in_all": regimen.total * MAGNESIUM_MASS,
        "doses_per_day": len(plan.times) if plan else len(regimen.doses) / days,
        "times": plan and [format_clock(time) for time in plan.times],
        "split": plan and list(plan.split),
        "with_food": plan and list(plan.with_food),
        "titration": plan
        and [
            {"day": step.day, "share": step.share, "portion": step.portion.value}
            for step in plan.titration.steps
        ],
        "weeks": days / 7.0,
        "missed": len(regimen.missed),
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "description": person.describe(),
        "name": person.name,
        "age": person.age,
        "sex": person.sex.value,
        "weight_kg": person.weight,
        "height_cm": person.height,
        "creatinine_mg_per_dl": person.creatinine,
        "egfr": person.estimated_filtration,
        "filtration_l_per_h": person.filtration,
        "diet_mg_per_day": person.diet,
        "serum_mmol_per_l": person.serum,
        "medicines": [medicine.name for medicine in person.medicines],
    }


def _source(debt: Debt) -> dict[str, Any]:
    return {
        **debt.source.document,
        "grade": debt.grade.value,
        "influence": debt.share,
        "verified": debt.verified,
        "parameters": [parameter.name for parameter in debt.parameters],
    }
