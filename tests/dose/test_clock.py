"""Clock times, days of the week and dates are checked at the edge."""

from datetime import date

import pytest

from threonate.dose.clock import (
    format_clock,
    parse_clock,
    parse_date,
    parse_times,
    parse_weekday,
)
from threonate.refusal import Refusal


def test_a_clock_time_is_hours_after_midnight() -> None:
    assert parse_clock("00:00") == 0
    assert parse_clock("21:30") == 21.5
    assert parse_clock("8:15") == 8.25
    assert parse_clock("23:59") == pytest.approx(23 + 59 / 60)


def test_hours_of_any_day_are_shown_on_the_clock() -> None:
    assert format_clock(21.5) == "21:30"
    assert format_clock(24 * 9 + 8) == "08:00"
    assert format_clock(23.9999) == "00:00"


@pytest.mark.parametrize("text", ["24:00", "12:60", "99:99"])
def test_a_time_outside_the_day_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="between 00:00 and 23:59"):
        parse_clock(text)


@pytest.mark.parametrize("text", ["8", "8.30", "-1:00", "8 pm", "", "nan", "08:00:00"])
def test_something_that_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="not a time of day"):
        parse_clock(text)


def test_times_come_in_order_and_once() -> None:
    assert parse_times(("08:00", "21:30")) == (8, 21.5)
    with pytest.raises(Refusal, match="out of order"):
        parse_times(("21:30", "08:00"))
    with pytest.raises(Refusal, match="given twice"):
        parse_times(("08:00", "8:00"))
    with pytest.raises(Refusal, match="No time of day"):
        parse_times(())


def test_a_weekday_is_known_by_three_letters() -> None:
    assert parse_weekday("Tue") == "tuesday"
    for text in ("tu", "noday", ""):
        with pytest.raises(Refusal, match="not a day of the week"):
            parse_weekday(text)


def test_a_date_is_year_month_day() -> None:
    assert parse_date("2026-03-01") == date(2026, 3, 1)
    with pytest.raises(Refusal, match="not a date"):
        parse_date("1.3.2026")
