"""A PEtab problem of either version is understood: its model, persons, measurements and priors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from threonate import path
from threonate.calibration.given import IN_BRAIN, TRANSLATION
from threonate.calibration.measurement import Measurement
from threonate.calibration.observable import OBSERVABLES, Observable
from threonate.calibration.prior import FAR, Prior, between, normal
from threonate.calibration.problem import Problem
from threonate.engine.kernel import Kernel
from threonate.export.petab.model import FIT, formula
from threonate.export.petab.model_file import read_model
from threonate.export.petab.stated import StatedPersons
from threonate.export.sheet import plain
from threonate.refusal import Refusal
from threonate.simulation import all_parameters


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement in PEtab's words: what, in which condition, when, the value and its error."""

    observable: str
    condition: str
    time: float
    value: float
    noise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Observed:
    """An observable in PEtab's words."""

    formula: str
    noise: str
    placeholders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """A problem of either version as plain values."""

    sbml: str
    conditions: Mapping[str, Mapping[str, float]]
    observables: Mapping[str, Observed]
    measurements: tuple[Row, ...]
    priors: tuple[Prior, ...]
    fixed: Mapping[str, float]


def problem_of(opened: Any, engine: Kernel) -> Problem:
    """The problem that PEtab's library has opened; raises Refusal for what is not understood."""
    from petab import v1

    tables = _tables_1(opened) if isinstance(opened, v1.Problem) else _tables_2(opened)
    model = read_model(tables.sbml)
    measurements = tuple(_measurement(row, tables) for row in tables.measurements)
    for target in {name for own in tables.conditions.values() for name in own} | set(tables.fixed):
        if target not in model.constants:
            raise Refusal(f"The problem sets '{target}', which is no number of this model.")
    conditions = {
        id_: {**model.constants, **tables.fixed, **own} for id_, own in tables.conditions.items()
    }
    for prior in tables.priors:
        if FIT + plain(prior.name) not in model.constants:
            raise Refusal(f"The model has no '{FIT}{plain(prior.name)}', which is to be fitted.")
    persons = StatedPersons(engine, model, conditions, measurements)
    given = _world(persons)
    return Problem(tables.priors, measurements, persons, persons.fingerprint, given)


def _world(persons: StatedPersons) -> dict[str, float]:
    """Whether threonate does anything in the brains of a problem that measures them under it."""
    schedule = persons.model.stated.schedule
    is_taken = any(repeat.amounts[path.Input.THREONATE] > 0.0 for repeat in schedule)
    brains = {one.id for one in persons.measurements if one.observable.key in IN_BRAIN}
    if not (is_taken and brains):
        return {}
    worlds = {persons.conditions[id_][plain(TRANSLATION)] for id_ in brains}
    if worlds not in ({0.0}, {1.0}):
        told = " and ".join(f"{world:g}" for world in sorted(worlds))
        raise Refusal(
            f"The problem measures brains under threonate with {TRANSLATION} = {told}, and it is "
            "either 0 or 1; set it to one of them for all."
        )
    return {TRANSLATION: worlds.pop()}


def _tables_1(opened: Any) -> Tables:
    """A problem of version 1."""
    conditions = opened.condition_df.drop(columns="conditionName", errors="ignore")
    before = opened.measurement_df.get("preequilibrationConditionId")
    if before is not None and before.notna().any():
        raise Refusal("The problem asks for a steady state first, which is not understood.")
    parameters = opened.parameter_df.reset_index().to_dict("records")
    return Tables(
        sbml=opened.model.to_sbml_str(),
        conditions={
            str(id_): {str(name): _constant(value) for name, value in row.items() if _said(value)}
            for id_, row in conditions.to_dict("index").items()
        },
        observables={
            str(id_): _observed_1(str(id_), row)
            for id_, row in opened.observable_df.to_dict("index").items()
        },
        measurements=tuple(_row_1(row) for row in opened.measurement_df.to_dict("records")),
        priors=tuple(_prior_1(row) for row in parameters if row["estimate"]),
        fixed={
            row["parameterId"]: float(row["nominalValue"])
            for row in parameters
            if not row["estimate"]
        },
    )


def _tables_2(opened: Any) -> Tables:
    """A problem of version 2: one period for each experiment, which begins at time 0."""
    changes = {
        one.id: {c.target_id: _constant(c.target_value) for c in one.changes}
        for one in opened.conditions
    }
    conditions: dict[str, dict[str, float]] = {}
    for experiment in opened.experiments:
        periods = experiment.periods
        if len(periods) > 1 or any(period.time != 0.0 for period in periods):
            raise Refusal(
                f"The experiment '{experiment.id}' has several periods or does not begin at 0; "
                "only one that begins at 0 is understood."
            )
        ids = [id_ for period in periods for id_ in period.condition_ids]
        conditions[experiment.id] = {k: v for id_ in ids for k, v in changes[id_].items()}
    measurements = tuple(_row_2(one) for one in opened.measurements)
    if any(row.condition == "" for row in measurements):
        conditions[""] = {}
    return Tables(
        sbml=opened.model.to_sbml_str(),
        conditions=conditions,
        observables={one.id: _observed_2(one) for one in opened.observables},
        measurements=measurements,
        priors=tuple(_prior_2(one) for one in opened.parameters if one.estimate),
        fixed={one.id: float(one.nominal_value) for one in opened.parameters if not one.estimate},
    )


def _observed_1(id_: str, row: Mapping[str, Any]) -> Observed:
    _check_plain(id_, row.get("observableTransformation"), row.get("noiseDistribution"))
    placeholder = f"noiseParameter1_{id_}"
    return Observed(str(row["observableFormula"]), str(row["noiseFormula"]), (placeholder,))


