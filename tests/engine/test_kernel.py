"""The compiled kernel against SciPy's adaptive solver on the same laws."""

import numpy as np
import pytest

from threonate import path
from threonate.engine.ensemble import Cohort, follow
from threonate.engine.kernel import Kernel
from threonate.engine.record import Floats, Records
from threonate.engine.reference import follow_one

REPORTED = (
    "blood.plasma",
    "kidney.urine",
    "gut.faeces",
    "stores.red_cells",
    "brain.lumbar",
    "brain.interstitium",
    "brain.neuron",
)


@pytest.fixture(scope="module")
def exact(cohort: Cohort, fortnight: Records) -> Floats:
    """Three persons by SciPy at 1e-10."""
    system = path.system()
    found = []
    for person in range(3):
        numbers = {name: float(values[person]) for name, values in cohort.parameters.items()}
        one = {name: values[person : person + 1] for name, values in cohort.parameters.items()}
        doors = [
            (e.input, system.states.index(e.state), float(np.squeeze(e.share(one))))
            for e in path.ENTRIES
        ]
        start = cohort.start[:, person]
        found.append(follow_one(system, numbers, start, fortnight, doors, tolerance=1e-10))
    return np.array(found)


def _miss(found: Floats, exact: Floats) -> Floats:
    """The worst relative error of each state; amounts below their floor count absolutely."""
    floors = np.array([path.FLOORS.get(s, 1e-3) for s in path.system().states])
    return np.asarray((np.abs(found - exact) / (np.abs(exact) + floors))[:, 1:].max(axis=(0, 1)))


def test_what_is_reported_is_right_to_one_in_ten_thousand(
    engine: Kernel, cohort: Cohort, fortnight: Records, exact: Floats
) -> None:
    found = follow(engine, cohort.take(np.arange(3)), fortnight, path.ENTRIES).samples
    miss = dict(zip(path.system().states, _miss(found, exact), strict=True))
    assert max(miss[state] for state in REPORTED) < 1e-4


def test_finer_steps_come_as_close_as_asked(
    engine: Kernel, cohort: Cohort, fortnight: Records, exact: Floats
) -> None:
    some = cohort.take(np.arange(3))
    found = follow(engine, some, fortnight, path.ENTRIES, grid=(0.01, 1.05, 0.1)).samples
    assert _miss(found, exact).max() < 2e-7
