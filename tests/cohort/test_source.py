"""A list of persons is a source whose fingerprint follows everything that is known of them."""

from dataclasses import replace

import numpy as np
import pytest
from tests.cohort.few import listed

from threonate.cohort import Listed, Source
from threonate.people import Person
from threonate.people.crowd import Crowd
from threonate.people.population import Population


def test_persons_keep_their_ids_in_any_stretch() -> None:
    source = listed()
    assert source.crowd(7, 12).ids == range(7, 12)
    assert list(source.crowd(7, 12).age) == [37, 38, 39, 40, 41]


@pytest.mark.parametrize("name", ["age", "female", "weight", "egfr", "diet", "serum"])
def test_another_number_is_another_fingerprint(name: str) -> None:
    crowd = listed().people
    values = getattr(crowd, name).copy()
    values[3] = not values[3] if values.dtype == np.bool_ else 77.0
    assert Listed(replace(crowd, **{name: values})).fingerprint != Listed(crowd).fingerprint


def test_a_medicine_and_exact_values_are_another_fingerprint() -> None:
    alone = Crowd.of([Person(age=50)])
    treated = Crowd.of([Person.of(age=50, medicines=["omeprazole"])])
    told = {Listed(crowd).fingerprint for crowd in (alone, treated, alone.exactly())}
    assert len(told) == 3


def test_a_population_and_a_list_are_sources() -> None:
    sources: list[Source] = [Population(), listed()]
    assert all(len(source.crowd(0, 5)) == 5 for source in sources)
