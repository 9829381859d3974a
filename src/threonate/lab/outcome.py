"""An outcome is what trials measured: how certain it is, how large, and who found what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from threonate.studies.domain import Domain

if TYPE_CHECKING:
    from threonate.lab.laboratory import Laboratory
    from threonate.report.evidence import Found
    from threonate.studies.forest import Forest, Row
    from threonate.studies.prediction import Expectation

SD = "SD between people, against placebo; positive is a benefit"


class Finding(BaseModel):
    """What one trial found on one outcome; ``told`` says it in words, bounds and silence too."""

    model_config = ConfigDict(frozen=True)

    study: str
    outcome: str
    week: float | None
    estimate: float | None
    low: float | None
    high: float | None
    error: float | None
    told: str
    maker: str
    risk: str
    several_ingredients: bool
    reported: bool
    pooled_without: float | None


class Span(BaseModel):
    """A middle with its 50 and 90 % intervals."""

    model_config = ConfigDict(frozen=True)

    middle: float
    half_low: float
    half_high: float
    low: float
    high: float
    unit: str = SD


class Outcome(BaseModel):
    """One outcome: its certainty, its expected size, and the trials that measured it."""

    model_config = ConfigDict(frozen=True)

    domain: str
    label: str
    address: str
    certainty: str
    certainty_meaning: str
    measured: bool
    effect: Span
    benefit: float
    noticeable: float
    trials: tuple[str, ...]


def gathered(lab: Laboratory) -> Found:
    """Everything that trials found, for the usual question, gathered once."""
    from threonate.report.evidence import Found

    return lab.once("trials", Found.now)


def outcome(expected: Expectation, of: Forest) -> Outcome:
    """Tell one outcome: what is expected, and how certain the trials behind it make that."""
    (low, high), (lower, upper) = expected.most, expected.half
    return Outcome(
        domain=expected.domain.value,
        label=expected.domain.label,
        address=address_of(expected.domain),
        certainty=of.certainty.value,
        certainty_meaning=of.certainty.meaning,
        measured=expected.informed,
        effect=Span(middle=expected.middle, half_low=lower, half_high=upper, low=low, high=high),
        benefit=expected.benefit,
        noticeable=expected.noticeable,
        trials=tuple(dict.fromkeys(row.study for row in of.rows if row.reported)),
    )


def finding(row: Row) -> Finding:
    """Tell what one trial found."""
    from threonate.report.evidence import estimate

    return Finding(
        study=row.study,
        outcome=row.outcome,
        week=row.week,
        estimate=row.estimate,
        low=row.low,
        high=row.high,
        error=row.error,
        told=estimate(row),
        maker=row.maker,
        risk=row.risk.value,
        several_ingredients=row.combination,
        reported=row.reported,
        pooled_without=row.without,
    )


def slug(domain: Domain) -> str:
    """Write a domain as a part of an address."""
    return domain.label.replace(" ", "-")


def address_of(domain: Domain) -> str:
    """Give the address of a domain's page."""
    return f"/trials/{slug(domain)}"


def domain_of(text: str) -> Domain:
    """Give the domain of an address; raises Refusal with the nearest for anything else."""
    return Domain.of(text.replace("-", " "))
