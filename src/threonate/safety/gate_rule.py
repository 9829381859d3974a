"""Gates are asked one by one: what a person has, takes and measures decides which of them apply."""

from collections.abc import Callable, Iterator, Mapping

from threonate.safety.action import Action
from threonate.safety.condition import Condition
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gate import Gate, load_gates
from threonate.safety.interaction import Severity
from threonate.safety.symptom import Symptom

SEVERITY = {
    Action.OK: Severity.NONE,
    Action.OK_REMIND: Severity.MINOR,
    Action.INFO: Severity.MINOR,
    Action.TELL: Severity.MODERATE,
    Action.CAUTION: Severity.MODERATE,
    Action.ASK: Severity.MODERATE,
    Action.CLINICIAN: Severity.MAJOR,
    Action.STOP: Severity.AVOID,
    Action.STOP_RED: Severity.AVOID,
    Action.EMERGENCY: Severity.AVOID,
}
"""How bad it would be to pass over a gate, by what the gate asks."""


def gate_findings(facts: Facts) -> Iterator[Finding]:
    """Every condition and symptom that a gate asks about, in the order of the gates."""
    gates = load_gates()
    for name, applies in _CONDITIONS.items():
        if applies(facts):
            yield finding_of(gates[name])
    for symptom in Symptom:
        if symptom.gate and symptom in facts.symptoms:
            yield finding_of(gates[symptom.gate], about=symptom.value)


def finding_of(gate: Gate, *, about: str = "", action: Action | None = None) -> Finding:
    """A gate that applies, told as a finding."""
    asked = action or gate.action or Action.OK
    return Finding(
        rule=gate.id,
        about=(about or gate.condition,),
        action=asked,
        severity=SEVERITY[asked],
        do=gate.plain,
        what=gate.because,
        note="; ".join(part for part in (gate.do, gate.evidence) if part),
        refer_to=gate.refer_to,
        sources=gate.sources,
        verified=gate.verified,
        policy="policy" in gate.tag,
    )


def _has(*conditions: Condition) -> Callable[[Facts], bool]:
    return lambda facts: bool(facts.conditions & set(conditions))


def _law(name: str) -> Callable[[Facts], bool]:
    return lambda facts: facts.place.law == name


def _pulse(facts: Facts) -> bool:
    slow = facts.heart_rate is not None and load_gates()["P-HB"].holds(facts.heart_rate)
    paced = Condition.PACEMAKER in facts.conditions
    sick = Condition.SICK_SINUS in facts.conditions and not paced
    # A slow pulse counts whether or not a symptom was told.
    return slow or sick or Condition.HEART_BLOCK in facts.conditions


def _low_pressure(facts: Facts) -> bool:
    low = facts.systolic is not None and load_gates()["P-HYPO"].holds(facts.systolic)
    return low or _has(Condition.DIZZY_ON_STANDING, Condition.NEW_ANTIHYPERTENSIVE)(facts)


def _standing_bowel(facts: Facts) -> bool:
    days = facts.days_without_stool
    return (days is not None and load_gates()["P-GI"].holds(days)) or _has(
        Condition.BOWEL_OBSTRUCTION, Condition.BOWEL_FLARE, Condition.ISCHAEMIC_COLITIS
    )(facts)


def _aged(name: str) -> Callable[[Facts], bool]:
    return lambda facts: facts.age is not None and load_gates()[name].holds(facts.age)


_CONDITIONS: Mapping[str, Callable[[Facts], bool]] = {
    "RG-AKI": _has(Condition.KIDNEY_INJURY, Condition.DEHYDRATION),
    "P-HB": _pulse,
    "P-HF": _has(Condition.HEART_FAILURE),
    "P-HYPO": _low_pressure,
    "P-MG": _has(Condition.MYASTHENIA),
    "P-GI": _standing_bowel,
    "P-STONE.1": _has(Condition.STRUVITE_STONES),
    "P-STONE.2": _has(Condition.OXALATE_STONES),
    "P-PREG.EU": lambda facts: facts.pregnant and _law("EU")(facts),
    "P-PREG.US": lambda facts: facts.pregnant and _law("US")(facts),
    "P-LACT.EU": lambda facts: facts.breastfeeding and _law("EU")(facts),
    "P-LACT.US": lambda facts: facts.breastfeeding and _law("US")(facts),
    "P-PED": _aged("P-PED"),
    "P-OLD": _aged("P-OLD"),
    "P-OP": _has(Condition.SURGERY),
    "P-DIAR": _has(Condition.CHRONIC_DIARRHOEA, Condition.SHORT_BOWEL),
    "P-DRIVE": lambda facts: _has(Condition.DROWSY)(facts) or Symptom.DROWSY in facts.symptoms,
    "P-ALL": _has(Condition.INTOLERANCE),
}
