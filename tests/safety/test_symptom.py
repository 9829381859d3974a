"""A symptom that is not known may be an emergency, so every refusal says whom to call."""

import pytest

from threonate.refusal import Refusal
from threonate.safety.facts import Facts
from threonate.safety.place import Place
from threonate.safety.symptom import Symptom


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("unconscious", Symptom.CONFUSION),
        ("collapsed", Symptom.FAINTING),
        ("very weak", Symptom.FLOPPY),
        ("floppy", Symptom.FLOPPY),
        ("irregular heartbeat", Symptom.PULSE),
        ("shortness of breath", Symptom.BREATHING),
    ],
)
def test_words_of_an_emergency_are_known(text: str, expected: Symptom) -> None:
    assert Symptom.of(text) is expected


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize("text", ["chest pain", "vomiting", "purple hair", ""])
def test_every_refusal_says_whom_to_call(text: str, place: Place) -> None:
    with pytest.raises(Refusal) as refused:
        Facts.of(place=place, symptoms=[text])
    assert place.emergency in str(refused.value)
    assert place.poison_centre in str(refused.value)
    assert "Did you mean" not in str(refused.value)
