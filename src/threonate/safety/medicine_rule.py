"""Each medicine is set beside magnesium: what happens, how long to wait, and what that rests on."""

from collections.abc import Iterator

from threonate.dose.clock import format_clock
from threonate.safety.action import Action
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gap import Gap, Taken, violations
from threonate.safety.interaction import Documentation, Interaction, Rule, Severity, Transfer
from threonate.safety.medicament import Medicament
from threonate.safety.not_flagged import NotFlagged, find_not_flagged
from threonate.safety.place import Place

PRECAUTION = Gap(2, 2)
"""Hours kept from an oral medicine of which nothing is known: a general precaution."""
WEAK_ANTACID = 1300.0
"""One intake of this many mg of compound neutralises as much acid as the weakest antacid."""
TIRED_KIDNEY = 45.0
"""Below this eGFR what holds magnesium back in the kidney is not combined with it."""
MANY = 5
"""From so many medicines on, a pharmacist should see them all."""
RETAINING = "k sparing diuretic"
LABELS_DIFFER = ("CH-04",)
"""Rows whose gap is that of the American label; elsewhere the label asks the strict gap."""

_ACTIONS = {
    Rule.AVOID: Action.STOP,
    Rule.SEPARATE: Action.CAUTION,
    Rule.TELL_CLINICIAN: Action.TELL,
    Rule.MONITOR: Action.TELL,
    Rule.SUM_LOAD: Action.CAUTION,
    Rule.INFO: Action.INFO,
    Rule.NO_ACTION: Action.OK,
}


def medicine_findings(facts: Facts) -> Iterator[Finding]:
    """What every medicine asks for, and what is not known of those that are not listed."""
    for medicine in facts.medicines:
        if medicine.lookup.found:
            for row in medicine.lookup.found:
                yield _interaction(row, medicine, facts)
        elif not find_not_flagged(medicine.name):
            yield _unknown(medicine, facts)
    if len(facts.medicines) >= MANY:
        yield Finding(
            rule="R-MANY",
            about=tuple(medicine.name for medicine in facts.medicines),
            action=Action.TELL,
            severity=Severity.MODERATE,
            do="Show the whole list to your pharmacist first.",
            what=f"{len(facts.medicines)} medicines also interact with each other, and nothing here"
            " looks at that.",
            refer_to="pharmacist",
            policy=True,
            verified=False,
        )


def not_flagged(facts: Facts) -> tuple[tuple[str, NotFlagged], ...]:
    """Medicines that other lists flag and this one does not, each as typed and with the reason."""
    found = []
    for medicine in facts.medicines:
        row = find_not_flagged(medicine.name)
        # A row of the table always wins over the reason not to flag.
        if row is not None and not medicine.lookup.found:
            found.append((medicine.name, row))
    return tuple(found)


def asked_gap(row: Interaction, facts: Facts) -> Gap | None:
    """The gap of a row: that of the label of the place, or the strict one where that is wanted."""
    elsewhere = row.id in LABELS_DIFFER and facts.place is not Place.US
    return (row.strict if facts.strict or elsewhere else None) or row.gap


def is_hard(row: Interaction) -> bool:
    """The gap must be kept; gaps of rows that only inform or watch are preferred, no more."""
    return row.rule in (Rule.SEPARATE, Rule.AVOID, Rule.TELL_CLINICIAN)


def acts_on_acid(row: Interaction) -> bool:
    """The row is about stomach acid, so only an intake as large as a weak antacid counts."""
    return row.transfer is Transfer.ANTACID_PH


def _interaction(row: Interaction, medicine: Medicament, facts: Facts) -> Finding:
    least = WEAK_ANTACID if acts_on_acid(row) else 0.0
    gap = asked_gap(row, facts) if facts.largest >= least else None
    broken = _broken(medicine, gap, facts, least=least)
    action = _action(row, facts, gap=gap, is_broken=bool(broken))
    advice = broken or _advice(row, medicine.name, gap, action)
    strict = row.strict if facts.largest >= least else None
    if not broken and strict and _broken(medicine, strict, facts, least=least):
        advice += f" The times keep that; stricter sources ask {_hours(strict)}."
    return Finding(
        rule=row.id,
        about=(medicine.name,),
        action=action,
        severity=row.severity,
        do=advice,
        what=_consequence(row, medicine.name),
        why=row.mechanism,
        note=row.management,
        gap=gap,
        documentation=row.documentation,
        transfer=row.transfer,
        sources=row.sources,
        verified=row.verified,
        is_timing=bool(broken),
    )


def _action(row: Interaction, facts: Facts, *, gap: Gap | None, is_broken: bool) -> Action:
    if is_broken and (is_hard(row) or acts_on_acid(row)):
        return Action.STOP
    if acts_on_acid(row) and gap is not None:
        return Action.CAUTION
    if row.family == RETAINING and facts.egfr is not None and facts.egfr < TIRED_KIDNEY:
        return Action.CLINICIAN if facts.by_clinician else Action.STOP
    if row.rule is Rule.TELL_CLINICIAN and row.severity >= Severity.MAJOR:
        return Action.CLINICIAN
    if row.id == "ML-05" or (row.rule is Rule.AVOID and row.gap is not None and facts.by_clinician):
        return Action.CLINICIAN
    return _ACTIONS[row.rule]


