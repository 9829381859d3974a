"""The steps between two records fill the gap, and grow as told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.engine.mesh import mesh


def _lengths(gap: float, age: float) -> list[float]:
    steps, size, stretch = mesh(gap, age, 0.08, 1.35, 1.0)
    lengths = []
    for _ in range(steps):
        lengths.append(size * stretch)
        size = min(size * 1.35, 1.0)
    return lengths


@given(st.floats(1e-6, 500.0), st.floats(0.0, 500.0))
def test_steps_fill_the_gap_and_none_is_longer_than_the_cap(gap: float, age: float) -> None:
    lengths = _lengths(gap, age)
    assert sum(lengths) == pytest.approx(gap, rel=1e-9)
    assert max(lengths) <= 1.0 + 1e-9


def test_the_first_step_after_a_dose_is_fine_and_a_settled_body_takes_hours() -> None:
    # By hand: 0.08 h grows by 1.35 to 0.97 h in 9 steps, 3.41 h together; 9 more fill 12 h.
    assert len(_lengths(12.0, 0.0)) == 18
    assert _lengths(12.0, 0.0)[0] == pytest.approx(0.08, rel=0.05)
    assert _lengths(12.0, 100.0) == pytest.approx([1.0] * 12)
