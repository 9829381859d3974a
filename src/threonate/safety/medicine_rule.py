"""Each medicine is set beside magnesium: what happens, how long to wait, and what that rests on."""

from collections.abc import Iterator

from threonate.dose.clock import format_clock
from threonate.safety.action import Action
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gap import DAY, Gap, Taken, Violation, violations
from threonate.safety.interaction import Documentation, Interaction, Rule, Severity, Transfer
from threonate.safety.kidney_rule import is_weak
from threonate.safety.medicament import Medicament
from threonate.safety.medicine_words import apart, both, consequence, count, pause, span, watch
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
RETAINING, RAISING = "k sparing diuretic", "vitamin d analogue"
"""Families that raise magnesium in the blood of people with weak kidneys."""
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
            yield _not_listed(medicine, facts)
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


def decides(row: Interaction) -> bool:
    """A doctor decides about this medicine already, or it rules magnesium out."""
    told = row.rule is Rule.TELL_CLINICIAN and row.severity >= Severity.MAJOR
    return told or row.rule is Rule.AVOID


def _interaction(row: Interaction, medicine: Medicament, facts: Facts) -> Finding:
    least = WEAK_ANTACID if acts_on_acid(row) else 0.0
    gap = asked_gap(row, facts) if facts.largest >= least else None
    lasting = _lasting(row, facts, gap=gap)
    near = None if lasting is Action.STOP else _broken(medicine, gap, facts, least=least)
    forbids = near is not None and _forbids(row)
    timing = "" if gap is None else apart(medicine.name, gap)
    if near is not None:
        timing = _near(medicine.name, near, forbids=forbids)
    elif row.strict and _broken(medicine, row.strict, facts, least=least):
        timing += f" The times keep that; stricter sources ask {both(row.strict)}."
    return Finding(
        rule=row.id,
        about=(medicine.name,),
        action=Action.STOP if forbids else lasting,
        severity=max(row.severity, Severity.MAJOR) if _is_raised(row, facts) else row.severity,
        do=_advice(row, medicine.name, lasting, timing=timing),
        what=consequence(row, medicine.name),
        why=row.mechanism,
        note=row.management,
        gap=gap,
        documentation=row.documentation,
        transfer=row.transfer,
        sources=row.sources,
        tag=row.tag,
        modifiers=tuple(_modifiers(row)),
        verified=row.verified,
        is_timing=near is not None,
        at_other_times=lasting if near is not None else None,
    )


def _lasting(row: Interaction, facts: Facts, *, gap: Gap | None) -> Action:
    """What a medicine asks for at the best times of the day; minor ones only remind."""
    if row.rule is Rule.AVOID:
        return Action.STOP
    if _is_raised(row, facts):
        agreed = row.family == RETAINING and facts.by_clinician
        return Action.CLINICIAN if agreed else Action.STOP
    if decides(row):
        return Action.CLINICIAN
    if row.rule is Rule.SEPARATE or (acts_on_acid(row) and gap is not None):
        return Action.CAUTION if row.severity > Severity.MINOR else Action.OK_REMIND
    return _ACTIONS[row.rule]


def _modifiers(row: Interaction) -> Iterator[str]:
    if row.gap is not None:
        yield "hours between the two"
    if acts_on_acid(row):
        yield "size of one intake"
    if row.family in (RETAINING, RAISING):
        yield "kidney function"


def _is_raised(row: Interaction, facts: Facts) -> bool:
    """The medicine and a weak kidney together raise magnesium."""
    if row.family == RAISING:
        return is_weak(facts)
    tired = facts.egfr is not None and facts.egfr < TIRED_KIDNEY
    return row.family == RETAINING and tired


def _forbids(row: Interaction) -> bool:
    """Times too near this medicine are forbidden; of a minor one they are only told."""
    return row.severity > Severity.MINOR and (is_hard(row) or acts_on_acid(row))


def _advice(row: Interaction, name: str, lasting: Action, *, timing: str) -> str:
    """What to do, the times first unless a doctor comes before them."""
    if row.rule is Rule.AVOID:
        whole_day = row.gap is not None and 60 * row.gap.drug_to_magnesium >= DAY
        when = "on the day that" if whole_day else "while"
        return f"Do not take magnesium {when} you take {name}."
    if lasting is Action.STOP:
        unless = " unless the doctor who gives it agrees" * (row.family == RETAINING)
        return f"Do not take magnesium with {name} while your kidneys are weak{unless}."
    if lasting is Action.CLINICIAN:
        own = f"Do not start by yourself: the doctor who gives you {name} decides."
        parts = (own, watch(row, name) * (row.family == RETAINING), timing)
    elif row.rule is Rule.SUM_LOAD:
        parts = (count(row, name), timing, "")
    else:
        parts = (timing, _told(row, name), pause(row))
    return " ".join(part for part in parts if part) or f"Nothing to do about {name}; know of it."


