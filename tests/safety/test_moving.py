"""A medicine that may move keeps its rhythm: the numbers here are counted by hand."""

from itertools import pairwise

import pytest

from threonate.safety.day import Day, read_clock
from threonate.safety.facts import Facts
from threonate.safety.moving import all_choices, choices_of
from threonate.safety.spacing import Spacing, spacings_of

DAY = Day.of(meals=["breakfast 07:30", "lunch 12:00", "dinner 18:30"])


def spacing(text: str) -> Spacing:
    return spacings_of(Facts.of(age=40, medicines=[text]))[0]


def times(*clocks: str) -> tuple[int, ...]:
    return tuple(map(read_clock, clocks))


def test_a_fixed_medicine_stays() -> None:
    assert choices_of(spacing("doxycycline 07:30 19:30"), DAY) == (times("07:30", "19:30"),)


def test_its_own_times_come_first_even_off_the_grid() -> None:
    assert choices_of(spacing("gabapentin ~07:10"), DAY)[0] == times("07:10")


def test_once_a_day_is_any_half_hour_of_the_waking_day() -> None:
    """From 06:30 to 22:30 there are 33 half hours."""
    assert len(choices_of(spacing("iron ~08:00"), DAY)) == 33


def test_twice_a_day_is_ten_and_a_half_to_thirteen_and_a_half_hours_apart() -> None:
    """12 + 11 + ... + 6 pairs of half hours."""
    found = choices_of(spacing("doxycycline ~07:30 19:30"), DAY)
    assert len(found) == 63
    assert {last - first for first, last in found} == set(range(630, 811, 30))


def test_gabapentin_is_never_more_than_twelve_hours_apart() -> None:
    """Equal steps of 6, 6.5, 7, 7.5 or 8 h: 9 + 7 + 5 + 3 + 1 patterns, and its own."""
    found = choices_of(spacing("gabapentin ~07:30 14:00 20:00"), DAY)
    assert len(found) == 1 + 25
    assert all(1440 - (last - first) <= 720 for first, _, last in found[1:])


def test_levothyroxine_stays_half_an_hour_to_an_hour_before_breakfast() -> None:
    assert set(choices_of(spacing("levothyroxine ~06:30"), DAY)) == {times("06:30"), times("07:00")}
    assert choices_of(spacing("levothyroxine ~06:30"), Day.of()) == (times("06:30"),)


def test_alendronate_stays_first() -> None:
    assert choices_of(spacing("alendronate ~06:30"), DAY) == (times("06:30"),)


def test_nothing_moves_to_within_half_an_hour_behind_levothyroxine() -> None:
    """It may be at 06:30 or 07:00, so the next may be at 07:30."""
    facts = Facts.of(age=40, medicines=["levothyroxine ~06:30", "rosuvastatin ~08:00"])
    _, rosuvastatin = all_choices(spacings_of(facts), DAY)
    assert min(minute for (minute,) in rosuvastatin) == read_clock("07:30")


def test_more_often_the_whole_pattern_shifts() -> None:
    found = choices_of(spacing("captopril ~07:00 12:00 17:00 22:00"), DAY)
    assert all(b - a == 300 for one in found for a, b in pairwise(one))
    assert min(one[0] for one in found) == read_clock("06:30")
    assert max(one[-1] for one in found) == read_clock("22:30")


@pytest.mark.parametrize("drug", ["furosemide", "omeprazole", "digoxin", "amlodipine"])
def test_what_needs_no_gap_is_never_moved(drug: str) -> None:
    assert choices_of(spacing(f"{drug} ~08:00"), DAY) == (times("08:00"),)


def test_an_acid_gap_moves_it_only_beside_an_intake_that_large() -> None:
    """Itraconazole asks its gap from 1,300 mg at once on."""
    assert choices_of(spacing("itraconazole ~08:00"), DAY, largest=667) == (times("08:00"),)
    assert len(choices_of(spacing("itraconazole ~08:00"), DAY, largest=1334)) == 33


@pytest.mark.parametrize("drug", ["tacrolimus", "patiromer"])
def test_what_a_clinician_decides_is_never_moved(drug: str) -> None:
    assert choices_of(spacing(f"{drug} ~08:00 20:00"), DAY) == (times("08:00", "20:00"),)


def test_nothing_moves_to_within_an_hour_of_a_medicine_that_stays() -> None:
    """It was 4 h from it; half hours from 11:30 to 12:30 lie nearer than an hour."""
    facts = Facts.of(age=40, medicines=["amlodipine 12:00", "rosuvastatin ~08:00"])
    _, rosuvastatin = all_choices(spacings_of(facts), DAY)
    assert {minute for (minute,) in rosuvastatin} == {
        minute for minute in range(390, 1351, 30) if abs(minute - 720) >= 60
    }


def test_levothyroxine_beside_alendronate_waits_half_an_hour() -> None:
    facts = Facts.of(age=40, medicines=["alendronate 06:30", "levothyroxine ~06:30"])
    assert all_choices(spacings_of(facts), DAY) == ((times("06:30"),), (times("07:00"),))
