"""All magnesium that is not food is added up and set against the limit of the place."""

from collections.abc import Iterator

from threonate.dose.label import Label, Level
from threonate.dose.salt import Salt
from threonate.safety.action import Action
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gate_rule import SEVERITY
from threonate.safety.interaction import Severity
from threonate.safety.limit import Limit, load_limits
from threonate.safety.verdict import Load

LOW = "LOW_RATIO"
"""The code of a label with less magnesium than the compound should hold."""
EVERYWHERE = "any"
"""The jurisdiction of a rule that holds in every place."""


def load_of(facts: Facts) -> Load:
    """The day's magnesium: as the label says where it can be true, else between what it may be."""
    label = label_of(facts)
    limit = rule("WARN_ABOVE", facts.place.jurisdiction)
    return Load(
        compound=facts.compound,
        low=(label.magnesium_low if label else None) or 0.0,
        high=(label.magnesium_high if label else None) or 0.0,
        other=sum(source.elemental for source in facts.other),
        limit=limit.value or 0.0,
        authority="EFSA (SCF 2001)" if limit.value == 250 else "IOM 1997",
        uncounted=uncounted(facts),
        is_supposed=not facts.dose_told,
    )


def uncounted(facts: Facts) -> tuple[str, ...]:
    """Medicines and products that hold magnesium, of which no amount is told with the name."""
    medicines = (medicine.name for medicine in facts.medicines if medicine.is_magnesium)
    products = (source.name for source in facts.other if not source.is_counted)
    return tuple(dict.fromkeys((*medicines, *products)))


def label_of(facts: Facts) -> Label | None:
    """The day's compound and its stated magnesium as one label."""
    if facts.compound <= 0:
        return None
    return Label(
        name="The label",
        salt=Salt.find("l-threonate"),
        compound=facts.compound,
        elemental=facts.elemental,
    )


def load_findings(facts: Facts, load: Load) -> Iterator[Finding]:
    """What the sum and the label say."""
    label = label_of(facts)
    if label is not None and facts.elemental is not None:
        for found in label.findings():
            if found.level is Level.WRONG or found.code == LOW:
                yield _label_finding(found.code, found.says)
    yield from (_not_counted(each.name) for each in facts.other if not each.is_counted)
    breach = breached(load.total, load.limit)
    if breach is None:
        return
    about = f"{load.shown} mg of magnesium a day besides food"
    known = breach is Action.CLINICIAN and facts.by_clinician
    yield Finding(
        rule="R-UL-2",
        about=(about,),
        action=Action.CAUTION if known else breach,
        severity=SEVERITY[breach],
        do=_AGREED if known else _advice(breach),
        what=f"{about.capitalize()} is more than the {load.limit:.0f} mg that"
        f" {load.authority} allows from supplements ({facts.place.value}).",
        why="More than that loosens the bowel, and far more lowers blood pressure and strength.",
        note=f"Compound at most {load.high:.0f} mg Mg, other sources {load.other:.0f} mg.",
        sources=("iom97",) if load.limit > 250 else ("scf01", "sano"),
    )


def breached(total: float, limit: float) -> Action | None:
    """What a day's sum asks for, in mg: nothing up to the limit of the place."""
    if total >= (rule("RED_AT_OR_ABOVE", EVERYWHERE).value or 0.0):
        return Action.STOP_RED
    if total > (rule("CLINICIAN_ACK_ABOVE", EVERYWHERE).value or 0.0):
        return Action.CLINICIAN
    return Action.CAUTION if total > limit else None


def rule(kind: str, jurisdiction: str) -> Limit:
    """The limit that a rule of this program stands on."""
    return next(
        limit
        for limit in load_limits().values()
        if limit.kind == kind and limit.jurisdiction == jurisdiction
    )


def _not_counted(name: str) -> Finding:
    """A product of which only the name is told."""
    return Finding(
        rule="R-UL-1",
        about=(name,),
        action=Action.CAUTION,
        severity=Severity.MODERATE,
        do=f"Read on the label how much magnesium {name} brings a day, and write that instead, such"
        " as '100 mg magnesium'.",
        what="Its amount is not known here, so the sum of magnesium is not complete.",
        sources=("iom97",),
    )


_AGREED = "Let your doctor confirm this sum and watch serum magnesium, or lower it."


def _advice(breach: Action) -> str:
    if breach is Action.STOP_RED:
        return "Stop all magnesium and be seen by a doctor today."
    if breach is Action.CLINICIAN:
        return "Lower the sum, or ask your doctor before you go on."
    return "Lower the sum: leave out another magnesium product, or take less of this one."


def _label_finding(code: str, says: str) -> Finding:
    low = code == LOW
    return Finding(
        rule=f"L-{code}",
        about=("the label",),
        action=Action.INFO if low else Action.ASK,
        severity=Severity.MINOR if low else Severity.MODERATE,
        do="Ask the maker for the certificate of analysis; until then it counts in full."
        if low
        else "Read the label again: how much of the compound, and how much magnesium?",
        what=says,
        why="A sum of magnesium is only as good as the label.",
    )
