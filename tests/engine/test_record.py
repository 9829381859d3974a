"""Doses, meals, drips and samples become one sorted list."""

import numpy as np

from threonate.engine.record import Event, merge, stack


def test_what_enters_at_one_time_enters_together() -> None:
    records = merge([Event(2.0, 0, 1.0), Event(2.0, 1, 3.0)], samples=[], inputs=2)
    assert records.times.tolist() == [[0.0, 2.0]]
    assert records.amounts[0, 1].tolist() == [1.0, 3.0]


def test_samples_keep_their_place_when_given_out_of_order() -> None:
    records = merge([Event(2.0, 0, 1.0)], samples=[5.0, 2.0, 1.0], inputs=1)
    assert records.times.tolist() == [[0.0, 1.0, 2.0, 2.0, 5.0]]
    assert records.slots.tolist() == [[-1, 0, 1, -1, 2]]


def test_overlapping_drips_add_up_and_close() -> None:
    drips = [Event(0.0, 0, 10.0, duration=10.0), Event(4.0, 0, 4.0, duration=2.0)]
    records = merge(drips, samples=[], inputs=1)
    rates = {t: d for t, d in zip(records.times[0], records.drips[0], strict=True) if d >= 0}
    assert rates == {0.0: 1.0, 4.0: 3.0, 6.0: 1.0, 10.0: 0.0}


def test_schedules_of_different_length_stand_side_by_side() -> None:
    long = merge([Event(t, 0, 1.0) for t in (1.0, 2.0, 3.0)], samples=[], inputs=1)
    short = merge([Event(1.0, 0, 1.0)], samples=[], inputs=1)
    both = stack([long, short])
    assert both.counts.tolist() == [4, 2]
    assert np.isinf(both.times[1, 2:]).all()
