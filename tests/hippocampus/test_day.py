"""A day of the synapse is one full record per person, or it is refused."""

import numpy as np
import pytest

from threonate.hippocampus.day import FIELDS, days
from threonate.refusal import Refusal

WHOLE = dict.fromkeys(FIELDS, 1.0)


def test_numbers_are_shared_by_everyone_and_rows_are_their_own() -> None:
    found = days({**WHOLE, "density": np.array([0.8, 1.0, 1.2])})
    assert len(found) == 3
    assert found["density"].tolist() == [0.8, 1.0, 1.2]
    assert found["load"].tolist() == [1.0, 1.0, 1.0]


def test_every_field_says_what_it_is() -> None:
    assert all(len(meaning) > 1 for meaning in FIELDS.values())
    assert days(WHOLE).dtype.names == tuple(FIELDS)


def test_a_field_that_is_missing_or_strange_is_refused() -> None:
    less = {name: 1.0 for name in FIELDS if name != "load"}
    with pytest.raises(Refusal, match="lacks load"):
        days(less)
    with pytest.raises(Refusal, match="unknown mood"):
        days({**WHOLE, "mood": 1.0})


@pytest.mark.parametrize("wrong", [-0.1, float("nan"), float("inf")])
def test_a_number_that_no_synapse_has_is_refused(wrong: float) -> None:
    with pytest.raises(Refusal, match="density of a synapse"):
        days({**WHOLE, "density": np.array([1.0, wrong])})
