"""Gaps are kept in both directions and across midnight; the windows were scanned by hand before."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.dose.clock import parse_clock
from threonate.safety.gap import DAY, Gap, Taken, Violation, violations, windows

VECTORS: dict[str, Any] = json.loads(
    Path(__file__).with_name("windows.json").read_text(encoding="utf-8")
)
"""Waking day, medicines with times and gaps, and the allowed stretches, worked out beforehand."""


def minutes(text: str) -> int:
    return round(60 * parse_clock(text))


def taken(drugs: list[Any]) -> list[Taken]:
    return [
        Taken(name, tuple(minutes(time) for time in times), Gap(first, second))
        for name, times, first, second in drugs
    ]


@pytest.mark.parametrize("name", VECTORS)
def test_windows_are_those_worked_out_beforehand(name: str) -> None:
    vector = VECTORS[name]
    found = windows(
        taken(vector["drugs"]), wake=minutes(vector["wake"]), sleep=minutes(vector["sleep"])
    )
    assert list(found) == [(minutes(first), minutes(last)) for first, last in vector["allowed"]]


# Levothyroxine 06:30, dolutegravir 07:30, doxycycline 07:30 and 19:30, gabapentin three times.
@pytest.mark.parametrize(
    ("time", "drugs", "first"),
    [
        (
            "07:30",
            {"levothyroxine", "dolutegravir", "doxycycline", "gabapentin"},
            Violation("levothyroxine", 390, 1.0, 4.0),
        ),
        ("12:30", {"gabapentin"}, Violation("gabapentin", 840, 1.5, 2.0)),
        ("18:30", {"doxycycline", "gabapentin"}, Violation("doxycycline", 1170, 1.0, 4.0)),
        ("21:00", {"doxycycline", "gabapentin"}, Violation("doxycycline", 1170, 1.5, 2.0)),
        ("12:00", set(), None),
        ("22:00", set(), None),
    ],
)
def test_a_time_names_every_gap_it_breaks(
    time: str, drugs: set[str], first: Violation | None
) -> None:
    found = violations(minutes(time), taken(VECTORS["T11"]["drugs"]))
    assert {each.drug for each in found} == drugs
    assert (found[0] if found else None) == first


def test_sleep_may_lie_after_midnight() -> None:
    drug = [Taken("levothyroxine", (minutes("14:00"),), Gap(4, 4))]
    found = windows(drug, wake=minutes("10:00"), sleep=minutes("02:00"))
    assert found == ((minutes("10:00"), minutes("10:00")), (minutes("18:00"), minutes("02:00")))


hours = st.sampled_from([0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0])
medicine = st.builds(
    Taken,
    st.just("drug"),
    st.lists(st.integers(0, DAY - 1), min_size=1, max_size=3).map(tuple),
    st.builds(Gap, hours, hours),
)


@given(st.lists(medicine, max_size=4), st.integers(0, DAY - 1), st.integers(0, DAY - 1))
def test_no_window_ever_breaks_a_gap_and_none_is_missed(
    drugs: list[Taken], wake: int, sleep: int
) -> None:
    """Three days written out on one line say the same as the circle."""
    inside = {
        minute
        for first, last in windows(drugs, wake=wake, sleep=sleep)
        for minute in range(first, first + (last - first) % DAY + 1, 15)
    }
    for step in range(0, (sleep - wake) % DAY + 1, 15):
        now = wake + step
        kept = all(
            not (0 <= now - dose < 60 * drug.gap.drug_to_magnesium)
            and not (0 <= dose - now < 60 * drug.gap.magnesium_to_drug)
            for drug in drugs
            for time in drug.times
            for dose in (time - DAY, time, time + DAY, time + 2 * DAY)
        )
        assert kept == bool({now, now % DAY, now - DAY} & inside)
