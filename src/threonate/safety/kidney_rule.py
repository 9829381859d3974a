"""The kidney comes first: it is the only way out for magnesium."""

import math
from collections.abc import Iterator

from threonate.safety.action import Action
from threonate.safety.condition import Condition
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gate import GateKind, load_gates
from threonate.safety.gate_rule import finding_of
from threonate.safety.interaction import Severity
from threonate.safety.kidney_medicine import harms_kidney, is_for_kidney

FRESH = 12.0
"""An eGFR older than this many months is no longer relied on where the kidney may be weak."""
OLD = 65.0
"""From this age, in years, the kidney is not assumed to be healthy."""
HEALTHY = 60.0
"""From this eGFR on a kidney is not called weak."""
RISKS = (
    Condition.DIABETES,
    Condition.HYPERTENSION,
    Condition.HEART_FAILURE,
    Condition.KIDNEY_DISEASE,
)
"""Conditions that make a weak kidney likely."""


def kidney_findings(facts: Facts) -> Iterator[Finding]:
    """The row of the kidney gate that holds, and what to measure where it is not known."""
    gates = load_gates()
    if Condition.DIALYSIS in facts.conditions:
        yield finding_of(gates["RG-G5"], about=Condition.DIALYSIS.value)
        return
    risks = kidney_risks(facts)
    if facts.egfr is not None:
        row = next(
            gate
            for gate in gates.values()
            if gate.kind is GateKind.RENAL
            and gate.parameter == "eGFR"
            and _bounds(gate.low, gate.high)
            and gate.holds(facts.egfr)
        )
        yield finding_of(row, about=f"eGFR {filtration(facts.egfr)}")
        if Condition.KIDNEY_DISEASE in facts.conditions and facts.egfr >= HEALTHY:
            yield _contradiction(facts, filtration(facts.egfr))
        stale = facts.egfr_months is not None and facts.egfr_months > FRESH
        if stale and risks:
            yield finding_of(gates["RG-UNKNOWN"], about=f"eGFR older than {FRESH:.0f} months")
    elif risks:
        yield finding_of(gates["RG-UNKNOWN"], about=f"eGFR not known, and {', '.join(risks)}")
    else:
        yield Finding(
            rule="RG-UNKNOWN",
            about=("eGFR not known",),
            action=Action.INFO,
            severity=Severity.MINOR,
            do="If anyone ever told you that your kidneys are weak, have the eGFR measured first.",
            what="The kidney decides whether extra magnesium is safe; yours is taken as healthy, "
            "because nothing you said speaks against it.",
            policy=True,
            verified=False,
        )


def kidney_risks(facts: Facts) -> tuple[str, ...]:
    """What makes a weak kidney more likely in this person, in words."""
    found = [each.value for each in RISKS if each in facts.conditions]
    if facts.age is None:
        # Whoever does not tell an age may be old.
        found.append("age not known")
    elif facts.age >= OLD:
        found.append(f"age {facts.age:.0f}")
    for medicine in facts.medicines:
        if is_for_kidney(medicine):
            found.append(f"{medicine.name}, which is given with weak kidneys")
        elif harms_kidney(medicine):
            found.append(medicine.name)
    return tuple(found)


def filtration(egfr: float) -> str:
    """An eGFR in words, never rounded up into a better band."""
    return f"{math.floor(10 * egfr + 1e-9) / 10:g}"


def _contradiction(facts: Facts, egfr: str) -> Finding:
    """A kidney disease and a good filtration may both be true, which only a doctor can tell."""
    return Finding(
        rule="R-RENAL",
        about=(f"{Condition.KIDNEY_DISEASE.value} and eGFR {egfr}",),
        action=Action.CAUTION if facts.by_clinician else Action.ASK,
        severity=Severity.MODERATE,
        do="Ask your doctor which of the two holds, before you start.",
        what="A kidney disease with so good an eGFR is either mild or one of the two is wrong, and"
        " the kidney decides.",
        refer_to="doctor",
        policy=True,
        verified=False,
    )


def is_weak(facts: Facts) -> bool:
    """The kidney is known to be diseased: eGFR below 60, a diagnosis, or dialysis."""
    weak = {Condition.KIDNEY_DISEASE, Condition.DIALYSIS, Condition.KIDNEY_INJURY}
    return bool(facts.conditions & weak) or (facts.egfr is not None and facts.egfr < HEALTHY)


def _bounds(low: float | None, high: float | None) -> bool:
    """The row of an unknown eGFR has no bounds."""
    return low is not None or high is not None
