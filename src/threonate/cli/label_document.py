"""A label as JSON: what it holds, what it says about itself, and what a day of it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from threonate.dose.amount import Amount
    from threonate.dose.label import Label


def label_document(label: Label, dose: Amount | None = None) -> dict[str, Any]:
    """One label; masses in mg, costs in the currency of the price."""
    document = {
        "name": label.name,
        "salt": label.salt.key,
        "form_stated": label.form_stated,
        "compound_mg": label.compound_amount,
        "compound_stated": label.compound is not None,
        "magnesium_mg": {"low": label.magnesium_low, "high": label.magnesium_high},
        "magnesium_believable": label.is_believable,
        "capsules": label.capsules,
        "servings": label.servings,
        "capsules_for_2000_mg": label.capsules_for_studied,
        "cost": {
            "currency": None if label.price is None else label.price.currency,
            "package": None if label.price is None else label.price.value,
            "serving": label.cost_of_serving,
            "per_100_mg_magnesium": label.cost_of_magnesium,
        },
        "findings": _findings(label),
        "marks": [
            {"mark": mark.value, "proves": mark.proves, "by_lot": mark.by_lot, "verified": False}
            for mark in label.marks
        ],
        "origin": label.origin or None,
    }
    return document if dose is None else document | {"dose": dose_document(label, dose)}


def dose_document(label: Label, dose: Amount) -> dict[str, Any]:
    """What the dose of a day takes of the label; null where the label cannot be dosed."""
    from threonate.dose.label_need import need_of

    need = need_of(label, dose)
    asked = {
        "asked_mg": dose.milligrams,
        "of": "magnesium" if dose.is_elemental else "compound",
    }
    if need is None:
        return asked | {"servings": None, "capsules": None, "taken": None}
    return asked | {
        "servings": need.servings,
        "capsules": need.capsules,
        "taken": {
            "compound_mg": need.compound,
            "magnesium_mg": {"low": need.magnesium_low, "high": need.magnesium_high},
            "cost_per_day": need.cost,
            "package_lasts_days": need.lasts,
        },
    }


def _findings(label: Label) -> list[dict[str, Any]]:
    return [
        {
            "code": finding.code,
            "level": finding.level.value,
            "says": finding.says,
            "verified": finding.verified,
        }
        for finding in label.findings()
    ]
