"""Serum magnesium is judged by the lowest threshold that anyone has published."""

from collections.abc import Iterator

from threonate.dose.formula import MAGNESIUM_MASS
from threonate.safety.action import Action
from threonate.safety.facts import Facts
from threonate.safety.finding import Finding
from threonate.safety.gate import Gate, GateKind, load_gates
from threonate.safety.gate_rule import finding_of
from threonate.safety.kidney_rule import is_weak

PER_MILLIMOLE = {"mmol/L": 1.0, "mg/dL": MAGNESIUM_MASS / 10, "meq/L": 2.0}
"""One mmol/L of magnesium in each unit that thresholds are printed in."""
LARGE = 2500.0
"""So much magnesium in a day, in mg, has lowered blood pressure and made people weak."""
SHOCK = 90.0
"""A systolic blood pressure below this, in mmHg, is a sign."""


def laboratory_findings(facts: Facts, *, load: float) -> Iterator[Finding]:
    """What serum magnesium says, and signs of too much of it; ``load`` is the day's mg."""
    gates = load_gates()
    signs = [symptom.value for symptom in facts.symptoms if symptom.is_sign]
    if facts.systolic is not None and facts.systolic < SHOCK:
        signs.append(f"blood pressure {facts.systolic:.0f}")
    if signs and (is_weak(facts) or load >= LARGE):
        yield finding_of(gates["R-LAB-2.sign"], about=", ".join(sorted(signs)))
    if facts.serum is None:
        return
    about = f"serum magnesium {facts.serum:.2f} mmol/L"
    if facts.serum > threshold("R-LAB-2"):
        yield finding_of(gates["R-LAB-2.mmol"], about=f"{about} ({bands(facts.serum)})")
    elif facts.serum > threshold("R-LAB-1"):
        yield finding_of(gates["R-LAB-1.mmol"], about=f"{about} ({bands(facts.serum)})")
    elif facts.serum < threshold("R-LAB-3"):
        yield finding_of(gates["R-LAB-3.mmol"], about=about)
    else:
        yield finding_of(gates["R-LAB-4"], about=about, action=Action.INFO)


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
