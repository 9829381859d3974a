"""A brain under threonate is fitted in a world that can exist, and the posterior says in which."""

import numpy as np
import pytest
from tests.calibration.conftest import measured

from threonate.calibration.data import Data
from threonate.calibration.fit import fit, steady_problem
from threonate.calibration.given import TRANSLATION, choose_given, read_given
from threonate.calibration.prior import choose_priors, read_prior
from threonate.calibration.problem import Problem
from threonate.dose import Regimen
from threonate.people import Person
from threonate.refusal import Refusal
from threonate.simulation import all_parameters, simulate

KNOWN = all_parameters()
GAIN = "brain.rat_gain"
HOUR = 13 * 24.0 + 9.5
PLAN = Regimen.daily(weeks=2)


def data(regimen: Regimen = PLAN, key: str = "csf", value: float = 1.13) -> Data:
    ones = [measured(HOUR, key, value=value, sd=0.02)]
    return Data.of(ones, people={"": Person()}, regimens={"": regimen})


def found(problem: Problem, name: str = GAIN) -> float:
    return float(problem.predict({name: np.array([KNOWN[name].value])})[0, 0])


@pytest.mark.parametrize("world", [0.0, 1.0])
def test_what_is_fitted_to_is_what_a_simulation_of_that_world_shows(world: float) -> None:
    course = simulate(
        Person(),
        PLAN,
        draws=1,
        doubt=False,
        samples=[HOUR],
        instead={TRANSLATION: np.array([world])},
    )
    place = int(np.searchsorted(course.times, HOUR))
    lumbar = course.sight(course.arms[1]).state("brain.lumbar")[0, place]
    said = steady_problem(data(), [GAIN], given={TRANSLATION: world})
    assert found(said) == pytest.approx(lumbar * KNOWN["people.csf_total"].value, rel=1e-4)


def test_without_a_word_threonate_does_what_it_does_in_rats() -> None:
    usual = steady_problem(data(), [GAIN])
    assert usual.given == {TRANSLATION: 1.0}
    assert found(usual) == found(steady_problem(data(), [GAIN], given={TRANSLATION: 1.0}))


@pytest.mark.parametrize(
    ("regimen", "key"),
    [(Regimen.daily("citrate", elemental=144, weeks=2), "csf"), (PLAN, "serum")],
)
def test_no_world_is_told_where_none_matters(regimen: Regimen, key: str) -> None:
    assert choose_given({}, (), data(regimen, key), known=KNOWN) == {}


def test_the_posterior_its_record_and_a_warning_say_in_which_world() -> None:
    done = fit(steady_problem(data(), [GAIN]), draws=20, steps=200)
    np.testing.assert_array_equal(done.posterior.draws[TRANSLATION], np.ones(20))
    assert done.posterior.record["given"] == {TRANSLATION: 1.0}
    assert "does in people what it does in rats (brain.translation = 1)" in done.warnings[0]
    course = simulate(Person(), PLAN, draws=20, instead=done.posterior.draws)
    assert (course.parameters[TRANSLATION] == 1.0).all()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("brain.translation", "write brain.translation=VALUE"),
        ("brain.translation=nan", "write brain.translation=VALUE"),
        ("brain.translatoin=1", r"Did you mean 'brain\.translation'"),
    ],
)
def test_what_gives_no_number_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        read_given(text, known=KNOWN)


def test_half_a_world_is_refused_given_or_fitted() -> None:
    assert read_given("brain.translation=0", known=KNOWN) == (TRANSLATION, 0.0)
    with pytest.raises(Refusal, match=r"given as 0\.6 and is either 0 or 1"):
        choose_given({TRANSLATION: 0.6}, (), data(), known=KNOWN)
    with pytest.raises(Refusal, match="fitted and given"):
        choose_given({GAIN: 1.0}, (GAIN,), data(), known=KNOWN)
    said = read_prior("brain.translation=0.3:0.8", known=KNOWN)
    with pytest.raises(Refusal, match="either 0 or 1 and is not fitted"):
        choose_priors([TRANSLATION], known=KNOWN, said=[said])
