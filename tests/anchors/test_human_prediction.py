"""The prediction for people beside the Monte Carlo of its specification, misses included.

That one drew 400,000 cases, people's spread and doubt together, with plasma assumed to rise by 2 %
and threonate exposure of 0.21. Ours computes both: plasma rises by nearly 3 % and exposure is 0.19,
so what follows plasma is higher by about 0.24 x 0.9 = 0.2 points and what follows threonate is
lower. Medians may therefore differ by a fifth and the chance by 0.05; 2,000 draws add 0.2 points
and 0.02 by chance, within that. Where the difference is larger it stands below as a miss.
"""

import numpy as np
import pytest

from threonate.course import Course
from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.people import Person
from threonate.simulation import simulate

THREONATE, CITRATE = 1, 2
FIFTH = 0.2
OTHER_SALT_AT_MOST = 1.2


def _ask(*, spread: bool) -> Course:
    return simulate(
        Person(weight=70, egfr=95),
        Regimen.daily(titrate=False),
        compare=["citrate"],
        draws=2000,
        spread=spread,
    )


@pytest.fixture(scope="module")
def people() -> Course:
    """People differ, and what nobody knows is drawn with them: as the specification did."""
    return _ask(spread=True)


@pytest.fixture(scope="module")
def one() -> Course:
    """One person; only what nobody knows is drawn."""
    return _ask(spread=False)


@pytest.fixture(scope="module", params=["people", "one"])
def course(request: pytest.FixtureRequest) -> Course:
    found: Course = request.getfixturevalue(request.param)
    return found


def _change(course: Course, arm: int, site: str = "brain.ventricle") -> Floats:
    sight = course.sight(course.arms[arm])
    before = course.sight(course.arms[0])
    return np.asarray(100 * (sight.mean(sight.state(site)) / before.mean(before.state(site)) - 1))


def _translated(course: Course) -> Floats:
    holds = course.parameters["brain.translation"] == 1.0
    return np.asarray(_change(course, THREONATE)[holds])


def test_the_fluid_rises_by_two_and_a_half_per_cent_or_so(course: Course) -> None:
    change = _change(course, THREONATE)
    assert np.median(change) == pytest.approx(2.6, rel=FIFTH)
    assert np.mean(change > 5.0) == pytest.approx(0.29, abs=0.05)


def test_the_interval_over_people_is_the_specified_one(people: Course) -> None:
    """Its low end is plasma's alone: 0.1 there, and higher here with plasma."""
    change = _change(people, THREONATE)
    assert np.quantile(change, 0.95) == pytest.approx(11.0, rel=FIFTH)
    assert np.quantile(change, 0.05) == pytest.approx(0.1 + 0.2, abs=0.2)


def test_doubt_alone_spans_less_than_people_and_doubt(one: Course) -> None:
    low, high = np.quantile(_change(one, THREONATE), (0.05, 0.95))
    assert 0.1 < low < high < 11.0


def test_if_rats_tell_about_people_it_is_five_per_cent(course: Course) -> None:
    assert np.median(_translated(course)) == pytest.approx(4.9, rel=FIFTH)


def test_the_interval_if_rats_tell_is_the_specified_one(people: Course, one: Course) -> None:
    low, high = np.quantile(_translated(people), (0.05, 0.95))
    assert low == pytest.approx(1.7, rel=FIFTH)
    assert high == pytest.approx(12.5, rel=FIFTH)
    narrow = np.quantile(_translated(one), (0.05, 0.95))
    assert 1.7 < narrow[0] < narrow[1] < 12.5


def test_another_salt_hardly_reaches_the_brain(course: Course) -> None:
    assert np.median(_change(course, CITRATE)) == pytest.approx(0.5, abs=0.2)


def test_another_salt_stays_below_its_limit_for_what_is_not_known(one: Course) -> None:
    assert np.quantile(_change(one, CITRATE), 0.95) <= OTHER_SALT_AT_MOST


def test_another_salt_exceeds_its_limit_in_one_person_of_eight(people: Course) -> None:
    """A documented miss: 1.2 at most was specified, and the 95 % point is near 1.5.

    Plasma of the person at the 95 % point rises by 6 % where the specification had 2 %; entry into
    the brain at half-saturation 0.32 then rises by 1.32 x 1.06 / (0.32 + 1.06) - 1 = 1.4 %.
    """
    change = _change(people, CITRATE)
    assert np.quantile(_change(people, CITRATE, "blood.plasma"), 0.95) == pytest.approx(6, abs=0.5)
    assert np.quantile(change, 0.95) == pytest.approx(1.4, abs=0.25)
    assert np.mean(change > OTHER_SALT_AT_MOST) == pytest.approx(0.125, abs=0.03)


def test_free_magnesium_in_neurons_follows(course: Course) -> None:
    assert np.median(_change(course, THREONATE, "brain.neuron")) == pytest.approx(2.6, rel=FIFTH)
    assert np.median(_change(course, CITRATE, "brain.neuron")) == pytest.approx(0.2, abs=0.1)
