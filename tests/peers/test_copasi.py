"""COPASI, told our model as SBML, sees the same body hour by hour for twelve weeks."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from threonate import path
from threonate.export.sheet import plain

basico = pytest.importorskip("basico")


@pytest.fixture(scope="module")
def copasi(weeks: Any) -> Iterator[Any]:
    model = basico.load_model_from_string(weeks.sbml)
    yield model
    basico.remove_datamodel(model)


def simulate(copasi: Any, weeks: Any) -> Any:
    table = basico.run_time_course(
        model=copasi,
        method="deterministic",
        start_time=0.0,
        values=[0.0, *weeks.times],
        use_values=True,
        r_tol=1e-10,
        a_tol=1e-12,
        max_steps=1_000_000,
        # A species of COPASI is a concentration; our compartments hold one litre.
        use_concentrations=True,
        use_sbml_id=True,
    )
    return table[[plain(state) for state in path.system().states]].to_numpy()[1:]


def test_copasi_sees_the_same_twelve_weeks(
    copasi: Any, weeks: Any, difference: Callable[..., Mapping[str, float]]
) -> None:
    apart = difference(simulate(copasi, weeks), weeks.ours)
    assert {state: size for state, size in apart.items() if not size <= 1e-5} == {}
