"""Serum magnesium is judged by the lowest threshold that anyone has published."""

from collections.abc import Iterator
from dataclasses import replace

from threonate.dose.formula import MAGNESIUM_MASS
from threonate.safety.action import Action
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gate import Gate, GateKind, load_gates
from threonate.safety.gate_rule import finding_of
from threonate.safety.kidney_rule import is_weak, kidney_risks

PER_MILLIMOLE = {"mmol/L": 1.0, "mg/dL": MAGNESIUM_MASS / 10, "meq/L": 2.0}
"""One mmol/L of magnesium in each unit that thresholds are printed in."""
LARGE = 2500.0
"""So much magnesium in a day, in mg, has lowered blood pressure and made people weak."""
SHOCK = 90.0
"""A systolic blood pressure below this, in mmHg, is a sign."""


def laboratory_findings(facts: Facts, *, load: float) -> Iterator[Finding]:
    """What serum magnesium says, and signs of too much of it; ``load`` is the day's mg."""
    yield from _signs(facts, load=load)
    if facts.serum is None:
        return
    gates, about = load_gates(), f"serum magnesium {facts.serum:.2f} mmol/L"
    if facts.serum > threshold("R-LAB-2"):
        found = finding_of(gates["R-LAB-2.mmol"], about=about, sources=_MEASURED["R-LAB-2"])
    elif facts.serum > threshold("R-LAB-1"):
        found = finding_of(gates["R-LAB-1.mmol"], about=about, sources=_MEASURED["R-LAB-1"])
    elif facts.serum < threshold("R-LAB-3"):
        found = finding_of(gates["R-LAB-3.mmol"], about=about)
    elif gates["HM-REF.mmol"].holds(facts.serum):
        found = finding_of(gates["R-LAB-4"], about=about, action=Action.INFO)
    else:
        found = _outside(facts.serum, about)
    note = f"Bands of too much magnesium: {bands(facts.serum)}."
    yield replace(found, note=f"{found.note}; {note}" if found.note else note)


_MEASURED = {"R-LAB-1": ("msd-hm",), "R-LAB-2": ("iom97", "msd-hm")}
"""Where the thresholds of too much magnesium are printed."""


def _signs(facts: Facts, *, load: float) -> Iterator[Finding]:
    """Signs of much magnesium: help at once where it can build up, a doctor where that is open."""
    signs = [symptom.value for symptom in facts.symptoms if symptom.is_sign]
    if facts.systolic is not None and facts.systolic < SHOCK:
        signs.append(f"blood pressure {facts.systolic:.0f}")
    if not signs:
        return
    gate, about = load_gates()["R-LAB-2.sign"], ", ".join(sorted(signs))
    unknown = facts.egfr is None and bool(kidney_risks(facts))
    high = facts.serum is not None and facts.serum > threshold("R-LAB-1")
    if is_weak(facts) or load >= LARGE:
        yield finding_of(gate, about=about)
    elif unknown or high:
        yield finding_of(
            gate,
            about=about,
            action=Action.STOP_RED,
            do="Stop all magnesium and be seen by a doctor today.",
            what="Serum magnesium is above normal, and this can be a sign of it."
            if high
            else "With weak kidneys this can be magnesium poisoning, and yours are not known.",
        )


def _outside(serum: float, about: str) -> Finding:
    """Neither forbidden nor usual: outside the reference range of healthy people."""
    gate = load_gates()["HM-REF.mmol"]
    usual = f"{gate.low:.2f} to {gate.high:.2f} mmol/L"
    if gate.low is not None and serum < gate.low:
        return finding_of(
            gate,
            about=about,
            action=Action.TELL,
            do="Tell your doctor, who can look for the cause; do not treat it with this.",
            what=f"It is a little below the usual {usual}.",
        )
    return finding_of(
        gate,
        about=about,
        action=Action.CAUTION,
        do="Have it measured again before you start, and ask your doctor.",
        what=f"It is already above the usual {usual}, so that little is missing to too much.",
    )


def threshold(rule: str) -> float:
    """The threshold of a rule in mmol/L, the stricter of the units that it is printed in.

    2.6 mg/dL is 1.07 mmol/L and so looser than 1.05; 4.8 mg/dL is 1.97 and so stricter than 2.0.
    """
    rows = [row for row in load_gates().values() if row.rule == rule and row.parameter]
    over = [_millimoles(row, row.low) for row in rows if row.low is not None]
    under = [_millimoles(row, row.high) for row in rows if row.high is not None]
    return min(over) if over else max(under)


def bands(serum: float) -> str:
    """The names of the bands of too much magnesium that a value in mmol/L lies in, by any unit."""
    rows = [
        row
        for row in load_gates().values()
        if row.kind is GateKind.BAND and row.holds(serum * PER_MILLIMOLE[row.unit])
    ]
    return ", ".join(dict.fromkeys(row.rule for row in rows)) or "above every band"


def _millimoles(row: Gate, value: float) -> float:
    return value / PER_MILLIMOLE[row.unit]
