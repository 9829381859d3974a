"""How much, how often and how long: what trials gave and the law allows bounds the dose."""

from collections.abc import Iterator
from itertools import combinations

from threonate.safety.action import Action
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gap import DAY
from threonate.safety.gate import load_gates
from threonate.safety.gate_rule import SEVERITY
from threonate.safety.interaction import Severity
from threonate.safety.kidney_rule import filtration
from threonate.safety.load_rule import EVERYWHERE, rule
from threonate.safety.symptom import Symptom

ROUNDING = 1.001
"""Three capsules of 667 mg are called 2,000 mg by everybody."""
LARGEST = 1334.0
"""The most compound in one intake, in mg: two capsules of 667 mg."""
APART = 240
"""Intakes are at least this many minutes apart."""
LIGHT = 50.0
"""Below this weight in kg trials gave less."""
LIGHT_DOSE = 25.0
"""Trials gave about this many mg of compound for each kg."""
LIGHT_MOST = 1250.0
"""The most for a light person, in mg a day."""
STEP_BACK = (Symptom.WEAK, Symptom.VASODILATION, Symptom.LOOSE_STOOL, Symptom.HEADACHE)
"""Symptoms that ask for a smaller amount; others have gates of their own."""
LONGEST = 13.0
"""No controlled trial went on for longer than this many weeks."""


def dose_findings(facts: Facts) -> Iterator[Finding]:
    """What the amounts and times of the compound say, and how it is borne."""
    yield from _intolerance(facts)
    if facts.compound <= 0:
        return
    yield from _ceiling(facts)
    yield from _kidney_cap(facts)
    if facts.weight is not None and facts.weight < LIGHT:
        most = min(LIGHT_DOSE * facts.weight, LIGHT_MOST)
        if facts.compound > most * ROUNDING:
            yield _finding(
                "R-DOSE-1",
                Action.CAUTION,
                do=f"Take at most {most:,.0f} mg a day.",
                what=f"Trials gave about {LIGHT_DOSE:.0f} mg for each kg; {facts.compound:,.0f} mg"
                f" is more than that for {facts.weight:.0f} kg.",
                sources=("liu16",),
            )
    if facts.largest > LARGEST * ROUNDING:
        yield _finding(
            "R-DOSE-4",
            Action.CAUTION,
            do=f"Split the day's amount, so that no intake is above {LARGEST:,.0f} mg.",
            what=f"{facts.largest:,.0f} mg at once loosens the bowel more than two amounts.",
            sources=("mlt-net", "scf01"),
        )
    if _crowded(facts):
        yield _finding(
            "R-DOSE-4",
            Action.CAUTION,
            do=f"Leave at least {APART / 60:.0f} hours between two intakes.",
            what="Two intakes close together act like one large one.",
        )
    if facts.weeks is not None and facts.weeks > LONGEST:
        yield _finding(
            "R-DOSE-7",
            Action.INFO,
            do="Look back after 4 and after 12 weeks: stop if nothing has changed.",
            what=f"No controlled trial went beyond {LONGEST:.0f} weeks, so what {facts.weeks:g}"
            " weeks of it do is not known.",
            sources=("liu16", "wu23"),
        )


def _ceiling(facts: Facts) -> Iterator[Finding]:
    usual = rule("MGT_CEILING_DEFAULT", EVERYWHERE).value or 0.0
    most = rule("MGT_CEILING_ABSOLUTE", EVERYWHERE).value or 0.0
    if facts.compound > most * ROUNDING:
        yield _finding(
            "R-DOSE-2",
            Action.STOP,
            do=f"Do not take more than {usual:,.0f} mg a day.",
            what=f"No trial gave more than {usual:,.0f} mg a day, and {facts.compound:,.0f} mg is"
            f" even above the {most:,.0f} mg that European law allows for adults.",
            sources=("efsa24", "eu2694"),
        )
    elif facts.compound > usual * ROUNDING:
        yield _finding(
            "R-DOSE-2",
            Action.CAUTION if facts.by_clinician else Action.CLINICIAN,
            do=f"Take at most {usual:,.0f} mg a day, unless your doctor wants more.",
            what=f"No trial gave more than {usual:,.0f} mg of compound a day.",
            sources=("efsa24", "liu16"),
        )


def kidney_cap(facts: Facts) -> float | None:
    """The most that a weak kidney may get, in mg of compound a day; None where none is set.

    Of a range of caps the lower one holds, unless a clinician knows of the plan. A kidney that
    filters even less, but is not yet forbidden it, never gets more.
    """
    rows = [load_gates()[name] for name in ("RG-G3A", "RG-G3B")]
    cap = rows[0].cap
    if cap is None or facts.egfr is None or not any(row.holds(facts.egfr) for row in rows):
        return None
    return cap[1] if facts.by_clinician else cap[0]


def _kidney_cap(facts: Facts) -> Iterator[Finding]:
    cap = kidney_cap(facts)
    if cap is None or facts.egfr is None or facts.compound <= cap * ROUNDING:
        return
    amount = f"{facts.compound:,.0f} mg"
    yield _finding(
        "R-RENAL-CAP",
        Action.CLINICIAN,
        do=f"Take at most {cap:,.0f} mg a day.",
        what=f"With an eGFR of {filtration(facts.egfr)} the cap is {cap:,.0f} mg a day; "
        + (f"this is {amount}." if facts.dose_told else f"the usual {amount} would be too much."),
        sources=load_gates()["RG-G3A"].sources,
    )


def _intolerance(facts: Facts) -> Iterator[Finding]:
    """A symptom that is no emergency still means less, or nothing."""
    felt = [symptom.value for symptom in Symptom if symptom in facts.symptoms & set(STEP_BACK)]
    if felt:
        yield Finding(
            rule="R-DOSE-3",
            about=tuple(felt),
            action=Action.CAUTION,
            severity=Severity.MODERATE,
            do="If you take it already, go back one step; stop and see a doctor if this stays or"
            " gets worse. If not, do not start before it is gone.",
            what="It may come from magnesium, and then a smaller amount ends it.",
            policy=True,
            verified=False,
        )


def _crowded(facts: Facts) -> bool:
    times = [intake.time for intake in facts.intakes if intake.time is not None]
    return any(min((a - b) % DAY, (b - a) % DAY) < APART for a, b in combinations(times, 2))


def _finding(
    name: str, action: Action, *, do: str, what: str, sources: tuple[str, ...] = ()
) -> Finding:
    return Finding(
        rule=name,
        about=("the dose",),
        action=action,
        severity=SEVERITY[action],
        do=do,
        what=what,
        sources=sources,
        verified=bool(sources),
        policy=True,
    )
