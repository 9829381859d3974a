"""What is said of a medicine beside magnesium: what may happen, how long to wait, what to watch."""

import math

from threonate.safety.gap import Gap
from threonate.safety.interaction import Documentation, Interaction

COURSES = ("fluoroquinolone", "tetracycline")
"""Families that are mostly taken for a short course, during which magnesium can rest."""
LOAD = "mg load"
"""The mechanism of a medicine that holds magnesium itself."""

_AFFECTED = {
    "drug down": "{name} may work less",
    "drug up": "{name} may work more",
    "mg down": "{name} may make you lose magnesium",
    "mg up": "{name} may raise your magnesium",
    "effect add": "the two effects may add up",
    "both": "each may change the other",
    "both down": "both may work less",
}
_WHY = {
    "chelation": "magnesium binds it in the gut",
    "adsorption": "it sticks to magnesium salts in the gut",
    "ph": "less stomach acid changes how it dissolves",
    "renal waste": "the kidney lets more magnesium go",
    "renal retain": "the kidney keeps magnesium back",
    "mg abs down": "the gut takes up less magnesium",
    "pd nmb": "both relax muscles",
    "pd cns": "both may make drowsy",
    "pd bp": "both lower blood pressure",
    "pd cardiac": "both slow the heart's conduction",
    "vitd": "it raises the uptake of magnesium",
    "resin": "the resin binds magnesium",
    "abs competition": "the two compete for uptake",
    "gi additive": "both loosen the bowel",
}
_DOUBT = {
    Documentation.ESTABLISHED: "",
    Documentation.PROBABLE: " (probable)",
    Documentation.SUSPECTED: " (suspected)",
    Documentation.THEORETICAL: " (in theory)",
}
_SERUM = "Have serum magnesium measured; do not guess."
_WATCH = {
    "ppi": "If you have taken it for months, have serum magnesium measured, which is a blood test;"
    " taking it at another time of day changes nothing.",
    "loop diuretic": _SERUM,
    "thiazide": _SERUM,
    "immunosuppressant": _SERUM,
    "k sparing diuretic": "Have magnesium, potassium and eGFR measured.",
    "antihypertensive": "Check your blood pressure; stop magnesium if you get dizzy.",
    "calcium channel blocker": "Check your blood pressure; stop magnesium if you get dizzy.",
    "CCB-03": "Check pulse and blood pressure, above all with weak kidneys.",
    "CCB-04": "Check pulse and blood pressure, above all with weak kidneys.",
    "CV-03": "Do not stop magnesium abruptly if you lacked it: low magnesium makes it toxic.",
}
"""What to watch, by the id of a row or by its family."""
_LOADS = {
    "ML-03": "Take none of this compound on a day with a laxative dose of it.",
    "ML-04": "Swallowed as a laxative, do not add this compound to it.",
    "ML-05": "Take none of this compound on the day of bowel preparation.",
}
"""What a magnesium laxative asks beside counting it."""


def consequence(row: Interaction, name: str) -> str:
    """What may happen and why, with how well it is known."""
    if row.affected == "none":
        return "No effect of magnesium supplements is expected."
    if row.mechanism == LOAD:
        return f"{_capital(name)} holds magnesium itself."
    effect = _capital(_AFFECTED[row.affected].format(name=name))
    reason = _WHY.get(row.mechanism)
    because = "" if reason is None else f", because {reason}"
    return f"{effect}{because}{_DOUBT[row.documentation]}."


def mechanism(code: str) -> str:
    """How a medicine and magnesium act on each other in words, by the code of the table."""
    if code == LOAD:
        return "it holds magnesium itself"
    return _WHY.get(code, code)


def watch(row: Interaction, name: str) -> str:
    """What to have watched while a medicine and magnesium are taken."""
    found = _WATCH.get(row.id) or _WATCH.get(row.family)
    return found or f"Tell the doctor who gives you {name} that you take magnesium."


def count(row: Interaction, name: str) -> str:
    """A medicine that is magnesium is added to the sum, and some leave no room for more."""
    add = f"Count the magnesium in {name} too: add it as other magnesium, in mg a day."
    return f"{_LOADS[row.id]} {add}" if row.id in _LOADS else add


def pause(row: Interaction) -> str:
    """Magnesium rests during a short course of an antibiotic that it binds."""
    return "For a short course, leave magnesium out until it is over." * (row.family in COURSES)


def span(hours: float) -> str:
    """A gap in words, such as '30 minutes' or '2.5 h'; what is left out never lengthens it."""
    if hours == 0:
        return "0 h"
    if hours < 1:
        minutes = math.floor(60 * hours + 1e-6)
        return f"{minutes} minute{'s' * (minutes != 1)}"
    return f"{math.floor(100 * hours + 1e-6) / 100:g} h"


def apart(name: str, gap: Gap) -> str:
    """How long to wait on either side of a medicine."""
    first, second = gap.drug_to_magnesium, gap.magnesium_to_drug
    if first == second:
        return f"Keep magnesium at least {span(first)} away from {name}, before and after."
    return f"After {name} wait at least {span(first)}; after magnesium at least {span(second)}."


def both(gap: Gap) -> str:
    """A gap in both directions, as 'up to 2 h before and 6 h after magnesium'."""
    return f"{span(gap.drug_to_magnesium)} before and {span(gap.magnesium_to_drug)} after magnesium"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
