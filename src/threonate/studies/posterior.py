"""The posterior is what is thought of the effects after pooling, kept as draws in a file."""

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal
from threonate.studies.belief import QUANTITIES
from threonate.studies.domain import Domain

VERSION = "1"
"""The version of the pooled model; a change of its form or priors makes a new one."""

SHIPPED = 2000
"""The draws that travel with the package."""

DIGITS = 4
"""Significant digits of a shipped draw."""


@dataclass(frozen=True, slots=True)
class Record:
    """How a posterior came about, and what was checked when it did.

    ``settling`` is the largest R-hat and ``effective`` the smallest effective sample size;
    ``checks`` give, by outcome, the chance that the fitted model finds as much or more than was
    found (or, for a bound, that it stays within). ``influence`` holds the mean effect by domain
    without one trial.
    """

    model: str
    date: str
    seed: int
    data: str
    sampled: int
    settling: float
    effective: float
    divergences: int
    checks: Mapping[str, float]
    influence: Mapping[str, Mapping[str, float]]
    scores: tuple[Mapping[str, float | str], ...] = ()


@dataclass(frozen=True, slots=True)
class Posterior:
    """Draws of every quantity of the model, (n,) each by name, with weights that add to one."""

    draws: Mapping[str, Floats]
    weights: Floats
    record: Record

    @property
    def count(self) -> int:
        """How many draws there are."""
        return len(self.weights)

    @property
    def effective(self) -> float:
        """The number of equal draws that would be as exact."""
        return float(1.0 / (self.weights**2).sum())

    def effect(self, domain: Domain) -> Floats:
        """Give the full effect on a domain at the usual dose and age, (n,)."""
        return self.draws[domain.value]

    def mean(self, name: str) -> float:
        """Give the mean of a quantity."""
        return float(self.weights @ self.draws[name])

    def quantiles(self, values: Floats, levels: tuple[float, ...]) -> Floats:
        """Give quantiles of something computed for each draw."""
        return weighted_quantiles(values, levels=levels, weights=self.weights)

    def chance_above(self, values: Floats, *, size: float) -> float:
        """Give the chance that something computed for each draw is larger than ``size``."""
        return float(self.weights[values > size].sum())

    def reweighed(self, told: Floats) -> "Posterior":
        """Take in a log likelihood for each draw, (n,)."""
        weights = self.weights * np.exp(told - told.max())
        return replace(self, weights=weights / weights.sum())


def weighted_quantiles(values: Floats, *, levels: tuple[float, ...], weights: Floats) -> Floats:
    """Give quantiles of weighted draws, straight between their mid-ranks."""
    order = np.argsort(values)
    share = weights[order] / weights.sum()
    return np.interp(levels, np.cumsum(share) - share / 2.0, values[order])


def equal_weights(draws: Mapping[str, Floats], record: Record) -> Posterior:
    """Make a posterior of draws that weigh the same."""
    count = len(next(iter(draws.values())))
    return Posterior(draws, np.full(count, 1.0 / count), record)


@cache
def load_posterior() -> Posterior:
    """Read the posterior that the package brings; raises Refusal where its file is damaged."""
    place = files("threonate.studies")
    record = read_record(place.joinpath("posterior.toml").read_text(encoding="utf-8"))
    return read_posterior(place.joinpath("posterior.csv").read_text(encoding="utf-8"), record)


def read_posterior(text: str, record: Record) -> Posterior:
    """Read draws written as CSV, a column for each quantity."""
    head, _, body = text.partition("\n")
    names = head.split(",")
    try:
        table = np.loadtxt(io.StringIO(body), delimiter=",", ndmin=2)
    except ValueError as error:
        raise Refusal(f"studies/posterior.csv: {error}; install the package again.") from error
    if tuple(names) != QUANTITIES or table.shape[1] != len(names):
        raise Refusal(
            f"studies/posterior.csv has the columns {', '.join(names)}; it needs "
            f"{', '.join(QUANTITIES)}. Install the package again."
        )
    return equal_weights(dict(zip(names, table.T.copy(), strict=True)), record)


def write_posterior(draws: Mapping[str, Floats], *, count: int = SHIPPED) -> str:
    """Write ``count`` evenly spaced draws as CSV, a column for each quantity."""
    total = len(draws[QUANTITIES[0]])
    chosen = np.linspace(0, total - 1, min(count, total)).astype(int)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(QUANTITIES)
    columns = [draws[name][chosen] for name in QUANTITIES]
    writer.writerows([f"{value:.{DIGITS}g}" for value in row] for row in zip(*columns, strict=True))
    return text.getvalue()


def read_record(text: str) -> Record:
    """Read how a posterior came about."""
    table = tomllib.loads(text)
    return Record(**{**table, "scores": tuple(table.get("scores", ()))})


def write_record(record: Record) -> str:
    """Write how a posterior came about, as TOML."""
    plain = ("model", "date", "seed", "data", "sampled", "settling", "effective", "divergences")
    lines = [f"{name} = {_toml(getattr(record, name))}" for name in plain]
    lines += ["", "[checks]", *(f'"{key}" = {_toml(v)}' for key, v in record.checks.items())]
    for trial, means in record.influence.items():
        lines += ["", f"[influence.{trial}]", *(f"{key} = {_toml(v)}" for key, v in means.items())]
    for row in record.scores:
        lines += ["", "[[scores]]", *(f"{key} = {_toml(value)}" for key, value in row.items())]
    return "\n".join(lines) + "\n"


def _toml(value: float | str) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return str(value) if isinstance(value, int) else f"{value:.5g}"
