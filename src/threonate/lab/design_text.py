"""A design is written as the TOML from which the same design is read again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from threonate.people.ages import EDGES
from threonate.people.criterion import Criterion
from threonate.people.person import QUANTITIES
from threonate.studies.belief import convention
from threonate.trial.arm import PLACEBO, USUAL_SALT, Arm, Dose
from threonate.trial.design import Analysis, Design, Inclusion, Onset
from threonate.trial.endpoint import DomainEndpoint, Endpoint

Value = str | float | bool | tuple[float, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def design_text(design: Design) -> str:
    """Write a design with every word that differs from what is usual."""
    tables: dict[str, Mapping[str, Value]] = {"trial": dict(_trial(design))}
    people = dict(_people(design.people))
    if people:
        tables["people"] = people
    for arm in design.arms:
        tables[f"arms.{_key(arm.name)}"] = dict(_arm(arm))
    for endpoint in design.endpoints:
        tables[f"endpoints.{_key(endpoint.name)}"] = dict(_endpoint(endpoint))
    analysis = dict(_analysis(design))
    if analysis:
        tables["analysis"] = analysis
    return "\n".join(_table(name, table) for name, table in tables.items())


def dose_text(dose: Dose | None) -> str:
    """Write a day's amount as it is read."""
    if dose is None:
        return PLACEBO
    what = " magnesium" if dose.amount.is_elemental else ""
    return f"{dose.amount.milligrams!r} mg{what}{'/kg' if dose.by_weight else ''}".replace(
        ".0 mg", " mg"
    )


def criterion_text(criterion: Criterion) -> str:
    """Write the limits of a quantity as they are read."""
    quantity = QUANTITIES[criterion.field]
    if criterion.high == quantity.high:
        return f">{_number(criterion.low)}"
    if criterion.low == quantity.low:
        return f"<{_number(criterion.high)}"
    return f"{_number(criterion.low)}-{_number(criterion.high)}"


def _trial(design: Design) -> Iterator[tuple[str, Value]]:
    yield "name", design.name
    if design.study:
        yield "study", design.study
    yield "weeks", design.weeks
    yield "visits", design.visits
    if design.drop_out:
        yield "drop_out", design.drop_out
    if design.adherence != (1.0, 1.0):
        yield "adherence", design.adherence
    if design.unblinded:
        yield "unblinded", design.unblinded
    if design.sponsor:
        yield "sponsored", True if design.sponsor == 1.0 else "unknown"
    if design.combination:
        yield "combination", True


def _people(people: Inclusion) -> Iterator[tuple[str, Value]]:
    ages = people.ages
    if (ages.low, ages.high) != (EDGES[0], EDGES[-1]):
        yield "age", (ages.low, ages.high)
    if ages.mean is not None and ages.sd is not None:
        yield "age_mean", ages.mean
        yield "age_sd", ages.sd
    if people.women is not None:
        yield "women", people.women
    for criterion in people.criteria:
        yield criterion.field, criterion_text(criterion)
    if people.impaired:
        yield "impaired", True


def _arm(arm: Arm) -> Iterator[tuple[str, Value]]:
    if arm.salt.key != USUAL_SALT:
        yield "salt", arm.salt.key
    yield "dose", dose_text(arm.dose)
    yield "n", float(arm.n)
    if arm.control != (arm.dose is None):
        yield "control", arm.control
    if arm.drop_out is not None:
        yield "drop_out", arm.drop_out


def _endpoint(endpoint: Endpoint) -> Iterator[tuple[str, Value]]:
    if isinstance(endpoint, DomainEndpoint):
        yield "domain", endpoint.domain.value
        if endpoint.retest != convention("retest_in_trials"):
            yield "retest", endpoint.retest
        if endpoint.reliability is not None:
            yield "reliability", endpoint.reliability
        if endpoint.form.value != "same":
            yield "form", endpoint.form.value
        if endpoint.effects != (convention("noticeable"),):
            yield "effect", endpoint.effects
        return
    yield "quantity", endpoint.quantity
    yield "spread", endpoint.spread
    yield "change_sd", endpoint.change_sd
    yield "effect", endpoint.effects


def _analysis(design: Design) -> Iterator[tuple[str, Value]]:
    if design.analysis is not Analysis.ANCOVA:
        yield "model", design.analysis.value
    if design.onset is not Onset.FITTED:
        yield "onset", design.onset.value
    if design.alpha != 0.05:
        yield "alpha", design.alpha


def _table(name: str, table: Mapping[str, Value]) -> str:
    lines = "".join(f"{key} = {_value(value)}\n" for key, value in table.items())
    return f"[{name}]\n{lines}"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_number, value))}]"
    return _number(value)


def _number(value: float) -> str:
    return repr(int(value)) if value == int(value) else repr(value)


def _quoted(text: str) -> str:
    # JSON escapes what TOML does, but for the one sign that TOML wants escaped besides.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)
