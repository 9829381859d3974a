"""The kidney rule beside the model as a program reads it: serum in mmol/L, time in days."""

from __future__ import annotations

from pydantic import Field

from threonate.lab.page import Answer
from threonate.lab.verdict_answer import CheckFinding


class SerumInterval(Answer):
    """A median with its 50 % and 90 % intervals."""

    median: float
    low_50: float
    high_50: float
    low_90: float
    high_90: float


class KnownFiltration(Answer):
    """The eGFR that was followed; ``typical`` where it is only what is usual at that age."""

    value: float
    unit: str
    typical: bool


class SerumThreshold(Answer):
    """How many simulated people pass a level, with the plan and without."""

    band: str
    above: float
    signs: str
    draws_over: int
    draws_over_without: int
    share_of_draws: float
    share_of_draws_without: float


class SerumDay(Answer):
    """The mean of one day, with the plan and without."""

    day: int
    with_it: SerumInterval = Field(validation_alias="with")
    without: SerumInterval


class KidneyRemark(Answer):
    """What speaks for or against the simulation or the rule."""

    says: str
    sources: tuple[str, ...]


class KidneyAnswer(Answer):
    """Serum magnesium with and without the plan; the rule decides, not the model."""

    sentence: str
    egfr: KnownFiltration
    rule: CheckFinding
    unit: str
    baseline: SerumInterval
    value: SerumInterval
    change: SerumInterval
    peak: SerumInterval
    value_mg_dl: SerumInterval
    thresholds: tuple[SerumThreshold, ...]
    daily: tuple[SerumDay, ...]
    other_mg_d: dict[str, float]
    remarks: tuple[KidneyRemark, ...]
    notes: tuple[str, ...]
    draws: int
    seed: int
