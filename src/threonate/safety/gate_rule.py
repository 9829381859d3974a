"""Gates are asked one by one: what a person has, takes and measures decides which of them apply."""

from collections.abc import Callable, Iterable, Iterator, Mapping

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
    for name, named in _CONDITIONS.items():
        if about := named(facts):
            yield _finding(gates[name], about, facts)
    for symptom in Symptom:
        if symptom.gate and symptom in facts.symptoms:
            yield finding_of(gates[symptom.gate], about=symptom.value)


def _finding(gate: Gate, about: str, facts: Facts) -> Finding:
    if gate.id == "P-OLD" and facts.egfr is not None:
        # What the gate asks for is there.
        return finding_of(gate, about=about, action=Action.OK_REMIND, do=_YEARLY)
    if gate.id == "P-HB" and not _is_felt(facts):
        asked = Action.CAUTION if facts.by_clinician else Action.ASK
        return finding_of(gate, about=about, action=asked, do=_FELT)
    return finding_of(gate, about=about)


def finding_of(
    gate: Gate,
    *,
    about: str = "",
    action: Action | None = None,
    do: str = "",
    what: str = "",
    sources: tuple[str, ...] = (),
) -> Finding:
    """A gate that applies, told as a finding; what is given stands in place of its own."""
    asked = action or gate.action or Action.OK
    return Finding(
        rule=gate.id,
        about=(about or gate.condition,),
        action=asked,
        severity=SEVERITY[asked],
        do=do or gate.plain,
        what=what or gate.because,
        note="; ".join(part for part in (gate.do, gate.evidence) if part),
        refer_to=gate.refer_to,
        sources=sources or gate.sources,
        tag=gate.tag,
        verified=bool(sources) or gate.verified,
        # What neither a source nor memory gave is a choice of this program.
        policy="policy" in gate.tag or not (sources or gate.sources or "recall" in gate.tag),
    )


_YEARLY = "Have your kidney function (eGFR) measured once a year."
_FELT = (
    "Count your pulse again over a whole minute, and if it stays so slow ask a doctor before you "
    "start. Do you get dizzy, faint, weak or short of breath with it? Then do not use it, and be "
    "seen by a doctor."
)
_FELT_WITH = (
    Symptom.FAINTING, Symptom.PULSE, Symptom.BREATHING, Symptom.CONFUSION, Symptom.FLOPPY,
    Symptom.WEAK,
)  # fmt: skip
"""What a slow pulse may be felt by."""


Named = Callable[[Facts], str]
"""What of a person makes a gate apply, in their own words; nothing where it does not."""


def _has(*conditions: Condition) -> Named:
    return lambda facts: _and(each.value for each in conditions if each in facts.conditions)


def _in(law: str, words: str, *, holds: Callable[[Facts], bool]) -> Named:
    return lambda facts: words if facts.place.law == law and holds(facts) else ""


def _pulse(facts: Facts) -> str:
    rate = facts.heart_rate
    slow = rate is not None and load_gates()["P-HB"].holds(rate)
    return _and((f"heart rate {rate:g}" if slow else "", _heart(facts)))


def _heart(facts: Facts) -> str:
    """Conditions of the heartbeat; a pacemaker answers for one of them."""
    paced = Condition.PACEMAKER in facts.conditions
    hearts = (Condition.HEART_BLOCK, *(() if paced else (Condition.SICK_SINUS,)))
    return _has(*hearts)(facts)


def _is_felt(facts: Facts) -> bool:
    """The heartbeat is known to be ill, or its slowness is felt."""
    dizzy = Condition.DIZZY_ON_STANDING in facts.conditions
    return bool(_heart(facts)) or dizzy or bool(facts.symptoms & set(_FELT_WITH))


def _low_pressure(facts: Facts) -> str:
    upper = facts.systolic
    low = upper is not None and load_gates()["P-HYPO"].holds(upper)
    told = _has(Condition.DIZZY_ON_STANDING, Condition.NEW_ANTIHYPERTENSIVE)(facts)
    return _and((f"upper blood pressure {upper:g}" if low else "", told))


def _standing_bowel(facts: Facts) -> str:
    days = facts.days_without_stool
    still = days is not None and load_gates()["P-GI"].holds(days)
    ill = (Condition.BOWEL_OBSTRUCTION, Condition.BOWEL_FLARE, Condition.ISCHAEMIC_COLITIS)
    return _and((f"{days:g} days without stool" if still else "", _has(*ill)(facts)))


def _drowsy(facts: Facts) -> str:
    feels = Symptom.DROWSY in facts.symptoms or Condition.DROWSY in facts.conditions
    return Symptom.DROWSY.value if feels else ""


def _aged(name: str) -> Named:
    return lambda facts: (
        f"age {facts.age:g}"
        if facts.age is not None and load_gates()[name].holds(facts.age)
        else ""
    )


def _and(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


_CONDITIONS: Mapping[str, Named] = {
    "RG-AKI": _has(Condition.KIDNEY_INJURY, Condition.DEHYDRATION),
    "P-HB": _pulse,
    "P-HF": _has(Condition.HEART_FAILURE),
    "P-HYPO": _low_pressure,
    "P-MG": _has(Condition.MYASTHENIA),
    "P-GI": _standing_bowel,
    "P-STONE.1": _has(Condition.STRUVITE_STONES),
    "P-STONE.2": _has(Condition.OXALATE_STONES),
    "P-PREG.EU": _in("EU", "pregnancy", holds=lambda facts: facts.pregnant),
    "P-PREG.US": _in("US", "pregnancy", holds=lambda facts: facts.pregnant),
    "P-LACT.EU": _in("EU", "breastfeeding", holds=lambda facts: facts.breastfeeding),
    "P-LACT.US": _in("US", "breastfeeding", holds=lambda facts: facts.breastfeeding),
    "P-PED": _aged("P-PED"),
    "P-OLD": _aged("P-OLD"),
    "P-OP": _has(Condition.SURGERY),
    "P-DIAR": _has(Condition.CHRONIC_DIARRHOEA, Condition.SHORT_BOWEL),
    "P-DRIVE": _drowsy,
    "P-ALL": _has(Condition.INTOLERANCE),
}
