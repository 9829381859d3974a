"""A list is stored at once, partly lost in minutes, and kept over nights by replay."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.engine.record import Floats
from threonate.hippocampus.consolidation import (
    Forgetting,
    Memory,
    cortical,
    learned,
    remembered,
)
from threonate.refusal import Refusal

CHANCES = st.floats(min_value=0.0, max_value=1.0)
DAYS = st.integers(min_value=1, max_value=60)


def of(*values: float) -> Floats:
    return np.array(values)


def forgetting(*, replay: float = 0.1, labile: float = 0.2) -> Forgetting:
    """A fifth goes with 2 minutes, the rest with 100 hours."""
    return Forgetting(of(labile), of(2.0), of(100.0), of(replay))


def kept(recall: float, *, delay: float, nights: int, replay: float = 0.1) -> float:
    found = remembered(
        of(1.0), recall=of(recall), delay=delay, nights=nights, forgetting=forgetting(replay=replay)
    )
    return float(found[0])


def test_three_readings_store_what_one_leaves_behind() -> None:
    assert learned(of(0.4), readings=3)[0] == pytest.approx(1 - 0.6**3)
    assert learned(of(0.4), readings=0)[0] == 0.0


def test_right_after_learning_what_was_stored_is_recalled_at_the_ceiling() -> None:
    memory = Memory(of(0.9), of(0.8), forgetting())
    assert memory.learning[0] == 0.9
    assert memory.short_term(0.0)[0] == pytest.approx(0.72)


def test_within_half_an_hour_the_fleeting_part_is_gone() -> None:
    memory = Memory(of(1.0), of(1.0), forgetting())
    assert memory.short_term(0.5)[0] == pytest.approx(0.8 * math.exp(-0.005), abs=1e-6)
    # Two minutes leave 1/e of the fleeting fifth.
    assert memory.short_term(2 / 60)[0] == pytest.approx(0.2 / math.e + 0.8, abs=5e-4)


def test_a_day_with_a_night_agrees_with_arithmetic_by_hand() -> None:
    # Left after 24 h 0.6293 and at midnight 0.7095 of the trace; replay makes 0.0568 cortical.
    memory = Memory(of(0.9), of(0.8), forgetting())
    assert memory.long_term(24.0, nights=1)[0] == pytest.approx(0.47847, abs=1e-5)


def test_without_replay_a_night_is_mere_time() -> None:
    still = kept(0.8, delay=168.0, nights=7, replay=0.0)
    assert still == pytest.approx(kept(0.8, delay=168.0, nights=0))
    assert still == pytest.approx(0.8 * 0.8 * math.exp(-1.68))


@given(CHANCES, CHANCES, CHANCES, DAYS)
def test_memory_is_a_probability_and_nights_never_cost_words(
    encoded: float, recall: float, replay: float, days: int
) -> None:
    traces = forgetting(replay=replay)
    memory = Memory(of(encoded), of(recall), traces)
    awake = memory.long_term(24.0 * days, nights=0)[0]
    slept = memory.long_term(24.0 * days, nights=days)[0]
    assert 0.0 <= awake <= slept + 1e-12
    assert slept <= encoded + 1e-12
    assert 0.0 <= cortical(of(recall), delay=24.0 * days, nights=days, forgetting=traces)[0] <= 1.0


@given(CHANCES, CHANCES, DAYS)
def test_who_recalls_more_keeps_more(first: float, second: float, days: int) -> None:
    low, high = sorted((first, second))
    assert (
        kept(low, delay=24.0 * days, nights=days)
        <= kept(high, delay=24.0 * days, nights=days) + 1e-12
    )


@given(st.floats(0.0, 1000.0), st.floats(0.0, 1000.0))
def test_awake_a_memory_only_fades(first: float, second: float) -> None:
    early, late = sorted((first, second))
    assert kept(0.8, delay=late, nights=0) <= kept(0.8, delay=early, nights=0)


def test_replay_counts_for_more_when_the_trace_is_strong() -> None:
    gains = [
        kept(recall, delay=24.0, nights=1) - kept(recall, delay=24.0, nights=0)
        for recall in (0.1, 0.3)
    ]
    assert gains[0] < gains[1]


def test_a_labile_share_can_be_chosen_to_meet_what_is_left() -> None:
    met = forgetting().through(0.5, held=0.75)
    assert met.held(0.5)[0] == pytest.approx(0.75)
    assert met.labile_share[0] == pytest.approx(1 - 0.75 / math.exp(-0.005), abs=1e-5)


def test_more_than_time_leaves_cannot_be_met() -> None:
    assert forgetting().through(0.5, held=1.0).labile_share[0] == 0.0


def test_each_draw_forgets_by_its_own_numbers() -> None:
    traces = Forgetting(of(0.1, 0.2), of(2.0, 2.0), of(80.0, 160.0), of(0.1, 0.1))
    found = remembered(of(0.9, 0.9), recall=of(0.8, 0.8), delay=48.0, nights=2, forgetting=traces)
    assert found.shape == (2,)
    assert found[0] < found[1]


def test_the_stated_numbers_lose_a_sixth_in_half_an_hour_and_more_in_a_week() -> None:
    traces = Forgetting.of()
    assert traces.held(0.5)[0] == pytest.approx(0.83, abs=0.01)
    week = remembered(of(1.0), recall=of(0.8), delay=168.0, nights=7, forgetting=traces)[0]
    # A loss of 1.26 SD of about 2.8 words leaves 0.65 of the ten words of middle age.
    assert week / (0.8 * traces.held(0.5)[0]) == pytest.approx(0.65, abs=0.03)


@pytest.mark.parametrize("delay", [-1.0, math.inf, math.nan])
def test_a_delay_that_is_none_is_refused(delay: float) -> None:
    with pytest.raises(Refusal, match="use 0 h or more"):
        kept(0.8, delay=delay, nights=0)


@pytest.mark.parametrize(("delay", "nights"), [(12.0, 2), (48.0, 4), (24.0, -1)])
def test_more_nights_than_the_delay_has_room_for_are_refused(delay: float, nights: int) -> None:
    with pytest.raises(Refusal, match="has room for"):
        kept(0.8, delay=delay, nights=nights)


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(Refusal, match="recall holds"):
        kept(1.2, delay=1.0, nights=0)
    with pytest.raises(Refusal, match="0 or more"):
        learned(of(0.4), readings=-1)
