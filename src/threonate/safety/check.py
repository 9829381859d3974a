"""A check asks every rule about a person and lets the most severe finding give the verdict."""

from collections.abc import Iterator

from threonate.safety.action import Action
from threonate.safety.condition import Condition
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

DOCTOR_FIRST = {
    Condition.HIV: "HIV medicines are among those that magnesium disturbs most.",
    Condition.TRANSPLANT: "Medicines after a transplant must keep their level.",
    Condition.CANCER_THERAPY: "Cancer medicines waste magnesium or are disturbed by it.",
    Condition.MEMORY_LOSS: "New or growing memory loss has causes that need to be looked for.",
}
"""Conditions with which to see a doctor before anything else, and why."""


def check(facts: Facts) -> Verdict:
    """Every rule is asked; none ends the check early.

    Findings come worst first; among them what other times of the day would mend comes after what a
    doctor must decide. Source of the rules: the tables of this room.
    """
    load = load_of(facts)
    found = sorted(
        _findings(facts, load),
        key=lambda finding: (-_urgency(finding), -finding.severity),
    )
    return Verdict(
        place=facts.place,
        action=max((finding.action for finding in found), key=lambda a: a.rank, default=Action.OK),
        findings=tuple(found),
        load=load,
        not_flagged=not_flagged(facts),
        not_found=tuple(
            medicine.lookup
            for medicine in facts.medicines
            if not medicine.lookup.found
            and medicine.name not in {name for name, _ in not_flagged(facts)}
        ),
        red_flags=tuple(symptom.value for symptom in Symptom if symptom.gate),
    )


def _findings(facts: Facts, load: Load) -> Iterator[Finding]:
    yield from kidney_findings(facts)
    yield from laboratory_findings(facts, load=load.total)
    yield from gate_findings(facts)
    for condition, reason in DOCTOR_FIRST.items():
        if condition in facts.conditions:
            yield _doctor_first(condition, reason, facts)
    yield from medicine_findings(facts)
    yield from dose_findings(facts)
    yield from load_findings(facts, load)


def _urgency(finding: Finding) -> float:
    return finding.action.rank if not finding.is_timing else Action.CLINICIAN.rank - 0.5


def _doctor_first(condition: Condition, reason: str, facts: Facts) -> Finding:
    return Finding(
        rule="R-DOCTOR",
        about=(condition.value,),
        action=Action.CAUTION if facts.by_clinician else Action.CLINICIAN,
        severity=Severity.MAJOR,
        do="See your doctor first; do not treat this by yourself.",
        what=reason,
        refer_to="doctor",
        policy=True,
        verified=False,
    )
