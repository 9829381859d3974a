"""Conditions as a person finds them: by the part of the body, in plain words."""

from __future__ import annotations

from threonate.safety.condition import Condition

Choices = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Groups of choices: the value that is sent, and its words."""

_GROUPS = {
    "Kidneys and water": {
        Condition.KIDNEY_DISEASE: "Chronic kidney disease",
        Condition.DIALYSIS: "Kidney failure, or dialysis",
        Condition.KIDNEY_INJURY: "Sudden (acute) kidney injury",
        Condition.DEHYDRATION: "Dehydration",
        Condition.STRUVITE_STONES: "Struvite (infection) stones",
        Condition.OXALATE_STONES: "Calcium oxalate stones",
    },
    "Heart and blood pressure": {
        Condition.HYPERTENSION: "High blood pressure",
        Condition.HEART_FAILURE: "Heart failure",
        Condition.HEART_BLOCK: "Heart block, second or third degree",
        Condition.SICK_SINUS: "Sick sinus syndrome",
        Condition.PACEMAKER: "Pacemaker",
        Condition.DIZZY_ON_STANDING: "Dizzy on standing up",
        Condition.NEW_ANTIHYPERTENSIVE: "A new medicine for blood pressure",
    },
    "Gut": {
        Condition.BOWEL_OBSTRUCTION: "Bowel obstruction, or acute belly",
        Condition.BOWEL_FLARE: "Crohn’s or ulcerative colitis, active now",
        Condition.ISCHAEMIC_COLITIS: "Ischaemic colitis",
        Condition.CHRONIC_DIARRHOEA: "Chronic diarrhoea",
        Condition.SHORT_BOWEL: "Short bowel",
    },
    "Nerves and memory": {
        Condition.MYASTHENIA: "Myasthenia gravis or Lambert-Eaton syndrome",
        Condition.MEMORY_LOSS: "Memory loss that is new or grows",
        Condition.DROWSY: "Drowsy on magnesium before",
    },
    "Other": {
        Condition.DIABETES: "Diabetes",
        Condition.SURGERY: "An operation is planned",
        Condition.HIV: "HIV treatment",
        Condition.TRANSPLANT: "A transplant",
        Condition.CANCER_THERAPY: "Cancer treatment",
        Condition.INTOLERANCE: "Allergy to magnesium or to the capsule",
    },
}


def condition_choices() -> Choices:
    """Every condition that a rule asks about, in its group."""
    return tuple(
        (group, tuple((condition.value, words) for condition, words in rows.items()))
        for group, rows in _GROUPS.items()
    )
