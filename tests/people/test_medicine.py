"""Medicines are found by the names that people know and act once per class."""

import numpy as np
import pytest

from threonate.evidence.parameter import load_room
from threonate.people.medicine import Effect, Medicine, Target, medicine_factor
from threonate.refusal import Refusal

VALUES = {
    name: np.array([parameter.value]) for name, parameter in load_room("threonate.people").items()
}


def factor(*names: str, target: Target) -> float:
    medicines = [Medicine.find(name) for name in names]
    takes = {m.effect: np.ones(1, dtype=np.bool_) for m in medicines if m.effect is not None}
    return float(np.squeeze(medicine_factor(takes, target, values=VALUES)))


@pytest.mark.parametrize(
    ("text", "generic", "effect"),
    [
        ("Lasix", "furosemide", Effect.LOOP_DIURETIC),
        ("torsemide", "torasemide", Effect.LOOP_DIURETIC),
        ("HCTZ", "hydrochlorothiazide", Effect.THIAZIDE),
        ("chlortalidone", "chlorthalidone", Effect.THIAZIDE),
        ("omeprazole 20 mg", "omeprazole", Effect.PPI),
        ("NEXIUM, 40mg daily", "esomeprazole", Effect.PPI),
        ("Jardiance", "empagliflozin", Effect.SGLT2_INHIBITOR),
        ("SGLT2 inhibitor", "SGLT2 inhibitor", Effect.SGLT2_INHIBITOR),
        ("sglt2_inhibitor", "SGLT2 inhibitor", Effect.SGLT2_INHIBITOR),
        ("ppi", "proton-pump inhibitor", Effect.PPI),
        ("loop diuretic acute", "acute loop diuretic", Effect.LOOP_DIURETIC_ACUTE),
        ("Gitelman", "Gitelman syndrome", Effect.GITELMAN),
    ],
)
def test_a_medicine_is_known_by_generic_name_brand_and_class(
    text: str, generic: str, effect: Effect
) -> None:
    assert Medicine.find(text) == Medicine(generic, effect)


def test_a_misspelt_medicine_is_met_with_the_nearest_name() -> None:
    with pytest.raises(Refusal, match="Did you mean 'omeprazole'"):
        Medicine.find("omeprazol")


def test_an_unknown_medicine_is_told_what_the_model_knows() -> None:
    with pytest.raises(
        Refusal, match=r"'tacrolimus' is not a medicine .* SGLT2 inhibitor, thiazide"
    ):
        Medicine.find("tacrolimus")


@pytest.mark.parametrize("empty", ["", "  ", "20 mg"])
def test_no_name_is_no_medicine(empty: str) -> None:
    with pytest.raises(Refusal, match="leave it out"):
        Medicine.find(empty)


def test_an_sglt2_inhibitor_raises_the_renal_threshold_by_nine_per_cent() -> None:
    assert factor("dapagliflozin", target=Target.THRESHOLD) == pytest.approx(1.09)
    assert factor("dapagliflozin", target=Target.CAPACITY) == 1.0


def test_medicines_of_different_classes_multiply() -> None:
    both = factor("dapagliflozin", "indapamide", target=Target.THRESHOLD)
    assert both == pytest.approx(1.09 * 0.98)


def test_two_medicines_of_one_class_count_once() -> None:
    assert factor("omeprazole", "Nexium", target=Target.CAPACITY) == pytest.approx(0.85)


def test_severe_loss_under_a_proton_pump_inhibitor_stands_in_for_the_usual_one() -> None:
    both = factor("omeprazole", "severe PPI hypomagnesaemia", target=Target.CAPACITY)
    assert both == pytest.approx(0.2)


def test_the_first_doses_of_a_loop_diuretic_stand_in_for_the_long_run() -> None:
    both = factor("furosemide", "acute loop diuretic", target=Target.THRESHOLD)
    assert both == pytest.approx(0.9)


@pytest.mark.parametrize("effect", list(Effect))
def test_every_effect_is_found_by_its_title_and_has_a_size(effect: Effect) -> None:
    assert Medicine.find(effect.title).effect is effect
    assert factor(effect.title, target=effect.target) != 1.0
