"""Replicates as a table, a row for each trial, endpoint, arm and analysis."""

from __future__ import annotations

import csv
import io
import math

from threonate.trial.replicate import Replicates

COLUMNS = (
    "replicate",
    "endpoint",
    "arm",
    "unit",
    "analysis",
    "estimate",
    "error",
    "p",
    "true",
    "aimed",
)
"""``true`` is the product's own effect on these people; ``aimed`` what the estimate aims at."""

FORMULAS = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""


def trial_table(runs: Replicates) -> str:
    """Write every replicate as CSV; a cell is empty where too few people were left.

    A name that a spreadsheet would run as a formula is led by an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for found in runs.found:
        for i, arm in enumerate(runs.design.treated):
            for model, each in found.compared.items():
                columns = (each.estimate, each.error, each.p, found.true, found.aimed)
                names = (
                    _plain(found.endpoint.name),
                    _plain(arm.name),
                    found.endpoint.unit,
                    model.value,
                )
                for number, row in enumerate(
                    zip(*(column[:, i] for column in columns), strict=True), start=1
                ):
                    writer.writerow((number, *names, *map(_cell, row)))
    return text.getvalue()


def _plain(name: str) -> str:
    return f"'{name}" if name.lstrip().startswith(FORMULAS) else name


def _cell(value: float) -> str:
    return f"{value:.6g}" if math.isfinite(value) else ""
