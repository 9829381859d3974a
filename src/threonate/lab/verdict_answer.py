"""A verdict as a program reads it: the same fields as ``threonate check --json``."""

from __future__ import annotations

from threonate.lab.page import Answer


class FindingGap(Answer):
    """Hours that must pass between a medicine and magnesium."""

    drug_to_magnesium: float
    magnesium_to_drug: float


class FindingEvidence(Answer):
    """What a finding rests on."""

    documentation: str | None
    transfer: str | None
    studied_with: str
    sources: tuple[str, ...]
    tag: str
    verified: bool
    policy: bool


class CheckFinding(Answer):
    """One rule that applies; ``severity`` from 0, none, to 4, avoid."""

    rule_id: str
    drugs: tuple[str, ...]
    consequence: str
    severity: int
    action_code: str
    refer_to: str
    recommended_action: str
    mechanism: str
    modifying_factors: tuple[str, ...]
    gap_h: FindingGap | None
    evidence: FindingEvidence
    frequency_of_harm: str
    note: str


class MagnesiumRange(Answer):
    """What the compound brings, in mg of magnesium a day: at least, and at most."""

    efficacy: float
    safety: float


class MagnesiumSum(Answer):
    """All magnesium besides food against the limit of the place, in mg a day."""

    value_mg_d: float
    limit_mg_d: float
    authority: str
    locale: str
    uncounted: tuple[str, ...]


class NotFlaggedMedicine(Answer):
    """A medicine that other lists flag and this one does not, with the reason."""

    asked: str
    row: str
    why_not: str
    sources: tuple[str, ...]
    verified: bool


class NotFoundMedicine(Answer):
    """A name that is not in the list, with listed names near it."""

    asked: str
    near: tuple[str, ...]


class BowelAnswer(Answer):
    """What so much magnesium a day does to the bowel; a bound and no estimate."""

    loose_stools: str
    above_mg_d: float
    up_to_mg_d: float | None
    excess_of_100_at_most: tuple[float, ...] | None
    bound: str
    recommended_action: str
    why: str
    sources: tuple[str, ...]


class SideEffectAnswer(Answer):
    """One sentence about side effects."""

    id: str
    ground: str
    about: tuple[str, ...]
    says: str
    note: str
    sources: tuple[str, ...]


class TolerabilityAnswer(Answer):
    """What a dose feels like, as far as it is known."""

    bowel: BowelAnswer
    statements: tuple[SideEffectAnswer, ...]


class VerdictAnswer(Answer):
    """The verdict with its findings, worst first."""

    verdict: str
    indicator: str
    mgt_mg_d: float
    elemental_mg_d: MagnesiumRange
    supp_mg_sum: MagnesiumSum
    findings: tuple[CheckFinding, ...]
    not_flagged: tuple[NotFlaggedMedicine, ...]
    not_found: tuple[NotFoundMedicine, ...]
    tolerability: TolerabilityAnswer
    red_flags: tuple[str, ...]
    emergency: str
    poison_centre: str
    disclaimer: str
