"""A plan as a program reads it: the same fields as ``threonate plan --json``."""

from __future__ import annotations

from pydantic import Field

from threonate.lab.page import Answer
from threonate.lab.verdict_answer import VerdictAnswer


class PlanDose(Answer):
    """The dose of a day in whole capsules, in mg of compound and of magnesium, with the reasons."""

    capsule_mg: float
    capsules: int
    mgt_mg_d: float
    elemental_mg_d: float
    reasons: tuple[str, ...]


class PlanIntake(Answer):
    """One intake, in mg, with the meal at that time."""

    time: str
    mgt_mg: float
    elemental_mg: float
    meal: str = Field("", validation_alias="with")


class PlanGap(Answer):
    """One gap that an intake keeps, in hours."""

    drug: str
    drug_time: str
    magnesium_time: str
    first: str
    hours: float
    required: float
    preferred: float
    ok: bool


class PlanMove(Answer):
    """A medicine at other times, if a pharmacist agrees."""

    drug: str
    before: tuple[str, ...] = Field(validation_alias="from")
    after: tuple[str, ...] = Field(validation_alias="to")
    ask: str


class PlanMember(Answer):
    """One medicine of a conflict, and where magnesium could be taken without it."""

    drug: str
    windows_without: tuple[tuple[str, str], ...]
    fits: bool


class PlanOffer(Answer):
    """What may help."""

    option: str
    drugs: tuple[str, ...]
    intakes: tuple[PlanIntake, ...]
    says: str


class PlanSchedule(Answer):
    """Where everything stands on the day."""

    intakes: tuple[PlanIntake, ...]
    windows: tuple[tuple[str, str], ...]
    gaps: tuple[PlanGap, ...]
    moved: tuple[PlanMove, ...]
    unmoved: PlanOffer | None
    without_times: tuple[str, ...]
    conflicts: tuple[tuple[PlanMember, ...], ...]
    options: tuple[PlanOffer, ...]
    gentler: PlanOffer | None


class PlanDays(Answer):
    """The same intake on a run of days; dates are empty where the start is not known."""

    from_day: int
    to_day: int
    from_date: str
    to_date: str
    time: str
    capsules: int
    compound_mg: float
    magnesium_mg: float
    meal: str = Field(validation_alias="with")


class PlanReview(Answer):
    """When to look back."""

    after_weeks: int
    date: str | None


class PlanAnswer(Answer):
    """The whole plan with its verdict."""

    outcome: str
    draft: bool
    standing: str | None
    first: tuple[str, ...]
    says: str
    goal: str
    dose: PlanDose | None
    schedule: PlanSchedule
    days: tuple[PlanDays, ...]
    reviews: tuple[PlanReview, ...]
    notes: tuple[str, ...]
    check: VerdictAnswer
    disclaimer: str
