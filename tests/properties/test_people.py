"""What holds for every adult the model takes."""

from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from threonate.evidence.parameter import load_parameters
from threonate.people.kidney_function import ckd_epi_2021
from threonate.people.medicine import Effect, Medicine
from threonate.people.person import QUANTITIES, Person
from threonate.people.person_file import person_document
from threonate.people.personalise import Floats, personalise
from threonate.people.quantity import CREATININE, SERUM
from threonate.people.sex import Sex
from threonate.refusal import Refusal

PARAMETERS = load_parameters()


def drawn(n: int, seed: int) -> dict[str, Floats]:
    """Numbers within ten per cent of the written ones."""
    generator = np.random.default_rng(seed)
    return {
        name: parameter.value * generator.uniform(0.9, 1.1, n)
        for name, parameter in PARAMETERS.items()
    }


@st.composite
def persons(draw: st.DrawFn) -> Person:
    known: dict[str, Any] = {
        field: draw(st.none() | st.floats(quantity.low, quantity.high))
        for field, quantity in QUANTITIES.items()
        if field != "creatinine"
    }
    known["age"] = draw(st.floats(18, 120))
    known["sex"] = draw(st.sampled_from(Sex))
    effects = draw(st.sets(st.sampled_from(Effect)))
    known["medicines"] = tuple(Medicine(effect.title, effect) for effect in effects)
    return Person(**known)


@given(person=persons(), seed=st.integers(0, 9))
def test_every_adult_has_a_possible_body(person: Person, seed: int) -> None:
    own = personalise(person, drawn(3, seed))
    assert all(values.shape == (3,) for values in own.values())
    target = own.pop("people.target_serum")
    assert np.isnan(target).all() == (person.serum is None)
    assert all(np.isfinite(values).all() for values in own.values())
    for name in ("blood.central_volume", "kidney.filtration_rate", "gut.diet", "people.weight"):
        assert (own[name] > 0).all()
    assert (own["gut.jejunal_capacity"] >= 0).all()
    assert (own["kidney.threshold_factor"] > 0).all()


@given(person=persons(), seed=st.integers(0, 9))
def test_persons_are_made_alike_one_by_one_and_together(person: Person, seed: int) -> None:
    values = drawn(4, seed)
    together = personalise(person, values)
    for at in range(4):
        alone = personalise(person, {name: array[at : at + 1] for name, array in values.items()})
        assert all(
            np.array_equal(alone[name], together[name][at : at + 1], equal_nan=True)
            for name in together
        )


@given(age=st.floats(18, 120), more=st.floats(1.01, 1.5))
def test_a_heavier_person_has_more_fluid_and_more_gut(age: float, more: float) -> None:
    weight = 60.0
    light, heavy = (
        personalise(Person(age=age, weight=size), drawn(2, 0)) for size in (weight, more * weight)
    )
    for name in ("blood.central_volume", "stores.muscle_mass", "gut.ileal_capacity"):
        assert (heavy[name] > light[name]).all()
    assert (heavy["kidney.filtration_rate"] > light["kidney.filtration_rate"]).all()


@given(person=persons())
def test_a_person_survives_being_written_down(person: Person) -> None:
    assert Person.of(**person_document(person)) == person


@given(
    low=st.floats(0.2, 20),
    high=st.floats(0.2, 20),
    age=st.floats(18, 120),
    sex=st.sampled_from(Sex),
)
def test_more_creatinine_always_means_less_filtration(
    low: float, high: float, age: float, sex: Sex
) -> None:
    assume(high > low * 1.0001)
    assert ckd_epi_2021(high, age=age, sex=sex) < ckd_epi_2021(low, age=age, sex=sex)


@given(serum=st.floats(0.35, 2.9))
def test_serum_is_the_same_in_every_unit(serum: float) -> None:
    for text in (f"{serum!r} mmol/L", f"{2 * serum!r} mEq/L", f"{2.4305 * serum!r} mg/dL"):
        assert SERUM.read(text) == pytest.approx(serum)


@given(
    text=st.text(max_size=12) | st.from_regex(r"[-+]?[0-9.]{1,5} ?[a-zµ/ ]{0,6}", fullmatch=True)
)
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with suppress(Refusal):
        assert 0.2 <= CREATININE.read(text) <= 20
