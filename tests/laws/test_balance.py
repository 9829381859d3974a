"""Nothing appears and nothing vanishes: what one place loses another gains."""

import math
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from threonate import path
from threonate.engine.law import OUTSIDE, Kind
from threonate.engine.system import System

SYSTEM = path.system()
SIGNALS = {law.target for law in SYSTEM.laws if law.kind is Kind.CHANGE}
AMOUNTS = [state for state in SYSTEM.states if state not in SIGNALS]
THREONATE = [state for state in AMOUNTS if state.startswith("threonate.")]
MAGNESIUM = [state for state in AMOUNTS if state not in THREONATE]

sizes = st.floats(min_value=0.5, max_value=2.0)
bodies = st.fixed_dictionaries(dict.fromkeys(SYSTEM.states, sizes))
scales = st.fixed_dictionaries(dict.fromkeys(SYSTEM.parameters, sizes))
drips = st.floats(min_value=0.0, max_value=20.0)


def rates(body: Mapping[str, float], scale: Mapping[str, float], drip: float) -> dict[str, float]:
    """How fast everything changes in a body around the reference adult's own size."""
    known = path.parameters()
    numbers = {name: known[name].value * scale[name] for name in SYSTEM.parameters}
    numbers["blood.drip"] = drip
    held = {**body, "clock": 9.0, "blood.plasma": 13.6 * body["blood.plasma"]}
    for state in AMOUNTS:
        if f"{state}_mass" in numbers:
            held[state] = numbers[f"{state}_mass"] * body[state]
    return SYSTEM.rates(held, numbers)


def total(found: Mapping[str, float], states: list[str]) -> tuple[float, float]:
    """The sum over some places, and the rounding that so many numbers may leave."""
    ends = [found[state] for state in states]
    return math.fsum(ends), 1e-12 * (1.0 + sum(abs(end) for end in ends))


@given(bodies, scales, drips)
def test_the_bodys_magnesium_grows_by_what_is_infused(
    body: dict[str, float], scale: dict[str, float], drip: float
) -> None:
    grown, rounding = total(rates(body, scale, drip), MAGNESIUM)
    assert abs(grown - drip) < rounding


@given(bodies, scales)
def test_threonate_is_only_moved(body: dict[str, float], scale: dict[str, float]) -> None:
    grown, rounding = total(rates(body, scale, 0.0), THREONATE)
    assert abs(grown) < rounding


@given(bodies, scales)
def test_an_empty_place_gives_nothing_away(body: dict[str, float], scale: dict[str, float]) -> None:
    # Sweat and digestive juices are drawn from plasma at a steady rate, so plasma is never empty.
    for state in AMOUNTS:
        if state != "blood.plasma":
            assert rates({**body, state: 0.0}, scale, 0.0)[state] >= 0.0, state


def test_every_amount_is_magnesium_or_threonate(system: System) -> None:
    ends = {(law.source, law.target) for law in system.laws if law.kind is Kind.FLOW}
    for source, target in ends:
        if source != OUTSIDE:
            assert (source in THREONATE) == (target in THREONATE)
