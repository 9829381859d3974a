"""A small cohort on its steady day, shared by the tests of the engine."""

import numpy as np
import pytest

from threonate import path
from threonate.baseline import DAY, meals, settle
from threonate.dose import Regimen
from threonate.engine.draw import draw
from threonate.engine.ensemble import Cohort
from threonate.engine.kernel import Kernel
from threonate.engine.record import Event, Records, merge
from threonate.intake import dose_events
from threonate.people import REFERENCE
from threonate.people.personalise import personalise
from threonate.simulation import all_parameters, kernel


@pytest.fixture(scope="session")
def engine() -> Kernel:
    return kernel()


@pytest.fixture(scope="session")
def cohort(engine: Kernel) -> Cohort:
    """Thirty-seven different persons: not a multiple of any block."""
    drawn = draw(all_parameters(), seed=11, begin=0, end=37, spread=True, doubt=False)
    return settle(engine, personalise(REFERENCE, drawn)).cohort


def day_events(days: int, weeks: float = 2) -> list[Event]:
    regimen = Regimen.daily(weeks=weeks, titrate=False)
    return [*meals(days=days), *(e for e in dose_events(regimen.doses) if e.time < days * DAY)]


@pytest.fixture(scope="session")
def fortnight() -> Records:
    """Two weeks of meals and split doses, sampled every midnight and hourly on the last day."""
    hours = np.unique([*np.arange(0.0, 14 * DAY + 1, DAY), *np.arange(13 * DAY, 14 * DAY + 1)])
    return merge(day_events(14), samples=list(hours), inputs=len(path.Input))