def _broken(medicine: Medicament, gap: Gap | None, facts: Facts, *, least: float = 0.0) -> str:
    """The first intake, of ``least`` mg or more, too near a dose of the medicine, in words."""
    if gap is None or not medicine.times:
        return ""
    taken = [Taken(medicine.name, medicine.times, gap)]
    for intake in facts.intakes:
        if intake.time is None or intake.compound < least:
            continue
        for found in violations(intake.time, taken):
            return (
                f"Not at these times: magnesium at {format_clock(intake.time / 60)} is"
                f" {found.hours:g} h from {medicine.name} at {format_clock(found.time / 60)}, and"
                f" {found.required:g} h are needed; 'threonate plan' finds other times."
            )
    return ""


def _advice(row: Interaction, name: str, gap: Gap | None, action: Action) -> str:
    if row.rule is Rule.AVOID:
        return f"Do not take magnesium while you take {name}."
    if action in (Action.STOP, Action.CLINICIAN):
        return f"Do not start by yourself: the doctor who gives you {name} decides."
    apart = "" if gap is None else _apart(name, gap)
    if row.rule is Rule.SUM_LOAD:
        return f"Count the magnesium in {name} too: add it as other magnesium, in mg a day."
    if row.rule is Rule.TELL_CLINICIAN:
        return f"Tell the doctor who gives you {name} that you take magnesium. {apart}".strip()
    if row.rule is Rule.MONITOR:
        return f"Have it watched together with {name}. {apart}".strip()
    return apart or f"Nothing to do about {name}; know of it."


def _hours(gap: Gap) -> str:
    return f"{gap.drug_to_magnesium:g} h before and {gap.magnesium_to_drug:g} h after magnesium"


def _apart(name: str, gap: Gap) -> str:
    first, second = gap.drug_to_magnesium, gap.magnesium_to_drug
    if first == second:
        return f"Keep magnesium at least {first:g} h away from {name}, before and after."
    return f"After {name} wait at least {first:g} h; after magnesium at least {second:g} h."


_AFFECTED = {
    "drug down": "{name} may work less",
    "drug up": "{name} may work more",
    "mg down": "{name} may make you lose magnesium",
    "mg up": "{name} may hold magnesium back",
    "effect add": "the two effects may add up",
    "both": "each may change the other",
    "both down": "both may work less",
    "none": "no effect is expected",
}
_WHY = {
    "chelation": "magnesium binds it in the gut",
    "adsorption": "it sticks to magnesium salts in the gut",
    "ph": "less stomach acid changes how it dissolves",
    "renal waste": "the kidney lets more magnesium go",
    "renal retain": "the kidney keeps magnesium back",
    "mg abs down": "the gut takes up less magnesium",
    "mg load": "it is magnesium too",
    "pd nmb": "both relax muscles",
    "pd cns": "both may make drowsy",
    "pd bp": "both lower blood pressure",
    "pd cardiac": "both slow the heart's conduction",
    "vitd": "it raises the uptake of magnesium",
    "resin": "the resin binds magnesium",
    "abs competition": "the two compete for uptake",
    "gi additive": "both loosen the bowel",
}


def _consequence(row: Interaction, name: str) -> str:
    effect = _AFFECTED[row.affected].format(name=name)
    reason = _WHY.get(row.mechanism)
    known = {
        Documentation.ESTABLISHED: "",
        Documentation.PROBABLE: " (probable)",
        Documentation.SUSPECTED: " (suspected)",
        Documentation.THEORETICAL: " (in theory)",
    }[row.documentation]
    sentence = effect if reason is None else f"{effect}, because {reason}"
    return f"{sentence[0].upper()}{sentence[1:]}{known}."


def _unknown(medicine: Medicament, facts: Facts) -> Finding:
    """A medicine that is not listed keeps the general gap, and a near name is asked back."""
    near = medicine.lookup.near
    asked = f" Did you mean {' or '.join(near)}? Then write that." if near else ""
    broken = _broken(medicine, PRECAUTION, facts)
    return Finding(
        rule="R-UNKNOWN",
        about=(medicine.name,),
        action=Action.ASK if near else Action.CAUTION,
        severity=Severity.MINOR,
        do=(broken or _apart(medicine.name, PRECAUTION)) + asked,
        what="It is not in the list: this is a general precaution for medicines that are swallowed,"
        " no specific interaction is known. Ask your pharmacist.",
        note="UK labels of oral magnesium ask 2 to 3 h from any other oral medicine, if possible.",
        gap=PRECAUTION,
        documentation=Documentation.THEORETICAL,
        sources=("emc2678", "emc12118"),
        is_timing=bool(broken),
    )
