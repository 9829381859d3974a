"""A symptom is what a person feels; most of those here mean help at once."""

import re
from enum import Enum

from threonate.refusal import Refusal, nearest


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
    def of(text: object) -> "Symptom":
        """A symptom is found by its name or a usual other one; an unknown one raises `Refusal`."""
        if isinstance(text, Symptom):
            return text
        found = _WORDS.get(_plain(text)) if isinstance(text, str) else None
        if found is None:
            advice = nearest(str(text), _WORDS) or (
                f" The symptoms are: {', '.join(each.value for each in Symptom)}."
            )
            raise Refusal(
                f"'{text}' is not a symptom asked about here; if it worries you, see a doctor."
                f"{advice}"
            )
        return found


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
    Symptom.FAINTING: ("faint", "fainted", "passing out", "syncope"),
    Symptom.PULSE: ("slow pulse", "irregular pulse", "very slow pulse"),
    Symptom.BREATHING: ("short of breath", "breathless", "cannot breathe"),
    Symptom.CONFUSION: ("confusion", "confused", "cannot stay awake"),
    Symptom.FLOPPY: ("floppy limbs", "severe weakness", "paralysis"),
    Symptom.BELLY: ("severe abdominal pain", "abdominal distension", "swollen belly"),
    Symptom.WEAK: ("mild weakness", "weak"),
    Symptom.LOOSE_STOOL: ("diarrhoea", "diarrhea", "loose stool"),
    Symptom.DROWSY: ("drowsy", "sleepy"),
}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


_WORDS = {
    _plain(word): symptom
    for symptom in Symptom
    for word in (symptom.value, *_ALSO.get(symptom, ()))
}