def _observed_2(one: Any) -> Observed:
    _check_plain(
        one.id, None, str(getattr(one.noise_distribution, "value", one.noise_distribution))
    )
    if one.observable_placeholders:
        raise Refusal(f"The observable '{one.id}' has placeholders, which are not understood.")
    placeholders = tuple(str(name) for name in one.noise_placeholders)
    return Observed(str(one.formula), str(one.noise_formula), placeholders)


def _check_plain(id_: str, transformation: Any, distribution: Any) -> None:
    if _said(transformation) and transformation != "lin":
        raise Refusal(f"The observable '{id_}' is transformed ({transformation}); use lin.")
    if _said(distribution) and distribution != "normal":
        raise Refusal(f"The errors of '{id_}' are {distribution}; only normal ones are understood.")


def _row_1(row: Mapping[str, Any]) -> Row:
    if _said(row.get("observableParameters")):
        raise Refusal("The measurements have observableParameters, which are not understood.")
    noise = row.get("noiseParameters")
    return Row(
        str(row["observableId"]),
        str(row["simulationConditionId"]),
        float(row["time"]),
        float(row["measurement"]),
        tuple(str(noise).split(";")) if _said(noise) else (),
    )


def _row_2(one: Any) -> Row:
    noise = tuple(str(value) for value in one.noise_parameters)
    return Row(one.observable_id, one.experiment_id or "", one.time, one.measurement, noise)


def _measurement(row: Row, tables: Tables) -> Measurement:
    if not 0.0 <= row.time < math.inf:
        raise Refusal(f"A measurement of '{row.observable}' is at {row.time:g} h; use 0 or later.")
    observed = tables.observables[row.observable]
    sd = _number(observed.noise)
    if sd is None and observed.noise in observed.placeholders and len(row.noise) == 1:
        sd = _number(row.noise[0])
    if sd is None or sd <= 0.0:
        raise Refusal(
            f"The error of '{row.observable}' is not a number above 0; only errors that are known "
            "are understood."
        )
    found = _observable(observed.formula, row)
    return Measurement(row.condition, row.time, found, row.value, sd)


def _observable(text: str, row: Row) -> Observable:
    """What a formula measures at the hour of a measurement."""
    from petab.v1.math import sympify_petab

    asked = sympify_petab(text)
    for found in OBSERVABLES.values():
        if row.time >= found.window and asked == sympify_petab(formula(found, row.time)):
            return found
    raise Refusal(
        f"The observable '{row.observable}' ({text}) at {row.time:g} h is not understood; formulas "
        f"are those of {', '.join(OBSERVABLES)}, as written by this program."
    )


def _prior_1(row: Mapping[str, Any]) -> Prior:
    name, scale = _fitted(row["parameterId"]), row["parameterScale"]
    low, high = float(row["lowerBound"]), float(row["upperBound"])
    kind = row.get("objectivePriorType")
    kind = str(kind) if _said(kind) else "parameterScaleUniform"
    said = row.get("objectivePriorParameters")
    ends = [float(part) for part in str(said).split(";")] if _said(said) else []
    per = {"lin": 1.0, "log": 1.0, "log10": math.log(10.0)}[scale]
    is_log = scale != "lin" if kind.startswith("parameterScale") else kind.startswith("log")
    if kind.startswith("parameterScale") and ends:
        ends = [per * end for end in ends]
        kind = ("log" if is_log else "") + kind.removeprefix("parameterScale").lower()
        if is_log and kind == "loguniform":
            ends = [math.exp(end) for end in ends]
    return _prior(name, kind, ends, is_log=is_log, bounds=(low, high))


def _prior_2(one: Any) -> Prior:
    kind = one.prior_distribution
    kind = "uniform" if kind is None else str(getattr(kind, "value", kind))
    is_log = kind.startswith("log-")
    bounds = (float(one.lb), float(one.ub))
    return _prior(_fitted(one.id), kind, one.prior_parameters, is_log=is_log, bounds=bounds)


def _prior(
    name: str, kind: str, ends: list[float], *, is_log: bool, bounds: tuple[float, float]
) -> Prior:
    """A prior on its natural scale, cut at the bounds."""
    from dataclasses import replace

    unit = all_parameters()[name].unit
    shape = kind.lower().replace("-", "").replace("parameterscale", "")
    if shape.endswith("uniform"):
        low, high = ends or bounds
        cut = max(low, bounds[0]), min(high, bounds[1])
        if not cut[0] < cut[1] or (is_log and cut[0] <= 0.0):
            raise Refusal(f"The prior of {name} and its bounds leave no room; correct them.")
        return between(name, *cut, is_log=is_log, unit=unit)
    if not shape.endswith("normal") or len(ends) != 2 or ends[1] <= 0.0:
        raise Refusal(f"The prior of {name} is '{kind}'; use a normal or a uniform one.")
    prior = normal(name, ends[0], ends[1], is_log=is_log, unit=unit)
    if is_log and bounds[0] <= 0.0:
        bounds = (float(prior.value(np.array(-FAR))), bounds[1])
    low, high = prior.place(np.array(bounds)).tolist()
    return replace(prior, bounds=(max(low, -FAR), min(high, FAR)))


def _fitted(id_: str) -> str:
    """The number of the model that a name of a problem means."""
    names = {FIT + plain(name): name for name in all_parameters()}
    if id_ not in names:
        raise Refusal(
            f"The problem fits '{id_}'; only numbers whose name begins with {FIT} are understood."
        )
    return names[id_]


def _constant(value: Any) -> float:
    found = _number(str(value))
    if found is None:
        raise Refusal(f"A condition sets a formula ({value}); only numbers are understood.")
    return found


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _said(value: Any) -> bool:
    return (
        value is not None and not (isinstance(value, float) and math.isnan(value)) and value != ""
    )
