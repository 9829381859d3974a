"""Before the first capsule every day repeats itself."""

import numpy as np
import pytest

from threonate import path
from threonate.baseline import DAY, Settled, meal_plan, meals, settle
from threonate.engine.draw import draw
from threonate.engine.ensemble import follow
from threonate.engine.record import Floats, merge
from threonate.people import REFERENCE, Person
from threonate.people.personalise import personalise
from threonate.refusal import Refusal
from threonate.simulation import all_parameters, kernel

STATES = path.system().states


def _settled(person: Person, n: int = 200, *, doubt: bool = True, **given: float) -> Settled:
    drawn = draw(all_parameters(), seed=5, begin=0, end=n, spread=False, doubt=doubt)
    drawn |= {name.replace("__", "."): np.full(n, value) for name, value in given.items()}
    return settle(kernel(), personalise(person, drawn))


def _drift(settled: Settled, days: int) -> Floats:
    """How far every state moves over some days of meals alone, relative to its size."""
    records = merge(meals(days=days), samples=[days * DAY], inputs=len(path.Input))
    finish = follow(kernel(), settled.cohort, records, path.ENTRIES).finish
    start = settled.cohort.start
    kept = [i for i, s in enumerate(STATES) if s not in path.system().sinks]
    return np.asarray(np.abs(finish - start)[kept] / (np.abs(start)[kept] + 1e-3))


def test_three_months_of_meals_alone_leave_everyone_where_they_were() -> None:
    assert _drift(_settled(Person()), 84).max() < 2e-5


def test_the_reference_subject_balances_as_an_independent_solver_says() -> None:
    """Urine 3.6958, faeces 9.3102 and sweat 0.16 mmol a day, by SciPy's LSODA at 1e-10."""
    settled = _settled(REFERENCE, 1, doubt=False, kidney__circadian_amplitude=0.0)
    records = merge(meals(days=1), samples=[DAY], inputs=len(path.Input))
    day = follow(kernel(), settled.cohort, records, path.ENTRIES).finish[:, 0]
    assert day[STATES.index("kidney.urine")] == pytest.approx(3.69583, rel=2e-4)
    assert day[STATES.index("gut.faeces")] == pytest.approx(9.31018, rel=2e-4)
    assert day[STATES.index("blood.sweat")] == pytest.approx(0.16, rel=1e-4)
    mean = settled.cohort.parameters["blood.usual_concentration"][0]
    assert mean == pytest.approx(0.84935, rel=2e-4)


def test_a_known_serum_level_is_met_by_moving_the_threshold() -> None:
    settled = _settled(Person(serum=0.78))
    records = merge(meals(days=1), samples=[DAY], inputs=len(path.Input))
    seen = follow(kernel(), settled.cohort, records, path.ENTRIES).finish
    mean = seen[STATES.index("blood.exposure")] / DAY
    assert mean == pytest.approx(np.full(len(mean), 0.78), rel=1e-6)
    assert np.ptp(settled.cohort.parameters["kidney.threshold_mean"]) > 0.0


def test_failing_kidneys_raise_serum_as_the_independent_solver_says() -> None:
    """At 15 and 10 mL/min with unchanged diet and threshold: 1.111 and 1.223 mmol/L by LSODA."""
    drawn = draw(all_parameters(), seed=5, begin=0, end=2, spread=False, doubt=False)
    values = personalise(REFERENCE, drawn)
    values["kidney.filtration_rate"] = np.array([0.9, 0.6])
    serum = settle(kernel(), values).cohort.parameters["blood.usual_concentration"]
    assert serum == pytest.approx([1.111, 1.223], abs=1e-3)


def test_meals_make_up_the_whole_diet() -> None:
    assert sum(share for _, share in meal_plan()) == pytest.approx(1.0, abs=1e-12)


def test_a_serum_level_that_nobody_could_keep_is_refused() -> None:
    with pytest.raises(Refusal, match="no steady day"):
        _settled(Person(serum=0.95, diet=21.0))


@pytest.mark.parametrize(("age", "decades"), [(25.0, 0.0), (30.0, 0.0), (60.0, 3.0), (80.0, 5.0)])
def test_synapses_begin_as_old_as_the_person(age: float, decades: float) -> None:
    settled = _settled(Person(age=age), 1, doubt=False)
    start = {name: settled.cohort.start[STATES.index(name)][0] for name in STATES}
    # The day's meals move magnesium a little, and synapses follow by less than a thousandth.
    # A thirtieth of NR2B, a fortieth of working terminals and a two-hundredth of spines a decade.
    assert start["synapse.scaling"] == pytest.approx(1.0, abs=1e-3)
    assert start["synapse.make_up"] == pytest.approx(1.0 - 0.033 * decades, abs=1e-3)
    assert start["synapse.functional"] == pytest.approx(1.0 - 0.025 * decades, abs=1e-3)
    assert start["synapse.structure"] == pytest.approx(1.0 - 0.005 * decades, abs=1e-3)
