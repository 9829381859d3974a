"""A condition is what a person has, or has coming up, that decides whether magnesium is safe."""

import re
from enum import Enum

from threonate.refusal import Refusal, nearest


class Condition(Enum):
    """Conditions that a gate asks about; the value is the name people type, others follow below."""

    DIALYSIS = "dialysis"
    KIDNEY_INJURY = "acute kidney injury"
    DEHYDRATION = "dehydration"
    KIDNEY_DISEASE = "chronic kidney disease"
    DIABETES = "diabetes"
    HYPERTENSION = "hypertension"
    HEART_BLOCK = "heart block"
    SICK_SINUS = "sick sinus syndrome"
    PACEMAKER = "pacemaker"
    HEART_FAILURE = "heart failure"
    DIZZY_ON_STANDING = "orthostatic symptoms"
    NEW_ANTIHYPERTENSIVE = "new antihypertensive"
    MYASTHENIA = "myasthenia gravis"
    BOWEL_OBSTRUCTION = "bowel obstruction"
    BOWEL_FLARE = "inflammatory bowel disease flare"
    ISCHAEMIC_COLITIS = "ischaemic colitis"
    STRUVITE_STONES = "struvite stones"
    OXALATE_STONES = "calcium oxalate stones"
    SURGERY = "planned surgery"
    CHRONIC_DIARRHOEA = "chronic diarrhoea"
    SHORT_BOWEL = "short bowel"
    DROWSY = "drowsy on magnesium"
    INTOLERANCE = "magnesium intolerance"
    MEMORY_LOSS = "new memory loss"
    HIV = "hiv"
    TRANSPLANT = "transplant"
    CANCER_THERAPY = "cancer therapy"

    @staticmethod
    def of(text: object) -> "Condition":
        """A condition is found by its name or a usual other one, whatever the case.

        An unknown one raises `Refusal` with the nearest name.
        """
        if isinstance(text, Condition):
            return text
        if not isinstance(text, str):
            raise Refusal(f"A condition is {text!r}; write its name, such as 'heart failure'.")
        found = _WORDS.get(_plain(text))
        if found is None:
            advice = nearest(text.strip(), _WORDS) or (
                f" The conditions are: {', '.join(each.value for each in Condition)}."
            )
            raise Refusal(
                f"'{text}' is not a condition that decides anything here; leave it out, or write "
                f"one that does.{advice}"
            )
        return found


_ALSO = {
    Condition.DIALYSIS: ("on dialysis", "haemodialysis", "hemodialysis", "peritoneal dialysis"),
    Condition.KIDNEY_INJURY: ("aki", "anuria", "acute kidney failure", "acute renal failure"),
    Condition.DEHYDRATION: ("dehydrated", "exsiccosis"),
    Condition.KIDNEY_DISEASE: ("ckd", "kidney disease", "renal insufficiency", "kidney failure"),
    Condition.DIABETES: ("type 2 diabetes", "type 1 diabetes", "diabetes mellitus"),
    Condition.HYPERTENSION: ("high blood pressure",),
    Condition.HEART_BLOCK: ("av block", "2nd degree av block", "3rd degree av block"),
    Condition.SICK_SINUS: ("sick sinus", "sinus node disease"),
    Condition.HEART_FAILURE: ("chf", "hf", "congestive heart failure", "cardiac failure"),
    Condition.DIZZY_ON_STANDING: ("orthostatic hypotension", "dizzy on standing"),
    Condition.MYASTHENIA: ("myasthenia", "lems", "lambert eaton", "lambert-eaton syndrome"),
    Condition.BOWEL_OBSTRUCTION: ("ileus", "acute abdomen", "intestinal obstruction"),
    Condition.BOWEL_FLARE: ("ibd flare", "crohn's flare", "ulcerative colitis flare"),
    Condition.ISCHAEMIC_COLITIS: ("ischemic colitis",),
    Condition.STRUVITE_STONES: ("struvite", "struvite stone", "infection stones"),
    Condition.OXALATE_STONES: ("oxalate stones", "calcium oxalate stone", "calcium-oxalate stones"),
    Condition.SURGERY: ("surgery", "operation", "anaesthesia", "anesthesia"),
    Condition.CHRONIC_DIARRHOEA: ("chronic diarrhea", "diarrhoea", "diarrhea"),
    Condition.SHORT_BOWEL: ("short bowel syndrome",),
    Condition.DROWSY: ("drowsy", "drowsiness"),
    Condition.INTOLERANCE: ("magnesium allergy", "allergy", "allergy to excipient"),
    Condition.MEMORY_LOSS: ("memory loss", "progressive memory loss"),
    Condition.HIV: ("hiv therapy", "hiv treatment"),
    Condition.TRANSPLANT: ("organ transplant", "kidney transplant", "transplantation"),
    Condition.CANCER_THERAPY: ("chemotherapy", "cancer treatment", "cancer"),
}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


_WORDS = {
    _plain(word): condition
    for condition in Condition
    for word in (condition.value, *_ALSO.get(condition, ()))
}
