"""A day is read as people write it, and one that nobody lives is refused."""

import pytest

from threonate.refusal import Refusal
from threonate.safety.day import Day


def test_a_day_may_end_after_midnight() -> None:
    day = Day.of(wake="10:00", sleep="02:00", meals=["late dinner 23:30"])
    assert day.awake == 16 * 60
    assert day.meals == {"late dinner": 1410}
    assert day.to_sleep(0) == 120


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"wake": "07:00", "sleep": "07:00"}, "0 h; a waking day lasts"),
        ({"wake": "07:00", "sleep": "06:00"}, "23 h; a waking day lasts"),
        ({"wake": "25:00"}, "outside the day"),
        ({"meals": ["07:30"]}, "not a meal"),
        ({"meals": ["breakfast 03:00"]}, "falls into the night"),
        ({"meals": ["tea 08:00", "tea 16:00"]}, "given twice"),
        ({"meals": ["breakfast soon"]}, "not a time of day"),
    ],
)
def test_what_cannot_be_a_day_is_refused(words: dict[str, object], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        Day.of(**words)  # type: ignore[arg-type]
