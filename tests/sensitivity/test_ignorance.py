"""One person in many versions."""

import numpy as np

from threonate.evidence.parameter import Distribution
from threonate.people import Person
from threonate.sensitivity.ignorance import Ignorance
from threonate.simulation import DISSOLVED, all_parameters, draws_of

PERSON = Person(age=71, weight=60)


def test_every_number_in_doubt_is_a_factor_and_so_is_how_a_slow_form_dissolves() -> None:
    found = [factor.name for factor in Ignorance(PERSON).factors]
    doubted = {
        name
        for name, number in all_parameters().items()
        if number.distribution is not Distribution.FIXED
    }
    assert set(found) == {*doubted, DISSOLVED}
    assert len(found) == len(set(found))


def test_the_versions_are_those_that_simulate_would_draw() -> None:
    from threonate.engine.draw import Stream, uniforms

    cause = Ignorance(PERSON)
    chances = np.stack(
        [
            uniforms(factor.name, seed=4, stream=Stream.DOUBT, begin=0, end=60)
            for factor in cause.factors
        ],
        axis=1,
    )
    own = cause.versions(chances).drawn
    theirs = draws_of(range(60), seed=4, spread=False, doubt=True)
    assert own.keys() == theirs.keys()
    for name, values in theirs.items():
        assert np.array_equal(own[name], values), name


def test_all_versions_are_of_the_one_person() -> None:
    cause = Ignorance(PERSON)
    crowd = cause.versions(np.full((3, len(cause.factors)), 0.5)).crowd
    assert crowd.age.tolist() == [71.0] * 3
    assert crowd.weight.tolist() == [60.0] * 3
