"""The tables of a PEtab problem: version 1 as text, version 2 by PEtab's own converter."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from threonate.calibration.prediction import SteadyPersons
from threonate.calibration.prior import Prior, Shape
from threonate.calibration.problem import Problem
from threonate.export.petab.model import FIT, formula
from threonate.export.sheet import plain
from threonate.refusal import Refusal

Row = Mapping[str, object]

FILES = ("model.xml", "parameters.tsv", "conditions.tsv", "observables.tsv", "measurements.tsv")
CONFIG = "problem.yaml"

YAML = """\
format_version: 1
parameter_file: parameters.tsv
problems:
- sbml_files: [model.xml]
  condition_files: [conditions.tsv]
  observable_files: [observables.tsv]
  measurement_files: [measurements.tsv]
"""


def parameter_rows(priors: Sequence[Prior], nominal: Mapping[str, float]) -> list[Row]:
    """The fitted numbers with their priors and bounds."""
    return [_parameter(prior, nominal[prior.name]) for prior in priors]


def condition_ids(persons: SteadyPersons) -> dict[str, str]:
    """A condition for every person by their id: the id itself where PEtab allows it."""
    found: dict[str, str] = {}
    for number, one in enumerate(persons.data.participants, start=1):
        good = re.fullmatch(r"[A-Za-z_]\w*", one.id, re.ASCII) and one.id not in found.values()
        found[one.id] = one.id if good else f"person_{number}"
    return found


def condition_rows(persons: SteadyPersons, overrides: Sequence[Mapping[str, float]]) -> list[Row]:
    """The numbers in which persons differ."""
    ids = condition_ids(persons)
    return [
        {"conditionId": ids[one.id], "conditionName": one.id or ids[one.id], **own}
        for one, own in zip(persons.data.participants, overrides, strict=True)
    ]


def measured_rows(problem: Problem, persons: SteadyPersons) -> tuple[list[Row], list[Row]]:
    """What is observed, and what was found; errors stand beside each measurement."""
    ids = condition_ids(persons)
    observed: dict[str, Row] = {}
    found: list[Row] = []
    for place, one in enumerate(problem.measurements):
        hour = persons.hour(place)
        key = f"measured_{one.observable.key}"
        if one.observable.window:
            key = f"{key}_hour_{format(hour, '.12g').replace('.', '_')}"
        observed[key] = {
            "observableId": key,
            "observableName": f"{one.observable.quantity.label} ({one.observable.quantity.unit})",
            "observableFormula": formula(one.observable, hour),
            "observableTransformation": "lin",
            "noiseFormula": f"noiseParameter1_{key}",
            "noiseDistribution": "normal",
        }
        found.append(
            {
                "observableId": key,
                "simulationConditionId": ids[one.id],
                "measurement": one.value,
                "time": hour,
                "noiseParameters": one.sd,
            }
        )
    return list(observed.values()), found


def to_tsv(rows: Sequence[Row]) -> str:
    """Rows of the same columns as text, every digit kept."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows(_cells(row.values()) for row in rows)
    return text.getvalue()


def to_version_2(source: Path, folder: Path) -> None:
    """Write a problem of version 1 again as version 2."""
    import warnings

    from petab.v2.petab1to2 import petab1to2

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        petab1to2(source, folder)


def _cells(values: Iterable[object]) -> list[str]:
    return [repr(value) if isinstance(value, float) else str(value) for value in values]


def _parameter(prior: Prior, nominal: float) -> Row:
    import numpy as np

    low, high = prior.value(np.array(prior.bounds)).tolist()
    if low <= 0.0:
        raise Refusal(
            f"The prior of {prior.name} reaches {low:g}, and a PEtab problem is written in powers "
            "of the fitted numbers; give it a prior above 0."
        )
    uniform, scale = prior.shape is Shape.UNIFORM, "log" if prior.is_log else "lin"
    kind = "Uniform" if uniform else "Normal"
    # A uniform prior reaches from bound to bound; PEtab's converter to version 2 takes its ends for
    # values though version 1 has them on the scale, so they are left out.
    ends = "" if uniform else f"{prior.centre!r};{prior.width!r}"
    return {
        "parameterId": FIT + plain(prior.name),
        "parameterName": prior.name,
        "parameterScale": scale,
        "lowerBound": low,
        "upperBound": high,
        "nominalValue": nominal,
        "estimate": 1,
        "objectivePriorType": f"parameterScale{kind}",
        "objectivePriorParameters": ends,
    }
