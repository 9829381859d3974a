"""With some illnesses, told or seen from the medicines, a doctor comes before anything else."""

from collections.abc import Iterator

from threonate.safety.action import Action
from threonate.safety.condition import Condition
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.interaction import Severity
from threonate.safety.medicament import Medicament
from threonate.safety.medicine_rule import decides
from threonate.safety.not_flagged import find_not_flagged

DOCTOR_FIRST = {
    Condition.HIV: "HIV medicines are among those that magnesium disturbs most.",
    Condition.TRANSPLANT: "Medicines after a transplant must keep their level.",
    Condition.CANCER_THERAPY: "Cancer medicines waste magnesium or are disturbed by it.",
    Condition.MEMORY_LOSS: "New or growing memory loss has causes that need to be looked for.",
}
"""Conditions with which to see a doctor before anything else, and why."""
FAMILIES = {
    "insti": Condition.HIV,
    "immunosuppressant": Condition.TRANSPLANT,
    "mg waster oncology": Condition.CANCER_THERAPY,
}
"""Families of medicines that are given for one of these."""
ROWS = {
    **dict.fromkeys(("PH-10", "PH-11", "FP-11", "FP-12", "FP-13"), Condition.HIV),
    **dict.fromkeys(("PH-03", "PH-04", "PH-05", "PH-06"), Condition.CANCER_THERAPY),
}
"""Single rows that are given for one of these."""


def doctor_findings(facts: Facts) -> Iterator[Finding]:
    """Who should see a doctor first; a medicine about which a doctor decides anyway is passed."""
    for condition, reason in DOCTOR_FIRST.items():
        told = (_title(condition),) * (condition in facts.conditions)
        seen = tuple(
            medicine.name for medicine in facts.medicines if _speaks_of(medicine) is condition
        )
        if told or seen:
            yield _finding(told or seen, reason, facts)
    for name in facts.unread:
        yield _unread(name)


def _speaks_of(medicine: Medicament) -> Condition | None:
    """The condition that a medicine is given for, unless its own row sends to the doctor."""
    rows = medicine.lookup.found
    if any(decides(row) for row in rows):
        return None
    passed = None if rows else find_not_flagged(medicine.name)
    ids = [row.id for row in rows] + ([passed.id] if passed is not None else [])
    found = [FAMILIES[row.family] for row in rows if row.family in FAMILIES]
    found += [ROWS[each] for each in ids if each in ROWS]
    return found[0] if found else None


def _title(condition: Condition) -> str:
    return "HIV" if condition is Condition.HIV else condition.value


def _finding(about: tuple[str, ...], reason: str, facts: Facts) -> Finding:
    return Finding(
        rule="R-DOCTOR",
        about=about,
        action=Action.CAUTION if facts.by_clinician else Action.CLINICIAN,
        severity=Severity.MAJOR,
        do="See your doctor first; do not treat this by yourself.",
        what=reason,
        refer_to="doctor",
        policy=True,
        verified=False,
    )


def _unread(name: str) -> Finding:
    return Finding(
        rule="R-UNREAD",
        about=(name,),
        action=Action.ASK,
        severity=Severity.MODERATE,
        do="Ask your doctor whether this allows magnesium.",
        what="This condition is not known here, so nothing was decided about it.",
        refer_to="doctor",
        policy=True,
        verified=False,
    )
