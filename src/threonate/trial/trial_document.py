"""A virtual trial as plain data, for JSON."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from threonate.trial.ability import people_by_normal
from threonate.trial.endpoint import QuantityEndpoint
from threonate.trial.finding import LEVELS, WANTED, Finding, Outlook, Size
from threonate.trial.lesson import Lesson
from threonate.trial.published import held_out
from threonate.trial.virtual import VirtualTrial


def trial_document(trial: VirtualTrial) -> dict[str, Any]:
    """Give everything on the page with all its digits; what is not known is null."""
    design = trial.design
    return {
        "name": design.name,
        "study": design.study or None,
        "held_out": held_out(design),
        "weeks": design.weeks,
        "visits": list(design.visits),
        "people": {arm.name: arm.n for arm in design.arms},
        "control": design.control.name,
        "analysis": design.analysis.value,
        "alpha": design.alpha,
        "replicates": trial.runs.count,
        "seed": trial.runs.seed,
        "volunteers": {"asked": trial.pool.asked, "followed": len(trial.pool)},
        "stayed": float(trial.runs.stayed.mean()),
        "levels": list(LEVELS),
        "findings": [_finding(each, trial) for each in trial.findings],
        "body": [
            {"arm": each.arm, "quantity": each.quantity, "percent": list(each.quantiles)}
            for each in trial.levels
        ],
        "printed": [asdict(each) for each in trial.printed],
    }


def _finding(found: Finding, trial: VirtualTrial) -> dict[str, Any]:
    return {
        "endpoint": found.endpoint.name,
        "arm": found.arm.name,
        "unit": found.endpoint.unit,
        "true": {"mean": found.true_mean, "quantiles": list(found.true)},
        "analyses": {model.value: _outlook(each) for model, each in found.outlooks.items()},
        "winners_curse": {
            "found": found.curse.found,
            "true": found.curse.true,
            "exaggeration": found.curse.exaggeration,
            "wrong_sign": found.curse.wrong_sign,
        },
        "power": [_size(each, found, trial) for each in found.sizes],
        "assurance": {
            "people_in_each_arm": {str(wanted): asdict(found.people[wanted]) for wanted in WANTED},
            "most": found.most,
            "true_above_zero": found.positive,
            "true_above_zero_if_significant_in_favour": found.positive_if_found,
        },
        "lesson": _lesson(found.lesson),
    }


def _outlook(each: Outlook) -> dict[str, Any]:
    return {
        "mean": _number(each.mean),
        "quantiles": [_number(quantile) for quantile in each.quantiles],
        "error": _number(each.error),
        "significant": each.significant,
        "assurance": each.assurance,
        "failed": each.failed,
    }


def _lesson(told: Lesson) -> dict[str, Any]:
    return {
        "before": list(told.before),
        "expected_width": _number(told.width),
        "shrinks_to": _number(told.shrinks_to),
        "carried": told.carried,
        "too_sharp": told.is_sharp,
        "translation": None if told.translation is None else asdict(told.translation),
    }


def _size(size: Size, found: Finding, trial: VirtualTrial) -> dict[str, Any]:
    told: dict[str, Any] = {
        "effect": size.ability.effect,
        "power": size.ability.power,
        "exaggeration": _number(size.ability.exaggeration),
        "wrong_sign": size.ability.wrong_sign,
        "people_in_each_arm": {str(wanted): size.people[wanted] for wanted in WANTED},
    }
    if isinstance(found.endpoint, QuantityEndpoint):
        told["people_by_change_alone"] = {
            str(wanted): people_by_normal(
                size.ability.effect,
                sd=found.endpoint.change_sd,
                power_wanted=wanted,
                alpha=trial.design.alpha,
            )
            for wanted in WANTED
        }
    return told


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
