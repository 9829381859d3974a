"""A condition is what a person has, or has coming up, that decides whether magnesium is safe."""

import re
from difflib import get_close_matches
from enum import Enum

from threonate.refusal import Refusal


class Condition(Enum):
    """Conditions that a gate asks about; the value is the name people type, others follow below."""

    DIALYSIS = "end-stage kidney disease or dialysis"
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
    MYASTHENIA = "myasthenia gravis or Lambert-Eaton syndrome"
    BOWEL_OBSTRUCTION = "bowel obstruction or acute abdomen"
    BOWEL_FLARE = "inflammatory bowel disease flare"
    ISCHAEMIC_COLITIS = "ischaemic colitis"
    STRUVITE_STONES = "struvite stones"
    OXALATE_STONES = "calcium oxalate stones"
    SURGERY = "planned surgery"
    CHRONIC_DIARRHOEA = "chronic diarrhoea"
    SHORT_BOWEL = "short bowel"
    DROWSY = "drowsy on magnesium"
    INTOLERANCE = "allergy to magnesium or to the capsule"
    MEMORY_LOSS = "new memory loss"
    HIV = "hiv"
    TRANSPLANT = "transplant"
    CANCER_THERAPY = "cancer therapy"

    @staticmethod
    def of(text: object) -> "Condition":
        """A condition is found by its name or a usual other one, whatever the case.

        An unknown one raises `Refusal` that sends to a doctor: what is not known here may still
        decide.
        """
        if isinstance(text, Condition):
            return text
        if not isinstance(text, str):
            raise Refusal(f"A condition is {text!r}; write its name, such as 'heart failure'.")
        found = Condition.known(text)
        if found is None:
            raise Refusal(f"'{text}' is not known here; ask a doctor before you take magnesium.")
        return found

    @staticmethod
    def known(text: str) -> "Condition | None":
        """The condition of a name, or None for one that nothing here is like.

        One that is near a known name, or could mean several, raises `Refusal` and is asked back.
        """
        plain = _plain(text)
        found = _WORDS.get(_STAGE.sub("", plain))
        if found is None and re.search("[,;]", text):
            raise Refusal(f"'{text}' names several conditions; write each by itself.")
        if found is None and (doubt := _PRECISE.get(plain) or _near(plain)):
            raise Refusal(f"'{text}' is not known here; {doubt}")
        return found


def is_pregnant(text: object) -> bool:
    """The words say pregnant, which is no illness and is asked by itself."""
    return isinstance(text, str) and _plain(text) in ("pregnant", "pregnancy")


def is_breastfeeding(text: object) -> bool:
    """The words say breastfeeding."""
    nursing = ("breastfeeding", "breast feeding", "lactation", "lactating", "nursing")
    return isinstance(text, str) and _plain(text) in nursing


_LIKE = 0.85
"""A condition is offered only where it is so near: another one must not be taken for it."""
_STAGE = re.compile(r" (?:stage )?(?:g ?)?[1-4][ab]?$")
"""Stages of kidney disease; the fifth is kidney failure."""


def _near(plain: str) -> str:
    close = get_close_matches(plain, _WORDS, n=1, cutoff=_LIKE)
    if not close:
        return ""
    return f"ask a doctor before you take magnesium. Did you mean '{close[0]}'?"


