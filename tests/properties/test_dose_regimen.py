"""However a day is split, the amount swallowed is the same, and never negative."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threonate.dose import (
    NO_TITRATION,
    Product,
    Regimen,
    Salt,
    format_clock,
    load_salts,
    parse_amount,
)
from threonate.refusal import Refusal

SALTS = st.sampled_from(list(load_salts().values()))
CLOCKS = st.lists(st.integers(0, 1439), min_size=1, max_size=6, unique=True).map(
    lambda minutes: [format_clock(minute / 60) for minute in sorted(minutes)]
)
WEIGHTS = st.lists(st.integers(1, 100), min_size=6, max_size=6)


@settings(max_examples=80, deadline=None)
@given(SALTS, st.floats(1, 1000), CLOCKS, WEIGHTS)
def test_splitting_never_changes_the_amount_swallowed(
    salt: Salt, elemental: float, times: list[str], weights: list[int]
) -> None:
    used = weights[: len(times)]
    split = [f"{weight}/{sum(used)}" for weight in used]
    regimen = Regimen.daily(
        salt,
        elemental=elemental,
        times=times,
        split=split,
        weeks=1,
        titrate=NO_TITRATION,
    )
    assert regimen.total * 24.305 == pytest.approx(7 * elemental, rel=1e-9)
    assert all(dose.magnesium > 0 for dose in regimen.doses)
    assert len(regimen.doses) == 7 * len(times)


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1), st.integers(0, 2**32))
def test_forgetting_never_adds_magnesium(probability: float, seed: int) -> None:
    regimen = Regimen.daily(weeks=2)
    forgetful = regimen.skipping(probability=probability, seed=seed)
    assert 0 <= forgetful.total <= regimen.total
    assert set(forgetful.doses) <= set(regimen.doses)


@settings(max_examples=30, deadline=None)
@given(st.floats(1, 20), st.floats(0, 20), st.floats(0.1, 10))
def test_taking_two_regimens_in_either_order_is_the_same(
    magnesium: float, start: float, duration: float
) -> None:
    oral = Regimen.daily(weeks=1)
    drip = Regimen.infusion(magnesium, start=start, duration=duration)
    assert (oral + drip) == (drip + oral)


@settings(max_examples=100, deadline=None)
@given(SALTS, st.floats(1, 5000), st.floats(0, 2))
def test_a_label_never_holds_more_magnesium_than_chemistry_allows(
    salt: Salt, compound: float, ratio: float
) -> None:
    elemental = max(compound * ratio, 1e-6)
    refused = ""
    try:
        Product("label", salt, compound, elemental)
    except Refusal as refusal:
        refused = str(refusal)
    assert ("%" in refused) == (elemental > compound * salt.most_magnesium * 1.01)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_is_refused(text: str) -> None:
    try:
        milligrams = parse_amount(text).milligrams
    except Refusal:
        return
    assert milligrams > 0
