"""The fields of the form for a trial: a design typed into fields, and fields written from one."""

from __future__ import annotations

from collections.abc import Mapping

from threonate.lab.design_text import criterion_text, dose_text
from threonate.people.ages import EDGES
from threonate.studies.belief import convention
from threonate.trial.arm import Arm
from threonate.trial.design import Design
from threonate.trial.endpoint import DomainEndpoint, Endpoint

ARMS, ENDPOINTS = 3, 4
"""So many fit into the form; the text takes more."""

WHOLE = (
    "name",
    "study",
    "weeks",
    "visits",
    "drop_out",
    "adherence_low",
    "adherence_high",
    "unblinded",
    "sponsored",
    "combination",
    "age",
    "age_mean",
    "age_sd",
    "women",
    "egfr",
    "impaired",
    "model",
    "onset",
    "alpha",
)
OF_ARM = ("name", "salt", "dose", "n", "drop_out")
OF_ENDPOINT = (
    "name", "measure", "retest", "reliability", "form", "spread", "change_sd", "effect",
)  # fmt: skip

FIELDS = (
    *WHOLE,
    *(f"arm{i}_{field}" for i in range(1, ARMS + 1) for field in OF_ARM),
    *(f"endpoint{i}_{field}" for i in range(1, ENDPOINTS + 1) for field in OF_ENDPOINT),
)
"""Every field; shares are typed in per cent."""


def fields_of(design: Design) -> dict[str, str]:
    """Write a design into the fields; what the form has no field for is left out."""
    people, ages = design.people, design.people.ages
    typed = dict.fromkeys(FIELDS, "") | {
        "name": design.name,
        "study": design.study,
        "weeks": _number(design.weeks),
        "visits": _listed(design.visits),
        "drop_out": _percent(design.drop_out),
        "adherence_low": _percent(design.adherence[0]),
        "adherence_high": _percent(design.adherence[1]),
        "unblinded": _percent(design.unblinded),
        "sponsored": {0.0: "no", 1.0: "yes"}.get(design.sponsor, "unknown"),
        "combination": "yes" if design.combination else "",
        "age_mean": "" if ages.mean is None else _number(ages.mean),
        "age_sd": "" if ages.sd is None else _number(ages.sd),
        "women": "" if people.women is None else _percent(people.women),
        "impaired": "yes" if people.impaired else "",
        "model": design.analysis.value,
        "onset": design.onset.value,
        "alpha": _number(design.alpha),
    }
    if (ages.low, ages.high) != (EDGES[0], EDGES[-1]):
        typed["age"] = f"{ages.low:g}-{ages.high:g}"
    for criterion in people.criteria:
        if criterion.field == "egfr":
            typed["egfr"] = criterion_text(criterion)
    for i, arm in enumerate((*design.treated, design.control)[:ARMS], start=1):
        typed |= {f"arm{i}_{field}": text for field, text in _arm(arm).items()}
    for i, endpoint in enumerate(design.endpoints[:ENDPOINTS], start=1):
        typed |= {f"endpoint{i}_{field}": text for field, text in _endpoint(endpoint).items()}
    return typed


def _arm(arm: Arm) -> Mapping[str, str]:
    return {
        "name": arm.name,
        "salt": arm.salt.key,
        "dose": dose_text(arm.dose),
        "n": str(arm.n),
        "drop_out": "" if arm.drop_out is None else _percent(arm.drop_out),
    }


def _endpoint(endpoint: Endpoint) -> Mapping[str, str]:
    if isinstance(endpoint, DomainEndpoint):
        usual = endpoint.retest == convention("retest_in_trials")
        known = endpoint.reliability
        return {
            "name": endpoint.name,
            "measure": endpoint.domain.value,
            "retest": "" if usual else _number(endpoint.retest),
            "reliability": "" if known is None else _number(known),
            "form": endpoint.form.value,
            "effect": _listed(endpoint.effects),
        }
    return {
        "name": endpoint.name,
        "measure": endpoint.quantity,
        "spread": _number(endpoint.spread),
        "change_sd": _number(endpoint.change_sd),
        "effect": _listed(endpoint.effects),
    }


def _number(value: float) -> str:
    return repr(int(value)) if value == int(value) else repr(value)


def _percent(share: float) -> str:
    return _number(round(100.0 * share, 10))


def _listed(values: tuple[float, ...]) -> str:
    return ", ".join(map(_number, values))