_END_STAGE = (
    "esrd", "eskd", "end stage renal disease", "end stage kidney disease",
    "end stage renal failure", "end stage kidney failure", "ckd stage 5", "ckd 5", "ckd g5",
    "chronic kidney disease stage 5",
)  # fmt: skip
_ALSO = {
    Condition.DIALYSIS: (
        *("dialysis", "on dialysis", "haemodialysis", "hemodialysis", "peritoneal dialysis"),
        *("dialysis patient", "on haemodialysis", "on hemodialysis", *_END_STAGE),
    ),
    Condition.KIDNEY_INJURY: ("aki", "anuria", "acute kidney failure", "acute renal failure"),
    Condition.DEHYDRATION: ("dehydrated", "exsiccosis"),
    Condition.KIDNEY_DISEASE: (
        *("ckd", "kidney disease", "renal disease", "renal insufficiency", "weak kidneys"),
        *("kidney insufficiency", "chronic renal disease", "reduced kidney function"),
        *("kidney failure", "renal failure", "chronic kidney failure", "chronic renal failure"),
    ),
    Condition.DIABETES: (
        *("type 2 diabetes", "type 1 diabetes", "diabetes mellitus", "diabetic"),
        *("type 2 diabetes mellitus", "type 1 diabetes mellitus", "diabetes type 2"),
    ),
    Condition.HYPERTENSION: (
        "high blood pressure",
        "essential hypertension",
        "arterial hypertension",
    ),
    Condition.HEART_BLOCK: (
        *("av block", "2nd degree av block", "3rd degree av block", "second degree av block"),
        *("third degree av block", "complete heart block", "complete av block", "av block ii"),
        *("av block iii", "second degree heart block", "third degree heart block", "mobitz"),
        *("mobitz type ii", "mobitz ii", "wenckebach", "atrioventricular block"),
    ),
    Condition.SICK_SINUS: ("sick sinus", "sinus node disease", "sinus node dysfunction"),
    Condition.HEART_FAILURE: (
        *("chf", "hf", "congestive heart failure", "cardiac failure", "weak heart", "hfref"),
        *("chronic heart failure", "hfpef"),
    ),
    Condition.DIZZY_ON_STANDING: ("orthostatic hypotension", "dizzy on standing"),
    Condition.MYASTHENIA: (
        *("myasthenia", "myasthenia gravis", "lems", "lambert eaton", "lambert-eaton syndrome"),
        "lambert-eaton myasthenic syndrome",
    ),
    Condition.BOWEL_OBSTRUCTION: (
        *("bowel obstruction", "ileus", "acute abdomen", "intestinal obstruction"),
        *("small bowel obstruction", "paralytic ileus"),
    ),
    Condition.BOWEL_FLARE: (
        *("ibd flare", "crohn's flare", "crohn flare", "crohn's disease flare"),
        *("ulcerative colitis flare", "active crohn's disease", "active ulcerative colitis"),
    ),
    Condition.ISCHAEMIC_COLITIS: ("ischemic colitis",),
    Condition.STRUVITE_STONES: ("struvite", "struvite stone", "infection stones"),
    Condition.OXALATE_STONES: ("oxalate stones", "calcium oxalate stone", "calcium-oxalate stones"),
    Condition.SURGERY: ("surgery", "operation", "anaesthesia", "anesthesia"),
    Condition.CHRONIC_DIARRHOEA: ("chronic diarrhea", "diarrhoea", "diarrhea"),
    Condition.SHORT_BOWEL: ("short bowel syndrome",),
    Condition.DROWSY: ("drowsy", "drowsiness"),
    Condition.INTOLERANCE: (
        *("magnesium allergy", "allergy", "allergy to excipient", "magnesium intolerance"),
        "allergy to magnesium",
    ),
    Condition.MEMORY_LOSS: ("memory loss", "progressive memory loss"),
    Condition.HIV: ("hiv therapy", "hiv treatment"),
    Condition.TRANSPLANT: ("organ transplant", "kidney transplant", "transplantation"),
    Condition.CANCER_THERAPY: ("chemotherapy", "cancer treatment", "cancer"),
}


_STONES = (
    "write 'struvite stones' or 'calcium oxalate stones', or ask a doctor which they were "
    "before you take magnesium."
)
_FLARE = (
    "write 'inflammatory bowel disease flare' if it is active now, and otherwise ask a doctor "
    "before you take magnesium."
)
_PRECISE = {
    **dict.fromkeys(("kidney stones", "kidney stone", "stones", "nephrolithiasis"), _STONES),
    **dict.fromkeys(
        ("crohn disease", "crohn s disease", "crohn", "crohns disease", "ulcerative colitis", "ibd",
         "inflammatory bowel disease"),
        _FLARE,
    ),
    **dict.fromkeys(
        ("bradycardia", "slow heartbeat", "slow heart rate", "slow pulse"),
        "give the heart rate per minute instead, and tell fainting as a symptom; ask a doctor "
        "before you take magnesium.",
    ),
    **dict.fromkeys(
        ("first degree av block", "1st degree av block", "first degree heart block", "av block i"),
        "only the second and third degree decide here; ask a doctor before you take magnesium.",
    ),
    **dict.fromkeys(
        ("pregnancy", "pregnant"), "it is asked by itself; say that you are pregnant (--pregnant)."
    ),
    **dict.fromkeys(
        ("breastfeeding", "breast feeding", "lactation", "lactating", "nursing"),
        "it is asked by itself; say that you are breastfeeding (--breastfeeding).",
    ),
}  # fmt: skip
"""What must be said more exactly, and how."""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


_WORDS = {
    _plain(word): condition
    for condition in Condition
    for word in (condition.value, *_ALSO.get(condition, ()))
}
