"""A symptom is what a person feels; most of those here mean help at once."""

import re
from difflib import get_close_matches
from enum import Enum

from threonate.refusal import Refusal
from threonate.safety.place import Place


class Symptom(Enum):
    """Symptoms that a rule asks about; the value is what people type."""

    FAINTING = "fainting"
    PULSE = "slow or irregular pulse"
    BREATHING = "trouble breathing"
    CONFUSION = "cannot stay awake or confused"
    FLOPPY = "marked weakness"
    FLUSHED = "flushing and vomiting with low blood pressure"
    BELLY = "severe belly pain without stool"
    WEAK = "weakness"
    VASODILATION = "flushing"
    LOOSE_STOOL = "loose stools"
    DROWSY = "drowsiness"
    HEADACHE = "headache"

    @property
    def gate(self) -> str:
        """The red flag that this symptom is, if it is one."""
        return _GATES.get(self, "")

    @property
    def is_sign(self) -> bool:
        """A sign of much magnesium in the blood, if the kidneys are ill or the dose was large."""
        return self in (Symptom.WEAK, Symptom.VASODILATION)

    @staticmethod
    def of(text: object, *, place: Place = Place.EU) -> "Symptom":
        """A symptom is found by its name or a usual other one.

        An unknown one raises `Refusal` with whom to call in the place: it may be an emergency.
        """
        if isinstance(text, Symptom):
            return text
        found = _WORDS.get(_plain(text)) if isinstance(text, str) else None
        if found is None:
            close = get_close_matches(_plain(str(text)), _WORDS, n=1, cutoff=_LIKE)
            advice = f" Did you mean '{close[0]}'?" if close else ""
            raise Refusal(
                f"'{text}' is not a symptom asked about here; if it is severe or new, stop all "
                f"magnesium and call {place.emergency} or {place.poison_centre}, and otherwise see "
                f"a doctor.{advice}"
            )
        return found


_LIKE = 0.75
"""A symptom is offered only where it is so near."""
_GATES = {
    Symptom.FAINTING: "R-RED.1",
    Symptom.PULSE: "R-RED.2",
    Symptom.BREATHING: "R-RED.3",
    Symptom.CONFUSION: "R-RED.4",
    Symptom.FLOPPY: "R-RED.5",
    Symptom.FLUSHED: "R-RED.6",
    Symptom.BELLY: "R-RED.7",
}
_ALSO = {
    Symptom.FAINTING: (
        *("faint", "fainted", "passing out", "passed out", "syncope", "collapse", "collapsed"),
        *("blackout", "blacked out"),
    ),
    Symptom.PULSE: (
        *("slow pulse", "irregular pulse", "very slow pulse", "slow heartbeat", "slow heart rate"),
        *("irregular heartbeat", "irregular heart beat", "bradycardia", "arrhythmia"),
    ),
    Symptom.BREATHING: (
        *("short of breath", "shortness of breath", "breathless", "breathlessness"),
        *("cannot breathe", "can't breathe", "difficulty breathing", "slow breathing"),
        *("not breathing", "trouble with breathing", "dyspnoea", "dyspnea"),
    ),
    Symptom.CONFUSION: (
        *("confusion", "confused", "cannot stay awake", "can't stay awake", "unconscious"),
        *("unconsciousness", "unresponsive", "not responding", "coma", "delirium"),
        *("cannot be woken", "very sleepy", "very drowsy"),
    ),
    Symptom.FLOPPY: (
        *("floppy limbs", "floppy", "severe weakness", "paralysis", "paralysed", "paralyzed"),
        *("very weak", "extreme weakness", "cannot move", "can't move", "limp"),
    ),
    Symptom.BELLY: (
        *("severe abdominal pain", "abdominal distension", "swollen belly", "severe belly pain"),
        "severe stomach pain",
    ),
    Symptom.WEAK: ("mild weakness", "weak", "muscle weakness"),
    Symptom.VASODILATION: ("flushed", "red face", "facial flushing"),
    Symptom.LOOSE_STOOL: ("diarrhoea", "diarrhea", "loose stool"),
    Symptom.DROWSY: ("drowsy", "sleepy", "sleepiness"),
}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


_WORDS = {
    _plain(word): symptom
    for symptom in Symptom
    for word in (symptom.value, *_ALSO.get(symptom, ()))
}
