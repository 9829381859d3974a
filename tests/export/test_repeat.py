"""Daily habits fold into repeats, and unfold into the very same moments."""

from hypothesis import given
from hypothesis import strategies as st

from threonate.engine.record import Event, merge
from threonate.export.repeat import Repeat, repeats


def fold(events: list[Event]) -> tuple[Repeat, ...]:
    return repeats(merge(events, samples=[3.0], inputs=2))


def moments(found: tuple[Repeat, ...]) -> list[tuple[float, tuple[float, ...], float]]:
    return sorted(
        (repeat.first + given * repeat.every, repeat.amounts, repeat.drip)
        for repeat in found
        for given in range(repeat.times)
    )


def test_the_same_dose_each_morning_is_one_repeat() -> None:
    events = [Event(24.0 * day + 8.0, 0, 2.0) for day in range(84)]
    assert fold(events) == (Repeat(8.0, 24.0, 84, (2.0, 0.0)),)


def test_morning_and_evening_are_two_repeats_even_when_alike() -> None:
    events = [Event(24.0 * day + clock, 0, 2.0) for day in range(84) for clock in (8.0, 21.5)]
    assert [repeat.times for repeat in fold(events)] == [84, 84]


def test_a_missed_day_begins_a_new_repeat() -> None:
    events = [Event(24.0 * day + 8.0, 0, 2.0) for day in range(10) if day != 5]
    assert fold(events) == (Repeat(8.0, 24.0, 5, (2.0, 0.0)), Repeat(152.0, 24.0, 4, (2.0, 0.0)))


def test_what_enters_together_repeats_together() -> None:
    assert fold([Event(8.0, 0, 2.0), Event(8.0, 1, 3.0)]) == (Repeat(8.0, 24.0, 1, (2.0, 3.0)),)


def test_a_drip_opens_and_closes() -> None:
    drips = [(repeat.first, repeat.drip) for repeat in fold([Event(10.0, 0, 8.0, 4.0)])]
    assert drips == [(10.0, 2.0), (14.0, 0.0)]


@given(
    st.lists(
        st.builds(
            Event,
            time=st.one_of(
                st.integers(0, 200).map(lambda quarter: quarter * 6.0),
                st.integers(0, 60_000).map(lambda minute: minute / 60),
            ),
            input=st.integers(0, 1),
            amount=st.sampled_from([1.0, 2.0]),
            duration=st.sampled_from([0.0, 0.0, 1.5]),
        ),
        max_size=40,
    )
)
def test_no_moment_moves(events: list[Event]) -> None:
    records = merge(events, samples=[], inputs=2)
    told = [
        (float(time), tuple(amounts.tolist()), float(drip))
        for time, amounts, drip in zip(
            records.times[0], records.amounts[0], records.drips[0], strict=True
        )
        if amounts.any() or drip >= 0.0
    ]
    assert moments(fold(events)) == sorted(told)