def _told(row: Interaction, name: str) -> str:
    if row.rule is Rule.MONITOR:
        return watch(row, name)
    if row.rule is Rule.TELL_CLINICIAN:
        return f"Tell the doctor who gives you {name} that you take magnesium."
    return ""


def _broken(
    medicine: Medicament, gap: Gap | None, facts: Facts, *, least: float = 0.0
) -> tuple[int, Violation] | None:
    """The first intake of ``least`` mg or more that is too near a dose, by its minute."""
    if gap is None or not medicine.times:
        return None
    taken = [Taken(medicine.name, medicine.times, gap)]
    for intake in facts.intakes:
        if intake.time is not None and intake.compound >= least:
            for found in violations(intake.time, taken):
                return intake.time, found
    return None


def _near(name: str, near: tuple[int, Violation], *, forbids: bool) -> str:
    minute, found = near
    first, asks = ("Not at these times", "needed") if forbids else _MILDLY
    return (
        f"{first}: magnesium at {format_clock(minute / 60)} is {span(found.hours)} from {name} at"
        f" {format_clock(found.time / 60)}, and {span(found.required)} are {asks}; 'threonate plan'"
        " finds other times."
    )


_MILDLY = ("Better at other times", "advised")


def _not_listed(medicine: Medicament, facts: Facts) -> Finding:
    """What no table names: magnesium itself, an uncertain name, or a medicine not known."""
    if medicine.is_magnesium:
        return Finding(
            rule="R-UL-1",
            about=(medicine.name,),
            action=Action.CAUTION,
            severity=Severity.MODERATE,
            do=f"Count the magnesium in {medicine.name} too: add it as other magnesium, in mg a"
            " day.",
            what="All magnesium that is not food adds up, whatever it comes in.",
            sources=("iom97",),
        )
    if medicine.is_injected:
        return _injected(medicine)
    return _uncertain(medicine) if medicine.lookup.near else _unknown(medicine, facts)


def _uncertain(medicine: Medicament) -> Finding:
    """A name that is only near to known ones is asked back before anything else is said."""
    near, rows = medicine.lookup.near, medicine.lookup.near_rows
    vague, gap = medicine.lookup.vague, PRECAUTION
    for row in rows:
        gap = gap.longest(row.gap or gap).longest(row.strict or gap)
    until = apart("it" if vague else medicine.name, gap)
    if any(row.rule is Rule.AVOID for row in rows):
        until = "Take no magnesium with it."
    return Finding(
        rule="R-UNKNOWN",
        about=(medicine.name,),
        action=Action.ASK,
        severity=Severity.MODERATE,
        do=f"Which {vague}? Write the name on its box, such as {_either(near)}. Until then: {until}"
        if vague
        else f"Did you mean {' or '.join(near)}? Then write that. Until then: {until}",
        what="Medicines that are called so differ in what they need."
        if vague
        else "The name is in no list, and medicines with names near it differ in what they need.",
        gap=gap,
        documentation=Documentation.THEORETICAL,
        policy=True,
        verified=False,
    )


def _either(names: tuple[str, ...]) -> str:
    """Names as 'one, two or three'."""
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _injected(medicine: Medicament) -> Finding:
    """Nothing is kept from what does not pass the gut, once the route is sure."""
    return Finding(
        rule="R-UNKNOWN",
        about=(medicine.name,),
        action=Action.OK_REMIND,
        severity=Severity.MINOR,
        do=f"Is {medicine.name} injected? Then no gap is needed; if you swallow it, ask your"
        " pharmacist.",
        what="Magnesium binds medicines in the gut, and an injection does not pass there.",
        policy=True,
        verified=False,
    )


def _unknown(medicine: Medicament, facts: Facts) -> Finding:
    """A medicine that is not listed keeps the general gap."""
    name = medicine.name
    near = _broken(medicine, PRECAUTION, facts)
    return Finding(
        rule="R-UNKNOWN",
        about=(name,),
        action=Action.CAUTION,
        severity=Severity.MINOR,
        do=apart(name, PRECAUTION) if near is None else _near(name, near, forbids=True),
        what="It is not in the list: this is a general precaution for medicines that are swallowed,"
        " no specific interaction is known. Ask your pharmacist.",
        note="UK labels of oral magnesium ask 2 to 3 h from any other oral medicine, if possible.",
        refer_to="pharmacist",
        gap=PRECAUTION,
        documentation=Documentation.THEORETICAL,
        sources=("emc2678", "emc12118"),
        is_timing=near is not None,
    )
