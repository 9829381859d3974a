"""A move brings nothing together: hours here are counted by hand."""

from threonate.safety.company import agreement, limit_of
from threonate.safety.day import read_clock
from threonate.safety.facts import Facts
from threonate.safety.spacing import Spacing, spacings_of


def two(*medicines: str) -> tuple[Spacing, Spacing]:
    first, second = spacings_of(Facts.of(age=40, medicines=medicines))
    return first, second


def at(*clocks: str) -> list[tuple[int, ...]]:
    return [(read_clock(clock),) for clock in clocks]


def fitting(first: str, second: str, *clocks: str) -> list[bool]:
    """Whether the second may be at these times while the first stays."""
    one, other = two(first, second)
    (bits,) = agreement(one, other, [one.times], at(*clocks))
    return [bool(bits >> number & 1) for number in range(len(clocks))]


def test_an_hour_stays_between_two_that_were_apart() -> None:
    found = fitting("amlodipine 12:00", "rosuvastatin 08:00", "11:00", "11:30", "12:00", "13:00")
    assert found == [True, False, False, True]


def test_two_that_were_nearer_than_an_hour_come_no_nearer() -> None:
    found = fitting("amlodipine 12:00", "rosuvastatin 12:30", "12:30", "12:15", "11:30")
    assert found == [True, False, True]


def test_two_that_share_a_moment_may_share_another() -> None:
    assert fitting("amlodipine 12:00", "rosuvastatin 12:00", "12:00", "12:30") == [True, True]


def test_iron_keeps_from_doxycycline_what_magnesium_keeps() -> None:
    """The longest gap asked is 4 h on both sides of doxycycline, whoever of the two moves."""
    times = ("16:00", "16:30", "20:00", "23:30", "00:00")
    expected = [True, False, False, False, True]
    assert fitting("doxycycline 20:00", "iron 12:00", *times) == expected
    limit = limit_of(*two("iron 12:00", "doxycycline 20:00"))
    assert (limit.to_second, limit.to_first) == (240, 240)


def test_magnesium_of_another_name_is_kept_away_from_like_iron() -> None:
    """A multivitamin holds magnesium; levothyroxine keeps 4 h from it."""
    found = fitting("multivitamin 12:00", "levothyroxine 06:30", "07:00", "08:00", "08:30")
    assert found == [True, True, False]


def test_iron_that_was_near_already_comes_no_nearer() -> None:
    """Iron an hour before doxycycline was somebody's choice; half an hour would be ours."""
    assert fitting("doxycycline 20:00", "iron 19:00", "19:00", "18:00", "19:30") == [
        True, True, False,
    ]  # fmt: skip


def test_an_hour_is_counted_over_midnight() -> None:
    assert fitting("amlodipine 23:45", "rosuvastatin 08:00", "00:30", "00:45") == [False, True]


def test_own_times_always_go_together() -> None:
    one, other = two("levothyroxine 07:00", "doxycycline 07:10")
    assert agreement(one, other, [one.times], [other.times]) == (1,)
