"""A check asks every rule about a person and lets the most severe finding give the verdict."""

from collections.abc import Iterator, Sequence

from threonate.safety.action import Action
from threonate.safety.doctor_rule import doctor_findings
from threonate.safety.dose_rule import dose_findings
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gate_rule import gate_findings
from threonate.safety.interaction import Severity
from threonate.safety.kidney_rule import kidney_findings
from threonate.safety.laboratory_rule import laboratory_findings
from threonate.safety.load_rule import load_findings, load_of
from threonate.safety.medicine_rule import medicine_findings, not_flagged
from threonate.safety.symptom import Symptom
from threonate.safety.verdict import Load, Verdict

SOFTER = ("R-DOSE-1", "R-DOSE-3", "R-DOSE-4", "R-DOSE-7", "R-RENAL-CAP")
"""Rules that ask for less or for another rhythm."""


def check(facts: Facts) -> Verdict:
    """Every rule is asked; none ends the check early.

    Findings come worst first; among them what other times of the day would mend comes after what a
    doctor must decide. Source of the rules: the tables of this room.
    """
    load, harmless = load_of(facts), not_flagged(facts)
    found = sorted(
        _without_softer(tuple(_findings(facts, load))),
        key=lambda finding: (-_urgency(finding), -finding.severity),
    )
    return Verdict(
        place=facts.place,
        action=max((finding.action for finding in found), key=lambda a: a.rank, default=Action.OK),
        findings=tuple(found),
        load=load,
        not_flagged=harmless,
        not_found=tuple(
            medicine.lookup
            for medicine in facts.medicines
            if not medicine.lookup.found and medicine.name not in dict(harmless)
        ),
        red_flags=tuple(symptom.value for symptom in Symptom if symptom.gate),
    )


def _findings(facts: Facts, load: Load) -> Iterator[Finding]:
    yield from kidney_findings(facts)
    yield from laboratory_findings(facts, load=load.total)
    yield from gate_findings(facts)
    yield from doctor_findings(facts)
    yield from medicine_findings(facts)
    yield from dose_findings(facts)
    yield from load_findings(facts, load)


def _without_softer(found: Sequence[Finding]) -> Iterator[Finding]:
    """Advice to take less does not stand beside a ban."""
    banned = any(finding.lasting.rank >= Action.STOP.rank for finding in found)
    return (each for each in found if not banned or each.rule not in SOFTER)


def _urgency(finding: Finding) -> float:
    """A doctor comes before other times of the day, and what matters before minor precautions."""
    if finding.is_timing and finding.action is Action.STOP:
        return max(finding.lasting.rank, Action.CLINICIAN.rank - 0.5)
    if finding.severity <= Severity.MINOR and finding.action.rank < Action.ASK.rank:
        return min(finding.action.rank, Action.TELL.rank - 0.5)
    return finding.action.rank
