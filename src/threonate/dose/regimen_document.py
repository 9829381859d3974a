"""A regimen is written down as it was planned, or dose by dose where there is no plan."""

from pathlib import Path
from typing import Any

from threonate.dose.clock import DAY, WEEK, format_clock, parse_clock
from threonate.dose.document import document_suffix, format_document
from threonate.dose.dose import Dose, Route
from threonate.dose.plan import Plan
from threonate.dose.product import Product
from threonate.dose.regimen import Regimen
from threonate.dose.writing import write_whole
from threonate.refusal import Refusal


def write_regimen(regimen: Regimen, path: str | Path) -> None:
    """A regimen is written to a file in the format of its suffix, whole or not at all."""
    write_whole(path, format_document(regimen_document(regimen), document_suffix(path)))


def regimen_document(regimen: Regimen) -> dict[str, Any]:
    """The plain values that `read_regimen` reads back."""
    if regimen.lead_in:
        raise Refusal(
            "A regimen with a lead-in to a steady state has no place in a regimen file; write it as"
            " a table of events."
        )
    plan = regimen.plan
    if plan is None or not all(_is_whole_minute(time) for time in plan.times):
        return _dose_list(regimen)
    data = _plan_document(plan)
    if regimen.shifted_by:
        data["shifted"] = [
            {"day": day, "dose": dose, "by": float(by)} for day, dose, by in regimen.shifted_by
        ]
    if regimen.missed:
        data["missed"] = [{"day": day, "dose": dose} for day, dose in sorted(regimen.missed)]
    return data


def _dose_list(regimen: Regimen) -> dict[str, Any]:
    """Every dose by itself."""
    data: dict[str, Any] = {"days": regimen.length / DAY}
    if regimen.start is not None:
        data["start"] = regimen.start.isoformat()
    data["doses"] = [_dose_document(dose) for dose in regimen.doses]
    return data


def _plan_document(plan: Plan) -> dict[str, Any]:
    """The plan in the words of a regimen file."""
    data: dict[str, Any] = {
        **_product_document(plan.product),
        "times": [format_clock(time) for time in plan.times],
        "split": list(plan.split),
        "weeks": plan.days * DAY / WEEK,
        "with_food": list(plan.with_food),
        "titrate": [
            {"day": step.day, "share": float(step.share), "portion": step.portion.value}
            for step in plan.titration.steps
        ]
        or False,
    }
    if plan.weekdays:
        data["weekdays"] = list(plan.weekdays)
    if plan.start is not None:
        data["start"] = plan.start.isoformat()
    return data


def _product_document(product: Product) -> dict[str, Any]:
    """A plain salt by its form and amount, anything else as its label for a whole day."""
    if product.name == product.salt.name and product.elemental is None:
        return {"form": product.salt.key, "dose": f"{_number(product.compound)} mg"}
    label: dict[str, Any] = {"name": product.name, "form": product.salt.key}
    if product.compound is not None:
        label["compound"] = f"{_number(product.compound)} mg"
    if product.elemental is not None:
        label["elemental"] = f"{_number(product.elemental)} mg"
    return {"product": label | {"capsules": product.capsules}}


def _dose_document(dose: Dose) -> dict[str, Any]:
    """One dose by itself."""
    data: dict[str, Any] = {
        "at": dose.time,
        "amount": f"{dose.magnesium!r} mmol",
        "threonate": f"{dose.threonate!r} mmol",
        "form": dose.salt.key,
    }
    if dose.route is Route.INTRAVENOUS:
        return data | {"route": dose.route.value, "duration": dose.duration}
    return data | {"with_food": dose.with_food}


def _number(value: float | None) -> str:
    """A number without a needless decimal point."""
    return repr(value).removesuffix(".0")


def _is_whole_minute(time: float) -> bool:
    """A clock shows the time without loss."""
    return parse_clock(format_clock(time)) == time
